"""Small things the templates of the partnership ask for."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.core import codelists
from amparo.core.dates import PartialDate, describe
from amparo.programme.queries.panels import said_amount
from amparo.programme.queries.territory import named
from amparo.programme.queries.timeline import change_in_words
from amparo.programme.said import country
from amparo.programme.said import one_stop as _one_stop
from amparo.programme.said import said as _said
from amparo.ui import amounts

register = template.Library()


@register.filter
def said(row: Any, name: str) -> str:
    """A text of a row in the reader's language: {{ objective|said:"title" }}."""
    return _said(row, name)


@register.filter
def one_stop(text: str) -> str:
    """The sentence with one full stop at its end, whatever its last word is."""
    return _one_stop(text)


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


@register.filter
def party_name(party: Any, compact: Any) -> str:
    """A Participant by its country, in the language of the reader."""
    return country(compact, party.side)


@register.filter
def changed(change: Any) -> str:
    """What an amendment changed, in words: from what to what."""
    return change_in_words(change)


@register.filter
def place(row: Any) -> str:
    """The name of a territory, as the act or the map names it."""
    return named(row)


@register.filter
def figure(value: Decimal | None) -> str:
    """A figure without its empty decimals: "5", "1 700", "2.5"."""
    if value is None:
        return ""
    return amounts.whole(int(value)) if value == value.to_integral_value() else amounts.decimal(value, 2)


@register.filter
def month_of(first: date) -> str:
    """A month as people of the language write it: "setiembre de 2027"."""
    return describe(PartialDate(first.year, first.month), get_language() or "es")


@register.filter
def claimed(claim: Any) -> str:
    """An amount as it was said: "al menos US$ 10 000 000"."""
    return said_amount(claim)
