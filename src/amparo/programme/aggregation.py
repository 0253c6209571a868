"""How values of an indicator are added up over regions, awards and periods. Pure.

count   sums
unique  people: nobody knows how many stand in two lists, so only bounds: at least the largest part, at most the sum
ratio   the sum of the numerators over the sum of the denominators, never a mean of ratios
level   a state: the last one of each series; several series are a range, not a sum
An unknown part makes the whole "at least". Joining is associative and commutative: how it is grouped changes nothing.
Source: GAO-23-105390 (targets and data for each indicator); the laws are tested with hypothesis.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

KINDS = ("count", "unique", "ratio", "level")
YEARLY, HALF_YEARLY, QUARTERLY = "yearly", "half_yearly", "quarterly"
_MONTHS = {QUARTERLY: 3, HALF_YEARLY: 6, YEARLY: 12}
_A_YEAR = 366
NOTHING = Decimal(0)


class Series(NamedTuple):
    """Whose value it is: of a region (INEI, two digits), of an award, of a sub-award. Empty means all of them."""

    region: str = ""
    award: str = ""
    subaward: str = ""

    def broader(self) -> "Iterable[Series]":
        """The series that hold this one."""
        for region in {self.region, ""}:
            for award, subaward in {(self.award, self.subaward), (self.award, ""), ("", "")}:
                if (found := Series(region, award, subaward)) != self:
                    yield found


@dataclass(frozen=True, slots=True)
class Value:
    """A value of one series over a period, both days in. `value` empty: nobody knows it."""

    starts: date
    ends: date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    series: Series = Series()

    def overlaps(self, starts: date, ends: date) -> bool:
        """Whether any day of the period is in it."""
        return self.starts <= ends and starts <= self.ends


Last = tuple[date, date, Decimal | None]  # ends, starts, value


@dataclass(frozen=True, slots=True)
class Total:
    """Values of one indicator joined. `unknown` counts the parts nobody knows."""

    kind: str
    parts: int = 0
    unknown: int = 0
    largest: Decimal = NOTHING
    summed: Decimal = NOTHING
    numerator: Decimal = NOTHING
    denominator: Decimal = NOTHING
    bare: tuple[Decimal, ...] = ()  # ratios known without what they were made of
    lasts: Mapping[Series, Last] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a total says: one value, or from `low` to `high` (None: nobody knows how much). `complete`: no part is unknown."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    complete: bool = True
    parts: int = 0

    @property
    def known(self) -> bool:
        """Whether anything can be said."""
        return self.value is not None or self.low is not None


def one(kind: str, value: Value) -> Total:
    """A total of one value."""
    if kind == "level":
        return Total(kind, 1, int(value.value is None), lasts={value.series: (value.ends, value.starts, value.value)})
    if kind == "ratio" and value.denominator:
        return Total(kind, 1, numerator=value.numerator or NOTHING, denominator=value.denominator)
    if value.value is None:
        return Total(kind, 1, 1)
    if kind == "ratio":
        return Total(kind, 1, bare=(value.value,))
    return Total(kind, 1, largest=value.value, summed=value.value)


def joined(one: Total, two: Total) -> Total:
    """Both together. Raises `ValueError` for totals of different kinds: those do not add up."""
    if one.kind != two.kind:
        raise ValueError(f"{one.kind} and {two.kind} do not add up")
    lasts = dict(one.lasts)
    for series, last in two.lasts.items():
        lasts[series] = max(lasts.get(series, last), last, key=_newest)
    unknown = sum(last[2] is None for last in lasts.values()) if one.kind == "level" else one.unknown + two.unknown
    return Total(
        one.kind, one.parts + two.parts, unknown, max(one.largest, two.largest), one.summed + two.summed,
        one.numerator + two.numerator, one.denominator + two.denominator, tuple(sorted(one.bare + two.bare)), lasts,
    )  # fmt: skip


def total(kind: str, values: Iterable[Value]) -> Total:
    """All values joined, as they stand (see `disjoint`)."""
    return reduce(joined, (one(kind, value) for value in values), Total(kind))


def reading(found: Total, *, percent: bool = True) -> Reading:
    """What the total says; nothing where there is no part. `percent`: a ratio times 100."""
    if not found.parts:
        return Reading(complete=False)
    read = {"ratio": _ratio, "level": _level, "unique": _unique, "count": _count}[found.kind]
    return read(found, percent)


def _count(found: Total, _percent: bool) -> Reading:
    if found.unknown == found.parts:
        return Reading(complete=False, parts=found.parts)
    complete = not found.unknown
    return Reading(
        found.summed if complete else None, found.summed, found.summed if complete else None, complete=complete, parts=found.parts
    )


def _unique(found: Total, _percent: bool) -> Reading:
    if found.unknown == found.parts:
        return Reading(complete=False, parts=found.parts)
    exact = found.largest if found.largest == found.summed and not found.unknown else None
    return Reading(exact, found.largest, None if found.unknown else found.summed, complete=not found.unknown, parts=found.parts)


def _ratio(found: Total, percent: bool) -> Reading:
    scale = Decimal(100 if percent else 1)
    if found.denominator:
        value = scale * found.numerator / found.denominator
        complete = not found.unknown and not found.bare
        return Reading(value, value, value, found.numerator, found.denominator, complete, found.parts)
    if len(found.bare) == 1:
        return Reading(found.bare[0], found.bare[0], found.bare[0], complete=not found.unknown, parts=found.parts)
    low, high = (found.bare[0], found.bare[-1]) if found.bare else (None, None)
    return Reading(None, low, high, complete=False, parts=found.parts)


def _level(found: Total, _percent: bool) -> Reading:
    values = [last[2] for last in found.lasts.values() if last[2] is not None]
    if not values:
        return Reading(complete=False, parts=found.parts)
    only = values[0] if len(found.lasts) == 1 else None
    return Reading(only, min(values), max(values), complete=not found.unknown, parts=found.parts)


def _newest(last: Last) -> tuple[date, date, bool, Decimal]:
    return (last[0], last[1], last[2] is not None, last[2] or NOTHING)


def disjoint(values: Iterable[Value]) -> list[Value]:
    """The values without those that a broader one of the same days holds already: who gave the whole gave the exact number."""
    every = list(values)
    spans: dict[Series, list[Value]] = {}
    for value in every:
        spans.setdefault(value.series, []).append(value)
    return [value for value in every if not _held(value, spans)]


def _held(value: Value, spans: Mapping[Series, Sequence[Value]]) -> bool:
    return any(other.overlaps(value.starts, value.ends) for broader in value.series.broader() for other in spans.get(broader, ()))


def crossed(values: Sequence[Value]) -> bool:
    """Whether a whole region and a whole award stand side by side: what both hold may be counted twice."""
    series = {value.series for value in values}
    return any(not one.award for one in series if one.region) and any(one.award and not one.region for one in series)


def year_of(value: Value, kind: str) -> int | None:
    """The year a value belongs to: that of its last day. More than a year of a flow belongs to none."""
    if kind != "level" and (value.ends - value.starts).days >= _A_YEAR:
        return None
    return value.ends.year


@dataclass(frozen=True, slots=True)
class Missing:
    """What a year's value lacks: regions without a value of some period, and periods that no region gave."""

    regions: tuple[str, ...] = ()
    periods: tuple[date, ...] = ()  # last days

    def __bool__(self) -> bool:
        return bool(self.regions or self.periods)


