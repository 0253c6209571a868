"""How clerks write: the same fact in many hands."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from amparo.core import gazetteer
from amparo.core.synthetic import Dirt, FullName, SyntheticPerson, dirty, people
from amparo.core.synthetic.people import DISTRICTS

Cell = str | int | float | date
BORN = (date(2006, 1, 1), date(2015, 12, 31))

_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre"),
)
_EXCEL_ZERO = date(1899, 12, 30)
FIRST_DAY, LAST_DAY = date(2022, 1, 3), date(2026, 10, 30)

_DATE_STYLES: tuple[tuple[int, Callable[[date], Cell]], ...] = (
    (30, lambda day: day),
    (20, lambda day: day.strftime("%d/%m/%Y")),
    (8, lambda day: f"{day.day}-{day.month}-{day.year % 100:02}"),
    (6, lambda day: day.strftime("%d.%m.%Y")),
    (8, lambda day: (day - _EXCEL_ZERO).days),
    (6, lambda day: f"{day.day} de {_MONTHS[day.month - 1]} de {day.year}"),
    (6, lambda day: f"{day.day:02}{_MONTHS[day.month - 1][:3].upper()}{day.year}"),
    (4, lambda day: day.isoformat()),
    (4, lambda day: f"{_MONTHS[day.month - 1]} {day.year}"),
    (3, lambda day: f"{_MONTHS[day.month - 1][:3]}-{day.year % 100:02}"),
    (2, lambda day: f"{day.strftime('%d/%m/%Y')} {9 + day.day % 9}:30"),
)
PENDING = ("fecha pendiente", "FECHA PENDIENTE", "s/f", "", "por confirmar")
IMPOSSIBLE = ("31/02/2024", "30/02/2023", "45/03/2025", "31/04/2024")
NO_NUMBER = ("sin NI", "SIN NI", "S/N", "", "pendiente")
PURPOSES = {
    "sexual": ("Explotación sexual", "EXP. SEXUAL", "sexual", "ESNNA", "Explotacion Sexual"),
    "labour": ("Explotación laboral", "LABORAL", "exp. laboral", "trabajo infantil"),
    "begging": ("Mendicidad", "mendicidad", "MENDICIDAD"),
    "unknown": ("No precisa", "", "por determinar"),
    "sexual+labour": ("sexual y laboral", "Sexual / Laboral"),
}
RECRUITMENT = ("falsa oferta de empleo", "Redes sociales", "persona conocida", "familiar", "facebook", "", "no indica")
SEXES = {"female": ("F", "FEM", "Femenino", "f", "MUJER"), "male": ("M", "MASC", "Masculino", "m", "VARÓN")}
NATIONALITIES = (*("Peruana",) * 8, "PERÚ", "PE", "peruano", "PERUANA", "Venezolana", "VENEZUELA", "boliviana", "Ecuador", "")
UNITS = (
    *("DIRCTPTIM - DIVINTRAP", "DEPINCRI Cusco", "Comisaría Wanchaq", "DEPDITP Madre de Dios", "DEPDITP Loreto"),
    *("DEPDITP Puno", "Comisaría Belén", "DIVINTRAP", "DEPINCRI JULIACA", "Comisaria de Mazuko"),
)


@dataclass(frozen=True, slots=True)
class Written:
    """A place as a register has it: a code, a text, and what is wrong with the two."""

    code: Cell
    text: str
    ubigeo: str
    fault: str = ""


def minors(seed: int, count: int) -> Iterator[SyntheticPerson]:
    """The children of a sample, the same for the same seed."""
    return people(seed, count, born=BORN, share_female=0.78)


def day_for(child: SyntheticPerson, rng: random.Random) -> date:
    """A day of the register's years on which the child was between 5 and 17, more often near 17."""
    earliest = max(FIRST_DAY, child.birth + timedelta(days=5 * 366))
    latest = min(LAST_DAY, child.birth + timedelta(days=18 * 365))
    span = max((latest - earliest).days, 1)
    return earliest + timedelta(days=max(rng.randrange(span), rng.randrange(span)))


