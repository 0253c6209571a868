"""How the product says how many: "1 054", "9.8", "S/ 50 000", "US$ 9.8 M".

Peru writes a point for decimals and a space for thousands (Sistema Legal de Unidades de Medida); the space is narrow and
does not break. English readers get the comma. Soles and dollars are never added together here: one amount, one currency.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, gettext

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
_SIGNS = {"PEN": "S/", "USD": "US$", "EUR": "€"}


def whole(number: int) -> str:
    """ "1 054" in Spanish, "1,054" in English."""
    return f"{number:,}".replace(",", _separator())


def decimal(number: Decimal | float | str, places: int = 1) -> str:
    """Rounded half up to `places`, thousands grouped: "9.8", "1 054.30"."""
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact:,}".replace(",", _separator())


def money(amount: Decimal | int | str, currency: str, *, millions: bool = False) -> str:
    """ "S/ 50 000", or "US$ 9.8 M" with `millions`. `currency` is an ISO 4217 code; unknown ones are shown as they are."""
    exact = Decimal(str(amount))
    sign = f"{MINUS if exact < 0 else ''}{_SIGNS.get(currency, currency)}"
    exact = abs(exact)
    if millions:
        return f"{sign}{NO_BREAK_SPACE}{decimal(exact / 1_000_000)}{NO_BREAK_SPACE}M"
    text = whole(int(exact)) if exact == exact.to_integral_value() else decimal(exact, 2)
    return f"{sign}{NO_BREAK_SPACE}{text}"


def out_of_hundred(part: int, total: int) -> str:
    """ "48 de cada 100"; nothing is said about an empty total ("sin datos")."""
    if total <= 0:
        return gettext("sin datos")
    share = (Decimal(part) * 100 / Decimal(total)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return gettext("%(n)s de cada 100") % {"n": share}


def _separator() -> str:
    return "," if (get_language() or "es").startswith("en") else NARROW_SPACE
