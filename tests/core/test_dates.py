"""Dates that say how well they are known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.dates import (
    PartialDate,
    PartialDateField,
    age_at,
    birth_from_age,
    describe,
    from_excel_serial,
    parse_partial,
)
from amparo.core.errors import Invalid

TODAY = date(2026, 11, 23)


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
    precision = draw(st.integers(1, 3))
    parts = (day.year, day.month, day.day)[:precision]
    return PartialDate(*parts, approximate=draw(st.booleans()))


@given(partial_dates())
def test_its_text_gives_it_back(value: PartialDate) -> None:
    assert PartialDate.from_text(str(value)) == value
    assert len(str(value)) <= 11


@given(partial_dates(), partial_dates())
def test_it_sorts_as_its_text_does(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) == (str(one) < str(other))
    assert (one == other) == (str(one) == str(other))


@given(partial_dates())
def test_its_bounds_lie_in_order_and_its_description_can_be_read_again(value: PartialDate) -> None:
    assert value.earliest() <= value.latest()
    assert parse_partial(describe(value, "es"), TODAY) == value
    assert parse_partial(describe(value, "en"), TODAY) == value


@given(partial_dates(), st.dates(min_value=date(2101, 1, 1), max_value=date(2150, 1, 1)))
def test_the_age_range_holds_every_possible_age(birth: PartialDate, when: date) -> None:
    least, greatest = age_at(birth, when)
    for born in (birth.earliest(), birth.latest()):
        age = when.year - born.year - ((when.month, when.day) < (born.month, born.day))
        assert least <= age <= greatest


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_unknown_or_a_sentence(text: str) -> None:
    try:
        value = parse_partial(text, TODAY)
    except Invalid as fault:
        assert str(fault)
    else:
        assert value is None or PartialDate.from_text(str(value)) == value


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("15/03/2024", "2024-03-15"),
        ("15-3-24", "2024-03-15"),
        ("15.03.2024", "2024-03-15"),
        ("15 03 2024", "2024-03-15"),
        ("2024-03-15", "2024-03-15"),
        ("20240315", "2024-03-15"),
        ("2024-03-15T00:00:00", "2024-03-15"),
        ("15/03/2024 10:30", "2024-03-15"),
        ("15/03/2024 a las 10:30 p. m.", "2024-03-15"),
        ("15 de marzo de 2024", "2024-03-15"),
        ("1ero de abril de 2024", "2024-04-01"),
        ("Viernes 15 de Marzo del 2024", "2024-03-15"),
        ("15MAR2024", "2024-03-15"),
        ("15-mar-24", "2024-03-15"),
        ("March 15, 2024", "2024-03-15"),
        ("3rd of May 2023", "2023-05-03"),
        ("marzo 2024", "2024-03"),
        ("mar-24", "2024-03"),
        ("Set. 2023", "2023-09"),
        ("03/2024", "2024-03"),
        ("00/03/2024", "2024-03"),
        ("00/00/2024", "2024"),
        ("2023", "2023"),
        ("en el año 2019", "2019"),
        ("mayo 98", "1998-05"),
        ("ayer", "2026-11-22"),
        ("anteayer", "2026-11-21"),
        ("hoy", "2026-11-23"),
        ("hace 3 días", "2026-11-20"),
        ("hace una semana", "2026-11-16~"),
        ("hace un mes", "2026-10~"),
        ("hace dos años", "2024~"),
        ("two years ago", "2024~"),
        ("el mes pasado", "2026-10"),
        ("last year", "2025"),
        ("a inicios de 2024", "2024~"),
        ("a fines de marzo de 2024", "2024-03~"),
        ("a mediados del 2020", "2020~"),
        ("early 2024", "2024~"),
        ("marzo de 2024 (aprox.)", "2024-03~"),
        ("aproximadamente 2022", "2022~"),
        ("2024-03~", "2024-03~"),
    ],
)
def test_reads_what_people_write(written: str, read: str) -> None:
    assert str(parse_partial(written, TODAY)) == read


@pytest.mark.parametrize("written", ["", "  ", "-", "sin fecha", "fecha pendiente", "S/F", "no sabe", "N/R", "unknown"])
def test_unknown_is_a_choice(written: str) -> None:
    assert parse_partial(written, TODAY) is None


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("03/15/2024", "invertidos"),
        ("31/02/2024", "día"),
        ("2024-13-01", "mes"),
        ("15/03", "año"),
        ("15 de marzo", "año"),
        ("marzo", "año"),
        ("24", "cifras"),
        ("cuando llovía", "No entendemos"),
        ("99999", "No entendemos"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(written: str, hint: str) -> None:
    with pytest.raises(Invalid, match=hint):
        parse_partial(written, TODAY)


def test_spreadsheet_serials() -> None:
    assert str(from_excel_serial(45366)) == "2024-03-15"
    assert str(from_excel_serial(45366.75)) == "2024-03-15"
    assert str(from_excel_serial(59)) == "1900-02-28"
    assert str(from_excel_serial(61)) == "1900-03-01"
    assert str(from_excel_serial(43904, from_1904=True)) == "2024-03-15"
    for impossible in (0, 60, -3, 3_000_000):
        with pytest.raises(Invalid):
            from_excel_serial(impossible)


def test_age_is_a_range() -> None:
    day = PartialDate(2010, 6, 15)
    assert age_at(day, date(2026, 6, 14)) == (15, 15)
    assert age_at(day, date(2026, 6, 15)) == (16, 16)
    assert age_at(PartialDate(2010), date(2026, 6, 15)) == (15, 16)
    assert age_at(PartialDate(2009, approximate=True), date(2026, 6, 15)) == (15, 18)
    assert age_at(PartialDate(2010), PartialDate(2026)) == (15, 16)
    with pytest.raises(Invalid):
        age_at(day, date(2009, 1, 1))
    least, greatest = age_at(birth_from_age(14, TODAY), TODAY)
    assert least <= 14 <= greatest


def test_described_in_both_languages() -> None:
    assert describe(PartialDate(2024, 3, 15), "es") == "15 de marzo de 2024"
    assert describe(PartialDate(2024, 3, approximate=True), "es") == "hacia marzo de 2024"
    assert describe(PartialDate(2024, 3, 15), "en") == "15 March 2024"
    assert describe(None, "es") == "fecha desconocida"


@pytest.mark.parametrize("parts", [(2024, None, 3), (2024, 13), (2023, 2, 29), (0,), (10000,)])
def test_a_date_that_is_none_cannot_be_made(parts: tuple[int, ...]) -> None:
    with pytest.raises(Invalid):
        PartialDate(*parts)


def test_the_column_holds_the_text_and_gives_the_value_back() -> None:
    column = PartialDateField(null=True)
    value = PartialDate(2024, 3, approximate=True)
    assert column.get_prep_value(value) == "2024-03~"
    assert column.from_db_value("2024-03~", None, None) == value
    assert column.to_python("2024-03~") == value
    assert column.get_prep_value("") is None
    assert column.from_db_value(None, None, None) is None
    _, path, _, kwargs = column.deconstruct()
    assert (path, kwargs) == ("amparo.core.dates.PartialDateField", {"null": True})


def test_ages_move_on_the_birthday() -> None:
    born = date(2012, 2, 29)
    birth = PartialDate.from_date(born)
    before = age_at(birth, date(2026, 2, 28))
    after = age_at(birth, date(2026, 2, 28) + timedelta(days=1))
    assert (before, after) == ((13, 13), (14, 14))
