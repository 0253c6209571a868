"""A line of a sample book: its cells, and what the import must make of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

AWARD, SUBAWARD = "DEMO-SOCIO-2025", "DEMO-SUB-2025"
FIRST = date(2025, 1, 6)
Cell = str | int | float | date


class Fault(StrEnum):
    """What is wrong with a line; the value is the reason, the class or the kind of furniture the import gives it."""

    NONE = ""
    SUM = "total"  # no movement: a sum of those above
    REPEATED = "duplicate"  # the same voucher again
    VOUCHER_USED = "voucher_used"  # the same voucher with another amount
    NEGATIVE = "amount_negative"
    NO_AMOUNT = "amount_missing"
    NO_DATE = "day_missing"
    IMPOSSIBLE_DATE = "day_unreadable"
    MONTH_ONLY = "day_incomplete"
    UNKNOWN_AWARD = "award_unknown"
    UNKNOWN_KIND = "kind_unknown"
    NO_CURRENCY = "currency_missing"
    BEYOND = "beyond_limit"
    NOT_YOURS = "not_yours"
    UNKNOWN_CATEGORY = "category_unknown"
    NEGATIVE_LINE = "line_negative"
    WAITS = "others_wait"  # a good line of a budget with bad ones
    PERSON = "words_about"  # an identity number in the words: nobody's


@dataclass(frozen=True, slots=True)
class BookLine:
    """A line as written; `fault` is what is wrong with it."""

    cells: tuple[Cell, ...]
    fault: Fault = Fault.NONE


def day_of(number: int) -> date:
    """The day of the line with this number: in order, about two lines a day."""
    return FIRST + timedelta(days=30 + number // 2)
