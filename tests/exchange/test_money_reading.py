"""Files of movements nobody would wish for: two heading rows, merged headings, formulas, locks, two ways to write a number."""

from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.errors import Invalid
from amparo.exchange.money.cells import Style, read_amount, read_day, style_of
from amparo.exchange.money.movement import Movement, pack, unpack
from amparo.exchange.money.plan import columns, missing, table_of
from tests.exchange import files
from tests.exchange.money import adds_up, applied, book, csv, read, row, rows_of, why

HEADINGS = ("Fecha", "Movimiento", "Adjudicación", "Monto", "Moneda", "Comprobante")
LINES = (
    (date(2026, 3, 15), "Gasto", "A-1", 100.5, "US$", "F-1"),
    ("16/03/2026", "Gasto", "A-1", "20,25", "US$", "F-2"),
)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "decimal", "value", "stop"),
    [
        ("1.234,56", "", "1234.56", ""),
        ("1,234.56", "", "1234.56", ""),
        ("1.234.567,8", "", "1234567.80", ""),
        ("1,234,567", "", "1234567", ""),
        ("1 234,56", "", "1234.56", ""),
        ("1'234.56", "", "1234.56", ""),
        ("S/ 1,234.50", "", "1234.50", ""),
        ("S/.1.234,50", "", "1234.50", ""),
        ("US$1,234.50", "", "1234.50", ""),
        ("1.234,50 €", "", "1234.50", ""),
        ("12500", "", "12500", ""),
        ("0.5", "", "0.50", ""),
        ("1234.5600000000001", "", "1234.56", ""),
        ("1.234", "", None, "amount_ambiguous"),
        ("1.234", ",", "1234", ""),
        ("1,234", ".", "1234", ""),
        ("1.234", ".", None, "amount_decimals"),
        ("0.123", "", None, "amount_decimals"),
        ("1,23,456", "", None, "amount_unreadable"),
        ("1.23.4,5", "", None, "amount_unreadable"),
        ("12a", "", None, "amount_unreadable"),
        ("#DIV/0!", "", None, "amount_unreadable"),
        ("", "", None, "amount_missing"),
        ("-", "", None, "amount_missing"),
        ("0.00", "", None, "amount_zero"),
        ("(1,234.56)", "", None, "amount_negative"),
        ("-1.234,56", "", None, "amount_negative"),
        ("−5", "", None, "amount_negative"),
        ("S/ -5.00", "", None, "amount_negative"),
        ("5.00-", "", None, "amount_negative"),
    ],
)
def test_amounts_of_both_countries(text, decimal, value, stop):
    found = read_amount(text, Style(decimal=decimal))
    assert (found.value, found.stop) == (Decimal(value) if value else None, stop)


@pytest.mark.parametrize(
    ("text", "order", "day", "stop"),
    [
        ("2026-03-15", "", date(2026, 3, 15), ""),
        ("15/03/2026", "", date(2026, 3, 15), ""),
        ("03/15/2026", "", date(2026, 3, 15), ""),
        ("03/04/2026", "dmy", date(2026, 4, 3), ""),
        ("03/04/2026", "mdy", date(2026, 3, 4), ""),
        ("03/04/2026", "", None, "day_ambiguous"),
        ("5-Mar-26", "", date(2026, 3, 5), ""),
        ("March 5, 2026", "", date(2026, 3, 5), ""),
        ("5 de setiembre de 2026", "", date(2026, 9, 5), ""),
        ("46096", "", date(2026, 3, 15), ""),
        ("marzo 2026", "", None, "day_incomplete"),
        ("30/02/2026", "", None, "day_unreadable"),
        ("s/f", "", None, "day_missing"),
    ],
)
def test_days_in_many_styles(text, order, day, stop):
    assert read_day(text, Style(order=order), TODAY)[:2] == (day, stop)


def test_a_file_tells_how_it_writes():
    assert style_of(["1.234,5", "2.000"], ["13/02/2026", "01/02/2026"], english=True) == Style(",", "dmy", "", False)
    assert style_of(["1,234.5"], ["02/13/2026"], english=False, heading="Monto US$") == Style(".", "mdy", "USD", False)
    assert style_of(["1,234.5", "1.234,5"], ["13/02/2026", "02/13/2026"], english=False) == Style("", "", "", False)
    assert style_of([], ["01/02/2026"], english=True) == Style("", "mdy", "", True)


@given(cents=st.integers(1, 10**13 - 1), style=st.sampled_from([(",", "."), (".", ","), ("\u00a0", ","), ("", "."), ("'", ".")]))
def test_an_amount_written_out_is_read_back(cents, style):
    groups, decimal = style
    text = f"{cents // 100:,}".replace(",", groups) + decimal + f"{cents % 100:02}"
    assert read_amount(text, Style()).value == Decimal(cents) / 100


def test_a_movement_is_sealed_and_read_back():
    one = Movement(
        3, "expenditure", date(2026, 3, 1), Decimal("1.50"), "USD", reference="F", words="é", stops=["no_rate"], said=["x"]
    )
    assert unpack(pack(one)) == one


def test_headings_in_both_languages_and_what_is_missing():
    english = ("Transaction date", "Kind of transaction", "Award number", "Sub-award number", "Amount", "Currency", "Objective", "Region",
               "Category", "Voucher number", "Description")  # fmt: skip
    assert [min(columns(english)[target]) for target in ("on", "kind", "award", "subaward", "amount", "currency")] == [
        0,
        1,
        2,
        3,
        4,
        5,
    ]
    assert len(columns(english)) == 11
    assert missing(("Fecha", "Monto")) == ["Movimiento", "Número de la adjudicación"]
    assert missing(HEADINGS) == []


