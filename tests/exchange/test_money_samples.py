"""The two sample books: the same for the same seed, dirty as promised, and each row imported as what it is."""

from datetime import date
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from amparo.access.acting import acting_as
from amparo.core.models import ExchangeRate
from amparo.exchange.marks import carries_mark
from amparo.exchange.sample_books import Fault, budget_lines, donor_lines, partner_lines, write_budget, write_donor, write_partner
from amparo.exchange.sample_books.donor import FIRST_ROW as DONOR_ROW
from amparo.exchange.sample_books.line import AWARD
from amparo.exchange.sample_books.workbook import FIRST_ROW as PARTNER_ROW
from amparo.programme.models import Award, SubAward
from tests.exchange.money import adds_up, applied, rows_of
from tests.plugin import ROOT
from tests.programme.people import partnership

SAMPLES = ROOT / "samples"


def cells(path):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_the_samples_in_the_folder_are_those_of_seed_7(tmp_path):
    write_partner(tmp_path / "p.xlsx", 7)
    write_donor(tmp_path / "d.csv", 7)
    write_budget(tmp_path / "b.xlsx", 7)
    assert cells(tmp_path / "b.xlsx") == cells(SAMPLES / "presupuesto-socio.xlsx") and carries_mark(tmp_path / "b.xlsx")
    assert cells(tmp_path / "p.xlsx") == cells(SAMPLES / "libro-socio.xlsx")
    assert (tmp_path / "d.csv").read_bytes() == (SAMPLES / "desembolsos-eeuu.csv").read_bytes()
    assert carries_mark(SAMPLES / "libro-socio.xlsx") and carries_mark(SAMPLES / "desembolsos-eeuu.csv")
    assert partner_lines(8) != partner_lines(7) and donor_lines(8) != donor_lines(7)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [7, 8])
def test_both_books_are_imported_as_what_they_are(cast, tmp_path, seed):
    made = partnership(cast)
    with acting_as(cast.us):
        Award.objects.filter(pk=made.award.pk).update(number=AWARD)
    for month in range(1, 13):
        ExchangeRate.objects.create(on=date(2025, month, 1), base="USD", quote="PEN", rate=Decimal("3.7"))
    for who, name, write, first in (("us", "d.csv", write_donor, DONOR_ROW), ("partner", "p.xlsx", write_partner, PARTNER_ROW)):
        lines = write(tmp_path / name, seed)
        each_is_what_it_is(made, applied(made, (tmp_path / name).read_bytes(), who), lines, who=who, first=first)
    assert {line.fault for line in (*donor_lines(7), *partner_lines(7), *budget_lines(7))} == set(Fault)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [7, 8])
def test_the_budget_is_imported_as_what_it_is(cast, tmp_path, seed):
    made = partnership(cast)
    with acting_as(cast.us):
        Award.objects.filter(pk=made.award.pk).update(number="DEMO-01", amount=3_000_000)
        SubAward.objects.filter(pk=made.subaward.pk).update(number="DEMO-01-A", amount=500_000)
    lines = write_budget(tmp_path / "b.xlsx", seed)
    batch = applied(made, (tmp_path / "b.xlsx").read_bytes(), about="budgets")
    each_is_what_it_is(made, batch, lines, who="partner", first=PARTNER_ROW)


def each_is_what_it_is(made, batch, lines, *, who, first):
    assert adds_up(batch) and batch.rows + batch.aside == len(lines)
    by_number = {one.number: one for one in rows_of(made, batch, who)}
    for at, line in enumerate(lines):
        row = by_number[first + at]
        told = row.reasons or [row.kind]
        assert told == ([line.fault.value] if line.fault else ["released"]), (who, first + at, line, row.doubts)
        assert (row.state == "done") == (row.kind != "quarantined")
