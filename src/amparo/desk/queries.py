"""What lies on an actor's desk. Each list is one query that also says how many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db.models import BooleanField, Case, CharField, Count, ExpressionWrapper, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from amparo.access import policy
from amparo.access import queries as access
from amparo.access.actors import Actor
from amparo.access.queries import Change
from amparo.access.roles import ROLES
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.desk import kinds, providers
from amparo.desk.models import Draft, Job, Notice, RunningClock, Task
from amparo.desk.states import LIVE
from amparo.desk.subjects import Subject

WEEK = timedelta(days=7)
PAGE = 25
FEW = 5  # rows of a group where all groups show

Order = Literal["dano", "plazo"]
ORDERS: tuple[Order, ...] = ("dano", "plazo")  # what hurts most first; nearest term first
LATE, SOON, TODO, ANSWERED, WAITING, QUIET = "vencidos", "semana", "pendientes", "respondidos", "esperan", "sin-novedad"
GROUPS = (LATE, SOON, TODO, ANSWERED, WAITING, QUIET)


@dataclass(frozen=True)
class Wanted:
    """What part of the start page is asked for: one group (or "" for a few of each), a page of it, an order."""

    group: str = ""
    page: int = 1
    order: Order = "dano"

    def span(self, group: str) -> tuple[int, int]:
        """First and last place of the rows to show of a group."""
        if not self.group:
            return 0, FEW
        if self.group != group:
            return 0, 0
        return (self.page - 1) * PAGE, self.page * PAGE


@dataclass(frozen=True)
class Group:
    """Rows of a group and how many there are in all."""

    count: int = 0
    rows: Sequence[Any] = ()


@dataclass(frozen=True)
class Desk:
    """The start page of one actor."""

    now: datetime
    groups: dict[str, Group]
    described: dict[UUID, providers.Described] = field(default_factory=dict)


def my_tasks(actor: Actor) -> QuerySet[Task]:
    """Open tasks of the actor's unit and role; those of a unit below where nobody works have `stands_in`."""
    here = Q(unit_id=actor.unit_id) | Q(meant_for_id=actor.unit_id)
    away = ExpressionWrapper(Q(meant_for__isnull=False) & ~Q(meant_for_id=actor.unit_id), output_field=BooleanField())
    rows = Task.objects.visible_to(actor).filter(here, state="open", role__in=("", actor.role))
    return rows.annotate(stands_in=away)  # type: ignore[no-any-return]


def standing_in(actor: Actor) -> list[Task]:
    """Tasks of units below where nobody works, which wait at the actor's own. One query."""
    away = my_tasks(actor).filter(meant_for__isnull=False).exclude(meant_for_id=actor.unit_id)
    rows = away.select_related("clock__rule", "unit", "meant_for")
    return list(rows.order_by(*_order("dano"))[:PAGE])


def asked_of_role(actor: Actor, **of: str) -> list[Task]:
    """Open tasks for exactly the actor's role, where it opens no file: what only he can decide. One query.

    `of` narrows: `kind`, `code` of the subject.
    """
    narrow = {{"code": "subject_code"}.get(name, name): value for name, value in of.items()}
    rows = my_tasks(actor).filter(role=actor.role, **narrow).select_related("clock__rule", "meant_for")
    return list(rows.order_by(*_order("dano"))[:PAGE])


def my_answers(actor: Actor) -> QuerySet[Notice]:
    """Unread notices in which somebody answered."""
    return my_notices(actor).filter(read_at=None, kind__in=list(kinds.answers()))


def my_notices(actor: Actor) -> QuerySet[Notice]:
    """Notices for the actor's unit or for the person."""
    return Notice.objects.visible_to(actor).addressed_to(actor)  # type: ignore[no-any-return]


def waiting_for_others(actor: Actor) -> QuerySet[RunningClock]:
    """Clocks that run for another unit because the actor's unit asked."""
    rows = RunningClock.objects.visible_to(actor).filter(asked_by_id=actor.unit_id, state__in=LIVE)
    return rows.exclude(unit_id=actor.unit_id)  # type: ignore[no-any-return]


