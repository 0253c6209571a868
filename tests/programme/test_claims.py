"""What was said elsewhere about the money: beside the ledger, explained or open; a falling total is a conflict."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.charts import HEIGHT, claims_axis, flow_bands
from amparo.programme.models import Entry, MoneyClaim
from amparo.programme.queries.claims import compared, falls_from
from tests.cases.pages import counted, signed_in, text
from tests.programme.money import post
from tests.programme.parts.claims import claimed
from tests.programme.test_money_pages import plain

pytestmark = pytest.mark.django_db

PAGE = "/alianza/test-2025/dinero/cifras/"


def beside(made, by="us"):
    actor = getattr(made.cast, by)
    with acting_as(actor):
        return compared(actor, made.compact)


def explain(made, row, words="Cuenta también gastos de gestión.", by="peru", seen=None):
    actor = getattr(made.cast, by)
    with acting_as(actor):
        return act.explain_claim(
            id=new_id(), seen=seen or row.version, claim=row.pk, explanation_es=words, explanation_en="", by=actor
        )


def test_a_statement_stands_beside_the_ledger_of_its_day(compact):
    post(compact, "award", 5_000_000, date(2017, 10, 1), award=None)
    post(compact, "award", 1_700_000, date(2020, 2, 6))
    claimed(compact, "5000000", PartialDate(2017, 10), kind="awarded")
    claimed(compact, "7200000", PartialDate(2021, 5, 18))
    claimed(compact, "6000000", PartialDate(2022), bound="at_least", kind="awarded")
    claimed(compact, "6800000", PartialDate(2023), bound="about", kind="awarded")
    claimed(compact, "9", PartialDate(2023), kind="in_kind")
    rows = beside(compact)
    found = [(row.claim.amount, row.ledger, row.difference, row.agrees) for row in rows]
    assert found[0] == (5_000_000, 5_000_000, 0, True)  # October 2017: the end of the month counts
    assert found[1] == (7_200_000, 6_700_000, 500_000, False)
    assert found[2][3] is True  # at least six millions: there are 6.7
    assert found[3][3] is True  # about 6.8
    assert found[4][1:] == (None, None, None)  # no money of the donor is in kind: nothing stands beside it


def test_the_other_currency_is_not_compared(compact):
    post(compact, "pledge", 8_000_000)
    claimed(compact, "2400000", PartialDate(2026, 5), side="host", kind="promised")
    claimed(compact, "8000000", PartialDate(2026, 5), side="host", kind="promised", currency="PEN", bound="at_least")
    by_currency = {row.claim.currency: row for row in beside(compact)}
    assert by_currency["USD"].ledger is None
    assert by_currency["PEN"].agrees is True


def test_a_falling_total_is_a_conflict_and_no_update(compact):
    eleven = claimed(compact, "11000000", PartialDate(2022), bound="at_least")
    ten = claimed(compact, "10000000", PartialDate(2023, 11, 29), bound="at_least")
    nine = claimed(compact, "9800000", PartialDate(2024, 10, 21), bound="at_least")
    rows = beside(compact)
    assert [row.falls_from and row.falls_from.pk for row in rows] == [None, eleven.pk, ten.pk]
    assert [row.claim.amount for row in rows] == [11_000_000, 10_000_000, 9_800_000]
    with acting_as(compact.cast.us):
        assert Entry.objects.count() == 0
    page = plain(signed_in(compact.cast, "us").get(PAGE))
    assert page.count("Conflicto") == 2
    assert "Es menor que US$ 11 000 000, dicho antes (2022). Un total acumulado no baja." in page
    assert "3 cifras públicas para el mismo aporte" in page
    assert nine.state == "open"


def test_what_is_no_conflict(compact):
    claimed(compact, "10", PartialDate(2022), kind="promised")
    claimed(compact, "5", PartialDate(2023), kind="disbursed")  # another kind
    claimed(compact, "4", PartialDate(2024), kind="promised", side="host")  # the other side
    claimed(compact, "3", PartialDate(2024), kind="promised", cumulative=False)  # one year's
    claimed(compact, "2", PartialDate(2024), kind="promised", currency="PEN")
    claimed(compact, "9", PartialDate(2022, 5), kind="promised")  # nobody knows which came first
    claimed(compact, "1", None, kind="promised")
    rows = beside(compact)
    assert [row.claim.amount for row in rows if row.falls_from] == []
    assert (rows[-1].claim.amount, rows[-1].on, rows[-1].ledger) == (1, None, None)  # undated: last, beside nothing


amounts = st.lists(st.integers(1, 50), min_size=2, max_size=8)


@given(amounts)
def test_a_conflict_is_told_exactly_where_a_total_fell(values):
    claims = [
        MoneyClaim(
            amount=Decimal(value), side="us", currency="USD", kind="unknown", cumulative=True, said_on=PartialDate(2000 + year)
        )
        for year, value in enumerate(values)
    ]
    for number, claim in enumerate(claims):
        assert (falls_from(claim, claims) is not None) == any(value > values[number] for value in values[:number])


def test_both_sides_explain_and_reopen_and_the_statement_stays(compact):
    row = claimed(compact)
    done = explain(compact, row)
    assert (done.state, done.amount) == ("explained", row.amount)
    assert "Cuenta también gastos de gestión." in plain(signed_in(compact.cast, "us").get(PAGE))
    with pytest.raises(Invalid):
        explain(compact, done)
    with acting_as(compact.cast.us) as us:
        again = act.reopen_claim(id=new_id(), seen=done.version, claim=row.pk, by=us)
    assert (again.state, again.explanation_es) == ("open", "Cuenta también gastos de gestión.")
    for name in ("partner", "evaluator", "crtp"):
        with pytest.raises(Denied):
            explain(compact, again, by=name)
    with pytest.raises(Invalid) as problem:
        explain(compact, again, words=" ")
    assert list(problem.value.messages) == ["explanation_es"]


@pytest.mark.parametrize(
    ("field", "more"),
    [("side", {"side": "them"}), ("kind", {"kind": "given"}), ("bound", {"bound": "nearly"}), ("amount", {"amount": "0"}),
     ("currency", {"currency": "CHF"}), ("said_on", {"on": PartialDate(2999)}), ("source", {"source": "nowhere"}),
     ("words", {"words": "DNI 12345678"})],
)  # fmt: skip
def test_a_statement_that_cannot_be(compact, field, more):
    with pytest.raises(Invalid) as problem:
        claimed(compact, **more)
    assert {name: len(texts) for name, texts in problem.value.messages.items()} == {field: 1}


def test_who_does_not_see_all_awards_is_shown_no_comparison(compact):
    post(compact, "award", 100, award=compact.other_award.pk)
    claimed(compact, "90")
    page = plain(signed_in(compact.cast, "partner").get(PAGE))
    assert "No está a su alcance" in page
    assert "Diferencia No" not in page
    assert "Anotar una cifra pública" not in page
    assert "US$ 90" in page


def test_forms_state_explain_and_reopen(compact):
    client = signed_in(compact.cast, "us")
    sent = {"id": new_id(), "seen": 0, "side": "us", "amount": "11 000 000", "currency": "USD", "bound": "at_least", "kind": "unknown",
            "cumulative": "yes", "said_on": "2022", "words": "more than $11 million", "speaker": "Comunicado"}  # fmt: skip
    assert client.post(f"{PAGE}nueva/", sent).status_code == 302
    (row,) = (one.claim for one in beside(compact))
    assert (row.amount, row.bound, str(row.said_on)) == (11_000_000, "at_least", "2022")
    page = plain(client.get(PAGE))
    for shown in ("Más de, o al menos", "«more than $11 million»", "Sin fuente", "Abierta"):
        assert shown in page, shown
    answer = client.post(f"{PAGE}{row.pk}/explicar/", {"id": new_id(), "seen": row.version, "explanation_es": "Otra base."})
    assert answer.status_code == 302
    assert client.post(f"{PAGE}{row.pk}/reabrir/", {"id": new_id(), "seen": row.version + 1}).status_code == 302
    assert client.post(f"{PAGE}nueva/", {**sent, "id": new_id(), "amount": "mucho"}).status_code == 200


def test_the_page_asks_few_questions(compact):
    for year in range(2000, 2020):
        claimed(compact, str(year), PartialDate(year), side="us" if year % 2 else "host")
    client = signed_in(compact.cast, "us")
    client.get(PAGE)
    with counted(12):
        page = text(client.get(PAGE))
    assert len(re.findall(r'<svg class="chart sm"', page)) == 2
    assert 'role="img"' in page
    assert "style=" not in page


tens = st.decimals(Decimal(0), Decimal(10**9), places=2)


@given(st.lists(st.one_of(st.none(), tens), min_size=1, max_size=4), tens)
def test_the_flow_is_drawn_in_proportion_and_the_unknown_is_a_gap(values, more):
    top = max([value for value in values if value is not None] + [more])
    bands = flow_bands(values, top)
    assert len(bands) == len(values)
    for number, (value, band) in enumerate(zip(values, bands, strict=True)):
        assert 0 <= float(band.height) <= HEIGHT
        assert (float(band.height) > 0) == bool(value and top)
        following = values[number + 1] if number + 1 < len(values) else None
        assert bool(band.path) == (value is not None and following is not None and top > 0)


@given(st.lists(tens, max_size=6))
def test_statements_lie_on_the_axis_in_their_order(values):
    axis = claims_axis([(value, str(value), "us") for value in values])
    if len(set(values)) < 2:
        assert axis is None
    else:
        assert axis is not None
        assert [dot.x for dot in axis.dots] == sorted(dot.x for dot in axis.dots)
        assert all(30 <= dot.x <= 386 for dot in axis.dots)
        assert len({(dot.x // 46, dot.up) for dot in axis.dots}) >= len(set(dot.x // 46 for dot in axis.dots))
