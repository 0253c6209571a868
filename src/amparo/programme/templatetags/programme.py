"""Small things the templates of the partnership ask for."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from amparo.core import codelists
from amparo.programme.said import said as _said
from amparo.ui import amounts

register = template.Library()


@register.filter
def said(row: Any, name: str) -> str:
    """A text of a row in the reader's language: {{ objective|said:"title" }}."""
    return _said(row, name)


@register.filter
def known(value: object) -> object:
    """The value, or the words that nobody knows it: empty is never shown as nothing."""
    return value if value not in (None, "") else _("No se sabe")


@register.filter
def sum_of(amount: Decimal | None, currency: str) -> str:
    """ "US$ 1 250", or that nobody knows it."""
    return _("No se sabe") if amount is None else amounts.money(amount, currency)


@register.filter
def coded(value: str, code_list: str) -> str:
    """The label of a code: {{ row.kind|coded:"commitment_kind" }}."""
    return codelists.label(code_list, value)