def overdue_count(actor: Actor) -> int:
    """How many tasks are overdue: the own unit's, or for who supervises those of all units below. One query."""
    role = ROLES.get(actor.role)
    if role is None or not role.sees_cases:
        return 0
    tasks = Task.objects.visible_to(actor).filter(state="open") if role.supervises else my_tasks(actor)
    return int(tasks.filter(due_at__lt=timezone.now()).count())


def my_work(actor: Actor, wanted: Wanted) -> Desk:
    """Everything that waits for the actor, by group, with what the apps know of the subjects."""
    now = timezone.now()
    groups = _tasks(actor, wanted, now)
    groups[ANSWERED] = _page(my_answers(actor).select_related("about_unit").order_by("-at", "pk"), wanted.span(ANSWERED))
    waited = waiting_for_others(actor).select_related("rule", "unit")
    groups[WAITING] = _page(waited.order_by(F("due_at").asc(nulls_last=True), "pk"), wanted.span(WAITING))
    groups[QUIET] = _quiet(actor, wanted)
    rows = [row for group in groups.values() for row in group.rows]
    return Desk(now, groups, providers.describe(actor, subjects_of(rows)))


def subjects_of(rows: Iterable[Any]) -> list[Subject]:
    """What rows are about, and what inside it is acted on ("compact.target"): both may have somebody who describes them."""
    subjects = [row if isinstance(row, Subject) else row.subject for row in rows]
    targets = [row for row in rows if getattr(row, "target_id", None)]
    return [*subjects, *(Subject(f"{row.subject.type}.target", row.target_id) for row in targets)]


def _order(order: Order) -> list[Any]:
    near = F("due_at").asc(nulls_last=True)
    harm = F("weight").desc()
    return [harm, near, F("pk").asc()] if order == "dano" else [near, harm, F("pk").asc()]


def _tasks(actor: Actor, wanted: Wanted, now: datetime) -> dict[str, Group]:
    """The three groups of tasks in one query: a rank and a total by group; the first row of each brings its total along."""
    band = Case(
        When(due_at__lt=now, then=Value(LATE)),
        When(due_at__lt=now + WEEK, then=Value(SOON)),
        default=Value(TODO),
        output_field=CharField(),
    )
    ranked = (
        my_tasks(actor)
        .annotate(band=band)
        .annotate(
            place=Window(RowNumber(), partition_by=F("band"), order_by=_order(wanted.order)),
            all_in_band=Window(Count("pk"), partition_by=F("band")),
        )
    )
    shown = Q(place=1)
    for group in (LATE, SOON, TODO):
        first, last = wanted.span(group)
        shown |= Q(band=group, place__gt=first, place__lte=last)
    rows = list(ranked.filter(shown).select_related("clock__rule", "meant_for").order_by("band", "place"))
    groups = {}
    for group in (LATE, SOON, TODO):
        own = [row for row in rows if row.band == group]
        first, last = wanted.span(group)
        groups[group] = Group(own[0].all_in_band if own else 0, [row for row in own if first < row.place <= last])
    return groups


def _page(rows: QuerySet[Any], span: tuple[int, int]) -> Group:
    """A slice and the total in one query."""
    first, last = span
    found = list(rows.annotate(all_rows=Window(Count("pk")))[first : max(last, first + 1)])
    if not found and first:
        return Group(rows.count())
    return Group(found[0].all_rows if found else 0, found if last else ())


def _quiet(actor: Actor, wanted: Wanted) -> Group:
    first, last = wanted.span(QUIET)
    if not wanted.group:
        first, last = 0, 0  # without news: the number is enough until it is asked for
    busy = [
        rows.exclude(subject_id=None).values("subject_id")
        for rows in (my_tasks(actor), my_answers(actor), waiting_for_others(actor))
    ]
    count, found = 0, []
    for provider in providers.MY_WORK:
        if provider.quiet is not None:
            here, rows = provider.quiet(actor, busy, first, last)
            count += here
            found += list(rows)
    return Group(count, found)


