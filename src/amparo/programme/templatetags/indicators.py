"""How templates write figures of indicators."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amparo.programme import charts_indicator, words_indicators
from amparo.programme.aggregation import Missing, Reading
from amparo.programme.queries.indicators import Progress

register = template.Library()


@register.filter
def figure(value: Decimal | None, measured_in: str) -> str:
    """ "57 %", or that nobody knows it: {{ line.target|figure:indicator.measured_in }}."""
    return words_indicators.number(value, measured_in)


@register.filter
def signed(value: Decimal | None, measured_in: str) -> str:
    """As `figure`, with its sign."""
    return ("+" if value is not None and value > 0 else "") + words_indicators.number(value, measured_in)


@register.filter
def reading(value: Reading, measured_in: str) -> str:
    """One value, bounds, "al menos", or that nobody knows it."""
    return words_indicators.reading(value, measured_in)


@register.filter
def missing(value: Missing) -> str:
    """What is missing, in a sentence."""
    return words_indicators.missing(value)


@register.filter
def region(code: str) -> str:
    """The name of a region by its INEI code; the whole country for an empty one."""
    return words_indicators.region(code)


@register.filter
def places(regions: list[str]) -> str:
    """The names of several regions."""
    return ", ".join(words_indicators.region(code) for code in regions)


@register.simple_tag
def indicator_chart(progress: Progress) -> SafeString:
    """The figure of an indicator."""
    return charts_indicator.chart(progress)


@register.simple_tag
def indicator_summary(progress: Progress) -> str:
    """What the figure says."""
    return charts_indicator.summary(progress)


@register.filter
def period(row: object) -> str:
    """A period as people say it: "2026", "T1 2026", or from one day to another."""
    return words_indicators.period(row.starts, row.ends)  # type: ignore[attr-defined]


@register.filter
def part(code: str, dimension: str) -> str:
    """The label of a part of a dimension."""
    return words_indicators.part(dimension, code)


@register.filter
def state_kind(state: str) -> str:
    """The badge of a value's or a report's state. Nothing is red: what is late is said by its own clock."""
    kinds = {"draft": "wait", "sent": "new", "validated": "now", "published": "done", "corrected": "unknown"}
    kinds |= {"due": "wait", "sent_back": "soon", "accepted": "done"}
    return kinds.get(state, "wait")


@register.filter
def step_label(step: str) -> str:
    """What the button of a step says."""
    return {
        "send": _("Enviar"),
        "validate": _("Validar"),
        "send_back": _("Devolver"),
        "publish": _("Publicar"),
    }.get(step, step)


@register.filter
def of(titles: dict[str, str], name: str) -> str:
    """The title of a section: {{ titles|of:section }}."""
    return str(titles.get(name, name))
