"""Indicators as pages and packs show them: baseline, target and value of every year, the light, what is missing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from amparo.access.actors import Actor
from amparo.core.errors import NotFound
from amparo.programme import aggregation, rules
from amparo.programme.aggregation import Missing, Reading, Series, Value
from amparo.programme.light import Judged, Light, judge, share_passed
from amparo.programme.models import Compact, Indicator, IndicatorLink, QualityNote, Result, Target, Territory
from amparo.programme.queries.known import by as known_by
from amparo.programme.queries.terms import Term, term

READS_ALL = frozenset({"compact_manager", "evaluator", "system"})  # what is validated; others what is published
Kept = TypeVar("Kept", Result, Target, QualityNote, IndicatorLink)
_HEAVY = ("scope", "hidden", "exempt")


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of an indicator. `target` None: none was agreed. `share`: how much of the year is over (1: all of it)."""

    year: int
    target: Decimal | None
    actual: Reading
    light: Light
    share: Decimal
    missing: Missing = Missing()
    crossed: bool = False  # a region and an award overlap: something may be counted twice
    results: tuple[Result, ...] = ()

    @property
    def unfinished(self) -> bool:
        """Whether the year still runs."""
        return 0 < self.share < 1

    @property
    def variance(self) -> Decimal | None:
        """Value less target; None where one of them is not known exactly."""
        return None if self.actual.value is None or self.target is None else self.actual.value - self.target


@dataclass(frozen=True, slots=True)
class Progress:
    """An indicator as of a day. `lines`: the years of the term and those with a target or a value, in order."""

    indicator: Indicator
    lines: tuple[YearLine, ...]
    quality_notes: tuple[QualityNote, ...]
    links: tuple[IndicatorLink, ...]
    region_targets: Mapping[str, Mapping[int, Decimal | None]]
    regions: tuple[str, ...]  # where the compact works in the current year

    @property
    def baseline(self) -> Decimal | None:
        """Where it started; None: nobody knows."""
        start: Decimal | None = self.indicator.baseline
        return start

    @property
    def targets(self) -> dict[int, Decimal | None]:
        """Target by year; None where none was agreed."""
        return {line.year: line.target for line in self.lines}

    @property
    def actuals(self) -> dict[int, Reading]:
        """Value by year."""
        return {line.year: line.actual for line in self.lines}

    @property
    def current(self) -> YearLine | None:
        """The last year that began and has a value; where none has, the last one that began."""
        begun = [line for line in self.lines if line.share > 0]
        known = [line for line in begun if line.actual.known]
        return (known or begun or [None])[-1]  # type: ignore[list-item]

    @property
    def light(self) -> Light:
        """The light of the current year."""
        return self.current.light if self.current else judge(_nothing(self.indicator))

    @property
    def missing_regions(self) -> tuple[str, ...]:
        """Regions (INEI) that lack data in the current year."""
        return self.current.missing.regions if self.current else ()


@dataclass(frozen=True, slots=True)
class Days:
    """When: the term of the compact, the day asked for, and where it worked."""

    term: Term
    on: date
    territory: Sequence[Territory]

    def years(self, more: Iterable[int]) -> list[int]:
        """The years of the term as far as it is known, and the others given."""
        starts, ends = self.term.begins, self.term.ends
        whole = range(starts.year, ends.year + 1) if starts and ends else ()
        return sorted({*whole, *more})

    def share(self, year: int) -> Decimal:
        """How much of a year is over."""
        length = date(year, 12, 31).timetuple().tm_yday
        return share_passed(year, day_of_year=self.on.timetuple().tm_yday, current=self.on.year, length=length)

    def regions(self, year: int) -> set[str]:
        """The regions of the compact in a year."""
        return {
            region
            for row in self.territory
            if (row.since is None or row.since.earliest().year <= year) and (row.until is None or row.until.latest().year >= year)
            for region in row.regions
        }


def progress(actor: Actor, compact: Compact, on: date, *, codes: Collection[str] = ()) -> list[Progress]:
    """All active indicators of a compact (or those with these codes) as of the end of a day; seven queries, however many values.

    The same day gives the same figures: a value counts from its `known_on` until the one that corrects it does; definitions,
    baselines and targets as they were known by then (`queries.known`).
    """
    then = known_by(compact, on)
    indicators = Indicator.every.visible_to(actor).filter(compact=compact, active=True).defer(*_HEAVY).select_related("source")
    if codes:
        indicators = indicators.filter(code__in=codes)
    rows = sorted(then.read(indicators), key=lambda row: order(row.code))
    known = _by_indicator(in_force(_results(actor, compact, rows), on, public=actor.role not in READS_ALL))
    targets = _by_indicator(then.read(Target.every.visible_to(actor).filter(indicator__in=rows).defer(*_HEAVY)))
    notes = _by_indicator(QualityNote.objects.visible_to(actor).filter(indicator__in=rows).defer(*_HEAVY))
    links = _by_indicator(IndicatorLink.objects.visible_to(actor).filter(indicator__in=rows).defer(*_HEAVY))
    days = Days(term(actor, compact, on), on, then.read(Territory.every.visible_to(actor).filter(compact=compact)))
    return [
        _progress(row, known[row.pk], _targets(targets[row.pk]), notes=notes[row.pk], links=links[row.pk], days=days)
        for row in rows
    ]


