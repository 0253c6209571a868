"""Budgets: lines by objective, region and category; approved only where they sum; beside what was spent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.models import BudgetLine
from amparo.programme.queries import awards
from amparo.programme.rules_awards import sums_to
from tests.programme import grants
from tests.programme.money import post

pytestmark = pytest.mark.django_db

LINES = (
    act.LineFacts("personnel", Decimal(60000), 1, "08"), act.LineFacts("travel", Decimal(30000), 1, "08"),
    act.LineFacts("indirect", Decimal(10000)),
)  # fmt: skip


def propose(made, row, who="partner", lines=LINES, **more):
    of = {"award": None} if type(row).__name__ == "SubAward" else {"subaward": None}
    return grants.on(made, who, "propose_budget", row, lines=lines, **of, **more)


def take_back(made, row, proposal, who="partner"):
    return grants.on(made, who, "take_back_budget", row, proposal=proposal, subaward=None)


def approve(made, row, who="us"):
    of = {"award": None} if type(row).__name__ == "SubAward" else {"subaward": None}
    return grants.on(made, who, "approve_budget", row, **of)


def budget(made, row, who="us"):
    actor = getattr(made.cast, who)
    with acting_as(actor):
        return awards.budget(actor, row, awards.money(actor, row, grants.in_days(0)))


def test_a_budget_is_proposed_by_who_spends_and_approved_by_who_gives(compact):
    row = grants.signed(compact)
    propose(compact, row)
    assert not budget(compact, row).approved
    approve(compact, row)
    found = budget(compact, row)
    assert found.approved and (found.planned, found.gap) == (100000, 0)


@pytest.mark.parametrize(("amount", "words"), [(Decimal("9999.99"), "faltan US$\xa00.01"), (Decimal(10005), "sobran US$\xa05")])
def test_shares_that_do_not_sum_are_not_approved_and_the_difference_is_named(compact, amount, words):
    row = grants.signed(compact)
    propose(compact, row, lines=(*LINES[:2], act.LineFacts("indirect", amount)))
    with pytest.raises(Invalid) as problem:
        approve(compact, row)
    assert words in problem.value.messages[""][0]
    assert not budget(compact, row).approved and len(budget(compact, row).shares) == 3


def test_after_an_amendment_the_budget_is_shared_out_again(compact):
    row = grants.signed(compact)
    propose(compact, row)
    grants.on(compact, "us", "amend_award", row, facts=grants.amendment("cost", amount=Decimal(500)))
    assert budget(compact, row).gap == 500
    with pytest.raises(Invalid):
        approve(compact, row)


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ((), ""),
        ((act.LineFacts("zz", Decimal(5)),), "category"),
        ((act.LineFacts("travel", Decimal(0)),), ""),
        ((act.LineFacts("travel", Decimal(5), 8),), "objectives"),
        ((act.LineFacts("travel", Decimal(5), 1, "zz"),), "regions"),
        ((act.LineFacts("travel", Decimal(5)), act.LineFacts("travel", Decimal(6))), ""),
    ],
)
def test_wrong_lines_are_one_sentence_and_the_lines_before_stay(compact, lines, field):
    row = grants.signed(compact)
    propose(compact, row)
    with pytest.raises(Invalid) as problem:
        propose(compact, row, lines=lines)
    assert list(problem.value.messages) == [field] and len(problem.value.messages[field]) == 1
    with acting_as(compact.cast.us):
        assert BudgetLine.objects.visible_to(compact.cast.us).filter(award=row, replaced_by=None).count() == 3


def test_what_was_spent_stands_beside_its_line(compact):
    row = grants.signed(compact)
    propose(compact, row)
    objective = compact.objectives[0].pk
    post(compact, "disbursement", 9000, by="us", award=row.pk)
    post(compact, "expenditure", 7000, by="partner", award=row.pk, objective=objective, region="08", category="travel")
    post(compact, "expenditure", 2000, by="partner", award=row.pk, category="supplies")
    shares = {(share.category, share.region): share for share in budget(compact, row).shares}
    assert (shares["travel", "08"].spent, shares["travel", "08"].left) == (7000, 23000)
    assert (shares["personnel", "08"].spent, shares["supplies", ""].planned, shares["supplies", ""].spent) == (0, None, 2000)


def test_a_sub_award_has_its_own_budget_approved_by_its_prime(compact):
    row = grants.sub_signed(compact, grants.signed(compact))
    lines = (act.LineFacts("personnel", Decimal(40000), 1, "08"),)
    propose(compact, row, "subrecipient", lines)
    with pytest.raises(Denied):
        approve(compact, row, "us")
    approve(compact, row, "partner")
    assert budget(compact, row, "subrecipient").approved


def test_a_proposal_is_taken_back_and_what_stood_before_stands_again_approved_as_it_was(compact):
    row, one, two = grants.signed(compact), new_id(), new_id()
    propose(compact, row, id=one)
    approve(compact, row)
    before = budget(compact, row)
    propose(compact, row, id=two, lines=(act.LineFacts("other", Decimal(100000)),))
    assert not budget(compact, row).approved
    with pytest.raises(Invalid, match="cambió después"):
        take_back(compact, row, one)
    take_back(compact, row, two)
    assert budget(compact, row) == before and before.approved


def test_what_was_approved_since_is_not_taken_back(compact):
    row, one = grants.signed(compact), new_id()
    propose(compact, row, id=one)
    with pytest.raises(Denied):
        take_back(compact, row, one, "peru")
    approve(compact, row)
    with pytest.raises(Invalid, match="ya se aprobó"):
        take_back(compact, row, one)
    assert budget(compact, row).approved


def test_who_may_not_touch_a_budget(compact):
    row = grants.signed(compact)
    for who in ("peru", "evaluator", "crtp"):
        with pytest.raises(Denied):
            propose(compact, row, who)
        with pytest.raises(Denied):
            approve(compact, row, who)
    with pytest.raises(Denied):
        approve(compact, row, "partner")
    for who in ("other_partner", "subrecipient", "outsider"):
        with pytest.raises(NotFound):
            propose(compact, row, who)


@given(st.lists(st.decimals(1, 10**6, places=2), max_size=12), st.decimals(0, 10**7, places=2))
def test_a_budget_sums_exactly_or_is_refused(amounts, whole):
    assert bool(sums_to(amounts, whole, "USD")) == (sum(amounts, Decimal(0)) != whole)
    assert sums_to(amounts, sum(amounts, Decimal(0)), "PEN") == {}


def test_a_closed_award_keeps_its_budget(compact):
    row = grants.signed(compact)
    grants.on(compact, "us", "wind_up_award", row)
    grants.on(compact, "us", "close_award", row, on=date(2026, 11, 1))
    with pytest.raises(Invalid):
        propose(compact, row)
