"""Visits, findings, action points: who watches over whom, what waits on whose desk, what is overdue."""

from datetime import date

import pytest

from amparo.access.acting import acting_as
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.desk.models import Task
from amparo.programme.models import ActionPoint
from amparo.programme.queries.monitoring import overdue
from tests.programme import grants
from tests.programme.test_awards import sentence

pytestmark = pytest.mark.django_db


def tasks(made, who, kind):
    actor = getattr(made.cast, who)
    with acting_as(actor):
        return list(
            Task.objects.visible_to(actor).filter(kind=f"programme.{kind}", unit=actor.unit_id).values_list("state", flat=True)
        )


def test_a_visit_is_planned_made_and_leads_to_a_finding_and_a_measure(compact):
    visit = grants.visit(compact, compact.award)
    assert tasks(compact, "us", "visit_due") == ["open"]
    visit = grants.on(compact, "us", "do_visit", visit, on=grants.in_days(0), conclusion="Falta una cosa.")
    assert (visit.state, tasks(compact, "us", "visit_due")) == ("done", ["done"])
    about = grants.finding(compact, compact.award, visit=visit)
    row = grants.point(compact, about)
    assert tasks(compact, "partner", "action_point") == ["open"]
    with pytest.raises(Invalid) as problem:
        grants.on(compact, "us", "close_finding", about)
    assert "Faltan verificar" in str(problem.value)
    grants.on(compact, "partner", "do_point", row, on=grants.in_days(0))
    assert (tasks(compact, "partner", "action_point"), tasks(compact, "us", "point_to_verify")) == (["done"], ["open"])
    grants.on(compact, "us", "verify_point", row, done=True)
    assert tasks(compact, "us", "point_to_verify") == ["done"]
    assert grants.on(compact, "us", "close_finding", about).state == "closed"
    assert grants.on(compact, "us", "reopen_finding", about).state == "open"


def test_a_measure_that_was_not_done_is_open_again(compact):
    row = grants.point(compact, grants.finding(compact, compact.award))
    grants.on(compact, "partner", "do_point", row, on=grants.in_days(0))
    row = grants.on(compact, "us", "verify_point", row, done=False)
    assert (row.state, row.done_on, tasks(compact, "partner", "action_point")) == ("open", None, ["done", "open"])


def test_a_cancelled_visit_waits_on_no_desk(compact):
    visit = grants.visit(compact, compact.award)
    grants.on(compact, "us", "cancel_visit", visit)
    assert tasks(compact, "us", "visit_due") == ["withdrawn"]


def test_the_prime_watches_its_sub_recipients_and_the_donor_everybody(compact):
    grants.visit(compact, compact.award, who="us")
    grants.visit(compact, subaward=compact.subaward, who="us")
    grants.visit(compact, subaward=compact.subaward, who="partner")
    for who in ("partner", "peru", "evaluator", "crtp"):
        with pytest.raises(Denied):
            grants.visit(compact, compact.award, who=who)
    for who in ("peru", "subrecipient", "crtp"):
        with pytest.raises(Denied):
            grants.visit(compact, subaward=compact.subaward, who=who)
    for who in ("other_partner", "other_subrecipient", "outsider", "outsider_crtp"):
        with pytest.raises((NotFound, Denied)):
            grants.visit(compact, subaward=compact.subaward, who=who)


def test_only_its_owner_does_a_measure_and_another_verifies_it(compact):
    about = grants.finding(compact, subaward=compact.subaward, who="partner")
    row = grants.point(compact, about, who="partner", owner="chs")
    for who in ("us", "partner"):
        with pytest.raises(Denied):
            grants.on(compact, who, "do_point", row, on=grants.in_days(0))
    grants.on(compact, "subrecipient", "do_point", row, on=grants.in_days(0))
    with pytest.raises(Denied):
        grants.on(compact, "subrecipient", "verify_point", row, done=True)
    assert grants.on(compact, "partner", "verify_point", row, done=True).state == "verified"


def test_a_measure_of_the_prime_is_not_verified_by_itself(compact):
    about = grants.finding(compact, subaward=compact.subaward, who="us")
    row = grants.point(compact, about, who="us", owner="ilo")
    grants.on(compact, "partner", "do_point", row, on=grants.in_days(0))
    with pytest.raises(Denied):
        grants.on(compact, "partner", "verify_point", row, done=True)
    grants.on(compact, "us", "verify_point", row, done=True)


@pytest.mark.parametrize(
    ("name", "more", "field"),
    [
        ("visit", {"day": date(2026, 1, 1)}, "on"),
        ("finding", {"severity": "zz"}, "severity"),
        ("finding", {"text": "  "}, "text"),
        ("finding", {"text": "El niño del AMP-7K3Q9DM-X"}, "text"),
        ("point", {"due": date(2026, 1, 1)}, "due"),
        ("point", {"text": ""}, "text"),
        ("point", {"owner": "idl"}, "owner"),
        ("point", {"owner": "jtip"}, "owner"),
    ],
)
def test_wrong_words_and_days_are_one_sentence(compact, name, more, field):
    about = grants.finding(compact, compact.award)
    with pytest.raises(Invalid) as problem:
        getattr(grants, name)(compact, about if name == "point" else compact.award, **more)
    assert sentence(problem, field)


def test_a_visit_is_not_made_in_the_future_nor_without_a_word(compact):
    visit = grants.visit(compact, compact.award)
    for more, field in (({"on": grants.in_days(2)}, "on"), ({"conclusion": ""}, "conclusion")):
        with pytest.raises(Invalid) as problem:
            grants.on(compact, "us", "do_visit", visit, **{"on": grants.in_days(0), "conclusion": "Bien.", **more})
        assert sentence(problem, field)
    other = grants.visit(compact, compact.other_award)
    other = grants.on(compact, "us", "do_visit", other, on=grants.in_days(0), conclusion="Bien.")
    with pytest.raises(Invalid) as problem:
        grants.finding(compact, compact.award, visit=other)
    assert sentence(problem, "visit")


def test_what_is_overdue_is_counted_where_it_is(compact):
    row = grants.point(compact, grants.finding(compact, compact.award))
    us = compact.cast.us
    with acting_as(us):
        assert not overdue(us, compact.compact, grants.in_days(0)).count
        ActionPoint.objects.filter(pk=row.pk).update(due=grants.in_days(-1))
        assert overdue(us, compact.compact, grants.in_days(0)).count == {(compact.award.pk, None): 1}
    with acting_as(compact.cast.other_partner):
        assert not overdue(compact.cast.other_partner, compact.compact, grants.in_days(0)).count
