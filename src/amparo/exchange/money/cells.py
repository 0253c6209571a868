"""An amount and a day as books of money write them. Each gives the value and the codes of what is wrong; nothing is guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amparo.core.money import CENT
from amparo.exchange.cells import read_date
from amparo.exchange.folding import fold
from amparo.exchange.words import says_unknown

SIGNS = {
    "USD": re.compile(r"(?i)us ?\$|u\.?s\.?d\.?|\bd[oó]lares(?: americanos)?\b|\bd[oó]lar\b|\bdollars?\b"),
    "PEN": re.compile(r"(?i)s/\.?|\bpen\b|\bsoles\b|\bsol\b"),
    "EUR": re.compile(r"(?i)€|\beur\b|\beuros?\b"),
}
BARE = {"$": "USD", "US": "USD", "S": "PEN"}  # said alone, in a column of currencies
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")
_FIGURES = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(?:\d{4}|\d{2})")
_MINUS = re.compile(r"^[-−–]|[-−–]$|^\(.*\)$")
NEAR = Decimal("0.000001")  # what a sum of binary fractions may be off by


@dataclass(frozen=True, slots=True)
class Style:
    """How a file writes: its decimal sign ("" where it does not tell or tells both) and the order of day and month (dmy, mdy or "").

    hint  the currency the heading of the amounts names, "" where it names none
    """

    decimal: str = ""
    order: str = ""
    hint: str = ""
    assumed: bool = False  # the order is that of the language of the headings: no date tells


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount above zero, the currency beside it if one is written there, and codes (`messages`) of stops and doubts."""

    value: Decimal | None = None
    currency: str = ""
    stop: str = ""
    doubt: str = ""


def style_of(amounts: Iterable[str], days: Iterable[str], *, english: bool, heading: str = "") -> Style:
    """How a file writes, from all its amounts and dates. `english`: the language of its headings."""
    decimals = {sign for text in amounts for sign in _tells(_bare(text)[0])}
    orders = {order for text in days for order in _order(text)}
    order = orders.pop() if len(orders) == 1 else "" if orders else "mdy" if english else "dmy"
    told = bool(orders) or any(_order(text) for text in days)
    return Style(decimals.pop() if len(decimals) == 1 else "", order, currency_in(heading), assumed=not told)


def currency_in(text: str) -> str:
    """The one currency a text names, "" where it names none or several."""
    found = [code for code, pattern in SIGNS.items() if pattern.search(text)]
    if not found and "$" in text:
        return "USD"
    return found[0] if len(found) == 1 else ""


def read_currency(text: str) -> tuple[str, str]:
    """A cell of the column of currencies: its ISO code, or the code of what is wrong."""
    if not text.strip() or says_unknown(text):
        return "", ""
    found = currency_in(text) or BARE.get(text.strip().strip(".").upper(), "")
    return (found, "") if found else ("", "currency_unknown")


def read_amount(text: str, style: Style) -> Amount:
    """An amount with Peruvian or US separators. One that may be read in two ways is left to a person."""
    if not text.strip() or says_unknown(text.replace("0", "1")):
        return Amount(stop="amount_missing")
    figures, currency, minus = _bare(text)
    if minus:
        return Amount(currency=currency, stop="amount_negative")
    if not re.fullmatch(r"\d[\d.,]*", figures):
        return Amount(currency=currency, stop="amount_unreadable")
    plain, stop = _plain(figures, style.decimal)
    if stop:
        return Amount(currency=currency, stop=stop)
    return _in_cents(Decimal(plain), currency)


def _in_cents(value: Decimal, currency: str) -> Amount:
    cents = value.quantize(CENT) if value < 10**15 else value
    if cents == 0 and value < CENT:
        return Amount(currency=currency, stop="amount_zero")
    if value == cents:
        return Amount(cents, currency)
    return (
        Amount(cents, currency, doubt="amount_rounded")
        if abs(value - cents) < NEAR
        else Amount(None, currency, "amount_decimals")
    )


