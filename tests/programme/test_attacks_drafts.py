"""What a stranger could learn of a draft, or do to what hangs on it: each of these was possible once."""

from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.core.errors import AmparoError, Invalid
from amparo.programme import actions as act
from amparo.programme import models
from amparo.programme.models import BudgetLine, Entry, Report, RiskRating, SubAward
from tests.programme import grants

LINES = (act.LineFacts("contractual", Decimal(30000), 1, "08"), act.LineFacts("travel", Decimal(10000), 2, "08"))


def seers(made, model, pk):
    found = set()
    for name in ("us", "peru", "partner", "other_partner", "subrecipient", "other_subrecipient", "evaluator", "crtp", "cmnp"):
        actor = getattr(made.cast, name)
        with acting_as(actor):
            if model.objects.visible_to(actor).filter(pk=pk).exists():
                found.add(name)
    return found


def test_numbers_of_a_foreign_draft_are_free(compact):
    """A prime that numbers its sub-award like another's draft learns nothing of it."""
    award = grants.signed(compact)
    other = grants.signed(compact, "S-2", who="yanapanakusun")
    mine = grants.sub_draft(compact, award, "SUB-1")
    theirs = grants.do(
        compact, "other_partner", "draft_subaward", award=other.pk, facts=grants.sub_facts(compact, "SUB-1", "idl")
    )
    assert seers(compact, SubAward, mine.pk) == {"partner"}
    assert seers(compact, SubAward, theirs.pk) == {"other_partner"}


def test_no_reports_are_asked_for_a_draft(compact):
    award = grants.signed(compact)
    sub = grants.sub_draft(compact, award)
    with pytest.raises(Invalid):
        grants.on(compact, "partner", "open_reports", sub, award=None, until=grants.in_days(0))
    on = grants.now(award, "us", compact)
    grants.do(compact, "us", "open_reports", seen=on.version, award=award.pk, subaward=None, until=grants.in_days(0))
    with acting_as(compact.cast.partner) as by:
        assert not Report.objects.visible_to(by).filter(subaward=sub).exists()


def test_what_hangs_on_a_draft_is_draft(compact):
    award = grants.signed(compact)
    sub = grants.sub_draft(compact, award)
    rating = grants.on(compact, "partner", "rate_risk", sub, rating="high", on=grants.DAY, reasons="Primera vez.")
    assert seers(compact, RiskRating, rating.pk) == {"partner"}
    visit = grants.visit(compact, subaward=sub, who="partner")
    assert seers(compact, models.Visit, visit.pk) == {"partner"}
    found = grants.finding(compact, subaward=sub, who="partner")
    assert seers(compact, models.Finding, found.pk) == {"partner"}
    grants.on(compact, "partner", "sign_subaward", sub, on=grants.DAY)
    for model, row in ((RiskRating, rating), (models.Visit, visit), (models.Finding, found)):
        assert seers(compact, model, row.pk) == {"us", "peru", "partner", "subrecipient", "evaluator", "crtp"}


def test_a_draft_award_takes_no_money_and_no_visit_that_others_see(compact):
    draft = grants.draft(compact, cost_share=Decimal(500))
    visit = grants.visit(compact, award=draft)
    assert seers(compact, models.Visit, visit.pk) == {"us"}
    facts = act.EntryFacts("share_due", grants.DAY, Decimal(5), "USD", award=draft.pk)
    with pytest.raises(AmparoError):
        grants.do(compact, "us", "post_entry", compact=compact.compact.pk, facts=facts)


def test_the_budget_of_a_draft_comes_along_when_it_is_signed(compact):
    award = grants.signed(compact)
    sub = grants.sub_draft(compact, award)
    grants.on(compact, "partner", "propose_budget", sub, award=None, lines=LINES)
    grants.on(compact, "partner", "sign_subaward", sub, on=grants.DAY)
    for name in ("us", "subrecipient"):
        actor = getattr(compact.cast, name)
        with acting_as(actor):
            assert BudgetLine.objects.visible_to(actor).filter(subaward=sub, replaced_by=None).count() == 2, name
    grants.on(compact, "subrecipient", "propose_budget", sub, award=None, lines=LINES)
    with acting_as(compact.cast.partner) as by:
        assert BudgetLine.objects.visible_to(by).filter(subaward=sub, replaced_by=None).count() == 2


def test_nothing_is_taken_back_from_a_closed_award(compact):
    award = grants.signed(compact, amount=Decimal(100))
    facts = act.EntryFacts("expenditure", grants.DAY, Decimal(100), "USD", award=award.pk)
    spent = grants.do(compact, "partner", "post_entry", compact=compact.compact.pk, facts=facts)
    with acting_as(compact.cast.us):
        models.Award.objects.filter(pk=award.pk).update(state="closed")
    with pytest.raises(Invalid):
        grants.on(compact, "partner", "reverse_entry", spent, words="Era otra cosa.")
    with acting_as(compact.cast.us) as by:
        assert not Entry.objects.visible_to(by).filter(reverses=spent).exists()
