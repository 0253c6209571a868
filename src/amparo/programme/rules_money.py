"""Rules of money: what a fact must be before it is posted. Pure; each returns messages by field, empty where all is well."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.core.dates import PartialDate
from amparo.core.money import CENT, CURRENCIES
from amparo.programme.accounts import Posting
from amparo.programme.rules import Messages

MOST = Decimal(10) ** 14
_VOUCHER = re.compile(r"^[\w .,/#:()-]*$")

# limit → what is left of it, in words
LEFT = {
    "unobligated": lazy("En esta adjudicación quedan %(left)s sin comprometer al %(on)s. Baje el monto o registre antes una ampliación."),
    "unliquidated": lazy("De lo obligado quedan %(left)s por pagar al %(on)s. Baje el monto o registre antes la obligación."),
    "cash": lazy("En caja quedan %(left)s al %(on)s. Baje el monto o registre antes el desembolso."),
    "undrawn": lazy("De lo adjudicado quedan %(left)s por desembolsar al %(on)s. Baje el monto o registre antes una ampliación."),
    "income_held": lazy("Del ingreso del programa quedan %(left)s al %(on)s. Baje el monto."),
    "sub_unspent": lazy("En este subacuerdo quedan %(left)s al %(on)s. Baje el monto o pida antes una ampliación."),
    "sub_cash": lazy("En la caja del subreceptor quedan %(left)s al %(on)s. Baje el monto o registre antes el anticipo."),
    "sub_undrawn": lazy("De este subacuerdo quedan %(left)s por anticipar al %(on)s. Baje el monto o registre antes una ampliación."),
}  # fmt: skip


def amount_is_right(amount: Decimal) -> Messages:
    """Above zero, at most two decimals, and no more digits than the books hold."""
    if not amount.is_finite() or amount <= 0:
        return {"amount": [_("Escriba un monto mayor que cero. Para corregir un movimiento, reviértalo.")]}
    if amount != amount.quantize(CENT) if amount < MOST else False:
        return {"amount": [_("Escriba el monto con dos decimales como máximo.")]}
    return {"amount": [_("Ese monto es demasiado grande. Revise los ceros.")]} if amount >= MOST else {}


def currency_is_known(currency: str) -> Messages:
    """One of the currencies of the house."""
    return {} if currency in CURRENCIES else {"currency": [_("Elija dólares, soles o euros.")]}


def day_is_right(on: date, today: date, *, starts: PartialDate | None, posting: Posting) -> Messages:
    """Neither in the future nor before the first day of the award; what opens an award is signed before it."""
    if on > today:
        return {"on": [_("Esa fecha todavía no llega. Ponga una hasta hoy.")]}
    if starts is not None and on < starts.earliest() and not posting.opens:
        text = _("La adjudicación empieza el %(starts)s. Ponga una fecha desde ese día.")
        return {"on": [text % {"starts": f"{starts.earliest():%d/%m/%Y}"}]}
    return {}


def level_is_right(posting: Posting, *, award: bool, subaward: bool) -> Messages:
    """The fact names what its kind asks for, and nothing else."""
    if posting.level == "award" and subaward:
        return {"subaward": [_("Ese movimiento es de la adjudicación. Quite el subacuerdo.")]}
    if posting.level == "award" and not award and not posting.unsplit:
        return {"award": [_("Elija de qué adjudicación es.")]}
    if posting.level == "subaward" and not subaward:
        return {"subaward": [_("Elija de qué subacuerdo es.")]}
    if posting.level in ("compact", "host") and (award or subaward):
        return {"award": [_("Ese movimiento es de toda la alianza. Quite la adjudicación.")]}
    return {}


def voucher_is_plain(reference: str) -> Messages:
    """A number of a voucher: letters, digits and simple signs."""
    return {} if _VOUCHER.fullmatch(reference) else {"reference": [_("Escriba solo el número del comprobante.")]}


def is_open(on: date, closed: Iterable[tuple[date, date]]) -> Messages:
    """No closed period holds the day."""
    for starts, ends in closed:
        if starts <= on <= ends:
            text = _("El periodo del %(starts)s al %(ends)s está cerrado. Registre el movimiento con una fecha posterior.")
            return {"on": [text % {"starts": f"{starts:%d/%m/%Y}", "ends": f"{ends:%d/%m/%Y}"}]}
    return {}


def beyond(limit: str, left: str, on: date) -> Messages:
    """One sentence that names what is left."""
    return {"amount": [str(LEFT[limit]) % {"left": left, "on": f"{on:%d/%m/%Y}"}]}


def not_to_come(on: date, today: date, *, field: str = "on") -> Messages:
    """A day that has been."""
    return {field: [_("Esa fecha todavía no llega. Ponga una hasta hoy.")]} if on > today else {}


def rate_is_right(base: str, quote: str, rate: Decimal) -> Messages:
    """Two different currencies and a rate above zero with at most eight decimals."""
    if base == quote or base not in CURRENCIES or quote not in CURRENCIES:
        return {"quote": [_("Elija dos monedas distintas.")]}
    if not rate.is_finite() or not 0 < rate < 10**6 or rate != rate.quantize(Decimal("1e-8")):
        return {"rate": [_("Escriba un tipo de cambio mayor que cero, con ocho decimales como máximo.")]}
    return {}
