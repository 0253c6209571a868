"""The value: a date known to the day, the month or the year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Self

from django.utils.translation import gettext as _

from amparo.core.errors import Invalid

MONTHS = {
    "es": (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "setiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    "en": tuple(calendar.month_name[number] for number in range(1, 13)),
}

_TEXT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)")
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_ZERO_1904 = date(1904, 1, 1)
_EXCEL_FALSE_LEAP_DAY = 60
_EXCEL_LAST = 2_958_465


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """Year, perhaps month, perhaps day; `approximate` when it is somebody's estimate.

    Text form (a subset of EDTF level 1): "2024", "2024-03", "2024-03-15", with "~" at the end when approximate.
    Values sort as their text does, so Python and the database (C locale) agree:
    2024 < 2024-03 < 2024-03-15 < 2024-03~ < 2024~. Raises Invalid for a date that does not exist.
    """

    year: int
    month: int | None = None
    day: int | None = None
    approximate: bool = False

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise Invalid(_("Si indica el día, indique también el mes."))
        if not 1 <= self.year <= 9999:
            raise Invalid(_("Revise el año: tiene que ser de cuatro cifras."))
        if self.month is not None and not 1 <= self.month <= 12:
            raise Invalid(_("Revise el mes: va de 1 a 12."))
        if self.day is not None and not 1 <= self.day <= _last_day(self.year, self.month or 1):
            raise Invalid(_("Revise el día: ese mes no lo tiene."))

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text + ("~" if self.approximate else "")

    def __lt__(self, other: Self) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return str(self) < str(other)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The value of a text form made by `str`. Raises Invalid for anything else."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise Invalid(_("La fecha guardada no tiene la forma esperada."))
        year, month, day, mark = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None, mark == "~")

    @classmethod
    def from_date(cls, day: date, *, approximate: bool = False) -> Self:
        """A whole day."""
        return cls(day.year, day.month, day.day, approximate)

    def earliest(self) -> date:
        """The first day the stated year, month or day can mean. Says nothing about `approximate`."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day the stated year, month or day can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or _last_day(self.year, month))


def from_excel_serial(serial: float, *, from_1904: bool = False) -> PartialDate:
    """The day of a spreadsheet's serial number (days; the hour is dropped).

    Raises Invalid outside the calendar, and for day 60 of the 1900 system: a 29 February that never was.
    """
    number = int(serial)
    if from_1904:
        if not 0 <= number <= _EXCEL_LAST - 1462:
            raise Invalid(_("El número de la celda no corresponde a una fecha."))
        return PartialDate.from_date(_EXCEL_ZERO_1904 + timedelta(days=number))
    if not 1 <= number <= _EXCEL_LAST or number == _EXCEL_FALSE_LEAP_DAY:
        raise Invalid(_("El número de la celda no corresponde a una fecha."))
    shift = 1 if number < _EXCEL_FALSE_LEAP_DAY else 0
    return PartialDate.from_date(_EXCEL_ZERO + timedelta(days=number + shift))


def birth_from_age(age: int, when: date) -> PartialDate:
    """The birth year that a stated age suggests: approximate, since the birthday is not known."""
    if not 0 <= age <= 120:
        raise Invalid(_("Revise la edad: va de 0 a 120 años."))
    return PartialDate(when.year - age, approximate=True)


def age_at(birth: PartialDate, when: date | PartialDate) -> tuple[int, int]:
    """Least and greatest age in whole years that `birth` allows on `when`.

    An approximate birth date is widened by one unit of its own precision (a year, a month, a day) on both sides.
    Raises Invalid when `when` is before any possible birth.
    """
    first, last = _bounds(birth)
    begin, end = _bounds(when) if isinstance(when, PartialDate) else (when, when)
    greatest = _whole_years(first, end)
    if greatest < 0:
        raise Invalid(_("La fecha es anterior al nacimiento."))
    return max(_whole_years(last, begin), 0), greatest


def describe(value: PartialDate | None, language: str) -> str:
    """The date as people say it, in "es" or "en" (any other language gets Spanish)."""
    english = language.startswith("en")
    if value is None:
        return "date unknown" if english else "fecha desconocida"
    text = str(value.year)
    if value.month is not None:
        name = MONTHS["en" if english else "es"][value.month - 1]
        text = f"{name} {text}" if english else f"{name} de {text}"
    if value.day is not None:
        text = f"{value.day} {text}" if english else f"{value.day} de {text}"
    if value.approximate:
        return f"around {text}" if english else f"hacia {'el ' if value.day else ''}{text}"
    return text


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _bounds(value: PartialDate) -> tuple[date, date]:
    first, last = value.earliest(), value.latest()
    if not value.approximate:
        return first, last
    if value.day is not None:
        return first - timedelta(days=1), last + timedelta(days=1)
    if value.month is not None:
        before, after = first - timedelta(days=1), last + timedelta(days=1)
        return before.replace(day=1), after.replace(day=_last_day(after.year, after.month))
    return first.replace(year=max(value.year - 1, 1)), last.replace(year=min(value.year + 1, 9999))


def _whole_years(birth: date, when: date) -> int:
    return when.year - birth.year - ((when.month, when.day) < (birth.month, birth.day))
