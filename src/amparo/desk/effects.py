"""What other apps' actions do to desks: give and close tasks, start and stop clocks, tell somebody.

Plain functions: they write inside the calling action, whose audit line covers them. Rows of other units are written as
the system's desk actor, since the caller may not see them. Repeating one changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid4

from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from amparo.access.acting import acting_as, current_actor
from amparo.access.actors import Actor, system
from amparo.access.models import Unit
from amparo.core import clocks
from amparo.core.models import ClockRule
from amparo.core.transitions import move
from amparo.desk import kinds, states, terms
from amparo.desk.models import ClockSuspension, Notice, RunningClock, Task
from amparo.desk.staffing import standing_in
from amparo.desk.subjects import Subject

Row = TypeVar("Row", bound=Model)
DESK = system("desk")
NOTHING = Subject("")  # news that is about no thing of the route
BATCH = 500


@dataclass(frozen=True)
class NewTask:
    """A task to give. `unit` is a unit id; `target` what inside the subject is acted on; `role` narrows who sees it as theirs."""

    kind: str
    unit: int
    subject: Subject
    due: datetime | None = None
    target: UUID | None = None
    role: str = ""
    clock: UUID | None = None
    weight: int | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class NewClock:
    """A clock to start. `unit` owes, `asked_by` waits (unit ids).

    `task` is the kind of the task that meets it ("" for none: the file shows the clock, no desk does). `amount` replaces the
    rule's own where the unit or an authority set the term; where neither gives one, the clock has no end.
    """

    rule_code: str
    unit: int
    subject: Subject
    at: datetime
    asked_by: int | None = None
    target: UUID | None = None
    task: str = kinds.TERM
    amount: int | None = None
    role: str = ""


@dataclass(frozen=True)
class NewNotice:
    """News for a unit or a person (ids). `about_unit` is the unit it comes from."""

    kind: str
    subject: Subject = NOTHING
    unit: int | None = None
    user: int | None = None
    target: UUID | None = None
    about_unit: int | None = None


@dataclass(frozen=True)
class Share:
    """What of a desk belongs to one part of the work on a subject: kinds of tasks, codes of rules.

    owes     terms that the unit meets
    waits    terms of others that it waits for
    targets  things inside the subject that it asked of others: their terms are waited for as well
    """

    tasks: frozenset[str] = frozenset()
    owes: frozenset[str] = frozenset()
    waits: frozenset[str] = frozenset()
    targets: frozenset[UUID] = frozenset()


def give_task(
    *,
    kind: str,
    unit: int,
    subject: Subject,
    due: datetime | None = None,
    by: Actor | None = None,
    target: UUID | None = None,
    role: str = "",
    weight: int | None = None,
) -> None:
    """Gives a unit something to do. The same task still open is not given twice. Raises `KeyError` for an unknown kind."""
    give_tasks([NewTask(kind, unit, subject, due, target, role, None, weight)], by=by)


def give_tasks(new: Sequence[NewTask], *, by: Actor | None = None) -> None:
    """Many tasks in one statement a thousand. One for a unit where nobody works waits at the unit above that has people."""
    if not new:
        return
    code, now = _code(by), timezone.now()
    at_work = standing_in({task.unit for task in new})
    rows = [
        Task(
            **_at(task.unit, at_work), kind=task.kind, role=task.role, due_at=task.due, clock_id=task.clock, given_by=code,
            weight=kinds.known_task(task.kind).weight if task.weight is None else task.weight,
            created_at=task.at or now, **_about(task.subject, task.target),
        )
        for task in new
    ]  # fmt: skip
    with acting_as(DESK):
        Task.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def asked(subject: Subject, kind: str, **whom: int | str) -> bool:
    """Whether a task of this kind is open about a subject, whosever it is; or of a `unit` (id) and `role`."""
    narrow = {{"unit": "unit_id"}.get(name, name): value for name, value in whom.items()}
    with acting_as(DESK):
        return bool(_open(subject).filter(kind=kind, **narrow).exists())


def close_tasks(
    subject: Subject,
    kinds: Iterable[str],
    unit: int | None = None,
    *,
    target: UUID | None = None,
    by: Actor | None = None,
    at: datetime | None = None,
) -> int:
    """Marks open tasks of these kinds as done; how many. With `unit` or `target`, only those."""
    code = _code(by)
    with acting_as(DESK):
        tasks = _open(subject, unit=unit, target=target).filter(kind__in=list(kinds))
        return _end(tasks, "done", code, at)


def withdraw_tasks(
    subject: Subject, kinds: Iterable[str], unit: int | None = None, *, target: UUID | None = None, by: Actor | None = None
) -> int:
    """Takes open tasks back, because what they asked is no longer needed; how many."""
    code = _code(by)
    with acting_as(DESK):
        tasks = _open(subject, unit=unit, target=target).filter(kind__in=list(kinds))
        return _end(tasks, "withdrawn", code)


def withdraw_all(subject: Subject, *, by: Actor | None = None) -> None:
    """Ends whatever waits about a subject: open tasks are withdrawn, running clocks cancelled. History stays."""
    code = _code(by)
    with acting_as(DESK):
        _cancel(_live(subject), code)
        _end(_open(subject), "withdrawn", code)


def pass_on(subject: Subject, share: Share, *, from_unit: int, to_unit: int) -> None:
    """After a hand-over: what the first unit had open of this share is the second unit's now. The rest stays where it is."""
    code = _code(None)
    with acting_as(DESK):
        theirs = set(_live(subject, unit=to_unit).values_list("rule_code", "target_id"))
        owed = _live(subject, unit=from_unit).filter(rule_code__in=share.owes).values_list("pk", "rule_code", "target_id")
        twice = {pk for pk, *what in owed if tuple(what) in theirs}
        moved = {pk for pk, *_what in owed} - twice
        _cancel(_live(subject).filter(pk__in=twice), code)
        RunningClock.objects.filter(pk__in=moved).update(unit_id=to_unit, version=F("version") + 1)
        _pass_tasks(subject, _open(subject, unit=from_unit).filter(clock__in=moved), to_unit, code)
        _pass_tasks(subject, _open(subject, unit=from_unit).filter(clock=None, kind__in=share.tasks), to_unit, code)
    wait_instead(subject, share, from_unit=from_unit, to_unit=to_unit)


