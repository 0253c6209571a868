"""The register of a police unit: a row per child, the operation repeated or merged over its rows."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import xlsxwriter

from amparo.core.synthetic import SyntheticPerson
from amparo.exchange.marks import MARK
from amparo.exchange.sample_registers import scribble
from amparo.exchange.sample_registers.scribble import Cell
from amparo.exchange.sample_registers.truth import Fault, RowTruth, Truth

ROWS = 300
GROUPS = (("DATOS DEL OPERATIVO", 0, 5), ("DATOS DE LA VÍCTIMA", 6, 11), ("HECHO", 12, 14))
HEADINGS = (
    *("N°", "NOTA INFORMATIVA", "FECHA", "DEPENDENCIA", "UBIGEO", "LUGAR DE INTERVENCIÓN"),
    *("APELLIDOS Y NOMBRES", "DNI", "F. NACIMIENTO", "EDAD", "SEXO", "NACIONALIDAD"),
    *("FINALIDAD", "FORMA DE CAPTACIÓN", "OBSERVACIONES"),
)
FIRST_ROW = 7  # of the data, counted from 1: mark, title, unit, nothing, two rows of headings
_EVENT_COLUMNS = range(1, 6)
_NOTES = (
    "",
    "",
    "",
    "",
    "se comunicó a UPE",
    "pasa a DIVINTRAP",
    "falta copia de DNI",
    "ver NI ampliatoria",
    "operativo pendiente de vincular",
)


@dataclass(slots=True)
class Event:
    """One operation and how the register writes it. `number` is "" where the register has none."""

    number: str
    day: date
    cells: tuple[Cell, ...]
    ubigeo: str
    purpose: str
    faults: set[Fault]


@dataclass(slots=True)
class Line:
    """One row: its cells, what it is, and its place in the merged block of its event (0: not merged, 1: first…)."""

    cells: list[Cell]
    truth: RowTruth
    merged: int = 0
    day: date | None = None


@dataclass(slots=True)
class _Clerk:
    """Writes rows without end; keeps only a few duplicates to come in later."""

    rng: random.Random
    children: Iterator[SyntheticPerson]
    row: int = FIRST_ROW
    serial: int = 0
    next_subtotal: int = 120
    later: list[tuple[int, Event, SyntheticPerson]] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        while True:
            if self.serial >= self.next_subtotal:
                yield self._subtotal()
            yield from self._event()
            while self.later and self.rng.random() < 0.4:
                yield self._duplicate(*self.later.pop(0))

    def _event(self) -> Iterator[Line]:
        size = self.rng.choices((1, 2, 3, 4, 6), (60, 18, 12, 7, 3))[0]
        first = next(self.children)
        event = _event(first, self.rng, self.serial + self.row)
        if self.rng.random() < 0.02:
            yield self._nobody(event)
            return
        merged = size > 1 and bool(event.number) and self.rng.random() < 0.5
        for at in range(size):
            child = first if at == 0 else _of_age(self.children, event.day)
            line = self._child(event, child)
            line.merged = at + 1 if merged else 0
            if line.merged > 1:
                line.cells[1:6] = [""] * 5
            if event.number and not line.truth.faults & {Fault.UNNAMED, Fault.ADULT} and self.rng.random() < 0.1:
                self.later.append((line.truth.row, event, child))
            yield line

    def _child(self, event: Event, child: SyntheticPerson) -> Line:
        cells, faults = _victim(child, event.day, self.rng)
        adult = self.rng.random() < 0.03
        if adult:
            cells[2], cells[3] = f"{event.day.day:02}/{event.day.month:02}/{event.day.year - 24}", 24
            faults = (faults - {Fault.AGE_DISAGREES}) | {Fault.ADULT}
        found = () if adult else (child.number,)
        return self._line(
            event, cells, RowTruth(self.row, event.number, found, frozenset(event.faults | faults), None, event.ubigeo)
        )

    def _duplicate(self, of: int, event: Event, child: SyntheticPerson) -> Line:
        cells, _ = _victim(child, event.day, self.rng)
        cells[0] = scribble.name_cell(scribble.slip(child.name, self.rng), self.rng)
        cells[2], cells[3] = child.birth.strftime("%d/%m/%Y"), scribble.age_on(child.birth, event.day)
        faults = frozenset(event.faults | {Fault.DUPLICATE})
        return self._line(event, cells, RowTruth(self.row, event.number, (child.number,), faults, of, event.ubigeo))

    def _nobody(self, event: Event) -> Line:
        cells: list[Cell] = [self.rng.choice(("-", "", "SIN MENORES")), "", "", "", "", ""]
        faults = frozenset(event.faults | {Fault.NO_CHILD})
        return self._line(event, cells, RowTruth(self.row, event.number, (), faults, None, event.ubigeo))

    def _subtotal(self) -> Line:
        cells: list[Cell] = ["", "SUB TOTAL", *[""] * (len(HEADINGS) - 2)]
        cells[6] = self.serial
        self.next_subtotal += 120
        self.row += 1
        return Line(cells, RowTruth(self.row - 1, "", (), frozenset({Fault.SUBTOTAL})))

    def _line(self, event: Event, victim: list[Cell], truth: RowTruth) -> Line:
        self.serial += 1
        self.row += 1
        purpose = self.rng.choice(scribble.PURPOSES[event.purpose])
        rest = (purpose, self.rng.choice(scribble.RECRUITMENT), self.rng.choice(_NOTES))
        return Line([self.serial, *event.cells, *victim, *rest], truth, day=event.day)


def police_lines(seed: int, count: int = ROWS) -> Iterator[Line]:
    """`count` rows of the register, in order; the same for the same seed."""
    rng = random.Random(f"amparo-police-{seed}")
    return islice(_Clerk(rng, scribble.minors(seed, 10 * count + 1_000)).lines(), count)


def police_truth(seed: int, count: int = ROWS) -> Truth:
    """What each row of the sample with this seed is."""
    return Truth.of(line.truth for line in police_lines(seed, count))


def write_police(path: Path, seed: int, count: int = ROWS) -> Truth:
    """Write the workbook, with merged headings and merged operations. Returns the truth about its rows."""
    lines = list(police_lines(seed, count))
    with _workbook(path) as book:
        sheet, dates = _open_sheet(book), book.add_format({"num_format": "dd/mm/yyyy", "valign": "vcenter"})
        for line in lines:
            _write_line(sheet, line, dates)
        for block in _blocks(lines):
            first, last = block[0].truth.row - 1, block[-1].truth.row - 1
            for column in _EVENT_COLUMNS:
                sheet.merge_range(first, column, last, column, "", dates)
                _put(sheet, first, column, value=block[0].cells[column], dates=dates)
    return Truth.of(line.truth for line in lines)


def write_police_stream(path: Path, seed: int, count: int = 50_000) -> None:
    """Write a long register in little memory: same columns and same dirt, nothing merged below the headings."""
    with _workbook(path, constant_memory=True) as book:
        sheet, dates = _open_sheet(book), book.add_format({"num_format": "dd/mm/yyyy"})
        held: list[Cell] = []
        for line in police_lines(seed, count):
            if line.merged == 1:
                held = line.cells[1:6]
            elif line.merged:
                line.cells[1:6] = held
            _write_line(sheet, line, dates)


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """The rows of each merged operation."""
    block: list[Line] = []
    for line in [*lines, None]:
        if line is None or line.merged <= 1:
            if len(block) > 1:
                yield block
            block = []
        if line is not None and line.merged:
            block.append(line)


def _event(child: SyntheticPerson, rng: random.Random, serial: int) -> Event:
    faults: set[Fault] = set()
    day = scribble.day_for(child, rng)
    number = f"{serial:04}-{day.year}"
    written: Cell = rng.choice((f"NI {number}", f"N.I. {number}", number, f"NI N° {number}"))
    if rng.random() < 0.10:
        number, written = "", rng.choice(scribble.NO_NUMBER)
        faults.add(Fault.NO_EVENT_NUMBER)
    when, chance = scribble.date_cell(day, rng), rng.random()
    if chance < 0.04:
        when = rng.choice(scribble.PENDING)
        faults.add(Fault.NO_DATE)
    elif chance < 0.08:
        when = rng.choice(scribble.IMPOSSIBLE)
        faults.add(Fault.IMPOSSIBLE_DATE)
    place = scribble.place_cells(rng)
    if place.fault:
        faults.add(Fault(place.fault))
    purpose = rng.choices(list(scribble.PURPOSES), (60, 22, 6, 8, 4))[0]
    cells = (written, when, rng.choice(scribble.UNITS), place.code, place.text)
    return Event(number, day, cells, place.ubigeo, purpose, faults)


def _victim(child: SyntheticPerson, day: date, rng: random.Random) -> tuple[list[Cell], set[Fault]]:
    faults: set[Fault] = set()
    name = scribble.name_cell(child.name, rng)
    if rng.random() < 0.05:
        name = rng.choice(("NN", "N.N.", scribble.initials(child.name), "no identificada"))
        faults.add(Fault.UNNAMED)
    document, wrong = scribble.document_cell(child, rng)
    if wrong:
        faults.add(Fault.WRONG_CHECK_DIGIT)
    birth: Cell = scribble.date_cell(child.birth, rng) if rng.random() < 0.7 else ""
    age = scribble.age_on(child.birth, day)
    if birth != "" and age < 16 and rng.random() < 0.10:
        age += rng.choice((2, 3)) if age < 14 else 2
        faults.add(Fault.AGE_DISAGREES)
    told: Cell = scribble.age_cell(age, rng) if rng.random() < 0.9 or birth == "" or Fault.AGE_DISAGREES in faults else ""
    sex = rng.choice(scribble.SEXES[child.sex])
    return [name, document, birth, told, sex, rng.choice(scribble.NATIONALITIES)], faults


def _of_age(children: Iterator[SyntheticPerson], day: date) -> SyntheticPerson:
    """The next child between 5 and 17 on a day."""
    return next(child for child in children if 5 <= scribble.age_on(child.birth, day) < 18)


def _workbook(path: Path, *, constant_memory: bool = False) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": constant_memory})
    book.set_properties({"title": MARK, "comments": MARK, "created": datetime(2026, 1, 1)})
    return book


def _open_sheet(book: xlsxwriter.Workbook) -> xlsxwriter.worksheet.Worksheet:
    """The first rows: mark, title, unit, an empty one, and the headings in two rows, the upper merged."""
    sheet = book.add_worksheet("REGISTRO")
    bold = book.add_format({"bold": True, "align": "center", "border": 1})
    sheet.write(0, 0, MARK)
    sheet.write(1, 0, "REGISTRO DE MENORES DE EDAD RESCATADOS EN OPERATIVOS")
    sheet.write(2, 0, "Unidad: dirección especializada (personas que no existen)")
    for title, first, last in GROUPS:
        sheet.merge_range(4, first, 4, last, title, bold)
    for column, heading in enumerate(HEADINGS):
        sheet.write(5, column, heading, bold)
    sheet.set_column(1, len(HEADINGS) - 1, 18)
    return sheet


def _write_line(sheet: xlsxwriter.worksheet.Worksheet, line: Line, dates: object) -> None:
    for column, value in enumerate(line.cells):
        _put(sheet, line.truth.row - 1, column, value=value, dates=dates)


def _put(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, *, value: Cell, dates: object) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, dates)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)
