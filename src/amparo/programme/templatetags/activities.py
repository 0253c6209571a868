"""Places by name, and what a state of an activity is called."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.core import places
from amparo.programme.rules_activities import NOWHERE
from amparo.ui.components import Kind

register = template.Library()

# state → the knot and the word; red stays for what is late
STATES: dict[str, tuple[Kind, object]] = {
    "planned": ("wait", gettext_lazy("Por empezar")),
    "under_way": ("now", gettext_lazy("En curso")),
    "done": ("done", gettext_lazy("Hecha")),
    "postponed": ("warn", gettext_lazy("Postergada")),
    "cancelled": ("no", gettext_lazy("Cancelada")),
    "held": ("done", gettext_lazy("Realizada")),
    "noted": ("now", gettext_lazy("Por entregar")),
    "handed": ("done", gettext_lazy("Entregada")),
    "dismissed": ("no", gettext_lazy("Descartada")),
    "active": ("warn", gettext_lazy("Vigente")),
    "past": ("done", gettext_lazy("Ya no")),
}


@register.filter
def place_name(code: str) -> str:
    """District, province, region of an INEI code; that nobody knows it for none."""
    row = places.index().by_code.get(code)
    return places.index().full_name(row) if row else _("No se sabe")


@register.filter
def region_name(code: str) -> str:
    """The region of an INEI code of two digits or more."""
    row = places.index().by_code.get(code[:2])
    return row.name if row else _("No se sabe") if code in ("", NOWHERE) else code


@register.filter
def region_names(codes: Iterable[str]) -> str:
    """Regions by name; none is the whole country."""
    named = [region_name(code) for code in codes]
    return ", ".join(named) if named else _("Todo el país")


@register.filter
def state_kind(state: str) -> str:
    """The knot of a state."""
    return STATES[state][0] if state in STATES else "unknown"


@register.filter
def state_word(state: str) -> str:
    """The word of a state."""
    return str(STATES[state][1]) if state in STATES else state


@register.filter
def holder(row: object) -> str:
    """Who carries an activity out, as it is called in short."""
    under = getattr(row, "subaward", None) or getattr(row, "award", None)
    return under.recipient.short_name if under else _("Comisión regional")