def two_heading_rows(folder):
    """Merged groups above the headings, titles above those."""
    path = folder / "dos.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "LIBRO DE GASTOS 2026")
        sheet.merge_range(2, 0, 2, 2, "MOVIMIENTO")
        sheet.merge_range(2, 3, 2, 5, "COMPROBANTE DE PAGO")
        for at, cells in enumerate((("Fecha", "Tipo", "Adjudicación", "Monto", "Moneda", "N° de comprobante"), *LINES), start=3):
            for column, value in enumerate(cells):
                sheet.write(at, column, value.isoformat() if isinstance(value, date) else value)
    return path.read_bytes()


def test_two_heading_rows_with_merged_groups(made, tmp_path):
    batch = applied(made, two_heading_rows(tmp_path))
    assert (batch.done, batch.rows) == (2, 2)


def test_formulas_give_their_kept_value(made, tmp_path):
    path = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for at in (1, 2, 3):
            sheet.write_row(at, 0, ("2026-03-15", "Gasto", "A-1", None, "US$", f"F-{at}"))
        sheet.write_formula(1, 3, "=10.1+0.2", None, 10.299999999999999)
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 3, "=A9", None, "")
    batch = read(made, path.read_bytes())
    first, second, third = rows_of(made, batch)
    assert batch.formulas == 3 and first.doubts == ["amount_rounded"] and first.kind == "released"
    assert (second.reasons, third.reasons) == (["amount_missing"], ["amount_missing"])  # an error is no value


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (files.password_protected, "contraseña"),
        (files.xls_named_xlsx, "Excel antiguo"),
        (files.html_named_xls, "no es una hoja"),
        (files.empty, "vacío"),
        (files.cut_short, "dañado"),
        (files.entity_bomb, "dañado"),
        (files.headings_only, "Falta una columna"),
    ],
)
def test_a_file_that_is_not_taken_says_what_to_do(made, tmp_path, build, words):
    with pytest.raises(Invalid) as problem:
        read(made, build(tmp_path).read_bytes())
    ((sentence,),) = problem.value.messages.values()
    assert words in sentence


def test_a_file_without_a_row(made):
    batch = read(made, csv())
    assert batch.rows == 0 and batch.state == "ready"


def test_sums_headings_and_notes_are_left_out_and_said(made, tmp_path):
    lines = (
        *LINES[:1],
        HEADINGS,
        *LINES[1:],
        ("TOTAL US$", "", "", 120.75),
        ("", "", "Suma", "US$ 120.75"),
        ("Fuente: libro mayor",),
    )
    batch = read(made, book(tmp_path, (HEADINGS, *lines)))
    assert (batch.rows, batch.released, batch.aside) == (2, 2, 4) and adds_up(batch)
    assert [one.reasons for one in rows_of(made, batch, kind="aside")] == [["heading"], ["total"], ["total"], ["note"]]


def test_both_ways_to_write_a_number_in_one_file(made, tmp_path):
    lines = [("2026-03-15", "Gasto", "A-1", text, "US$", f"F-{at}") for at, text in enumerate(("1.234,56", "1,234.56", "1,234"))]
    batch = read(made, book(tmp_path, (HEADINGS, *lines)))
    reasons = [one.reasons for one in rows_of(made, batch)]
    assert reasons == [["beyond_limit"], ["beyond_limit"], ["amount_ambiguous"]]


def test_a_us_sheet_reads_month_first_by_its_other_dates(made):
    head = "Transaction date;Type;Award number;Amount USD;Voucher No"
    batch = read(made, csv("03/04/2026;Disbursement;A-1;1,234;W-1", "03/25/2026;Disbursement;A-1;1.50;W-2", head=head), "us")
    first, second = rows_of(made, batch, "us")
    assert (first.reasons, second.kind) == (["beyond_limit"], "released")
    assert "04/03/2026" in " ".join(_said(made, first))


def _said(made, one):
    from amparo.access.acting import acting_as
    from amparo.exchange import vessel
    from amparo.exchange.money.figures import movement_of

    with acting_as(made.cast.us):
        return movement_of(one, vessel.batch_key(one.batch)).said


def test_dates_no_row_explains_are_read_by_the_language_of_the_headings(made):
    batch = read(made, csv(row(day="03/04/2026")))
    assert rows_of(made, batch)[0].doubts == ["order_assumed"]
    assert why(made, csv(row(day="03/04/2026"), row(day="13/04/2026", voucher="F-2"), row(day="04/13/2026", voucher="F-3"))) == [
        "day_ambiguous"
    ]


def test_formulas_in_text_stay_text(made):
    batch = applied(made, csv(row(words='=HYPERLINK("http://127.0.0.1")')))
    assert batch.done == 1


def test_the_sheet_with_the_most_is_read(made, tmp_path):
    path = tmp_path / "hojas.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.add_worksheet("Notas").write(0, 0, "vacía")
        sheet = workbook.add_worksheet("Gastos")
        for at, cells in enumerate((HEADINGS, *LINES)):
            sheet.write_row(at, 0, [value.isoformat() if isinstance(value, date) else value for value in cells])
    assert len(list(table_of(path.read_bytes()).rows())) == 2
    assert applied(made, path.read_bytes()).done == 2
