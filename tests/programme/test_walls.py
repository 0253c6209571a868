"""Who sees which row of the partnership, by both walls: the ORM and, behind it, the database."""

import pytest
from django.db import connection

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.models import Participation, RiskPlace, Visit

EVERYBODY = [
    "us", "peru", "partner", "other_partner", "subrecipient", "other_subrecipient", "evaluator", "crtp", "outsider_crtp", "cmnp",
    "officer", "upe", "admin", "outsider",
]  # fmt: skip

PARTIES = {"us", "peru", "evaluator"}
PARTNERS = {"partner", "other_partner", "subrecipient", "other_subrecipient"}
SEEN = [
    # (reach, regions, whose: award / subaward, who sees it besides the writer)
    ("own", [], None, set()),
    ("own", [], "subaward", set()),
    ("parties", [], None, PARTIES),
    ("award", [], "award", PARTIES | {"partner"}),
    ("award", ["08"], "award", PARTIES | {"partner", "crtp"}),
    ("award", ["16"], "subaward", PARTIES | {"partner", "subrecipient", "outsider_crtp"}),
    ("compact", [], None, PARTIES | PARTNERS | {"crtp", "outsider_crtp", "cmnp"}),
    ("compact", ["08"], None, PARTIES | PARTNERS | {"crtp", "cmnp"}),
]


@pytest.mark.parametrize("writer", ["us", "partner", "subrecipient"])
@pytest.mark.parametrize(("reach", "regions", "of", "seers"), SEEN)
def test_a_row_is_seen_by_its_reach_and_by_nobody_else(compact, writer, reach, regions, of, seers):
    by = getattr(compact.cast, writer)
    owns = {"award": compact.award} if of else {}
    if of == "subaward":
        owns["subaward"] = compact.subaward
    with acting_as(by):
        row = Visit.objects.create(
            compact=compact.compact, unit_id=by.unit_id, by=by.user_code, reach=reach, regions=regions, planned_on="2026-01-15",
            purpose="x", state="planned", **owns,
        )  # fmt: skip
    for name in EVERYBODY:
        actor = getattr(compact.cast, name)
        with acting_as(actor):
            through_orm = Visit.objects.visible_to(actor).filter(pk=row.pk).exists()
            with connection.cursor() as cursor:  # the database alone, asked for everything
                cursor.execute("SELECT 1 FROM programme_visit WHERE id = %s", [row.pk])
                through_wall = cursor.fetchone() is not None
        assert (through_orm, through_wall) == (name in {*seers, writer},) * 2, name


def test_who_leaves_sees_no_more_and_who_joins_sees_all(compact):
    cast = compact.cast
    with acting_as(cast.us):
        seat = Participation.objects.visible_to(cast.us).get(compact=compact.compact, member=cast.units["yanapanakusun"])
        act.leave_compact(id=new_id(), seen=seat.version, participation=seat.pk, by=cast.us)
    with acting_as(cast.other_partner):
        assert not type(compact.compact).objects.visible_to(cast.other_partner).exists()
    with acting_as(cast.us):
        act.join_compact(
            id=new_id(), seen=compact.again().version, compact=compact.compact.pk, member="yanapanakusun", capacity="partner",
            organisation=compact.organisations["yanapanakusun"].pk, regions=(), by=cast.us,
        )  # fmt: skip
    with acting_as(cast.other_partner):
        assert type(compact.compact).objects.visible_to(cast.other_partner).count() == 1


def test_an_award_that_changes_hands_takes_its_rows_along(compact):
    cast = compact.cast
    with acting_as(cast.us):
        row = RiskPlace.objects.create(
            compact=compact.compact, award=compact.award, unit_id=cast.us.unit_id, by=cast.us.user_code, reach="award", kind="bar",
            district="080101", level="high", state="active",
        )  # fmt: skip
        compact.award.recipient = compact.organisations["yanapanakusun"]
        compact.award.save()
    for name, sees in (("partner", False), ("other_partner", True)):
        actor = getattr(cast, name)
        with acting_as(actor):
            assert RiskPlace.objects.visible_to(actor).filter(pk=row.pk).exists() is sees
