"""The work plan as its board shows it: by objective and output, what is late, and how far each line is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme.models import Award, Compact, Objective, SubAward, WorkItem
from amparo.programme.queries.known import Known
from amparo.programme.queries.narrow import ALL, Narrow
from amparo.programme.relations import relations_to
from amparo.programme.rules import gone

OPEN = ("planned", "under_way", "postponed")
STATES = ("planned", "under_way", "done", "postponed", "cancelled")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan, whether it is late (`today` is past its end and it is still open), and its place on the timeline.

    `x`, `width`: from 0 to 100 of the period shown; `share`: done of wanted in hundredths, None where nobody knows it
    """

    item: WorkItem
    late: bool
    x: float
    width: float
    share: int | None


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """The lines of an objective."""

    objective: Objective
    lines: Sequence[PlanLine]
    late: int
    done: int


def objectives(actor: Actor, compact: Compact) -> list[Objective]:
    """The objectives of the compact in their order (one query)."""
    return list(Objective.objects.visible_to(actor).filter(compact=compact).order_by("number"))


def rows(actor: Actor, compact: Compact, narrow: Narrow = ALL, *, state: str = "", known: Known | None = None) -> list[WorkItem]:
    """The lines in sight, the earliest first (one query). `state`: one of `STATES`; `known`: as they were known then."""
    found = narrow.rows((WorkItem.every if known else WorkItem.objects).visible_to(actor).filter(compact=compact))
    found = found.filter(state=state) if state in STATES else found
    found = found.select_related("objective", "award__recipient", "subaward__recipient").order_by("starts", "code")
    return known.read(found) if known else list(found)


def board(items: Sequence[WorkItem], today: date) -> list[PlanGroup]:
    """The lines by objective, with their places on one timeline. Pure."""
    if not items:
        return []
    first, last = min(item.starts for item in items), max(item.ends for item in items)
    days = (last - first).days + 1
    grouped: dict[int, list[PlanLine]] = {}
    found: dict[int, Objective] = {}
    for item in items:
        found[item.objective.number] = item.objective
        grouped.setdefault(item.objective.number, []).append(_line(item, first, days, today))
    return [
        PlanGroup(found[number], lines, sum(line.late for line in lines), sum(line.item.state == "done" for line in lines))
        for number, lines in sorted(grouped.items())
    ]


def is_late(item: WorkItem, today: date) -> bool:
    """Whether its last day is past and nobody said that it is done or cancelled."""
    return item.state in OPEN and item.ends < today


def one(actor: Actor, compact: Compact, pk: UUID) -> WorkItem:
    """A line of the plan. Raises `NotFound`."""
    found = WorkItem.objects.visible_to(actor).filter(compact=compact, pk=pk)
    row: WorkItem | None = found.select_related("objective", "award__recipient", "subaward__recipient", "source").first()
    if row is None:
        raise NotFound(gone())
    return row


def may_write(actor: Actor, row: WorkItem | object, verb: Verb, *, group: str = "activities") -> bool:
    """Whether a row is the actor's own to change."""
    return policy.can(actor, verb, group=group, relations=relations_to(actor, row))  # type: ignore[arg-type]


def held(actor: Actor, compact: Compact) -> list[Award | SubAward]:
    """The awards and sub-awards the actor's unit carries out and that are open: under these its activities are done (two queries)."""
    own = {"compact": compact, "recipient__unit_id": actor.unit_id, "state__in": ("active", "closing")}
    awards = Award.objects.visible_to(actor).filter(**own).order_by("number")
    subawards = SubAward.objects.visible_to(actor).filter(**own).order_by("number")
    return [*awards, *subawards]


def _line(item: WorkItem, first: date, days: int, today: date) -> PlanLine:
    share = None
    if item.wanted and item.done is not None:
        share = min(100, int(100 * item.done / item.wanted))
    start, length = (item.starts - first).days, (item.ends - item.starts).days + 1
    return PlanLine(item, is_late(item, today), round(100 * start / days, 1), max(1.0, round(100 * length / days, 1)), share)
