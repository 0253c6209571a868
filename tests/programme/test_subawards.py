"""Sub-awards: by the prime of its own award, within it; their risk; which must be reported and by when."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.desk.models import Task
from amparo.programme.models import RiskRating, SubAward
from amparo.programme.queries import subawards
from amparo.programme.rules_awards import Limit, month_after, reporting
from tests.programme import grants
from tests.programme.test_awards import held, sentence

pytestmark = pytest.mark.django_db

LIMIT = Limit(Decimal(30000), "USD", date(2020, 1, 1))


def test_signing_a_sub_award_obligates_it_in_the_award(compact):
    award = grants.signed(compact)
    row = grants.sub_signed(compact, award)
    assert (held(compact, award, "unobligated"), held(compact, award, "unliquidated")) == (60000, 40000)
    assert held(compact, row, "sub_authorised") == -40000
    grants.on(compact, "partner", "amend_subaward", row, facts=grants.amendment("de_obligation", amount=Decimal(15000)))
    grants.on(compact, "partner", "amend_subaward", row, facts=grants.amendment("cost", amount=Decimal(5000)))
    assert (held(compact, award, "unobligated"), held(compact, row, "sub_unspent")) == (70000, 30000)


def test_the_life_of_a_sub_award(compact):
    row = grants.sub_signed(compact, grants.signed(compact))
    grants.on(compact, "partner", "wind_up_subaward", row)
    with pytest.raises(Invalid) as problem:
        grants.on(compact, "partner", "close_subaward", row)
    assert "liquidar" in problem.value.messages[""][1]
    grants.on(compact, "partner", "amend_subaward", row, facts=grants.amendment("de_obligation", amount=Decimal(40000)))
    assert grants.on(compact, "partner", "close_subaward", row).state == "closed"


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"who": "ilo"}, "recipient", "subreceptora de sí misma"),
        ({"amount": Decimal("100000.01")}, "amount", "sin comprometer"),
        ({"amount": Decimal(0)}, "amount", "mayor que cero"),
        ({"ends": PartialDate(2025)}, "ends", "antes de empezar"),
        ({"ends": PartialDate(2030)}, "ends", "después que su adjudicación"),
        ({"starts": PartialDate(2025, 12)}, "starts", "antes que su adjudicación"),
        ({"number": ""}, "number", "número"),
        ({"regions": ("zz",)}, "regions", "lista"),
        ({"source": "nadie"}, "source", "fuente"),
        ({"title_en": "AMP-7K3Q9DM-X"}, "title_en", "expediente"),
    ],
)
def test_a_wrong_sub_award_is_one_clear_sentence(compact, facts, field, words):
    award = grants.signed(compact)
    with pytest.raises(Invalid) as problem:
        grants.sub_draft(compact, award, **facts)
    assert words in sentence(problem, field)


def test_sub_awards_together_do_not_pass_their_award(compact):
    award = grants.signed(compact)
    one, two = (grants.sub_draft(compact, award, number, amount=Decimal(60000)) for number in ("A", "B"))
    grants.on(compact, "partner", "sign_subaward", one, on=grants.DAY)
    with pytest.raises(Invalid) as problem:
        grants.on(compact, "partner", "sign_subaward", two, on=grants.DAY)
    assert "sin comprometer" in problem.value.messages[""][0]
    assert grants.now(two, "partner", compact).state == "draft"
    with pytest.raises(Invalid):
        grants.on(compact, "partner", "amend_subaward", one, facts=grants.amendment("cost", amount=Decimal(40001)))


def test_only_the_prime_of_the_award_makes_its_sub_awards(compact):
    award = grants.signed(compact)
    facts = grants.sub_facts(compact)
    for who in ("us", "peru", "crtp", "evaluator"):
        with pytest.raises(Denied):
            grants.do(compact, who, "draft_subaward", award=award.pk, facts=facts)
    for who in ("other_partner", "subrecipient", "outsider"):
        with pytest.raises(NotFound):
            grants.do(compact, who, "draft_subaward", award=award.pk, facts=facts)
    row = grants.sub_signed(compact, award)
    for who in ("us", "subrecipient"):
        with pytest.raises(Denied):
            grants.on(compact, who, "amend_subaward", row, facts=grants.amendment("cost", amount=Decimal(5)))


def test_no_foreign_sub_award_nor_draft_is_seen_by_both_walls(compact):
    row = grants.sub_draft(compact, grants.signed(compact))
    seers = {"draft": {"partner"}, "active": {"us", "peru", "evaluator", "partner", "subrecipient", "crtp"}}
    for state, known in seers.items():
        for who in (*seers["active"], "other_partner", "other_subrecipient", "outsider_crtp", "cmnp", "outsider", "officer"):
            actor = getattr(compact.cast, who)
            with acting_as(actor), connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM programme_subaward WHERE id = %s", [row.pk])
                by_wall = cursor.fetchone() is not None
                by_orm = SubAward.objects.visible_to(actor).filter(pk=row.pk).exists()
            assert (by_wall, by_orm) == (who in known,) * 2, (state, who)
        if state == "draft":
            grants.on(compact, "partner", "sign_subaward", row, on=grants.DAY)


def test_an_unknown_parent_is_recorded_by_the_donor_only_and_moves_no_money(compact):
    facts = grants.sub_facts(compact, "IDL", "idl", amount=None)
    kwargs = {"compact": compact.compact.pk, "facts": facts, "signed_on": PartialDate(2017, 10), "closed": True}
    row = grants.do(compact, "us", "record_subaward", **kwargs)
    assert (row.award_id, row.parent_unknown, row.state) == (None, True, "closed")
    assert held(compact, row, "sub_authorised") is None
    for who in ("peru", "partner", "other_subrecipient"):
        with pytest.raises(Denied):
            grants.do(compact, who, "record_subaward", **kwargs)


def test_a_risk_is_rated_with_reasons_and_the_history_stays(compact):
    row = grants.sub_signed(compact, grants.signed(compact))
    for who, rating in (("us", "high"), ("partner", "low")):
        grants.on(compact, who, "rate_risk", row, rating=rating, on=grants.DAY, reasons="Cambió su equipo.")
    assert grants.now(row, "us", compact).risk == "low"
    with acting_as(compact.cast.us):
        assert RiskRating.objects.visible_to(compact.cast.us).filter(subaward=row).count() == 2
    for more, field in (({"rating": "zz"}, "rating"), ({"reasons": " "}, "reasons"), ({"on": grants.in_days(2)}, "on")):
        with pytest.raises(Invalid) as problem:
            grants.on(compact, "us", "rate_risk", row, **{"rating": "low", "on": grants.DAY, "reasons": "Bien.", **more})
        assert sentence(problem, field)
    for who in ("peru", "subrecipient", "crtp"):
        with pytest.raises(Denied):
            grants.on(compact, who, "rate_risk", row, rating="low", on=grants.DAY, reasons="Bien.")


def owed_of(made, row, today):
    us = made.cast.us
    with acting_as(us):
        return subawards.owed(grants.now(row, "us", made), subawards.limits(us, made.compact.pk), [], today=today)


def test_a_sub_award_over_the_threshold_is_reported_by_the_end_of_the_next_month(compact):
    row = grants.sub_signed(compact, grants.signed(compact))
    assert owed_of(compact, row, date(2026, 4, 30)).state == "due"
    late = owed_of(compact, row, date(2026, 5, 1))
    assert (late.state, late.due) == ("late", date(2026, 4, 30))
    with acting_as(compact.cast.partner):
        task = Task.objects.visible_to(compact.cast.partner).get(kind="programme.subaward_report")
    assert (task.state, task.due_at.date().isoformat()[:7]) == ("open", "2026-05") or task.due_at is not None
    grants.on(compact, "partner", "mark_reported", row, on=date(2026, 4, 20))
    assert owed_of(compact, row, date(2026, 5, 1)).state == "reported"
    with acting_as(compact.cast.partner):
        task.refresh_from_db()
    assert task.state == "done"


def test_only_prime_or_donor_marks_it_as_reported_and_not_before_its_signature(compact):
    row = grants.sub_signed(compact, grants.signed(compact))
    for who in ("peru", "subrecipient"):
        with pytest.raises(Denied):
            grants.on(compact, who, "mark_reported", row, on=grants.in_days(0))
    for day in (date(2026, 3, 1), grants.in_days(1)):
        with pytest.raises(Invalid) as problem:
            grants.on(compact, "us", "mark_reported", row, on=day)
        assert sentence(problem, "on")
    assert grants.on(compact, "us", "mark_reported", row, on=grants.in_days(0)).reported_on


@pytest.mark.parametrize(
    ("steps", "currency", "reported", "today", "state"),
    [
        ([(date(2026, 1, 10), Decimal(29999))], "USD", None, date(2026, 6, 1), "not_needed"),
        ([(date(2026, 1, 10), Decimal(30000))], "USD", None, date(2026, 2, 28), "due"),
        ([(date(2026, 1, 10), Decimal(30000))], "USD", None, date(2026, 3, 1), "late"),
        ([(date(2026, 1, 10), Decimal(20000)), (date(2026, 5, 1), Decimal(10000))], "USD", None, date(2026, 6, 30), "due"),
        ([(date(2026, 1, 10), Decimal(30000))], "USD", date(2026, 3, 5), date(2026, 4, 1), "reported_late"),
        ([(date(2026, 1, 10), Decimal(30000))], "PEN", None, date(2026, 4, 1), "unknown"),
        ([], "USD", None, date(2026, 4, 1), "unknown"),
        ([(date(2019, 1, 10), Decimal(30000))], "USD", None, date(2026, 4, 1), "unknown"),
    ],
)
def test_when_a_sub_award_is_reported(steps, currency, reported, today, state):
    assert reporting(steps, [LIMIT], currency=currency, reported_on=reported, today=today).state == state


def test_the_threshold_of_the_day_counts():
    old = Limit(Decimal(25000), "USD", date(2015, 1, 1), date(2020, 1, 1))
    steps = [(date(2019, 12, 31), Decimal(26000))]
    assert reporting(steps, [old, LIMIT], currency="USD", reported_on=None, today=date(2020, 1, 1)).state == "due"
    steps = [(date(2020, 1, 1), Decimal(26000))]
    assert reporting(steps, [old, LIMIT], currency="USD", reported_on=None, today=date(2020, 1, 1)).state == "not_needed"


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_the_end_of_the_next_month_is_the_last_day_of_it(day):
    due = month_after(day)
    assert due > day and (due.year * 12 + due.month) - (day.year * 12 + day.month) == 1
    assert date.fromordinal(due.toordinal() + 1).day == 1
