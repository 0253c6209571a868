"""The register of a protection unit: a row per event, the children of it in one cell, semicolons, Latin-1.

About one child in six is also in the police sample of the same seed, under another spelling.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from amparo.core.synthetic import SyntheticPerson
from amparo.exchange.marks import MARK
from amparo.exchange.sample_registers import scribble
from amparo.exchange.sample_registers.police import police_lines
from amparo.exchange.sample_registers.scribble import Cell
from amparo.exchange.sample_registers.truth import Fault, RowTruth, Truth

ROWS = 300
ENCODING = "latin-1"
DELIMITER = ";"
HEADINGS = (
    *("EXPEDIENTE", "FECHA DE INGRESO", "SEDE UPE", "DEPARTAMENTO", "PROVINCIA", "DISTRITO", "N° NNA"),
    *("NOMBRES Y APELLIDOS DE NNA", "EDADES", "SEXO", "MOTIVO DE INGRESO", "NOTA INFORMATIVA", "COMENTARIOS"),
)
FIRST_ROW = 4  # of the data, counted from 1: mark, title, headings
_COMMENTS = (
    "",
    "",
    "",
    "Se deriva a CAR",
    "Retorna con familia extensa; seguimiento",
    "Requiere intérprete",
    "Falta resolución",
    "Pendiente PTI",
)
_SEATS = ("UPE Cusco", "UPE Lima Este", "UPE Loreto", "UPE Madre de Dios", "UPE Puno", "upe cusco")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its cells as text, and what it is."""

    cells: list[str]
    truth: RowTruth


def protection_entries(seed: int, count: int = ROWS) -> Iterator[Entry]:
    """`count` rows of the register, in order; the same for the same seed."""
    rng = random.Random(f"amparo-protection-{seed}")
    own = scribble.minors(seed + 1_000_000, 20 * count + 1_000)
    known = _known_to_police(seed)
    return (_entry(FIRST_ROW + at, seed, rng=rng, own=own, known=known) for at in range(count))


def protection_truth(seed: int, count: int = ROWS) -> Truth:
    """What each row of the sample with this seed is. A child whose number is below a million is in the police
    sample too; the numbers of the others are a million higher than those of their own stream."""
    return Truth.of(entry.truth for entry in protection_entries(seed, count))


def write_protection(path: Path, seed: int, count: int = ROWS) -> Truth:
    """Write the file. Returns the truth about its rows."""
    entries = list(protection_entries(seed, count))
    with path.open("w", encoding=ENCODING, newline="", errors="replace") as file:
        rows = csv.writer(file, delimiter=DELIMITER)
        rows.writerow([MARK])
        rows.writerow(["INGRESOS DE NIÑAS, NIÑOS Y ADOLESCENTES (personas que no existen)"])
        rows.writerow(HEADINGS)
        rows.writerows(entry.cells for entry in entries)
    return Truth.of(entry.truth for entry in entries)


@dataclass(frozen=True, slots=True)
class _Found:
    """What brought the children: a day, a place and, where the police were there, the number of its note."""

    children: tuple[SyntheticPerson, ...]
    numbers: tuple[int, ...]
    day: date
    note: str


