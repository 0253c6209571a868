"""What people write for a date, in Spanish or English, read without guessing.

Day comes before month, as in Peru. What cannot be read, or could be read in two ways, raises Invalid with a
sentence that says what to write instead. Words for "not known" give None.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from amparo.core.dates.value import PartialDate
from amparo.core.errors import Invalid

_MONTH_STEMS = (
    ("ene", "jan"),
    ("feb",),
    ("mar",),
    ("abr", "apr"),
    ("may",),
    ("jun",),
    ("jul",),
    ("ago", "aug"),
    ("set", "sep"),
    ("oct",),
    ("nov",),
    ("dic", "dec"),
)
_FULL_MONTHS = (
    *("enero", "january", "febrero", "february", "marzo", "march", "abril", "april", "mayo", "junio", "june"),
    *("julio", "july", "agosto", "august", "setiembre", "septiembre", "sept", "september", "octubre", "october"),
    *("noviembre", "november", "diciembre", "december"),
)
_MONTH_OF = {stem: number for number, stems in enumerate(_MONTH_STEMS, start=1) for stem in stems}
_MONTH_OF |= {name: _MONTH_OF[name[:3]] for name in _FULL_MONTHS}
_MONTH = "(" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + r")\.?"

_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "un una uno one a an",
            "dos two",
            "tres three",
            "cuatro four",
            "cinco five",
            "seis six",
            "siete seven",
            "ocho eight",
            "nueve nine",
            "diez ten",
            "once eleven",
            "doce twelve",
        ),
        start=1,
    )
    for word in words.split()
}
_COUNT = r"(\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_UNITS = {
    "dia": "day",
    "day": "day",
    "semana": "week",
    "week": "week",
    "mes": "month",
    "month": "month",
    "ano": "year",
    "year": "year",
}
_UNIT = r"(dia|day|semana|week|mes|month|ano|year)(?:s|es)?"

_UNKNOWN = re.compile(
    r"|-+|\.+|x+|\?+|nn|no|n/?[adpr]|s/?[fdi]|s\.?[fd]\.?|sin (fecha|dato|datos|informacion)|"
    r"(fecha )?(pendiente|por (precisar|determinar|confirmar))|(se )?(desconoce|ignora)|desconocid[ao]|"
    r"no (se )?(sabe|precisa|indica|registra|refiere|recuerda|figura|consta|known)|unknown|pending|none|null"
)
_APPROXIMATE = re.compile(
    r"~|\?|\(?\b(aproximadamente|aproximad[ao]|aprox\b\.?|alrededor de(?:l)?|mas o menos|cerca de|hacia|"
    r"circa|ca\.|around|about|approximately|approx\b\.?)\)?"
    r"|\(?\b(?:(?:a|en) )?(?:(?:los|el) )?(?:inicios?|principios?|comienzos?|mediados|fines|finales|fin)\b(?: del?)?\)?"
    r"|\b(?:early|mid|late)\b-?|\bin the (?:beginning|middle) of\b|\bat the end of\b"
)
_WEEKDAY = re.compile(r"\b(lunes|martes|miercoles|jueves|viernes|sabado|domingo|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b,?")
_TIME = re.compile(r"[t ,]+(?:a las |at )?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?\s?m\.?|hrs?\.?|horas|z)?$")

_Reader = Callable[[re.Match[str], date], PartialDate]


def parse_partial(text: str, today: date) -> PartialDate | None:
    """Read a date as people write it; relative words count from `today`.

    Returns None where the text says the date is not known. Raises Invalid where it cannot be read with certainty.
    Reads "15/03/2024", "15-3-24", "2024-03-15", "marzo 2024", "mar-24", "15 de marzo de 2024", "2023", "ayer",
    "hace dos años", "a inicios de 2024", and their English forms.
    """
    words = _plain(text)
    if _UNKNOWN.fullmatch(words):
        return None
    if len(words) > 60:
        raise _unreadable()
    words = _TIME.sub("", words)
    approximate = bool(_APPROXIMATE.search(words))
    words = _WEEKDAY.sub(" ", _APPROXIMATE.sub(" ", words))
    words = " ".join(words.split()).strip(" ,.;()")
    for pattern, read in _READERS:
        found = pattern.fullmatch(words)
        if found is not None:
            value = read(found, today)
            if approximate and not value.approximate:
                value = PartialDate(value.year, value.month, value.day, approximate=True)
            return value
    raise _unreadable()


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())


def _unreadable() -> Invalid:
    return Invalid(_("No entendemos esta fecha. Escriba día/mes/año, mes y año, o solo el año."))


def _year(text: str, today: date) -> int:
    """Two figures mean the most recent such year that is not later than next year."""
    if len(text) != 2:
        return int(text)
    century = today.year // 100 * 100
    year = century + int(text)
    return year if year <= today.year + 1 else year - 100


def _day_month_year(found: re.Match[str], today: date) -> PartialDate:
    """A zero stands for the part that is not known: 00/03/2024 is March 2024."""
    day, month = int(found["d"]), int(found["m"])
    if day == 0:
        return PartialDate(_year(found["y"], today), month or None)
    if month > 12 and day <= 12:
        raise Invalid(_("El mes y el día parecen invertidos. Escriba primero el día: día/mes/año."))
    return PartialDate(_year(found["y"], today), month, day)


def _year_month_day(found: re.Match[str], today: date) -> PartialDate:
    return PartialDate(int(found["y"]), int(found["m"]), int(found["d"]))


def _month_year(found: re.Match[str], today: date) -> PartialDate:
    return PartialDate(_year(found["y"], today), int(found["m"]))


def _word_month_year(found: re.Match[str], today: date) -> PartialDate:
    return PartialDate(_year(found["y"], today), _MONTH_OF[found[1]])


def _word_day(found: re.Match[str], today: date) -> PartialDate:
    return PartialDate(_year(found["y"], today), _MONTH_OF[found["w"]], int(found["d"]))


def _missing_year(found: re.Match[str], today: date) -> PartialDate:
    raise Invalid(_("Falta el año. Si no lo sabe, deje la fecha como desconocida."))


def _two_figures(found: re.Match[str], today: date) -> PartialDate:
    raise Invalid(_("Dos cifras pueden ser un día, un mes o un año. Escriba el año completo."))


def _ago(found: re.Match[str], today: date) -> PartialDate:
    count = int(found[1]) if found[1].isdigit() else _NUMBERS[found[1]]
    unit = _UNITS[found[2]]
    if unit == "day":
        return PartialDate.from_date(today - timedelta(days=count))
    if unit == "week":
        return PartialDate.from_date(today - timedelta(weeks=count), approximate=True)
    if unit == "month":
        months = today.year * 12 + today.month - 1 - count
        return PartialDate(months // 12, months % 12 + 1, approximate=True)
    return PartialDate(today.year - count, approximate=True)


def _days_back(days: int) -> _Reader:
    return lambda found, today: PartialDate.from_date(today - timedelta(days=days))


def _last_month(found: re.Match[str], today: date) -> PartialDate:
    before = today.replace(day=1) - timedelta(days=1)
    return PartialDate(before.year, before.month)


_D, _M, _Y4 = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>\d{4})"
_Y = r"(?P<y>\d{4}|\d{2})"
_OF = r"(?:\s+del?\s+(?:ano\s+)?|\s+of\s+|[\s/.,-]*)"
_W = _MONTH.replace("(", "(?P<w>", 1)
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"{_D}\s*[/.-]\s*{_M}\s*[/.-]\s*{_Y}", _day_month_year),
        (rf"{_D} {_M} {_Y4}", _day_month_year),
        (rf"{_Y4}\s*[/.-]\s*{_M}\s*[/.-]\s*{_D}", _year_month_day),
        (r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})", _year_month_day),
        (rf"(?:(?:en )?el )?(?:ano |in |en )?(?:el )?(?:ano )?{_Y4}", lambda f, t: PartialDate(int(f["y"]))),
        (rf"{_M}\s*[/.-]\s*{_Y4}", _month_year),
        (rf"{_Y4}\s*[/.-]\s*{_M}", _month_year),
        (rf"(?:en |in |mes de )?{_MONTH}{_OF}{_Y}", _word_month_year),
        (rf"(?:el )?(?:dia )?{_D}(?:st|nd|rd|th|ero|ro|º|°|o)?{_OF}{_W}{_OF}{_Y}", _word_day),
        (rf"{_W} {_D}(?:st|nd|rd|th)?,? {_Y4}", _word_day),
        (r"hoy|today", _days_back(0)),
        (r"ayer|yesterday", _days_back(1)),
        (r"anteayer|antes de ayer|antier|the day before yesterday", _days_back(2)),
        (rf"hace {_COUNT} {_UNIT}", _ago),
        (rf"{_COUNT} {_UNIT} (?:ago|atras)", _ago),
        (r"(?:el )?mes pasado|last month", _last_month),
        (r"(?:en )?este mes|this month", lambda f, t: PartialDate(t.year, t.month)),
        (r"(?:el )?ano pasado|last year", lambda f, t: PartialDate(t.year - 1)),
        (r"(?:en )?este ano|this year", lambda f, t: PartialDate(t.year)),
        (rf"(?:\d{{1,2}}{_OF})?{_MONTH}|\d{{1,2}}\s*[/-]\s*\d{{1,2}}", _missing_year),
        (r"\d{1,2}", _two_figures),
    )
)
