"""The laws of an import of money, for any mix of good and bad rows: the sums agree, and what was foretold is what happens."""

import sys
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.exchange.models import Row
from amparo.exchange.money import figures, runs
from amparo.exchange.money.books import Books
from amparo.programme.models import Entry, Line
from tests.exchange.money import adds_up, csv, fresh, funded, killed, read, row, rows_of, undo
from tests.programme.money import held

KINDS = ("Gasto", "Obligación", "Gasto de una obligación", "Obligación liberada", "Pago", "Desembolso", "Regalo", "")
lines = st.lists(
    st.builds(
        row,
        day=st.sampled_from(["05/03/2026", "2026-03-15", "20/03/2026", "31/02/2026", "", "2099-01-01"]),
        kind=st.sampled_from(KINDS),
        amount=st.sampled_from(["10", "1.234,56", "300.00", "450,5", "-5", "", "99999", "1,234"]),
        voucher=st.sampled_from(["", "F-1", "F-2", "F-3", "F-4", "<x>"]),
        award=st.sampled_from(["A-1", "a 1", "A-9", ""]),
        category=st.sampled_from(["Viajes", "Personal", "Regalos", ""]),
    ),
    max_size=12,
)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=lines, total=st.booleans())
def test_the_sums_agree_and_what_was_foretold_happens(cast_again, rows, total):
    made = funded(cast_again())
    partner, today = made.cast.partner, timezone.localdate()
    before = {name: held(made, name, today) or 0 for name in ("unobligated", "unliquidated", "expended")}
    batch = read(made, csv(*rows, *(["TOTAL;;;;1;;;;;;"] if total else [])))
    assert adds_up(batch) and batch.rows + batch.aside == len(rows) + total and batch.aside == total
    with acting_as(partner) as actor:
        books = Books(actor, made.compact)
        expected = figures.movements(actor, batch)
        foretold = figures.standings(expected, books, waiting=True)
    done = runs.apply(partner, batch.pk)
    assert (done.done, done.quarantined, done.duplicates) == (batch.released, batch.quarantined, batch.duplicates)
    with acting_as(partner) as actor:
        posted = Entry.objects.visible_to(actor).filter(batch=batch.pk)
        assert sorted(posted.values_list("amount", flat=True)) == sorted(one.amount for one in expected)
        now = Books(actor, made.compact)
        for one in foretold:
            assert now.left((one.award, one.subaward), one.limit, now.today) == one.after
        assert not [line for line in Line.objects.visible_to(actor) if line.value.is_nan()]
    undo(made, done)
    assert {name: held(made, name, today) or 0 for name in before} == before


@pytest.mark.parametrize("at", [0.3])
def test_killed_in_the_middle_it_goes_on_and_posts_nothing_twice(at, fresh_database, server, tmp_path):
    """The real command in a process of its own, kill -9 half-way, and again."""
    from tests.cast import assemble

    made = funded(assemble(), "5000000")
    file = tmp_path / "libro.csv"
    file.write_bytes(
        csv(*(row(voucher=f"F-{number}", amount=f"{number % 90 + 1}.50") for number in range(1600)), row(amount="x"))
    )
    email = made.cast.users["partner"].email
    command = [sys.executable, "-m", "django", "import_dinero", str(file), "--como", email, "--aplicar"]
    batch, again = killed(made, command, at, server, fresh_database)
    assert posted(made, batch) == batch.done
    again()
    whole = fresh(made, batch)
    assert (whole.state, whole.done, whole.quarantined) == ("applied", 1600, 1) and adds_up(whole)
    assert posted(made, batch) == 1600
    assert held(made, "expended", date(2026, 3, 15)) == sum(Decimal(number % 90 + 1) + Decimal("0.5") for number in range(1600))
    assert len({code for one in rows_of(made, whole, kind="released") for code in one.codes}) == 1600


def posted(made, batch):
    with acting_as(made.cast.partner) as actor:
        assert Row.objects.visible_to(actor).filter(batch=batch, state="done").exclude(codes=[]).exists()
        return Entry.objects.visible_to(actor).filter(batch=batch.pk).count()
