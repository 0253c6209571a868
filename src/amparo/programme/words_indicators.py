"""What a figure of an indicator says in words: how much, between which bounds, and what is missing."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.core import codelists, places
from amparo.programme.aggregation import Missing, Reading
from amparo.ui import amounts, moments

_SIGNS = {"percent": "%"}


def number(value: Decimal | None, measured_in: str = "") -> str:
    """ "57", "57.3 %", "S/ 1 250", or that nobody knows it. `measured_in` adds a sign where the unit has one."""
    if value is None:
        return _("No se sabe")
    if measured_in in ("PEN", "USD"):
        return amounts.money(value, measured_in)
    places = 0 if value == value.to_integral_value() else 2 if abs(value) < 10 and measured_in != "percent" else 1
    text = amounts.decimal(value, places)
    return f"{text}{amounts.NO_BREAK_SPACE}{_SIGNS[measured_in]}" if measured_in in _SIGNS else text


def unit(measured_in: str) -> str:
    """The unit in the reader's language."""
    return codelists.label("indicator_unit", measured_in)


def reading(read: Reading, measured_in: str = "") -> str:
    """One value, "entre 10 y 16", "al menos 16", or that nobody knows it."""
    if read.value is not None:
        return number(read.value, measured_in)
    if read.low is None:
        return _("No se sabe")
    low = number(read.low, measured_in)
    if read.high is None:
        return _("al menos %(n)s") % {"n": low}
    return _("entre %(low)s y %(high)s") % {"low": low, "high": number(read.high, measured_in)}


def missing(what: Missing) -> str:
    """What is missing, in one sentence; "" where nothing is."""
    n, m = len(what.regions), len(what.periods)
    of_regions = ngettext("Faltan datos de %(n)s región.", "Faltan datos de %(n)s regiones.", n) % {"n": n} if n else ""
    of_periods = ngettext("Falta %(n)s periodo del año.", "Faltan %(n)s periodos del año.", m) % {"n": m} if m else ""
    return " ".join(filter(None, (of_regions, of_periods)))


def incomplete(read: Reading) -> str:
    """The sentence where a part that was given says that nobody knows it."""
    return "" if read.complete or not read.parts else _("Una parte no se sabe.")


LISTS = {
    "sex": "sex", "purpose": "purpose", "institution": "official_institution", "post": "official_post",
    "placement": "placement_kind", "nationality": "nationality",
}  # fmt: skip
AGE_BANDS = ("0_5", "6_11", "12_14", "15_17", "18_plus")


def part(dimension: str, code: str) -> str:
    """The label of a part: ("sex", "female") is "Mujer"."""
    if dimension == "region":
        return region(code)
    if dimension == "age_band":
        return _("18 o más") if code == "18_plus" else _("%(from)s a %(to)s años") % dict(zip(("from", "to"), code.split("_"), strict=False))  # fmt: skip
    return codelists.label(LISTS.get(dimension, ""), code)


def region(code: str) -> str:
    """The name of a region by its INEI code; "" is the whole country."""
    if not code:
        return _("Todo el país")
    place = places.index().by_code.get(code)
    return place.name if place else code


def regions() -> list[tuple[str, str]]:
    """Code and name of every region, by name."""
    found = [(code, place.name) for code, place in places.index().by_code.items() if len(code) == 2]
    return sorted(found, key=lambda pair: pair[1].translate(_PLAIN))


_PLAIN = str.maketrans("ÁÉÍÓÚáéíóú", "AEIOUaeiou")


def quarter(year: int, number: int) -> str:
    """ "T1 2026"."""
    return _("T%(n)s %(year)s") % {"n": number, "year": year}


def period(starts: date, ends: date) -> str:
    """ "2026", "T1 2026", "S1 2026", or "15 de enero de 2026 a 3 de marzo de 2026"."""
    whole = starts.day == 1 and (ends + timedelta(days=1)).day == 1 and starts.year == ends.year
    months = ends.month - starts.month + 1
    if whole and months == 12:
        return str(starts.year)
    if whole and months == 6 and starts.month in (1, 7):
        return _("S%(n)s %(year)s") % {"n": 1 + starts.month // 7, "year": starts.year}
    if whole and months == 3 and starts.month in (1, 4, 7, 10):
        return quarter(starts.year, 1 + starts.month // 3)
    return _("%(from)s a %(to)s") % {"from": moments.long_date(starts), "to": moments.long_date(ends)}