def _entry(row: int, seed: int, *, rng: random.Random, own: Iterator[SyntheticPerson], known: Iterator[_Found]) -> Entry:
    found = next(known, None) if rng.random() < 0.15 else None
    found = found or _own_find(rng, own)
    faults: set[Fault] = set()
    file_number = f"{row * 3 + seed:05}-{found.day.year}-UPE"
    written_file = rng.choice((file_number, f"EXP. {file_number}", file_number.lower()))
    if rng.random() < 0.06:
        file_number, written_file = "", rng.choice(("", "s/n", "en trámite"))
        faults.add(Fault.NO_EVENT_NUMBER)
    when, fault = _when(found.day, rng)
    faults |= fault
    names, name_faults = _names(found.children, rng)
    count = len(found.children)
    if count > 1 and rng.random() < 0.06:
        names.pop()
        faults.add(Fault.COUNT_DISAGREES)
    numbers = found.numbers[: len(names)]
    place, fault, ubigeo = _place(rng)
    faults |= fault | name_faults
    ages = [str(scribble.age_on(child.birth, found.day)) for child in found.children]
    sexes = [scribble.SEXES[child.sex][0] for child in found.children]
    purpose = rng.choices(list(scribble.PURPOSES), (45, 25, 10, 15, 5))[0]
    cells = [
        *(written_file, when, rng.choice(_SEATS), *place),
        rng.choice((str(count), f"{count} NNA", f"{count:02}")),
        rng.choice((" / ", "/", " / ")).join(names),
        " / ".join(ages) if rng.random() < 0.9 else "",
        "/".join(sexes),
        f"Trata - {rng.choice(scribble.PURPOSES[purpose])}".removesuffix(" - "),
        found.note,
        rng.choice(_COMMENTS),
    ]
    return Entry(cells, RowTruth(row, file_number, numbers, frozenset(faults), None, ubigeo))


def _own_find(rng: random.Random, own: Iterator[SyntheticPerson]) -> _Found:
    first = next(own)
    day = scribble.day_for(first, rng)
    size = rng.choices((1, 2, 3, 4), (72, 15, 9, 4))[0]
    others = islice((child for child in own if 3 <= scribble.age_on(child.birth, day) < 18), size - 1)
    children = (first, *others)
    return _Found(children, tuple(child.number + 1_000_000 for child in children), day, "")


def _known_to_police(seed: int) -> Iterator[_Found]:
    """Children of the police sample, found again by the unit some days later and heard otherwise."""
    rng = random.Random(f"amparo-both-{seed}")
    children = {child.number: child for child in scribble.minors(seed, 4_000)}
    for line in police_lines(seed):
        if line.day is None or line.truth.faults or not line.truth.children or not line.truth.event:
            continue
        child = children[line.truth.children[0]]
        heard = child._replace(name=scribble.slip(child.name, rng))
        day = line.day + timedelta(days=rng.randrange(8))
        yield _Found((heard,), line.truth.children, day, f"NI {line.truth.event}")


def _names(children: tuple[SyntheticPerson, ...], rng: random.Random) -> tuple[list[str], set[Fault]]:
    style = rng.randrange(3)
    faults: set[Fault] = set()
    names = []
    for child in children:
        surnames = f"{child.name.first} {child.name.second}".strip()
        name = (f"{surnames}, {child.name.given}", f"{child.name.given} {surnames}", f"{surnames.upper()} {child.name.given}")[
            style
        ]
        if rng.random() < 0.04:
            name = "NN"
            faults.add(Fault.UNNAMED)
        names.append(name)
    return names, faults


def _when(day: date, rng: random.Random) -> tuple[str, set[Fault]]:
    chance = rng.random()
    if chance < 0.03:
        return rng.choice(scribble.PENDING), {Fault.NO_DATE}
    if chance < 0.05:
        return rng.choice(scribble.IMPOSSIBLE), {Fault.IMPOSSIBLE_DATE}
    written: Cell = scribble.date_cell(day, rng)
    return (written.strftime("%d/%m/%Y") if isinstance(written, date) else str(written)), set()


def _place(rng: random.Random) -> tuple[tuple[str, str, str], set[Fault], str]:
    """Region, province and district as written, in capitals or not."""
    if rng.random() < 0.04:
        return ("", "", rng.choice(("", "no precisa"))), {Fault.NO_PLACE}, ""
    region, province, district, ubigeo = scribble.place_names(rng)
    written = (region, province, district if rng.random() < 0.9 else "")
    if rng.random() < 0.4:
        written = (written[0].upper(), written[1].upper(), written[2].upper())
    return written, set(), ubigeo if written[2] else ubigeo[:4]
