"""What a figure of an indicator says in words: how much, between which bounds, and what is missing."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.core import codelists
from amparo.programme.aggregation import Missing, Reading
from amparo.ui import amounts

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
