"""Exchange rates with day and source, conversion kept with the figure, closed periods of each side."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.core.errors import Denied, Invalid
from amparo.core.ids import new_id
from amparo.core.models import ExchangeRate
from amparo.programme import actions as act
from tests.programme.money import DAY, held, post, reverse

pytestmark = pytest.mark.django_db


def rate(made, day=DAY, value="3.75", by="us", **more):
    actor = getattr(made.cast, by)
    facts = act.RateFacts(**{"on": day, "base": "USD", "quote": "PEN", "rate": Decimal(value), "source_title": "BCRP", **more})
    with acting_as(actor):
        return act.record_rate(id=new_id(), seen=0, facts=facts, by=actor)


def close(made, starts, ends, awards=(), by="us"):
    actor = getattr(made.cast, by)
    with acting_as(actor):
        return act.close_period(
            id=new_id(), seen=0, compact=made.compact.pk, facts=act.PeriodFacts(starts, ends, awards), by=actor
        )


def test_a_currency_with_no_rate_is_refused_in_one_sentence(compact):
    with pytest.raises(Invalid) as problem:
        post(compact, "award", 100, currency="PEN")
    assert problem.value.messages == {
        "currency": ["No hay tipo de cambio de PEN a USD para ese día. Registre uno con su fuente."]
    }
    rate(compact, DAY - timedelta(32))
    with pytest.raises(Invalid):
        post(compact, "award", 100, currency="PEN")


def test_the_rate_its_day_and_its_source_stay_with_the_figure(compact):
    made = rate(compact, DAY - timedelta(2))
    entry = post(compact, "award", 100, currency="PEN")
    assert (entry.amount, entry.base_amount, entry.base_currency) == (100, Decimal("26.67"), "USD")
    assert (entry.rate, entry.rate_on, entry.rate_source_id) == (Decimal("0.26666667"), DAY - timedelta(2), made.source_id)
    rate(compact, DAY, "3.00")
    done = reverse(compact, entry)
    assert (done.base_amount, done.rate) == (entry.base_amount, entry.rate)  # at the old rate: nothing is left over
    assert held(compact, "authorised", done.on) == 0


def test_an_amount_that_converts_to_nothing_is_refused(compact):
    rate(compact)
    with pytest.raises(Invalid, match="no llega a un centavo"):
        post(compact, "award", "0.01", currency="PEN")


@pytest.mark.parametrize(
    ("field", "more"),
    [("source_title", {"source_title": ""}), ("source", {"source": "nowhere"}), ("quote", {"quote": "USD"}), ("rate", {"value": "0"}),
     ("rate", {"value": "1.123456789"}), ("on", {"day": timezone.localdate() + timedelta(1)}), ("source_url", {"source_url": "javascript:x"})],
)  # fmt: skip
def test_a_rate_that_cannot_be(compact, field, more):
    with pytest.raises(Invalid) as problem:
        rate(compact, **more)
    assert {name: len(texts) for name, texts in problem.value.messages.items()} == {field: 1}
    assert not ExchangeRate.objects.filter(on=DAY).exists()


def test_a_rate_is_recorded_once_by_a_government(compact):
    rate(compact, by="peru")
    with pytest.raises(Invalid, match="Ya hay un tipo de cambio"):
        rate(compact, value="4")
    with pytest.raises(Denied):
        rate(compact, DAY - timedelta(1), by="partner")


def test_a_closed_period_takes_no_entry_and_no_reversal(compact):
    post(compact, "award", 100)
    close(compact, date(2026, 1, 1), date(2026, 3, 31))
    with pytest.raises(Invalid) as problem:
        post(compact, "expenditure", 5, date(2026, 3, 31))
    assert problem.value.messages == {
        "on": ["El periodo del 01/01/2026 al 31/03/2026 está cerrado. Registre el movimiento con una fecha posterior."]
    }
    entry = post(compact, "expenditure", 5, date(2026, 4, 1))
    close(compact, date(2026, 4, 1), timezone.localdate())
    with pytest.raises(Invalid, match="está cerrado"):
        reverse(compact, entry, by="partner")


def test_what_was_wrong_in_a_closed_period_is_corrected_later_and_its_figures_stay(compact):
    post(compact, "award", 100)
    end = date(2026, 3, 31)
    entry = post(compact, "expenditure", 5, end)
    close(compact, date(2026, 1, 1), end)
    reverse(compact, entry, by="partner")
    post(compact, "expenditure", 4, timezone.localdate())
    assert held(compact, "expended", end) == 5, "what was reported of the period is computed the same again"
    assert held(compact, "expended", timezone.localdate()) == 4


def test_each_side_closes_its_own_books(compact):
    close(compact, date(2026, 3, 1), date(2026, 3, 31))
    post(compact, "pledge", 5)  # the donor does not close the host's books
    close(compact, date(2026, 3, 1), date(2026, 3, 31), by="peru")
    with pytest.raises(Invalid):
        post(compact, "contribution", 5)
    with pytest.raises(Invalid):
        close(compact, date(2026, 3, 1), date(2026, 3, 31), (compact.award.pk,), by="peru")
    for name in ("partner", "evaluator"):
        with pytest.raises(Denied):
            close(compact, date(2026, 3, 1), date(2026, 3, 31), by=name)


def test_a_period_of_one_award_leaves_the_others_open(compact):
    close(compact, date(2026, 3, 1), date(2026, 3, 31), (compact.award.pk,))
    post(compact, "award", 5, award=compact.other_award.pk)
    with pytest.raises(Invalid):
        post(compact, "award", 5)


@pytest.mark.parametrize(
    ("starts", "ends"), [(date(2026, 3, 2), date(2026, 3, 1)), (date(2026, 3, 2), timezone.localdate() + timedelta(1))]
)
def test_a_period_that_cannot_be(compact, starts, ends):
    with pytest.raises(Invalid) as problem:
        close(compact, starts, ends)
    assert list(problem.value.messages) == ["ends"]