def wait_instead(subject: Subject, share: Share, *, from_unit: int, to_unit: int) -> None:
    """What the first unit asked of others under this share is waited for by the second from now on: the first has handed over."""
    with acting_as(DESK):
        asked = _live(subject).filter(Q(rule_code__in=share.waits) | Q(target_id__in=share.targets), asked_by=from_unit)
        asked.update(asked_by=to_unit, version=F("version") + 1)


def _pass_tasks(subject: Subject, tasks: QuerySet[Task], to_unit: int, code: str) -> None:
    have = set(_open(subject, unit=to_unit).filter(clock=None).values_list("kind", "target_id"))
    rows = list(tasks.values_list("pk", "clock_id", "kind", "target_id"))
    twice = [pk for pk, clock, *what in rows if clock is None and tuple(what) in have]
    _end(_open(subject).filter(pk__in=twice), "withdrawn", code)
    left = _open(subject).filter(pk__in=[pk for pk, *_what in rows])
    left.update(**_at(to_unit, standing_in([to_unit])), version=F("version") + 1)


def wait_above(unit: int) -> None:
    """Nobody works in a unit any more: its open tasks wait at the nearest unit above that has people."""
    place = _at(unit, standing_in([unit]))
    if place["meant_for_id"] is not None:
        with acting_as(DESK):
            Task.objects.filter(state="open", unit_id=unit, meant_for=None).update(**place, version=F("version") + 1)


def come_back(unit: int) -> None:
    """Somebody works in a unit again: what waited above for it is its own."""
    with acting_as(DESK):
        waiting = Task.objects.filter(state="open", meant_for_id=unit)
        waiting.update(unit_id=unit, meant_for=None, version=F("version") + 1)


def start_clock(
    rule_code: str,
    unit: int,
    subject: Subject,
    at: datetime | None = None,
    *,
    asked_by: int | None = None,
    target: UUID | None = None,
    task: str = kinds.TERM,
    amount: int | None = None,
    role: str = "",
) -> RunningClock:
    """Starts a clock and gives the task that meets it. The same clock still live is returned as it is. Raises `terms.NoRule`."""
    start_clocks([NewClock(rule_code, unit, subject, at or timezone.now(), asked_by, target, task, amount, role)])
    with acting_as(DESK):
        clock: RunningClock = _live(subject, rule_code, unit=unit).get(target_id=target)
        return clock


