"""All activities on one page: by objective and by region, each number with the address of what it counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from amparo.access.actors import Actor
from amparo.programme.models import Compact, Objective
from amparo.programme.queries import prevention, trainings, work_plan
from amparo.programme.queries.narrow import Narrow


@dataclass(frozen=True, slots=True)
class Number:
    """A number and what it counts: the URL name of the list, and how that list is narrowed."""

    value: int
    page: str
    narrow: Narrow


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """An objective (None: of none) or a region ("": of the whole country), and its numbers in the order of the columns."""

    objective: Objective | None
    region: str
    numbers: Sequence[Number]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything in sight at `today`: rows by objective and by region, and the numbers of all."""

    objectives: Sequence[OverviewRow]
    regions: Sequence[OverviewRow]
    total: Sequence[Number]
    late: int


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows that the overview counts, read once."""

    work: Sequence[Any]
    trainings: Sequence[Any]
    came: Sequence[tuple[Any, Any, Sequence[str]]]  # official, objective number, regions of the training
    campaigns: Sequence[Any]
    outreach: Sequence[Any]
    signals: Sequence[Any]
    risks: Sequence[Any]


def overview(actor: Actor, compact: Compact, narrow: Narrow, *, today: date) -> Overview:
    """Counts all activities (eight queries). What lies in two regions counts in both; an official counts once in each row."""
    found = _Found(
        work_plan.rows(actor, compact, narrow),
        [row for row in trainings.rows(actor, compact, narrow) if row.state != "cancelled"],
        trainings.where(actor, compact, narrow),
        prevention.campaigns(actor, compact, narrow),
        prevention.outreach(actor, compact, narrow),
        prevention.signals(actor, compact, narrow),
        prevention.risk_places(actor, compact, narrow),
    )
    by_objective = [
        OverviewRow(one, "", _numbers(_of_objective(found, one.number), replace(narrow, objective=one.number), regional=False))
        for one in work_plan.objectives(actor, compact)
        if narrow.objective in (None, one.number)
    ]
    every = {
        region
        for rows in (found.work, found.trainings, found.campaigns, found.outreach)
        for row in rows
        for region in row.regions
    }
    every |= {row.district[:2] for rows in (found.signals, found.risks) for row in rows}
    by_region = [
        OverviewRow(None, region, _numbers(_of_region(found, region), replace(narrow, region=region)))
        for region in sorted(every)
        if narrow.region in ("", region)
    ]
    late = sum(work_plan.is_late(item, today) for item in found.work)
    return Overview(by_objective, by_region, _numbers(found, narrow), late)


def _numbers(found: _Found, narrow: Narrow, *, regional: bool = True) -> list[Number]:
    """Lines of the plan, of them done; trainings, officials; campaigns; visits; signals and active places of risk."""
    told = [
        (len(found.work), "work_item_list"),
        (sum(item.state == "done" for item in found.work), "work_item_done"),
        (len(found.trainings), "training_list"),
        (len({official for official, _objective, _regions in found.came}), "training_counts"),
        (len(found.campaigns), "campaign_list"),
        (len(found.outreach), "outreach_list"),
    ]
    if regional:
        told += [(len(found.signals), "signal_list"), (sum(one.state == "active" for one in found.risks), "risk_place_list")]
    return [Number(value, page, narrow) for value, page in told]


def _of_objective(found: _Found, number: int) -> _Found:
    def mine(way: Callable[[Any], Any], rows: Iterable[Any]) -> list[Any]:
        return [row for row in rows if getattr(way(row), "number", None) == number]

    return _Found(
        mine(lambda row: row.objective, found.work),
        mine(lambda row: row.course.objective, found.trainings),
        [one for one in found.came if one[1] == number],
        mine(lambda row: row.objective, found.campaigns),
        mine(lambda row: row.work_item.objective if row.work_item else None, found.outreach),
        [],
        [],
    )


def _of_region(found: _Found, region: str) -> _Found:
    def there(rows: Iterable[Any]) -> list[Any]:
        return [row for row in rows if region in row.regions]

    return _Found(
        there(found.work), there(found.trainings), [one for one in found.came if region in one[2]], there(found.campaigns),
        there(found.outreach), there(found.signals), there(found.risks),
    )  # fmt: skip
