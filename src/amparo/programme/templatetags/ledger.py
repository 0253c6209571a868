"""Small things the pages of money ask for."""

from collections.abc import Iterable
from decimal import Decimal

from django import template

from amparo.core import places
from amparo.programme import money_words

register = template.Library()


@register.filter
def account(name: str) -> str:
    """An account in words."""
    return str(money_words.ACCOUNTS.get(name, name))


@register.filter
def opposite(amount: Decimal) -> Decimal:
    """The amount with the other sign: a credit as the books show it."""
    return -amount


@register.filter
def regions(codes: Iterable[str]) -> str:
    """Regions by name."""
    known = places.index().by_code
    return ", ".join(known[code].name if code in known else code for code in codes)


@register.filter
def plain(rate: Decimal) -> str:
    """A rate without zeros at its end."""
    return f"{rate.normalize():f}"