@dataclass(frozen=True)
class UnitLoad:
    """How a unit below stands. Counts only."""

    code: str
    name: str
    open: int
    late: int
    soon: int


def units_below(actor: Actor) -> list[UnitLoad]:
    """Open, overdue and nearly due tasks of each unit within the actor's sight, most overdue first. One query."""
    now = timezone.now()
    rows = (
        Task.objects.visible_to(actor)
        .filter(state="open")
        .values("unit__code", "unit__name")
        .annotate(
            all=Count("pk"), late=Count("pk", Q(due_at__lt=now)), soon=Count("pk", Q(due_at__gte=now, due_at__lt=now + WEEK))
        )
        .order_by("-late", "-all", "unit__code")
    )
    return [UnitLoad(row["unit__code"], row["unit__name"], row["all"], row["late"], row["soon"]) for row in rows]


def overdue_below(actor: Actor, page: int, unit: str = "") -> Group:
    """Overdue tasks of the units within sight, worst first: code, what, whose, since when; no narrative. One query."""
    rows = Task.objects.visible_to(actor).filter(state="open", due_at__lt=timezone.now())
    rows = rows.select_related("clock__rule", "unit", "meant_for")
    rows = rows.filter(unit__code=unit) if unit else rows
    return _page(rows.order_by(*_order("dano")), ((page - 1) * PAGE, page * PAGE))


def inbox(actor: Actor, page: int) -> tuple[Group, dict[UUID, providers.Described]]:
    """Notices of the unit and the person, unread first, with their subjects described."""
    rows = my_notices(actor).select_related("about_unit").order_by(F("read_at").desc(nulls_first=True), "-at", "pk")
    group = _page(rows, ((page - 1) * PAGE, page * PAGE))
    return group, providers.describe(actor, [row.subject for row in group.rows])


def notice(actor: Actor, pk: UUID) -> Notice:
    """One notice. Raises `NotFound`."""
    return _found(my_notices(actor).filter(pk=pk))  # type: ignore[no-any-return]


def job(actor: Actor, pk: UUID) -> Job:
    """One piece of long work. Raises `NotFound`."""
    return _found(Job.objects.visible_to(actor).filter(pk=pk))  # type: ignore[no-any-return]


def own_draft(actor: Actor, form: str, subject_id: UUID | None) -> Draft | None:
    """What the actor typed into a form before, if it is kept."""
    rows = Draft.objects.visible_to(actor).filter(user_id=actor.user_id, form=form, subject_id=subject_id)
    return rows.filter(expires_at__gt=timezone.now()).first()  # type: ignore[no-any-return]


def clocks_of(actor: Actor, subject: Subject, states: Iterable[str] = LIVE) -> QuerySet[RunningClock]:
    """The clocks of a subject within the actor's sight, with rule and unit, nearest end first."""
    rows = RunningClock.objects.visible_to(actor).filter(subject_type=subject.type, subject_id=subject.id, state__in=list(states))
    return rows.select_related("rule", "unit").order_by(F("due_at").asc(nulls_last=True), "started_at")  # type: ignore[no-any-return]


def tasks_of(actor: Actor, subject: Subject) -> QuerySet[Task]:
    """The open tasks about a subject that are the actor's."""
    return (
        my_tasks(actor)
        .filter(subject_type=subject.type, subject_id=subject.id)
        .select_related("clock__rule", "meant_for")
        .order_by(*_order("dano"))
    )


def role_changes(actor: Actor, limit: int = 10) -> list[Change]:
    """The last changes of roles, second factors and units; empty for whoever may not see them. Three queries."""
    return access.role_changes(actor, limit) if policy.can_anywhere(actor, Verb.SEE_ROLE_CHANGES) else []


def _found(rows: QuerySet[Any]) -> Any:
    row = rows.first()
    if row is None:
        raise NotFound
    return row