def _bare(text: str) -> tuple[str, str, bool]:
    """The figures of an amount without its currency and blanks, that currency, and whether it is below zero."""
    currency, rest = currency_in(text), text
    for pattern in SIGNS.values():
        rest = pattern.sub("", rest)
    rest = _BLANKS.sub("", rest.replace("$", ""))
    minus = bool(_MINUS.search(rest) or _MINUS.search(_BLANKS.sub("", text)))
    return rest.strip("-−–()"), currency, minus


def _tells(figures: str) -> tuple[str, ...]:
    """The decimal sign an amount gives away, if it does."""
    points, commas = figures.count("."), figures.count(",")
    if points and commas:
        return (max(".,", key=figures.rfind),)
    if points + commas > 1:
        return ("," if points else ".",) if _GROUPED.fullmatch(figures) else ()
    tail = len(figures) - 1 - max(figures.rfind("."), figures.rfind(","))
    return ("." if points else ",",) if points + commas == 1 and tail in (1, 2) else ()


def _plain(figures: str, decimal: str) -> tuple[str, str]:
    """The figures as Python reads them, or the code of why not."""
    signs = [sign for sign in ".," if sign in figures]
    if not signs:
        return figures, ""
    if len(signs) == 2 or figures.count(signs[0]) > 1:
        return _by_signs(figures, signs)
    (sign,) = signs
    head, tail = figures.split(sign)
    if len(tail) == 3 and 1 <= len(head) <= 3 and not head.startswith("0"):  # 1.234: a thousand, or one and a bit
        if not decimal:
            return "", "amount_ambiguous"
        return (f"{head}.{tail}", "") if decimal == sign else (head + tail, "")
    return (f"{head}.{tail or 0}", "")


def _by_signs(figures: str, signs: list[str]) -> tuple[str, str]:
    if len(signs) == 1:
        return (figures.replace(signs[0], ""), "") if _GROUPED.fullmatch(figures) else ("", "amount_unreadable")
    last = max(signs, key=figures.rfind)
    head, _sign, tail = figures.rpartition(last)
    if last in head or not (_GROUPED.fullmatch(head) and tail):
        return "", "amount_unreadable"
    return f"{re.sub('[.,]', '', head)}.{tail}", ""


def _order(text: str) -> tuple[str, ...]:
    found = _FIGURES.fullmatch(text.strip())
    if not found:
        return ()
    first, second = int(found[1]), int(found[2])
    return ("dmy",) if first > 12 >= second else ("mdy",) if second > 12 >= first else ()


def read_day(text: str, style: Style, today: date) -> tuple[date | None, str, str]:
    """A whole day: the date, the code of what stops it, the code of a doubt."""
    if not text.strip() or says_unknown(text):
        return None, "day_missing", ""
    figures = _FIGURES.fullmatch(text.strip())
    both = bool(figures) and not _order(text) and int(figures[1]) != int(figures[2]) if figures else False
    if both and not style.order:
        return None, "day_ambiguous", ""
    found, codes = read_date(text.strip(), style.order or "dmy", today, "day")
    if found is None:
        return None, "day_unreadable", ""
    if found.day is None or found.approximate:
        return None, "day_incomplete", ""
    doubt = "order_assumed" if both and style.assumed else codes[0] if codes == ("day_serial",) else ""
    return found.earliest(), "", doubt


def is_english(headings: Iterable[str]) -> bool:
    """Whether headings are more English than Spanish."""
    words = {word for heading in headings for word in fold(heading).split()}
    english = {
        "date",
        "amount",
        "award",
        "currency",
        "kind",
        "type",
        "voucher",
        "description",
        "category",
        "objective",
        "transaction",
        "number",
    }
    spanish = {
        "fecha",
        "monto",
        "importe",
        "adjudicacion",
        "moneda",
        "movimiento",
        "tipo",
        "comprobante",
        "concepto",
        "categoria",
        "objetivo",
    }
    return len(words & english) > len(words & spanish)
