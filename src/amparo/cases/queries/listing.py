"""The list of files: those the reader's unit has or had to do with; who supervises sees code, state and what is overdue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.access.roles import ROLES
from amparo.cases.labels import BAND
from amparo.cases.models import Case, Involvement
from amparo.cases.queries import clocks
from amparo.core.ids import clean_code
from amparo.desk.models import RunningClock

PAGE = 25
MOST = 10_001  # counted no further: "más de 10 000"


@dataclass(frozen=True)
class Wanted:
    """What the reader is looking for; "" is any. `band` is the first year of an age band or "unknown"."""

    q: str = ""
    state: str = ""
    region: str = ""
    sex: str = ""
    band: str = ""
    overdue: str = ""
    relation: str = ""
    order: str = ""


@dataclass(frozen=True)
class Row:
    """A file in the list: never a name."""

    case: Case
    relations: frozenset[Relation]
    groups: frozenset[str]
    protects: str
    clock: RunningClock | None
    late: int


def supervises(actor: Actor) -> bool:
    """Whether the reader's list is one without doors."""
    role = ROLES.get(actor.role)
    return bool(role and role.supervises)


def matching(actor: Actor, wanted: Wanted) -> QuerySet[Case]:
    """The files that fit, in the order asked for."""
    rows = Case.objects.visible_to(actor)
    if not supervises(actor):
        rows = _own(rows, actor, wanted.relation)
        if wanted.state:  # who does not read how a file stands does not find it out by narrowing the list either
            rows = rows.filter(Exists(_mine(actor).filter(until=None, relation__in=_follow(actor))))
    for name, value in _fields(wanted).items():
        rows = rows.filter(**{name: value})
    if wanted.overdue:
        rows = rows.filter(Exists(_due(actor).filter(due_at__lt=timezone.now())))
    return _ordered(rows, actor, wanted.order)


def counted(rows: QuerySet[Case]) -> int:
    """How many, up to `MOST` (one query)."""
    return rows.order_by()[:MOST].count()


def page(actor: Actor, rows: QuerySet[Case], number: int) -> list[Row]:
    """One page of them with clocks (two queries)."""
    protects = Involvement.objects.visible_to(actor).filter(
        case=OuterRef("pk"), part="protection", relation="responsible", until=None
    )
    annotated = rows.annotate(
        protects=Subquery(protects.values("unit__name")[:1]),
        now_as=ArraySubquery(_mine(actor).filter(until=None).values_list("relation")),
    )
    found = list(annotated[(number - 1) * PAGE : number * PAGE])
    running = clocks.running(actor, [case.pk for case in found])
    return [_row(actor, case, [clock for clock in running if clock.subject_id == case.pk]) for case in found]


def _row(actor: Actor, case: Any, running: Sequence[RunningClock]) -> Row:
    now = timezone.now()
    held = frozenset(Relation(relation) for relation in case.now_as) or frozenset({Relation.PAST})
    if supervises(actor):
        held = frozenset({Relation.ANCESTOR})
    late = sum(1 for clock in running if clocks.overdue(clock, now))
    return Row(case, held, policy.seen_groups(actor, held), case.protects or "", clocks.first_of(running).get(case.pk), late)


def _mine(actor: Actor) -> QuerySet[Involvement]:
    return Involvement.objects.visible_to(actor).filter(case=OuterRef("pk"), unit_id=actor.unit_id)  # type: ignore[no-any-return]


def _follow(actor: Actor) -> list[str]:
    """The relations in which the actor's role reads how a file stands."""
    return [relation.value for relation in Relation if "milestones" in policy.seen_groups(actor, (relation,))]


def _own(rows: QuerySet[Case], actor: Actor, relation: str) -> QuerySet[Case]:
    now = Exists(_mine(actor).filter(until=None))
    if relation == "now":
        return rows.filter(now)
    return rows.filter(Exists(_mine(actor)), ~now) if relation == "past" else rows.filter(Exists(_mine(actor)))


def _due(actor: Actor) -> QuerySet[RunningClock]:
    return RunningClock.objects.visible_to(actor).filter(  # type: ignore[no-any-return]
        subject_type="case", subject_id=OuterRef("pk"), state="running", due_at__isnull=False
    )


def _fields(wanted: Wanted) -> Mapping[str, Any]:
    fields: dict[str, Any] = {"protection": wanted.state, "region": wanted.region, "sex": wanted.sex}
    if wanted.q:
        fields["code"] = clean_code(wanted.q)
    if wanted.band == "unknown":
        fields["age__isnull"] = True
    elif wanted.band.isdigit():
        first = int(wanted.band)
        fields["age__range"] = (first, 99 if first >= 18 else first + BAND - 1)
    return {name: value for name, value in fields.items() if value != ""}


def _ordered(rows: QuerySet[Case], actor: Actor, order: str) -> QuerySet[Case]:
    if order == "due":
        first = _due(actor).order_by("due_at").values("due_at")[:1]
        return rows.annotate(next_due=Subquery(first)).order_by(F("next_due").asc(nulls_last=True), "id")
    return rows.order_by("-received_at" if order == "received" else "-changed_at", "id")
