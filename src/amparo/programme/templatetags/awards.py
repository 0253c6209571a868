"""Small things the pages of awards ask for."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from amparo.core import codelists
from amparo.programme import rules_awards as judge
from amparo.programme.queries.awards import regions
from amparo.programme.queries.monitoring import answered
from amparo.ui import amounts

register = template.Library()

WORDS = {"late": "late", "due": "soon", "reported_late": "done", "reported": "done", "unknown": "unknown", "not_needed": "no"}
RESULTS = {"meets": "done", "partly": "warn", "not_met": "warn", "unknown": "unknown"}
SEVERITY = {"low": "wait", "medium": "warn", "high": "warn"}
RISK = {"low": "done", "medium": "warn", "high": "warn", "unknown": "unknown"}
STATE = {"draft": "wait", "active": "now", "closing": "warn", "closed": "done", "cancelled": "stop"}


@register.filter
def region(code: str) -> str:
    """The name of a region; the code itself where it is none of Peru."""
    return regions().get(code, code)


@register.filter
def region_names(codes: Sequence[str]) -> str:
    """The names of regions, or that it is of the whole country."""
    return ", ".join(region(code) for code in codes) or _("Todo el país")


@register.filter
def owed(value: judge.Owed) -> str:
    """Whether a sub-award must be reported, as a sentence."""
    day = f"{value.due:%d/%m/%Y}" if value.due else ""
    return {
        "late": _("Debió informarse hasta el %(day)s"), "due": _("Infórmelo hasta el %(day)s"), "reported": _("Informado"),
        "reported_late": _("Informado fuera de plazo"), "unknown": _("No se sabe si debe informarse"),
        "not_needed": _("No llega al umbral"),
    }[value.state] % {"day": day}  # fmt: skip


@register.filter
def owed_kind(value: judge.Owed) -> str:
    """Its knot."""
    return WORDS[value.state]


@register.filter
def result(code: str) -> str:
    """The result of a safeguarding check in words."""
    return {
        "meets": _("Cumple"), "partly": _("Cumple en parte"), "not_met": _("No cumple"), "unknown": _("No se sabe"),
    }[code]  # fmt: skip


@register.filter
def result_kind(code: str) -> str:
    """Its knot: red is for what somebody must do, not for a bad result."""
    return RESULTS[code]


@register.filter
def severity_kind(code: str) -> str:
    """The knot of a severity."""
    return SEVERITY.get(code, "unknown")


@register.filter
def risk_kind(code: str) -> str:
    """The knot of a risk."""
    return RISK.get(code, "unknown")


@register.filter
def state_kind(code: str) -> str:
    """The knot of the state of an award."""
    return STATE.get(code, "unknown")


@register.filter
def stands(day: date, today: date) -> str:
    """How a due day stands, as a knot: late, soon or ok."""
    return judge.soon(day, today)


@register.filter
def spoken_answers(check: Any) -> list[tuple[str, str]]:
    """(standard, answer) of a safeguarding check in words."""
    return [
        (codelists.label("safeguarding_standard", standard), codelists.label("safeguarding_answer", answer))
        for standard, answer in answered(check)
    ]


@register.filter
def share_of(part: Decimal | None, whole: Decimal | None) -> str:
    """ "48 de cada 100", or nothing where one of them is not known."""
    return amounts.out_of_hundred(int(part), int(whole)) if part is not None and whole else ""


@register.filter
def hundredths(part: Decimal | None, whole: Decimal | None) -> str:
    """The length of a bar, as SVG wants it."""
    return f"{min(100, max(0, 100 * part / whole)):.1f}" if part is not None and whole else "0"


@register.filter
def lookup(words: dict[str, str], key: str) -> str:
    """The word of a code."""
    return words.get(key, key)
