"""A line of the plan and a training keep all they were told."""

from datetime import date
from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.programme.models import Attendance, Campaign, WorkItem
from amparo.programme.queries import work_plan
from amparo.programme.queries.narrow import Narrow
from tests.programme.parts.activities import attended, campaign, course, official, planned, training

pytestmark = pytest.mark.django_db


def test_a_line_lies_under_its_objective_and_output_in_its_region_and_period(compact):
    planned(compact, output_es="Escuelas que previenen", output_en="Schools that prevent", regions=("08", "16"))
    planned(compact, objective=compact.objectives[1].pk, regions=("17",), starts=date(2027, 1, 4), ends=date(2027, 2, 5))
    with acting_as(compact.cast.us) as by:
        first, second = work_plan.rows(by, compact.compact)
        assert (first.objective.number, first.output_es, first.output_en) == (1, "Escuelas que previenen", "Schools that prevent")
        assert (first.regions, str(first.starts), str(first.ends)) == (["08", "16"], "2026-03-02", "2026-06-30")
        for narrow, found in (
            (Narrow(region="16"), [first]), (Narrow(objective=2), [second]), (Narrow(since=date(2027, 1, 1)), [second]),
            (Narrow(until=date(2026, 12, 31)), [first]), (Narrow(region="21"), []),
        ):  # fmt: skip
            assert work_plan.rows(by, compact.compact, narrow) == found, narrow
        assert WorkItem.objects.visible_to(by).count() == 2


def test_a_training_keeps_its_course_and_each_official_with_hours_and_both_tests(compact):
    own = course(compact, title_es="Entrevista única", title_en="Single interview", hours=16, objective=compact.objectives[2].pk)
    row = training(compact, of=own)
    attended(row, compact, official(1, hours=12, before=Decimal("40.5"), after=Decimal(80)))
    with acting_as(compact.cast.partner) as by:
        came = Attendance.objects.visible_to(by).select_related("training__course__objective", "official").get()
        told = came.training.course
        assert (told.title_es, told.title_en, told.hours, told.objective.number) == (
            "Entrevista única",
            "Single interview",
            16,
            3,
        )
        assert (came.hours, came.before, came.after) == (12, Decimal("40.5"), Decimal(80))
        assert (came.official.institution, came.official.post, came.official.sex) == ("pnp", "police", "female")


def test_a_campaign_keeps_its_materials_and_the_languages_it_was_in(compact):
    campaign(compact, materials="Afiches y cuñas de radio", languages=("quechua", "ashaninka"))
    with acting_as(compact.cast.us) as by:
        row = Campaign.objects.visible_to(by).get()
    assert (row.materials, sorted(row.languages)) == ("Afiches y cuñas de radio", ["ashaninka", "quechua"])