def _progress(
    row: Indicator, known: Sequence[Result], targets: Mapping[str, Mapping[int, Decimal | None]],
    *, notes: Sequence[QualityNote], links: Sequence[IndicatorLink], days: Days,
) -> Progress:  # fmt: skip
    return Progress(
        row,
        tuple(lines(row, known, targets.get("", {}), days=days)),
        tuple(sorted(notes, key=lambda note: note.created_at)),
        tuple(sorted(links, key=lambda link: (link.framework, link.reference))),
        {region: by_year for region, by_year in targets.items() if region},
        tuple(sorted(days.regions(days.on.year))),
    )


def one(actor: Actor, compact: Compact, code: str, *, on: date) -> Progress:
    """One indicator. Raises `NotFound`."""
    found = progress(actor, compact, on, codes=(code,))
    if not found:
        raise NotFound(rules.gone())
    return found[0]


def order(code: str) -> tuple[int, str]:
    """P, A, V, G as the library has them, then the others."""
    return ("PAVG".find(code[0]) if code[0] in "PAVG" else 9, code)


def lines(row: Indicator, results: Sequence[Result], targets: Mapping[int, Decimal | None], *, days: Days) -> list[YearLine]:
    """The years of an indicator: what its values come to, beside the target."""
    by_year: dict[int, list[tuple[Result, Value]]] = defaultdict(list)
    for result in results:
        value = value_of(result)
        if (year := aggregation.year_of(value, row.kind)) is not None:
            by_year[year].append((result, value))
    ever = {region for result in results for region in result.regions}
    return [
        _line(row, year, by_year.get(year, []), target=targets.get(year), days=days, ever=ever)
        for year in days.years({*by_year, *targets})
    ]


def _line(
    row: Indicator, year: int, results: Sequence[tuple[Result, Value]], *, target: Decimal | None, days: Days, ever: set[str]
) -> YearLine:
    values = aggregation.disjoint(value for _result, value in results)
    actual = aggregation.reading(aggregation.total(row.kind, values), percent=row.measured_in == "percent")
    wanted = aggregation.periods(row.frequency, year, days.on) if row.kind != "level" else []
    lacks = aggregation.missing(values, wanted, days.regions(year) or ever)
    share = days.share(year)
    read = Judged(row.kind, row.direction, row.baseline, target, actual if not lacks else at_least(actual, row.kind), share)
    return YearLine(
        year, target, read.actual, judge(read), share, lacks, aggregation.crossed(values),
        tuple(sorted((result for result, _value in results), key=lambda one: (one.ends, one.regions))),
    )  # fmt: skip


def at_least(read: Reading, kind: str) -> Reading:
    """A sum from which something is missing is "at least"; a ratio or a state stays what the known parts say."""
    if kind not in ("count", "unique") or not read.known:
        return Reading(read.value, read.low, read.high, read.numerator, read.denominator, False, read.parts)
    return Reading(None, read.low, None, complete=False, parts=read.parts)


def in_force(results: Iterable[Result], on: date, *, public: bool = False) -> list[Result]:
    """The values that count on a day: known by then, and not superseded by one that was. `public`: only what was published."""
    every = {row.pk: row for row in results}
    known = [row for row in every.values() if row.known_on and row.known_on <= on and (not public or row.reach == "compact")]
    superseded: set[UUID] = set()
    for row in known:
        before = row.supersedes_id
        while before is not None and before not in superseded:
            superseded.add(before)
            before = every[before].supersedes_id if before in every else None
    return [row for row in known if row.pk not in superseded]


def value_of(result: Result) -> Value:
    """A value as the laws of aggregation take it."""
    series = Series("".join(result.regions), str(result.award_id or ""), str(result.subaward_id or ""))
    return Value(result.starts, result.ends, result.value, result.numerator, result.denominator, series)


def _results(actor: Actor, compact: Compact, rows: Sequence[Indicator]) -> Iterable[Result]:
    found: Iterable[Result] = (
        Result.objects.visible_to(actor)
        .filter(compact=compact, indicator__in=rows).exclude(known_on=None, state__in=("draft", "sent"))
        .select_related("source").defer(*_HEAVY)
    )  # fmt: skip
    return found


def _targets(rows: Iterable[Target]) -> dict[str, dict[int, Decimal | None]]:
    """Region ("" for the country) → year → target."""
    found: dict[str, dict[int, Decimal | None]] = defaultdict(dict)
    for row in rows:
        found["".join(row.regions)][row.year] = row.value
    return found


def _by_indicator(rows: Iterable[Kept]) -> dict[UUID, list[Kept]]:
    found: dict[UUID, list[Kept]] = defaultdict(list)
    for row in rows:
        found[row.indicator_id].append(row)
    return found


def _nothing(row: Indicator) -> Judged:
    return Judged(row.kind, row.direction, None, None, Reading(complete=False), Decimal(0))
