"""Campaigns, work with schools, transport and lodging, places of risk, signals. What was reached is summed by method, never over all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localtime

from amparo.access.acting import acting_as
from amparo.access.actors import Actor, system
from amparo.core.errors import NotFound
from amparo.programme.models import Campaign, CommunitySignal, Compact, Outreach, RiskPlace
from amparo.programme.queries.known import Known
from amparo.programme.queries.narrow import ALL, Narrow
from amparo.programme.rules import gone

READER = system("signals")  # tells the desk that received a signal its kind and district
HEADS = ("attendance_list", "head_count")  # methods that count people one by one; the others estimate
LEVELS = ("high", "medium", "low", "unknown")


@dataclass(frozen=True, slots=True)
class Reached:
    """What campaigns reached by one method: how many say so, and the sums at first hand and by others (None: nobody said any)."""

    how: str
    campaigns: int
    direct: int | None
    indirect: int | None
    heads: bool


@dataclass(frozen=True, slots=True)
class Sector:
    """Work with a sector: visits, places, places that committed themselves, people (None: never counted); `people_unknown`: visits without."""

    sector: str
    visits: int
    places: int
    committed: int
    people: int | None
    people_unknown: int


@dataclass(frozen=True, slots=True)
class RiskRow:
    """Active places of risk in a region, by level; `past`: no longer so."""

    region: str
    active: Sequence[int]
    total: int
    past: int


def campaigns(actor: Actor, compact: Compact, narrow: Narrow = ALL, *, known: Known | None = None) -> list[Campaign]:
    """The campaigns in sight, the latest first (one query). `known`: as they were known then."""
    found = narrow.rows((Campaign.every if known else Campaign.objects).visible_to(actor).filter(compact=compact))
    found = _held(found).select_related("objective", "work_item", "source").order_by("-starts", "code")
    return known.read(found) if known else list(found)


def reached(rows: Iterable[Campaign]) -> tuple[list[Reached], int]:
    """What was reached by each method, those that count heads first; and how many campaigns know nothing of it. Pure."""
    told = [[(0, row.reached, row.reached_how), (1, row.indirect, row.indirect_how)] for row in rows]
    known = [[(kind, number, how or "unknown") for kind, number, how in pair if number is not None] for pair in told]
    found = [
        Reached(
            how, sum(any(one[2] == how for one in pair) for pair in known), _sum(known, 0, how), _sum(known, 1, how), how in HEADS
        )
        for how in {how for pair in known for _kind, _number, how in pair}
    ]
    return sorted(found, key=lambda one: (not one.heads, one.how == "unknown", one.how)), sum(not pair for pair in known)


def _sum(known: Iterable[Iterable[tuple[int, int, str]]], kind: int, how: str) -> int | None:
    """All that was said of a kind by a method, None where nothing was."""
    numbers = [number for pair in known for one, number, method in pair if (one, method) == (kind, how)]
    return sum(numbers) if numbers else None


def outreach(actor: Actor, compact: Compact, narrow: Narrow = ALL, *, known: Known | None = None) -> list[Outreach]:
    """The work with schools, transport and lodging in sight, the latest first (one query). `known`: what was recorded by then."""
    found = narrow.rows(
        Outreach.objects.visible_to(actor).filter(compact=compact), days=("on", "on"), objective="work_item__objective"
    )
    found = known.facts(found) if known else found
    return list(_held(found).select_related("work_item__objective").order_by("-on", "id"))


def sectors(rows: Iterable[Outreach]) -> list[Sector]:
    """The work by sector. Pure."""
    by_sector: dict[str, list[Outreach]] = {}
    for row in rows:
        by_sector.setdefault(row.sector, []).append(row)
    return [
        Sector(
            sector, len(found), sum(row.places for row in found), sum(row.committed for row in found),
            _people(found), sum(row.people is None for row in found),
        )
        for sector, found in sorted(by_sector.items())
    ]  # fmt: skip


def _people(rows: Sequence[Outreach]) -> int | None:
    known = [row.people for row in rows if row.people is not None]
    return sum(known) if known else None


def signals(actor: Actor, compact: Compact, narrow: Narrow = ALL) -> list[CommunitySignal]:
    """The signals in sight, the latest first (one query)."""
    found = replace(narrow, since=None, until=None).rows(
        CommunitySignal.objects.visible_to(actor).filter(compact=compact), objective=""
    )
    return [row for row in _held(found).order_by("-created_at", "code") if _seen_in(row, narrow)]


def risk_places(actor: Actor, compact: Compact, narrow: Narrow = ALL) -> list[RiskPlace]:
    """The places of risk in sight, those still active first (one query)."""
    found = replace(narrow, since=None, until=None).rows(
        RiskPlace.objects.visible_to(actor).filter(compact=compact), objective=""
    )
    return [row for row in _held(found).order_by("state", "district", "kind") if _seen_in(row, narrow)]


def risk_by_region(rows: Iterable[RiskPlace]) -> list[RiskRow]:
    """Places of risk by region and level. Pure; coarse on purpose."""
    by_region: dict[str, list[RiskPlace]] = {}
    for row in rows:
        by_region.setdefault(row.district[:2], []).append(row)
    table = []
    for region, found in sorted(by_region.items()):
        active = [row for row in found if row.state == "active"]
        levels = [sum(row.level == level for row in active) for level in LEVELS]
        table.append(RiskRow(region, levels, len(active), len(found) - len(active)))
    return table


def campaign(actor: Actor, compact: Compact, code: str) -> Campaign:
    """A campaign by its code. Raises `NotFound`."""
    row: Campaign | None = _held(Campaign.objects.visible_to(actor).filter(compact=compact, code=code)).first()
    if row is None:
        raise NotFound(gone())
    return row


def handed(ids: Sequence[UUID]) -> list[CommunitySignal]:
    """Signals that were handed on, for the desk of whoever received them: kind, district and day are all they hold (one query)."""
    with acting_as(READER):
        return list(CommunitySignal.objects.visible_to(READER).filter(pk__in=ids, state="handed"))


def _held(rows: QuerySet) -> QuerySet:  # type: ignore[type-arg]
    return rows.select_related("award__recipient", "subaward__recipient")


def _seen_in(row: CommunitySignal | RiskPlace, narrow: Narrow) -> bool:
    """Whether it can have been seen in the period; where nobody knows when, the day it was noted decides."""
    noted = localtime(row.created_at).date()
    first, last = (row.seen.earliest(), row.seen.latest()) if row.seen else (noted, noted)
    return not (narrow.until and first > narrow.until) and not (narrow.since and last < narrow.since)
