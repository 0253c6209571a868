"""Every row of a file classed before anything is posted: to be posted, waiting, a repetition, or no movement at all.

Rows are tried in the order of their days, as they will be posted: what is authorised on the 1st covers what is spent on the 5th,
wherever the two stand in the file.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from amparo.exchange.fields import known_headings
from amparo.exchange.folding import fold
from amparo.exchange.mapping import columns_of, suggest
from amparo.exchange.money.books import Books
from amparo.exchange.money.cells import Style, is_english, style_of
from amparo.exchange.money.fields import ENTRY, FILE, NEEDED
from amparo.exchange.money.movement import Movement, pack
from amparo.exchange.money.understand import Reader
from amparo.exchange.reading import RawRow, Table, find_table, open_sheet
from amparo.exchange.vessel import NewRow
from amparo.programme.accounts import POSTINGS

_TOTAL = re.compile(r"((sub ?|gran |grand )?total(es|s)?|suma|sumatoria|sum|saldo( final)?|balance|van|vienen)\b")
_ORDER = {code: place for place, code in enumerate([*(one for one in POSTINGS if one != "deobligation"), "deobligation"])}


def columns(headings: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Target → the columns that feed it."""
    return columns_of(suggest(headings, ENTRY))


def table_of(content: bytes) -> Table:
    """The table of a money file. Raises `Invalid` with what to do."""
    return find_table(open_sheet(content), known_headings(FILE))


def missing(headings: Sequence[str]) -> list[str]:
    """What the file has no column for and no row can do without."""
    fed = columns(headings)
    lacking = [str(ENTRY[target].label) for target in NEEDED if target not in fed]
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


def plan(table: Table, books: Books) -> tuple[list[NewRow], str]:
    """The rows of a table with their class, and how the file writes (to be kept with it)."""
    raw = list(table.rows())
    how = style(table.headings, raw)
    reader = Reader(columns(table.headings), how, books)
    movements = {row.number: reader.movement(row.number, row.cells) for row in raw if not _aside(row, reader)}
    same_as = _repetitions(movements.values())
    turns = {one.number: turn for turn, one in enumerate(sorted(movements.values(), key=_turn), start=1)}
    for number in sorted(turns, key=turns.__getitem__):
        one = movements[number]
        if not one.stops:
            books.judge(one)
            if not one.stops:
                books.add(one)
    rows = [_new(row, movements.get(row.number), turns.get(row.number, 0), same_as=same_as.get(row.number)) for row in raw]
    return rows, json.dumps(asdict(how))


def style_kept(text: str) -> Style:
    """What `plan` said of how a file writes."""
    return Style(**json.loads(text)) if text else Style()


def class_of(one: Movement) -> str:
    """Its class: a repetition waits for nobody."""
    if "repeated" in one.stops:
        return "duplicate"
    return "quarantined" if one.stops else "released"


def _new(row: RawRow, one: Movement | None, turn: int, *, same_as: int | None) -> NewRow:
    if one is None:
        return NewRow(row.number, row.cells, "aside", reasons=(row.kind if row.kind != "data" else "total",))
    kind = class_of(one)
    reasons = () if kind == "duplicate" else tuple(one.stops)
    return NewRow(
        row.number, row.cells, kind, reasons=reasons, same_as=same_as, turn=turn, doubts=tuple(one.doubts), understood=pack(one)
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


def _aside(row: RawRow, reader: Reader) -> bool:
    """Headings said again, notes, sections and sums are no movements. A sum names no day and no movement."""
    if row.kind != "data":
        return True
    first = next((fold(text) for text in row.cells if text and not _only_figures(text)), "")
    return bool(_TOTAL.match(first)) and not reader.value(row.cells, "reference") and _dayless(row, reader)


def _dayless(row: RawRow, reader: Reader) -> bool:
    day = reader.value(row.cells, "on")
    return not day or bool(_TOTAL.match(fold(day)))


def _only_figures(text: str) -> bool:
    return not any(letter.isalpha() for letter in text)
