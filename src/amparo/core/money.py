"""Money: an exact amount with its currency, and conversion only at a rate that has a day and a source."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from django.utils.translation import gettext as _

from amparo.core.errors import Invalid
from amparo.core.models import ExchangeRate

CENT = Decimal("0.01")
CURRENCIES = ("USD", "PEN", "EUR")


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency, with the rate that made it: kept together, so that the figure can be explained."""

    amount: Decimal
    currency: str
    rate: Decimal
    rate_on: date
    rate_source: str


def cents(amount: Decimal | int | str) -> Decimal:
    """The amount with two digits, half to even. Raises `Invalid` for what is no number."""
    try:
        exact = Decimal(str(amount))
    except InvalidOperation as error:
        raise Invalid({"amount": [_("Escriba el monto con números, por ejemplo 12 500.50.")]}) from error
    if not exact.is_finite():
        raise Invalid({"amount": [_("Escriba el monto con números, por ejemplo 12 500.50.")]})
    return exact.quantize(CENT, rounding=ROUND_HALF_EVEN)


def rate(on: date, base: str, quote: str) -> ExchangeRate | None:
    """The last rate known on that day: how many `quote` one `base` is worth. None where nobody gave one."""
    return ExchangeRate.objects.filter(base=base, quote=quote, on__lte=on).select_related("source").order_by("-on").first()


def convert(amount: Decimal, currency: str, *, into: str, on: date) -> Converted:
    """The amount in another currency at the rate of that day (the last one known, at most 31 days old).

    A rate the other way round is turned. Raises `Invalid` where there is none.
    """
    direct, turned = rate(on, currency, into), rate(on, into, currency)
    found = max((row for row in (direct, turned) if row is not None), key=lambda row: row.on, default=None)
    if found is None or (on - found.on).days > 31:
        text = _("No hay tipo de cambio de %(from)s a %(to)s para ese día. Registre uno con su fuente.")
        raise Invalid({"currency": [text % {"from": currency, "to": into}]})
    factor = found.rate if found.base == currency else 1 / found.rate
    return Converted(cents(amount * factor), into, factor.quantize(Decimal("0.00000001")), found.on, found.source_id or "")
