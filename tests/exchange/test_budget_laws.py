"""The laws of an import of budgets, for any mix of good and bad rows: the sums of rows agree, and undone it leaves what was before."""

import sys
import tempfile
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.exchange.money import figures, runs
from amparo.exchange.money.books import Books
from amparo.programme.actions import LineFacts
from amparo.programme.models import Award, BudgetLine
from tests.cast import assemble
from tests.exchange.budgets import ABOUT, HEAD, approve, line, propose, read, sheet, stands
from tests.exchange.money import adds_up, book, fresh, funded, killed, rows_of, undo, upload

CATEGORIES = ("Personal", "Viajes", "Equipos", "Materiales", "Contratos y subacuerdos", "Obras", "Otros", "Costos indirectos")
lines = st.lists(
    st.builds(
        line,
        category=st.sampled_from(("Viajes", "Personal", "Otros", "Regalos")),
        amount=st.sampled_from(["500", "500.00", "250", "1000", "-5", "0.01"]),
        objective=st.sampled_from(["1", "", "9"]) | st.just("1"),
        region=st.sampled_from(["Cusco", "Nacional", "Marte"]) | st.just("Cusco"),
        award=st.sampled_from(["A-1", "A-9"]) | st.just("A-1"),
    ),
    max_size=5,
)
shares = st.lists(st.integers(1, 10**6), min_size=1, max_size=8)


def both(made):
    return stands(made), stands(made, made.subaward)


def tried(made, *rows):
    with tempfile.TemporaryDirectory() as folder:
        return read(made, sheet(folder, *rows))


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=lines, sums=shares, approved=st.booleans())
def test_the_sums_agree_and_undone_the_budgets_are_those_of_before(cast_again, rows, sums, approved):
    made = funded(cast_again())
    propose(made, LineFacts("other", Decimal(1000)))
    if approved:
        approve(made)
    before = both(made)
    good = [line(name, f"{cents / 100:.2f}", award="", sub="A-1-S") for name, cents in zip(CATEGORIES, sums, strict=False)]
    batch = tried(made, *rows, *good)
    assert adds_up(batch) and batch.rows + batch.aside == len(rows) + len(good) and both(made) == before
    with acting_as(made.cast.partner) as actor:
        foretold = figures.movements(actor, batch)
        totals = figures.totals(foretold, Books(actor, made.compact), "category")
    assert sum(one.amount for one in totals) == sum(one.amount for one in foretold)
    done = runs.apply(made.cast.partner, batch.pk)
    assert (done.done, done.quarantined, done.duplicates) == (batch.released, batch.quarantined, batch.duplicates)
    award, sub = both(made)
    named = [one for one in foretold if one.award]
    assert len(sub) == len(good) and sum(one[3] for one in sub) == Decimal(sum(sums[: len(good)])) / 100
    assert award == before[0] or (len(award) == len(named) and sum(one[3] for one in award) == 1000)
    undo(made, done)
    assert both(made) == before


def test_killed_in_the_middle_it_goes_on_and_proposes_nothing_twice(fresh_database, server, tmp_path):
    """The real command in a process of its own, kill -9 half-way, and again: each budget is there whole, or not at all."""
    made = funded(assemble())
    regions = [f"{number:02}" for number in range(1, 26)]
    with acting_as(made.cast.us) as us:
        awards = [
            Award.objects.create(
                compact=made.compact, unit_id=us.unit_id, by=us.user_code, state="active", reach="award", number=f"K-{number}",
                recipient=made.organisations["ilo"], title_es="x",
            )
            for number in range(12)
        ]  # fmt: skip
    rows = [
        line(name, str(place + 1), award=one.number, region=region)
        for one in awards for place, region in enumerate(regions) for name in CATEGORIES
    ]  # fmt: skip
    file = tmp_path / "presupuesto.xlsx"
    file.write_bytes(book(tmp_path, (HEAD, *rows, line(award="K-99")), "otro.xlsx"))
    email = made.cast.users["partner"].email
    command = [sys.executable, "-m", "django", "import_presupuesto", str(file), "--como", email, "--aplicar"]
    half, again = killed(made, command, 0.2, server, fresh_database)
    assert proposed(made, half) == {0, 200}
    again()
    whole = fresh(made, half)
    assert (whole.state, whole.done, whole.quarantined) == ("applied", 2400, 1) and adds_up(whole)
    assert proposed(made, whole) == {200}
    assert upload(made, file.read_bytes(), about=ABOUT).pk == whole.pk
    assert {one.state for one in rows_of(made, whole, kind="released")} == {"done"}


def proposed(made, batch):
    """How many lines each of the awards has, replaced ones too; their sum is what the batch says is done."""
    with acting_as(made.cast.partner) as actor:
        counts = [BudgetLine.objects.visible_to(actor).filter(award__number=f"K-{number}").count() for number in range(12)]
    assert sum(counts) == batch.done
    return set(counts)
