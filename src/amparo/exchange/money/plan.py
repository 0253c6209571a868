"""Every row of a file classed before anything is posted: to be posted, waiting, a repetition, or no movement at all.

Rows are tried in the order of their days, as they will be posted: what is authorised on the 1st covers what is spent on the 5th,
wherever the two stand in the file.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from amparo.exchange.fields import known_headings
from amparo.exchange.folding import fold
from amparo.exchange.mapping import columns_of, suggest
from amparo.exchange.models import About
from amparo.exchange.money.books import Books, Purse, code_named
from amparo.exchange.money.budgets import Budgets, try_lines
from amparo.exchange.money.cells import Style, is_english, style_of
from amparo.exchange.money.fields import ENTRY, FIELDS, FILE, NEEDED
from amparo.exchange.money.movement import Movement, pack
from amparo.exchange.money.understand import Reader
from amparo.exchange.reading import RawRow, Table, find_table, open_sheet
from amparo.exchange.vessel import NewRow
from amparo.programme.accounts import POSTINGS

_TOTAL = re.compile(r"((sub ?|gran |grand )?total(es|s)?|suma|sumatoria|sum|saldo( final)?|balance|van|vienen)\b")
_ORDER = {code: place for place, code in enumerate([*(one for one in POSTINGS if one != "deobligation"), "deobligation"])}


def columns(headings: Sequence[str], about: str = About.ENTRIES) -> dict[str, tuple[int, ...]]:
    """Target → the columns that feed it."""
    return columns_of(suggest(headings, FIELDS[about]))


def table_of(content: bytes) -> Table:
    """The table of a money file. Raises `Invalid` with what to do."""
    return find_table(open_sheet(content), known_headings(FILE))


def missing(headings: Sequence[str], about: str = About.ENTRIES) -> list[str]:
    """What the file has no column for and no row can do without."""
    fed = columns(headings, about)
    lacking = [str(ENTRY[target].label) for target in NEEDED[about] if target not in fed]
    return lacking if {"award", "subaward"} & fed.keys() else [*lacking, str(ENTRY["award"].label)]


def style(headings: Sequence[str], rows: Sequence[RawRow]) -> Style:
    """How this file writes its amounts and dates."""
    fed = columns(headings)
    amounts, days = fed.get("amount", ())[:1], fed.get("on", ())[:1]
    data = [row.cells for row in rows if row.kind == "data"]
    heading = headings[amounts[0]] if amounts else ""
    return style_of(
        (cells[at] for cells in data for at in amounts if at < len(cells)),
        (cells[at] for cells in data for at in days if at < len(cells)),
        english=is_english(headings),
        heading=heading,
    )


def plan(table: Table, books: Books, about: str = About.ENTRIES) -> tuple[list[NewRow], str]:
    """The rows of a table with their class, and how the file writes and what stood before (to be kept with it)."""
    raw = list(table.rows())
    how = style(table.headings, raw)
    reader = Reader(columns(table.headings, about), how, books)
    data = [row for row in raw if not _aside(row, reader, about)]
    if about == About.BUDGETS:
        budgets = Budgets(books)
        found = {row.number: reader.line(row.number, row.cells) for row in data}
        same_as = try_lines(found, {row.number: row.cells for row in data}, budgets)
        turns, kept = {}, how_text(how, stood_now(found.values(), budgets))
    else:
        found = {row.number: reader.movement(row.number, row.cells) for row in data}
        same_as = _repetitions(found.values())
        turns, kept = _try(found, books), json.dumps(asdict(how))
    rows = [_new(row, found.get(row.number), turns.get(row.number, 0), same_as=same_as.get(row.number)) for row in raw]
    return rows, kept


def _try(movements: dict[int, Movement], books: Books) -> dict[int, int]:
    """Judges movements in the order of their days, as they will be posted; the turn of each row."""
    turns = {one.number: turn for turn, one in enumerate(sorted(movements.values(), key=_turn), start=1)}
    for number in sorted(turns, key=turns.__getitem__):
        one = movements[number]
        if not one.stops:
            books.judge(one)
            if not one.stops:
                books.add(one)
    return turns


def how_text(how: Style, stood: Mapping[str, str]) -> str:
    """How a file writes, and which proposal stood for each of its budgets when it was tried."""
    return json.dumps({**asdict(how), "stood": stood})


def stood_now(lines: Iterable[Movement], budgets: Budgets) -> dict[str, str]:
    """Which proposal stands now for each budget these lines are of."""
    return {purse_text(purse): budgets.stood(purse) for purse in {budgets.books.purse(one) for one in lines}}


def purse_text(purse: Purse) -> str:
    """Whose budget, as a key of `stood_kept`."""
    return "|".join(str(one or "") for one in purse)


def style_kept(text: str) -> Style:
    """What `plan` said of how a file writes."""
    return Style(**{name: value for name, value in json.loads(text).items() if name != "stood"}) if text else Style()


def stood_kept(text: str) -> dict[str, str]:
    """Which proposal stood for each budget (`purse_text`) when the file was tried."""
    return dict(json.loads(text).get("stood", {})) if text else {}


def class_of(one: Movement) -> str:
    """Its class: a repetition, and what stands already, waits for nobody."""
    if {"repeated", "stands"} & set(one.stops):
        return "duplicate"
    return "quarantined" if one.stops else "released"


def reasons_of(one: Movement) -> list[str]:
    """Why a row waits; of what stands already, that."""
    return list(one.stops) if class_of(one) == "quarantined" else [code for code in one.stops if code == "stands"]


def _new(row: RawRow, one: Movement | None, turn: int, *, same_as: int | None) -> NewRow:
    if one is None:
        return NewRow(row.number, row.cells, "aside", reasons=(row.kind if row.kind != "data" else "total",))
    return NewRow(
        row.number,
        row.cells,
        class_of(one),
        reasons=tuple(reasons_of(one)),
        same_as=same_as,
        turn=turn,
        doubts=tuple(one.doubts),
        understood=pack(one),
    )


def _repetitions(movements: Iterable[Movement]) -> dict[int, int]:
    """Rows that repeat an earlier one of the file, with that row; they are stopped here. The first of them stands."""
    vouchers: dict[tuple[object, ...], Movement] = {}
    shares: dict[tuple[object, ...], Movement] = {}
    same: dict[int, int] = {}
    for one in movements:
        if one.stops:
            continue
        key, known = (one.voucher, vouchers) if one.reference else ((*one.share, *one.sum), shares)
        first = known.setdefault(key, one)
        if first is not one:
            same[one.number] = first.number
            one.stop("looks_same" if not one.reference else "repeated" if first.sum == one.sum else "voucher_used")
    return same


def _turn(one: Movement) -> tuple[object, ...]:
    return (one.on is None, one.on.isoformat() if one.on else "", _ORDER.get(one.kind, 0), one.number)


def _aside(row: RawRow, reader: Reader, about: str) -> bool:
    """Headings said again, notes, sections and sums are no movements. A sum names no day and no movement, and no category."""
    if row.kind != "data":
        return True
    if about == About.BUDGETS and code_named("budget_category", reader.value(row.cells, "category")):
        return False
    first = next((fold(text) for text in row.cells if text and not _only_figures(text)), "")
    return bool(_TOTAL.match(first)) and not reader.value(row.cells, "reference") and _dayless(row, reader)


def _dayless(row: RawRow, reader: Reader) -> bool:
    day = reader.value(row.cells, "on")
    return not day or bool(_TOTAL.match(fold(day)))


def _only_figures(text: str) -> bool:
    return not any(letter.isalpha() for letter in text)