def periods(frequency: str, year: int, on: date) -> list[tuple[date, date]]:
    """The periods of a year that were over on a day, first and last day of each."""
    months = _MONTHS.get(frequency, 12)
    starts = [date(year, month, 1) for month in range(1, 13, months)]
    ends = [date.fromordinal(day.toordinal() - 1) for day in [*starts[1:], date(year + 1, 1, 1)]]
    return [(first, last) for first, last in zip(starts, ends, strict=True) if last <= on]


def missing(values: Sequence[Value], wanted: Sequence[tuple[date, date]], regions: Iterable[str]) -> Missing:
    """What is missing of the periods wanted, given the known values of the year and the regions the compact works in."""
    known = [value for value in values if value.value is not None or value.denominator]
    if not known:
        return Missing()
    empty = tuple(last for first, last in wanted if not any(value.overlaps(first, last) for value in known))
    due = [span for span in wanted if span[1] not in empty]
    whole = [value for value in known if not value.series.region]
    by_region: dict[str, list[Value]] = {}
    for value in known:
        by_region.setdefault(value.series.region, []).append(value)
    lacking = [
        region for region in sorted(set(regions))
        if any(not any(value.overlaps(*span) for value in (*whole, *by_region.get(region, ()))) for span in due)
    ] if by_region.keys() - {""} else []  # fmt: skip
    return Missing(tuple(lacking), empty)
