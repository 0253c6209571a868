"""Due times: what is counted, what is not, and when a term ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.clocks import (
    LIMA,
    NATIONAL,
    Suspension,
    Unit,
    WorkCalendar,
    due,
    due_suspended,
    peru_holidays,
    remaining,
)

moments = st.datetimes(
    min_value=datetime(2000, 1, 1),
    max_value=datetime(2050, 1, 1),
    timezones=st.sampled_from([UTC, LIMA]),
)
amounts = st.integers(0, 60)
units = st.sampled_from(list(Unit))
pauses = st.lists(st.tuples(moments, st.timedeltas(timedelta(), timedelta(days=40))), max_size=3).map(
    lambda pairs: [Suspension(start, start + length) for start, length in pairs]
)


def lima(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LIMA)  # type: ignore[misc,arg-type]


@given(moments, amounts, amounts, units)
def test_more_time_never_ends_sooner(start: datetime, one: int, other: int, unit: Unit) -> None:
    less, more = sorted((one, other))
    assert due(start, less, unit) <= due(start, more, unit)


@given(moments, st.timedeltas(timedelta(), timedelta(days=90)), amounts, units)
def test_a_later_start_never_ends_sooner(start: datetime, delay: timedelta, amount: int, unit: Unit) -> None:
    assert due(start, amount, unit) <= due(start + delay, amount, unit)


@given(moments, st.integers(1, 40), st.frozensets(st.dates(date(2000, 1, 1), date(2050, 12, 31)), max_size=5))
def test_a_working_term_ends_on_a_working_day_and_counts_exactly(start: datetime, amount: int, extra: frozenset[date]) -> None:
    calendar = WorkCalendar(extra)
    end = due(start, amount, Unit.WORKING_DAYS, calendar=calendar)
    first = start.astimezone(LIMA).date()
    assert calendar.is_working(end.date())
    assert calendar.working_days_between(first, end.date()) == amount


@given(moments, amounts, units, pauses)
def test_a_suspension_never_shortens_a_term(start: datetime, amount: int, unit: Unit, suspensions: list[Suspension]) -> None:
    end = due_suspended(start, amount, unit, suspensions=suspensions)
    assert end is not None
    assert end >= due(start, amount, unit)
    assert due_suspended(start, amount, unit, suspensions=()) == due(start, amount, unit)


def test_copies_reach_the_court_on_the_next_working_day() -> None:
    """DL 1297 art. 52 counts from the resolution: a Friday's ends on Monday."""
    assert due(lima(2026, 11, 20, 16), 1, Unit.WORKING_DAYS) == lima(2026, 11, 23, 23, 59, 59)
    assert due(lima(2026, 11, 21, 9), 1, Unit.WORKING_DAYS) == lima(2026, 11, 23, 23, 59, 59)


def test_holidays_are_not_worked() -> None:
    assert date(2026, 7, 28) in peru_holidays(2026)
    assert due(lima(2026, 7, 27, 8), 1, Unit.WORKING_DAYS).date() == date(2026, 7, 30)
    declared = WorkCalendar(frozenset({date(2026, 7, 30)}))
    assert due(lima(2026, 7, 27, 8), 1, Unit.WORKING_DAYS, calendar=declared).date() == date(2026, 7, 31)


def test_the_day_is_that_of_lima() -> None:
    """Two in the morning of the 24th in London is still the 23rd in Lima."""
    assert due(datetime(2026, 11, 24, 2, tzinfo=UTC), 1, Unit.NATURAL_DAYS) == lima(2026, 11, 24, 23, 59, 59)


def test_hours_do_not_sleep() -> None:
    assert due(lima(2026, 12, 24, 20), 24, Unit.HOURS) == lima(2026, 12, 25, 20)


def test_months_end_on_the_same_day_or_the_last() -> None:
    assert due(lima(2026, 1, 31, 10), 1, Unit.MONTHS) == lima(2026, 2, 28, 23, 59, 59)
    assert due(lima(2026, 11, 23, 10), 12, Unit.MONTHS) == lima(2027, 11, 23, 23, 59, 59)


def test_suspensions() -> None:
    start = lima(2026, 11, 2, 8)
    pause = Suspension(lima(2026, 11, 3, 8), lima(2026, 11, 4, 8))
    overlapping = Suspension(lima(2026, 11, 3, 20), lima(2026, 11, 4, 8))
    assert due_suspended(start, 48, Unit.HOURS, suspensions=[pause, overlapping]) == lima(2026, 11, 5, 8)
    assert due_suspended(start, 3, Unit.NATURAL_DAYS, suspensions=[pause]) == lima(2026, 11, 7, 23, 59, 59)
    assert due_suspended(start, 2, Unit.WORKING_DAYS, suspensions=[pause]) == lima(2026, 11, 6, 23, 59, 59)
    assert due_suspended(start, 1, Unit.MONTHS, suspensions=[pause]) == lima(2026, 12, 4, 23, 59, 59)
    earlier = Suspension(lima(2026, 10, 1), lima(2026, 10, 5))
    assert due_suspended(start, 48, Unit.HOURS, suspensions=[earlier]) == lima(2026, 11, 4, 8)
    assert due_suspended(start, 48, Unit.HOURS, suspensions=[Suspension(lima(2026, 11, 3))]) is None


def test_what_is_left() -> None:
    end = lima(2026, 11, 27, 23, 59, 59)
    left = remaining(end, lima(2026, 11, 23, 10), Unit.WORKING_DAYS)
    assert (left.overdue, left.amount) == (False, 4)
    assert remaining(lima(2026, 11, 23, 12), lima(2026, 11, 23, 9, 30), Unit.HOURS).amount == 2
    late = remaining(end, lima(2026, 11, 28, 0, 0), Unit.NATURAL_DAYS)
    assert (late.overdue, late.amount) == (True, 0)


def test_refuses_what_has_no_meaning() -> None:
    with pytest.raises(ValueError, match="aware"):
        due(datetime(2026, 1, 1), 1, Unit.HOURS)
    with pytest.raises(ValueError, match="negative"):
        due(lima(2026, 1, 1), -1, Unit.HOURS)
    with pytest.raises(ValueError, match="before"):
        Suspension(lima(2026, 1, 2), lima(2026, 1, 1))
    assert NATIONAL.working_days_between(date(2026, 11, 27), date(2026, 11, 23)) == -4
