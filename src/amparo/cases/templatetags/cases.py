"""Words and questions of the file's templates."""

from collections.abc import Collection, Mapping
from typing import Any

from django import template

from amparo.cases import labels

register = template.Library()


@register.filter
def seen(groups: Collection[str], group: str) -> bool:
    """`sheet.groups|seen:"plan"`: whether the reader may read this field group."""
    return group in groups


@register.filter
def part_name(part: str) -> str:
    """What a part of the file is called."""
    return str(labels.PARTS.get(part, part))


@register.filter
def label(value: str, code_list: str) -> str:
    """`value|label:"language"`: the label of a code."""
    return labels.label(code_list, value)


@register.filter
def get(values: Mapping[str, Any], key: str) -> Any:
    """`headings|get:group`: the value of a key, or nothing."""
    return values.get(key)


@register.filter
def outcome_kind(outcome: str) -> str:
    """The knot of a visit's outcome: red only where somebody must act."""
    return {"safe": "done", "needs_help": "warn", "at_risk": "late", "retrafficking": "late"}.get(outcome, "unknown")
