"""Soles and dollars side by side: many amounts converted with one reading of the rates, each at the rate of its own day."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from amparo.core.models import ExchangeRate
from amparo.core.money import cents

OLDEST = 31  # days a rate may be old, as in `core.money.convert`


@dataclass(frozen=True, slots=True)
class Beside:
    """An amount in the other currency, with the rate that made it, its day and who says so."""

    amount: Decimal
    currency: str
    rate: Decimal
    rate_on: date
    base: str
    quote: str
    source: str
    url: str


class Rates:
    """The rates between two currencies (one query), in both directions."""

    def __init__(self, one: str, other: str, until: date) -> None:
        pairs = Q(base=one, quote=other) | Q(base=other, quote=one)
        rows = ExchangeRate.objects.filter(pairs, on__lte=until).select_related("source").order_by("on", "id")
        self._rows: Sequence[ExchangeRate] = list(rows)
        self._days = [row.on for row in self._rows]

    def convert(self, amount: Decimal, currency: str, *, into: str, on: date) -> Beside | None:
        """The amount at the last rate known on that day, at most 31 days old; None where there is none: "sin tipo de cambio"."""
        place = bisect_right(self._days, on)
        if currency == into or place == 0 or (on - self._days[place - 1]).days > OLDEST:
            return None
        same_day = [row for row in self._rows[:place] if row.on == self._days[place - 1]]
        row = next((one for one in same_day if one.base == currency), same_day[-1])
        value = amount * row.rate if row.base == currency else amount / row.rate
        title, url = (row.source.title, row.source.url) if row.source else ("", "")
        return Beside(cents(value), into, row.rate, row.on, row.base, row.quote, title, url)
