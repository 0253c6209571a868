"""The life of an award: drafted, signed, amended, wound up, closed. The ledger holds its money at each step."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.programme import actions as act
from amparo.programme import rules_awards as judge
from amparo.programme.models import Report, Threshold
from amparo.programme.queries.awards import money
from tests.programme import grants
from tests.programme.money import post as post_entry

pytestmark = pytest.mark.django_db

LATER = date(2026, 10, 1)


def held(made, row, account, who="us"):

    actor = getattr(made.cast, who)
    with acting_as(actor):
        return money(actor, row, grants.in_days(0)).of(account)


def post(made, kind, row, amount, by, day=grants.DAY, **more):
    return post_entry(made, kind, amount, day, by=by, award=row.pk, **more)


def sentence(problem, field):
    """The one sentence beside a field, and nothing else."""
    assert list(problem.value.messages) == [field], problem.value.messages
    (said,) = problem.value.messages[field]
    return said


def test_the_life_of_an_award_from_draft_to_close_out(compact):
    row = grants.signed(compact, cost_share=Decimal(9000))
    assert (held(compact, row, "authorised"), held(compact, row, "share_required")) == (-100000, -9000)
    grants.on(compact, "us", "amend_award", row, facts=grants.amendment("cost", amount=Decimal(20000)))
    assert held(compact, row, "authorised") == -120000
    grants.on(
        compact, "us", "amend_award", row, facts=grants.amendment("no_cost", ends=PartialDate(2029, 6, 30), reason="Lluvias.")
    )
    post(compact, "disbursement", row, 50000, "us")
    post(compact, "expenditure", row, 50000, "partner")
    post(compact, "payment", row, 50000, "partner")
    grants.on(compact, "us", "amend_award", row, facts=grants.amendment("de_obligation", day=LATER, amount=Decimal(70000)))
    assert (held(compact, row, "authorised"), held(compact, row, "unobligated")) == (-50000, 0)
    row = grants.on(compact, "us", "wind_up_award", row)
    row = grants.on(compact, "us", "close_award", row, on=grants.in_days(0))
    assert (row.state, row.closed_on) == ("closed", grants.in_days(0))


def test_an_amendment_keeps_what_was_before_and_after(compact):
    row = grants.signed(compact)
    one = grants.on(compact, "us", "amend_award", row, facts=grants.amendment("cost", amount=Decimal(5), ends=PartialDate(2029)))
    two = grants.on(compact, "us", "amend_award", row, facts=grants.amendment("de_obligation", amount=Decimal(3)))
    assert (one.number, one.delta, one.ended_before, one.ends) == (1, 5, grants.ENDS, PartialDate(2029))
    assert (two.number, two.delta, two.ended_before, two.ends) == (2, -3, PartialDate(2029), None)
    assert one.entry_id and two.entry_id and grants.now(row, "us", compact).ends == PartialDate(2029)


def test_a_draft_is_seen_by_its_writer_only_and_the_award_by_its_recipient(compact):
    row = grants.draft(compact)
    everybody = ("us", "peru", "partner", "other_partner", "subrecipient", "evaluator", "crtp", "outsider_crtp", "outsider")
    assert [who for who in everybody if grants.now(row, who, compact)] == ["us"]
    grants.on(compact, "us", "sign_award", row, on=grants.DAY)
    assert [who for who in everybody if grants.now(row, who, compact)] == ["us", "peru", "partner", "evaluator", "crtp"]


def test_a_draft_is_corrected_or_dropped_and_what_is_signed_is_not(compact):
    row = grants.draft(compact)
    row = grants.on(compact, "us", "change_award", row, facts=grants.award_facts(compact, "S-9", amount=Decimal(7)))
    assert (row.number, row.amount) == ("S-9", 7)
    grants.on(compact, "us", "sign_award", row, on=grants.DAY)
    for name, more in (
        ("change_award", {"facts": grants.award_facts(compact)}),
        ("cancel_award", {}),
        ("sign_award", {"on": grants.DAY}),
    ):
        with pytest.raises(Invalid):
            grants.on(compact, "us", name, row, **more)
    assert grants.on(compact, "us", "cancel_award", grants.draft(compact, "S-8")).state == "cancelled"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends": PartialDate(2025)}, "ends"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal(-5)}, "amount"),
        ({"currency": "QQQ"}, "currency"),
        ({"cost_share": Decimal(-1)}, "cost_share"),
        ({"regions": ("zz",)}, "regions"),
        ({"objectives": (7,)}, "objectives"),
        ({"source": "nadie"}, "source"),
        ({"solicitation": UUID(int=1)}, "solicitation"),
        ({"title_en": "mail ana@example.org"}, "title_en"),
    ],
)
def test_a_wrong_award_is_sent_back_with_one_sentence(compact, facts, field):
    with pytest.raises(Invalid) as problem:
        grants.draft(compact, **facts)
    assert sentence(problem, field)


def test_a_number_is_given_once(compact):
    grants.draft(compact)
    with pytest.raises(Invalid) as problem:
        grants.draft(compact)
    assert "ya existe" in sentence(problem, "number")


def test_an_unknown_amount_is_signed_only_with_a_source_and_posts_nothing(compact):
    with pytest.raises(Invalid):
        grants.signed(compact, amount=None)
    row = grants.signed(compact, "S-5", amount=None, source="cfr-170")
    assert held(compact, row, "authorised") is None


def test_an_award_is_not_signed_after_its_end_nor_in_the_future(compact):
    with pytest.raises(Invalid) as problem:
        grants.signed(compact, ends=PartialDate(2026, 2))
    assert "termina antes de firmarse" in sentence(problem, "on")
    with pytest.raises(Invalid) as problem:
        grants.signed(compact, "S-2", day=grants.in_days(1))
    assert sentence(problem, "on")


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        (grants.amendment("no_cost", ends=PartialDate(2025, 6)), "ends", "antes de que la adjudicación empiece"),
        (grants.amendment("cost", amount=Decimal(5), ends=PartialDate(2026, 2)), "ends", "termina antes de empezar"),
        (grants.amendment("no_cost", ends=PartialDate(2027)), "ends", "después de la fecha de ahora"),
        (grants.amendment("no_cost"), "ends", "nueva fecha"),
        (grants.amendment("no_cost", ends=PartialDate(2030), amount=Decimal(5)), "amount", "no cambia el monto"),
        (grants.amendment("cost"), "amount", "mayor que cero"),
        (grants.amendment("cost", amount=Decimal(-5)), "amount", "mayor que cero"),
        (grants.amendment("de_obligation", amount=Decimal("100000.01")), "amount", "Solo quedan"),
        (grants.amendment("zz", amount=Decimal(5)), "kind", "lista"),
        (grants.amendment("cost", day=grants.in_days(3), amount=Decimal(5)), "signed_on", "todavía no llega"),
        (grants.amendment("cost", amount=Decimal(5), reason="DNI 45678912"), "reason", "documento"),
    ],
)
def test_a_wrong_amendment_is_one_clear_sentence_and_nothing_is_lost(compact, facts, field, words):
    row = grants.signed(compact)
    with pytest.raises(Invalid) as problem:
        grants.on(compact, "us", "amend_award", row, facts=facts)
    assert words in sentence(problem, field)
    assert (grants.now(row, "us", compact).ends, held(compact, row, "authorised")) == (grants.ENDS, -100000)


def test_an_award_does_not_end_before_what_was_spent(compact):
    row = grants.signed(compact)
    post(compact, "disbursement", row, 100, "us")
    post(compact, "expenditure", row, 100, "partner", day=LATER)
    with pytest.raises(Invalid) as problem:
        grants.on(compact, "us", "amend_award", row, facts=grants.amendment("cost", amount=Decimal(1), ends=PartialDate(2026, 8)))
    assert "gastos después" in sentence(problem, "ends")


def test_a_de_obligation_does_not_touch_what_is_obligated(compact):
    row = grants.signed(compact)
    post(compact, "obligation", row, 60000, "partner")
    with pytest.raises(Invalid) as problem:
        grants.on(compact, "us", "amend_award", row, facts=grants.amendment("de_obligation", amount=Decimal(40001)))
    assert "40" in sentence(problem, "amount") and "sin comprometer" in sentence(problem, "amount")
    grants.on(compact, "us", "amend_award", row, facts=grants.amendment("de_obligation", amount=Decimal(40000)))


def test_close_out_says_all_that_is_missing(compact):
    row = grants.signed(compact)
    post(compact, "disbursement", row, 500, "us")
    post(compact, "obligation", row, 300, "partner")
    grants.finding(compact, row)
    grants.sub_signed(compact, row)
    grants.on(compact, "us", "wind_up_award", row)
    with pytest.raises(Invalid) as problem:
        grants.on(compact, "us", "close_award", row, on=grants.in_days(0))
    said = problem.value.messages[""]
    assert len(said) == 5 and grants.now(row, "us", compact).state == "closing"
    for words in ("liquidar", "efectivo", "Hallazgos", "Subacuerdos"):
        assert any(words in text for text in said), said


def test_close_out_waits_for_the_final_report(compact):

    row = grants.signed(compact)
    us = compact.cast.us
    with acting_as(us):
        report = Report.objects.create(
            compact=compact.compact, award=row, unit_id=us.unit_id, by=us.user_code, reach="award", year=2026, quarter=1,
            due_on=date(2026, 4, 30), state="sent",
        )  # fmt: skip
    grants.on(compact, "us", "wind_up_award", row)
    with pytest.raises(Invalid) as problem:
        grants.on(compact, "us", "close_award", row, on=grants.in_days(0))
    assert "último informe" in problem.value.messages[""][1]
    with acting_as(us):
        Report.objects.filter(pk=report.pk).update(state="accepted")
    assert grants.on(compact, "us", "close_award", row, on=grants.in_days(0)).state == "closed"


def test_only_the_government_that_gives_the_funds_touches_an_award(compact):
    row = grants.signed(compact)
    facts = grants.amendment("cost", amount=Decimal(5))
    for who in ("peru", "partner", "evaluator", "crtp"):
        with pytest.raises(Denied):
            grants.on(compact, who, "amend_award", row, facts=facts)
    for who in ("other_partner", "subrecipient", "outsider", "outsider_crtp"):
        with pytest.raises((NotFound, Denied)):
            grants.on(compact, who, "amend_award", row, facts=facts)
    with pytest.raises(Denied):
        grants.do(compact, "peru", "draft_award", compact=compact.compact.pk, facts=grants.award_facts(compact, "P-1"))


def test_the_first_award_brings_the_reference_threshold_and_the_donor_changes_it(compact):

    grants.draft(compact)
    grants.draft(compact, "S-2")
    us = compact.cast.us
    with acting_as(us):
        (row,) = Threshold.objects.visible_to(us).filter(compact=compact.compact)
    assert (row.amount, row.currency, row.source_id, row.verified) == (30000, "USD", "cfr-170", False)
    new = grants.on(compact, "us", "set_threshold", row, facts=act.ThresholdFacts(Decimal(25000), date(2026, 7, 1)))
    assert (grants.now(row, "us", compact).until, new.until) == (date(2026, 7, 1), None)
    with pytest.raises(Denied):
        grants.on(compact, "peru", "set_threshold", new, facts=act.ThresholdFacts(Decimal(1), date(2026, 8, 1)))
    for facts, field in (
        (act.ThresholdFacts(Decimal(0), date(2026, 8, 1)), "amount"),
        (act.ThresholdFacts(Decimal(1), date(2026, 6, 1)), "since"),
        (act.ThresholdFacts(Decimal(1), date(2026, 8, 1), "QQQ"), "currency"),
    ):
        with pytest.raises(Invalid) as problem:
            grants.on(compact, "us", "set_threshold", new, facts=facts)
        assert sentence(problem, field)


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2), st.integers(0, 9), st.integers(0, 9), st.booleans())
def test_an_award_closes_exactly_when_nothing_on_its_list_is_missing(owed, cash, findings, reports, accepted):
    now = judge.Standing("USD", owed, cash, reports, accepted, findings)
    missing = [item for item in judge.checklist(now) if not item.done]
    assert bool(judge.may_close(now)) == bool(missing)
    assert (not missing) == (owed == 0 and cash == 0 and findings == 0 and (not reports or accepted))