def start_clocks(new: Sequence[NewClock]) -> None:
    """Many clocks in one statement a thousand, and their tasks in another."""
    if not new:
        return
    today = terms.local_day(timezone.now())
    days = {terms.local_day(clock.at) for clock in new}
    rules = {day: terms.rules_on({c.rule_code for c in new if terms.local_day(c.at) == day}, day) for day in days}
    units = Unit.objects.in_bulk({clock.unit for clock in new})
    calendars = terms.calendars(units.values(), min(days, default=today))
    pairs = [(c, _clock_row(c, rules[terms.local_day(c.at)][c.rule_code], calendars[c.unit])) for c in new]
    with acting_as(DESK):
        RunningClock.objects.bulk_create([row for _new, row in pairs], batch_size=BATCH, ignore_conflicts=True)
        made = set(RunningClock.objects.filter(pk__in=[row.pk for _new, row in pairs]).values_list("pk", flat=True))
    give_tasks(
        [
            NewTask(c.task, c.unit, c.subject, row.due_at, c.target, c.role, row.pk, None, c.at)
            for c, row in pairs
            if row.pk in made and c.task and (row.due_at or c.task != kinds.TERM)
        ]
    )


def _clock_row(new: NewClock, rule: ClockRule, calendar: clocks.WorkCalendar) -> RunningClock:
    amount = rule.amount if new.amount is None else new.amount
    return RunningClock(
        id=uuid4(), rule=rule, rule_code=rule.code, unit_id=new.unit, asked_by_id=new.asked_by, started_at=new.at,
        amount=amount, amount_unit=rule.unit, basis=rule.kind, verified=rule.verified,
        due_at=terms.due(new.at, amount, rule.unit, calendar=calendar), **_about(new.subject, new.target),
    )  # fmt: skip


def meet_clock(
    subject: Subject,
    rule_code: str,
    at: datetime | None = None,
    *,
    unit: int | None = None,
    target: UUID | None = None,
    by: Actor | None = None,
) -> int:
    """What the term asked was done, in time or late. Its tasks are done too. How many clocks were met."""
    moment, code = at or timezone.now(), _code(by)
    with acting_as(DESK):
        live = list(_live(subject, rule_code, unit=unit, target=target).values_list("pk", flat=True))
        _close_suspensions(live, moment)
        RunningClock.objects.filter(pk__in=live).update(state="met", met_at=moment, version=F("version") + 1)
        _end(Task.objects.filter(clock__in=live, state="open"), "done", code, moment)
        return len(live)


def cancel_clock(
    subject: Subject, rule_code: str, *, unit: int | None = None, target: UUID | None = None, by: Actor | None = None
) -> int:
    """The term no longer makes sense (a referral withdrawn). Its tasks are withdrawn. How many."""
    code = _code(by)
    with acting_as(DESK):
        return _cancel(_live(subject, rule_code, unit=unit, target=target), code)


def suspend_clock(
    subject: Subject, rule_code: str, at: datetime | None = None, *, unit: int | None = None, target: UUID | None = None
) -> int:
    """The count stands still from `at`; no end is known until it resumes. How many."""
    moment = at or timezone.now()
    with acting_as(DESK):
        running = list(_live(subject, rule_code, unit=unit, target=target).filter(state="running"))
        for clock in running:
            clock.state, clock.due_at = move(states.CLOCK, clock.state, "suspend"), None
            ClockSuspension(clock=clock, since=moment).save(force_insert=True)
            _store_due(clock)
        return len(running)


def resume_clock(
    subject: Subject, rule_code: str, at: datetime | None = None, *, unit: int | None = None, target: UUID | None = None
) -> int:
    """The count goes on from `at`: the end moves by the time it stood still. How many."""
    moment = at or timezone.now()
    with acting_as(DESK):
        waiting = list(_live(subject, rule_code, unit=unit, target=target).filter(state="suspended").select_related("unit"))
        _close_suspensions([clock.pk for clock in waiting], moment)
        for clock in waiting:
            clock.state = move(states.CLOCK, clock.state, "resume")
            clock.due_at = _due_now(clock)
            _store_due(clock)
        return len(waiting)