def age_on(birth: date, day: date) -> int:
    """Whole years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def date_cell(day: date, rng: random.Random) -> Cell:
    """The day in one of the styles of a register; a date, a serial number or text."""
    return rng.choices([write for _, write in _DATE_STYLES], [weight for weight, _ in _DATE_STYLES])[0](day)


def name_cell(name: FullName, rng: random.Random) -> str:
    """The whole name in one cell, in one of the usual orders."""
    surnames = f"{name.first} {name.second}".strip()
    return rng.choice(
        (
            f"{surnames.upper()}, {name.given}",
            f"{surnames.upper()}, {name.given}",
            f"{name.given} {surnames}",
            f"{name.given} {surnames}".upper(),
            f"{surnames}, {name.given}",
            f"{surnames.upper()},{name.given.upper()} ",
        )
    )


def initials(name: FullName) -> str:
    """How a name is hidden in a register."""
    return "Menor de iniciales " + "".join(f"{word[0]}." for word in str(name).split())


def slip(name: FullName, rng: random.Random) -> FullName:
    """The name as a second clerk heard it."""
    kinds = (Dirt.ONE_TYPO, Dirt.PHONETIC, Dirt.PHONETIC, Dirt.NO_SECOND, Dirt.DROPPED_GIVEN)
    return dirty(name, rng, rng.choice(kinds))


def age_cell(age: int, rng: random.Random) -> Cell:
    """An age as written."""
    return rng.choice((age, age, age, age, str(age), f"{age} años", f"aprox. {age}", f"{age} AÑOS"))


def document_cell(child: SyntheticPerson, rng: random.Random) -> tuple[Cell, bool]:
    """The identity number as written, and whether its check digit is wrong."""
    chance = rng.random()
    if chance < 0.35:
        return rng.choice(("", "no porta", "-", "INDOCUMENTADA", "s/d")), False
    if chance < 0.75:
        return child.dni if chance < 0.6 else int(child.dni), False
    if chance < 0.95:
        return f"{child.dni}-{child.check}", False
    return f"{child.dni}-{(int(child.check) + 3) % 10}", True


def place_cells(rng: random.Random) -> Written:
    """A place as a code, a text or both, in INEI's or RENIEC's numbers, or not told at all."""
    ubigeo, district, _ = rng.choice(DISTRICTS)
    place = _by_code()[ubigeo]
    text = _place_text(place, rng)
    chance = rng.random()
    if chance < 0.05:
        return Written("", rng.choice(("no precisa", "", "s/d")), "", "no_place")
    if chance < 0.45 or not place.reniec:
        return Written(int(ubigeo) if rng.random() < 0.2 else ubigeo, text, ubigeo)
    if chance < 0.65:
        return Written(place.reniec, text, ubigeo, "reniec_code" if place.reniec != ubigeo else "")
    if chance < 0.70 and place.reniec != ubigeo:
        return Written(ubigeo, "", ubigeo, "code_alone" if _valid_in_reniec(ubigeo) else "")
    return Written("", text, ubigeo)


def place_names(rng: random.Random) -> tuple[str, str, str, str]:
    """Region, province and district of a place, and its INEI code."""
    ubigeo, district, _ = rng.choice(DISTRICTS)
    names = _by_code()
    return names[ubigeo[:2]].name, names[ubigeo[:4]].name, district, ubigeo


def _place_text(place: gazetteer.PlaceRow, rng: random.Random) -> str:
    names = _by_code()
    region, province = names[place.ubigeo[:2]].name, names[place.ubigeo[:4]].name
    return rng.choice(
        (
            f"{place.name} - {province} - {region}",
            f"{place.name}, {region}",
            f"{region}/{province}/{place.name}".upper(),
            f"Dist. {place.name}, Prov. {province}",
            f"{place.name} - {region}".upper(),
        )
    )


@cache
def _by_code() -> dict[str, gazetteer.PlaceRow]:
    return {row.ubigeo: row for row in gazetteer.rows()}


@cache
def _reniec_codes() -> frozenset[str]:
    return frozenset(row.reniec for row in gazetteer.rows() if row.reniec)


def _valid_in_reniec(code: str) -> bool:
    return code in _reniec_codes()
