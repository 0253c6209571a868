"""Figures of the money and of the statements about it, as a snapshot freezes them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.models import Source
from amparo.programme.figures import claims, money
from tests.programme.money import DAY, post
from tests.programme.parts.claims import claimed
from tests.programme.test_rates import rate

pytestmark = pytest.mark.django_db


def frozen(made, collector, on=DAY, by="us"):
    actor = getattr(made.cast, by)
    with acting_as(actor):
        return list(collector.figures(actor, made.compact, on))


def test_the_real_compact_five_million_and_one_point_seven_more(compact):
    for code in ("signing", "dialogue"):
        Source.objects.create(code=f"test-{code}", title=f"Fuente {code}")
    post(compact, "award", 5_000_000, date(2017, 10, 1), award=None, source="test-signing")
    post(compact, "award", 1_700_000, date(2020, 2, 6), source="test-dialogue")
    found = {row.key: row for row in frozen(compact, money, date(2020, 2, 6))}
    unsplit, more, whole = (found[f"money:{key}:USD"] for key in ("award:-", "award:A-1", "us:awarded"))
    assert (unsplit.value, unsplit.source, unsplit.label_es) == (
        5_000_000, "test-signing", "Adjudicado a receptores que ninguna fuente separa",
    )  # fmt: skip
    assert (more.value, more.source, more.label_en) == (1_700_000, "test-dialogue", "Awarded to ILO (A-1)")
    assert (whole.value, whole.source) == (6_700_000, None)
    assert whole.footnote_es == "Movimientos del libro que suma: 2. Fuente dialogue; Fuente signing"
    assert found["money:us:spent:USD"].value is None  # nobody knows it: no zero
    assert found["money:host:pledged:PEN"].value is None
    before = {row.key: row.value for row in frozen(compact, money, date(2020, 2, 5))}
    assert before["money:us:awarded:USD"] == 5_000_000


def test_made_again_every_figure_is_equal_and_later_facts_change_nothing(compact):
    rate(compact)
    post(compact, "award", 375, currency="PEN")
    post(compact, "award", 20)
    post(compact, "pledge", 8_000_000)
    claimed(compact)
    first = frozen(compact, money), frozen(compact, claims)
    assert first == (frozen(compact, money), frozen(compact, claims))
    whole = next(row for row in first[0] if row.key == "money:us:awarded:USD")
    assert whole.value == Decimal("120.00")
    assert "convertidos, cada uno a su tipo de cambio fechado: 1" in whole.footnote_es
    assert (whole.as_of, whole.verified) == (PartialDate.from_date(DAY), False)
    post(compact, "award", 5, DAY + timedelta(1))
    claimed(compact, "1", PartialDate.from_date(DAY + timedelta(1)))
    assert (frozen(compact, money), frozen(compact, claims)) == first


def test_statements_carry_the_ledger_the_difference_and_the_conflict(compact):
    claimed(compact, "11000000", PartialDate(2022), bound="at_least", words="more than $11 million", speaker="Comunicado")
    claimed(compact, "10000000", PartialDate(2023, 11, 29), bound="at_least")
    post(compact, "award", 9_000_000, date(2021, 1, 1))
    first, second = frozen(compact, claims)
    assert (first.value, first.words_es, first.words_en) == (
        11_000_000, "Más de, o al menos «more than $11 million»", "More than, or at least «more than $11 million»",
    )  # fmt: skip
    assert first.footnote_es == (
        "Lo dice: Comunicado. El libro ese día: 9000000.00 USD; diferencia: 2000000.00. La diferencia sigue abierta"
    )
    assert "Conflicto: antes se dijo 11000000.00 (2022) y un total acumulado no baja" in second.footnote_es
    assert "Conflict: 11000000.00 was said before (2022) and a running total does not fall" in second.footnote_en
    assert frozen(compact, claims, date(2022, 12, 30)) == []


def test_soles_and_dollars_are_figures_apart(compact):
    post(compact, "pledge", 8)
    post(compact, "promise", 5)
    found = {row.key: (row.value, row.measured_in) for row in frozen(compact, money)}
    assert found["money:host:pledged:PEN"] == (8, "PEN")
    assert found["money:us:promised:USD"] == (5, "USD")
