"""The values of one indicator, one by one: by region, by part, with what they took the place of and what may be done with each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.core.transitions import allowed
from amparo.programme import aggregation, relations, rules, states
from amparo.programme.aggregation import Reading
from amparo.programme.light import Judged, Light, judge
from amparo.programme.models import Indicator, Party, Result, ResultPart
from amparo.programme.queries.indicators import Progress, YearLine, value_of

_WITH = ("source", "award__recipient", "subaward__recipient", "supersedes", "indicator", "unit")


@dataclass(frozen=True, slots=True)
class RegionLine:
    """A region in a year: what its values come to, its own target where one was set, and the light."""

    region: str
    actual: Reading
    target: Decimal | None
    light: Light


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of a year's value: of one code of a dimension."""

    dimension: str
    code: str
    actual: Reading


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A value as its row shows it. `steps`: what the actor may do with it now."""

    result: Result
    parts: tuple[ResultPart, ...]
    steps: tuple[str, ...]


def by_region(progress: Progress, line: YearLine) -> list[RegionLine]:
    """A year by region: those with values and those the compact works in. Empty where nobody gave a value by region."""
    row = progress.indicator
    groups: dict[str, list[aggregation.Value]] = defaultdict(list)
    for result in line.results:
        if result.regions:
            groups[result.regions[0]].append(value_of(result))
    if not groups and not progress.region_targets:
        return []
    return [
        _region(row, region, groups.get(region, []), progress.region_targets.get(region, {}).get(line.year), line.share)
        for region in sorted({*groups, *progress.regions, *progress.region_targets})
    ]


def _region(row: Indicator, region: str, values: Sequence[aggregation.Value], *more: Decimal | None) -> RegionLine:
    target, share = more
    actual = _read(row, values)
    judged = Judged(row.kind, row.direction, None, target, actual, share or Decimal(0))
    return RegionLine(region, actual, target, judge(judged))


def disaggregated(progress: Progress, line: YearLine, parts: Iterable[ResultPart]) -> list[PartLine]:
    """A year's values by part, by the same laws. Only of values that count (not of what they hold already)."""
    row = progress.indicator
    values = {result.pk: value_of(result) for result in line.results}
    kept = aggregation.disjoint(values.values())
    groups: dict[tuple[str, str], list[aggregation.Value]] = defaultdict(list)
    for part in parts:
        if (whole := values.get(part.result_id)) in kept and whole is not None:
            share = aggregation.Value(whole.starts, whole.ends, part.value, part.numerator, part.denominator, whole.series)
            groups[part.dimension, part.code].append(share)
    return [PartLine(*key, _read(row, group)) for key, group in sorted(groups.items())]


def _read(row: Indicator, values: Sequence[aggregation.Value]) -> Reading:
    found = aggregation.total(row.kind, aggregation.disjoint(values))
    return aggregation.reading(found, percent=row.measured_in == "percent")


def values_of(actor: Actor, row: Indicator) -> QuerySet[Result]:
    """All values of an indicator in the actor's sight, newest period first: drafts of his own, corrected ones too."""
    found: QuerySet[Result] = (
        Result.objects.visible_to(actor).filter(indicator=row).select_related(*_WITH).order_by("-ends", "regions", "-created_at")
    )
    return found


def parts_of(actor: Actor, results: Collection[UUID]) -> dict[UUID, list[ResultPart]]:
    """The parts of these values (one query)."""
    found: dict[UUID, list[ResultPart]] = defaultdict(list)
    rows = ResultPart.objects.visible_to(actor).filter(result__in=results).order_by("dimension", "code")
    for part in rows.defer("scope", "hidden", "exempt"):
        found[part.result_id].append(part)
    return found


def shown(
    actor: Actor, results: Sequence[Result], parts: Mapping[UUID, Sequence[ResultPart]], *, party: Party | None
) -> list[ResultLine]:
    """The values with their parts and what the actor may do with each."""
    return [ResultLine(row, tuple(parts.get(row.pk, ())), steps(actor, row, party)) for row in results]


def steps(actor: Actor, row: Result, party: Party | None) -> tuple[str, ...]:
    """change, send, validate, send_back, publish, correct: those the state, the matrix and the relation allow."""
    own = row.unit_id == actor.unit_id
    related = relations.relations_to(actor, row)
    may = {
        "send": own, "correct": own, "publish": party is not None,
        **dict.fromkeys(("validate", "send_back"), policy.can(actor, Verb.VALIDATE_RESULT, group="indicators", relations=related)),
    }  # fmt: skip
    found = [step for step in allowed(states.RESULT, row.state) if may[step]]
    return (*(("change",) if own and row.state == "draft" else ()), *found)


def result(actor: Actor, pk: UUID) -> Result:
    """One value in sight. Raises `NotFound`."""
    row: Result | None = Result.objects.visible_to(actor).filter(pk=pk).select_related(*_WITH, "compact").first()
    if row is None:
        raise NotFound(rules.gone())
    return row