def notify(
    kind: str,
    subject: Subject = NOTHING,
    *,
    unit: int | None = None,
    user: int | None = None,
    target: UUID | None = None,
    about_unit: int | None = None,
) -> None:
    """Tells a unit or one person (ids). Raises `KeyError` for an unknown kind."""
    notify_many([NewNotice(kind, subject, unit, user, target, about_unit)])


def notify_many(new: Sequence[NewNotice]) -> None:
    """Many notices in one statement a thousand."""
    rows = [
        Notice(
            kind=kinds.known_notice(notice.kind).code, at=timezone.now(), unit_id=notice.unit, user_id=notice.user,
            about_unit_id=notice.about_unit, **_about(notice.subject, notice.target),
        )
        for notice in new
    ]  # fmt: skip
    with acting_as(DESK):
        Notice.objects.bulk_create(rows, batch_size=BATCH)


def _about(subject: Subject, target: UUID | None) -> dict[str, object]:
    return {"subject_type": subject.type, "subject_id": subject.id, "subject_code": subject.code, "target_id": target}


def _code(by: Actor | None) -> str:
    """Who did it; asked before we become the desk's own actor."""
    doer = by or current_actor()
    return doer.user_code if doer else ""


def _at(unit: int, at_work: Mapping[int, int]) -> dict[str, int | None]:
    """Where a task of this unit lies."""
    place = at_work.get(unit, unit)
    return {"unit_id": place, "meant_for_id": unit if place != unit else None}


def _open(subject: Subject, *, unit: int | None = None, target: UUID | None = None) -> QuerySet[Task]:
    """Open tasks; those of a unit wherever they lie, and not those it only stands in for."""
    rows = _of(Task.objects.visible_to(DESK), subject, {"target": target}).filter(state="open")
    return rows if unit is None else rows.filter(Q(meant_for=unit) | Q(unit=unit, meant_for=None))


def _live(subject: Subject, rule_code: str | None = None, **narrow: int | UUID | None) -> QuerySet[RunningClock]:
    rows = _of(RunningClock.objects.visible_to(DESK), subject, narrow).filter(state__in=states.LIVE)
    return rows.filter(rule_code=rule_code) if rule_code else rows


def _of(rows: QuerySet[Row], subject: Subject, narrow: Mapping[str, int | UUID | None]) -> QuerySet[Row]:
    given = {f"{name}_id": value for name, value in narrow.items() if value is not None}
    return rows.filter(subject_type=subject.type, subject_id=subject.id, **given)


def _end(tasks: QuerySet[Task], state: str, code: str, at: datetime | None = None) -> int:
    return tasks.update(state=state, done_at=at or timezone.now(), done_by=code, version=F("version") + 1)


def _cancel(live: QuerySet[RunningClock], code: str) -> int:
    ids = list(live.values_list("pk", flat=True))
    _close_suspensions(ids, timezone.now())
    _end(Task.objects.filter(clock__in=ids, state="open"), "withdrawn", code)
    return RunningClock.objects.filter(pk__in=ids).update(state="cancelled", due_at=None, version=F("version") + 1)  # type: ignore[no-any-return]


def _close_suspensions(ids: Sequence[UUID], at: datetime) -> None:
    ClockSuspension.objects.filter(clock__in=ids, until=None).update(until=at)


def _due_now(clock: RunningClock) -> datetime | None:
    stood = [clocks.Suspension(start, end) for start, end in clock.suspensions.values_list("since", "until")]
    calendar = terms.calendars([clock.unit], terms.local_day(clock.started_at))[clock.unit_id]
    return terms.due(clock.started_at, clock.amount, clock.amount_unit, calendar=calendar, suspensions=stood)


def _store_due(clock: RunningClock) -> None:
    clock.escalated_at = None
    clock.version += 1
    clock.save(update_fields=["state", "due_at", "escalated_at", "version"])
    Task.objects.filter(clock=clock, state="open").update(due_at=clock.due_at, version=F("version") + 1)
