"""Calls for proposals: planned, opened, closed, awarded; by the government that gives the funds."""

from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.programme import actions as act
from amparo.programme.models import Solicitation
from tests.programme import grants

pytestmark = pytest.mark.django_db


def plan(made, who="us", **facts):
    facts = {"number": "C-1", "title_es": "Proteger en Cusco", "objectives": (1,), "regions": ("08",), **facts}
    return grants.do(made, who, "plan_solicitation", compact=made.compact.pk, facts=act.SolicitationFacts(**facts))


def test_a_call_is_planned_opened_closed_and_awarded(compact):
    row = plan(compact, ceiling=Decimal(500000))
    for step, state in (("open", "open"), ("close", "closed")):
        row = grants.on(compact, "us", "move_solicitation", row, step=step)
        assert row.state == state
    award = grants.draft(compact, solicitation=row.pk)
    grants.on(compact, "us", "sign_award", award, on=grants.DAY)
    assert grants.now(row, "us", compact).state == "awarded"


def test_a_call_is_seen_by_the_others_when_it_opens(compact):
    row = plan(compact)
    assert [grants.now(row, who, compact) is not None for who in ("us", "peru", "partner")] == [True, False, False]
    grants.on(compact, "us", "move_solicitation", row, step="open")
    assert all(grants.now(row, who, compact) is not None for who in ("us", "peru", "partner", "subrecipient", "crtp"))
    with acting_as(compact.cast.outsider):
        assert not Solicitation.objects.visible_to(compact.cast.outsider).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"opens": PartialDate(2026, 5), "closes": PartialDate(2026, 4)}, "closes"),
        ({"number": " "}, "number"),
        ({"title_es": ""}, "title_es"),
        ({"ceiling": Decimal(0)}, "ceiling"),
        ({"currency": "XYZ"}, "currency"),
        ({"objectives": (9,)}, "objectives"),
        ({"regions": ("99",)}, "regions"),
        ({"source": "nadie"}, "source"),
        ({"title_es": "Para 45678912"}, "title_es"),
    ],
)
def test_a_wrong_call_is_sent_back_with_one_sentence(compact, facts, field):
    with pytest.raises(Invalid) as problem:
        plan(compact, **facts)
    assert list(problem.value.messages) == [field] and len(problem.value.messages[field]) == 1
    with acting_as(compact.cast.us):
        assert not Solicitation.objects.visible_to(compact.cast.us).exists()


def test_a_number_is_given_once_and_steps_follow_the_table(compact):
    row = plan(compact)
    with pytest.raises(Invalid):
        plan(compact)
    for step in ("close", "award", "zz"):
        with pytest.raises(Invalid):
            grants.on(compact, "us", "move_solicitation", row, step=step)


def test_only_the_government_that_gives_the_funds_plans_calls(compact):
    for who in ("peru", "partner", "other_partner", "subrecipient", "evaluator", "crtp"):
        with pytest.raises((Denied, NotFound)):
            plan(compact, who)
    with pytest.raises(NotFound):
        plan(compact, "outsider")
    row = plan(compact)
    grants.on(compact, "us", "move_solicitation", row, step="open")
    with pytest.raises(Denied):
        grants.on(compact, "peru", "move_solicitation", row, step="close")
