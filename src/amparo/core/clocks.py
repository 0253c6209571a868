"""Due times: pure arithmetic, no database, no clock of its own.

Conventions (ours; the norms seen give the amounts, not the way of counting, so show them as such):

- HOURS run without pause from the very moment, by day and night, working or not.
- NATURAL_DAYS and WORKING_DAYS do not count the day of the event: the term ends at 23:59:59, local time, of the
  nth such day after it. "Next working day" is 1 working day.
- MONTHS end at 23:59:59 of the same day number n months later; where that month has no such day, on its last.
- A term in natural days or months that ends on a day off is not moved.
- A suspension stops the count: hours by the exact time, days by every local day it touches.

Breach of a term voids nothing: whoever uses this alerts and never locks.
"""

import calendar as months
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LIMA = ZoneInfo("America/Lima")
END_OF_DAY = time(23, 59, 59)


class Unit(StrEnum):
    """What a term is counted in."""

    HOURS = "hours"
    NATURAL_DAYS = "natural_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@lru_cache(maxsize=64)
def peru_holidays(year: int) -> dict[date, str]:
    """National holidays of a year with their Spanish names."""
    return dict(sorted(holidays.country_holidays("PE", years=year, language="es").items()))


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Monday to Friday without national holidays nor `extra` non-working days (regional, or declared by decree);
    `tz` says where a day begins."""

    extra: frozenset[date] = field(default_factory=frozenset)
    tz: tzinfo = LIMA

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`."""
        return day.weekday() < 5 and day not in self.extra and day not in peru_holidays(day.year)

    def working_days_between(self, after: date, until: date) -> int:
        """Working days later than `after`, up to and including `until`; negative when `until` is earlier."""
        if until < after:
            return -self.working_days_between(until, after)
        span = (until - after).days
        return sum(self.is_working(after + timedelta(days=step)) for step in range(1, span + 1))


NATIONAL = WorkCalendar()


@dataclass(frozen=True, slots=True)
class Suspension:
    """The count stands still from `start` to `end`; `end` None: it still does."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        _require_aware(self.start)
        if self.end is not None:
            _require_aware(self.end)
            if self.end < self.start:
                raise ValueError("a suspension ends before it starts")


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of a term: `time` is negative when overdue; `amount` counts whole units, down to zero."""

    overdue: bool
    time: timedelta
    amount: int


def due(start: datetime, amount: int, unit: Unit, *, calendar: WorkCalendar = NATIONAL) -> datetime:
    """The last moment of a term of `amount` units that began at `start` (aware), in the calendar's time zone.

    Raises ValueError for a naive `start` or a negative amount.
    """
    _check(start, amount)
    if unit is Unit.HOURS:
        return (start + timedelta(hours=amount)).astimezone(calendar.tz)
    return _closing(_last_day(start, amount, unit, calendar, frozenset()), calendar.tz)


def due_suspended(
    start: datetime, amount: int, unit: Unit, *, suspensions: Sequence[Suspension], calendar: WorkCalendar = NATIONAL
) -> datetime | None:
    """As `due`, with the suspensions left out of the count. None while one is open: no end is known."""
    _check(start, amount)
    ended = _merged(suspensions)
    if ended is None:
        return None
    if unit is Unit.HOURS:
        return _hours_with_pauses(start, timedelta(hours=amount), ended).astimezone(calendar.tz)
    paused = frozenset(
        day
        for begin, end in ended
        if end > start
        for day in _days(max(begin, start).astimezone(calendar.tz).date(), end.astimezone(calendar.tz).date())
    )
    return _closing(_last_day(start, amount, unit, calendar, paused), calendar.tz)


def remaining(due_at: datetime, now: datetime, unit: Unit, *, calendar: WorkCalendar = NATIONAL) -> Remaining:
    """How much of a term is left at `now`, in its own unit (months are told in natural days)."""
    _require_aware(now)
    left = due_at - now
    today, last = (moment.astimezone(calendar.tz).date() for moment in (now, due_at))
    if unit is Unit.HOURS:
        amount = int(left.total_seconds() // 3600)
    elif unit is Unit.WORKING_DAYS:
        amount = calendar.working_days_between(today, last)
    else:
        amount = (last - today).days
    return Remaining(overdue=left < timedelta(), time=left, amount=max(amount, 0))


def _check(start: datetime, amount: int) -> None:
    _require_aware(start)
    if amount < 0:
        raise ValueError("a term cannot be negative")


def _require_aware(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("a due time needs an aware datetime")


def _closing(day: date, tz: tzinfo) -> datetime:
    return datetime.combine(day, END_OF_DAY, tz)


def _last_day(start: datetime, amount: int, unit: Unit, calendar: WorkCalendar, paused: frozenset[date]) -> date:
    first = start.astimezone(calendar.tz).date()
    if unit is Unit.MONTHS:
        end = _add_months(first, amount)
        return _count(end, sum(first < day <= end for day in paused), None, paused)
    return _count(first, amount, calendar if unit is Unit.WORKING_DAYS else None, paused)


def _count(day: date, amount: int, calendar: WorkCalendar | None, paused: frozenset[date]) -> date:
    """The `amount`th day after `day` that is not paused and, with a calendar, is worked."""
    while amount > 0:
        day += timedelta(days=1)
        if day not in paused and (calendar is None or calendar.is_working(day)):
            amount -= 1
    return day


def _add_months(day: date, amount: int) -> date:
    index = day.year * 12 + day.month - 1 + amount
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def _merged(suspensions: Iterable[Suspension]) -> list[tuple[datetime, datetime]] | None:
    """Overlapping suspensions joined, in order; None when one has no end."""
    joined: list[tuple[datetime, datetime]] = []
    for one in sorted(suspensions, key=lambda suspension: suspension.start):
        if one.end is None:
            return None
        if joined and one.start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], one.end))
        else:
            joined.append((one.start, one.end))
    return joined


def _hours_with_pauses(start: datetime, length: timedelta, pauses: list[tuple[datetime, datetime]]) -> datetime:
    end = start + length
    for begin, finish in pauses:
        if finish <= start or begin >= end:
            continue
        end += finish - max(begin, start)
    return end


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))
