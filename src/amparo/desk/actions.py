"""What a person does at the own desk, and the sweep that tells about overdue terms. The only writers of audit lines here."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import keyshelf
from amparo.core.errors import Denied, Invalid
from amparo.core.sealed import write_sealed
from amparo.core.transitions import move
from amparo.core.versions import bump, conflict, expect_new, take
from amparo.desk import effects, kinds, states
from amparo.desk.models import Draft, Job, Notice, RunningClock, Task
from amparo.desk.staffing import standing_in
from amparo.desk.subjects import Subject

DRAFT_DAYS = 7
EMPTY_DAYS = 30  # the place of a destroyed key stays so long
DRAFT_BYTES = 64 * 1024
SWEEP = 500
DRAFTS = 5000  # thrown away in one night
REMIND_AGAIN = timedelta(hours=20)


def _check(by: Actor) -> None:
    policy.check(by, Verb.WORK, group="house")


@action
def finish_task(*, id: UUID, seen: int, task: UUID, by: Actor) -> Task:
    """Ticks off a task of the own unit whose kind lets a person do so."""
    _check(by)
    row: Task = take(Task.objects.visible_to(by), task, seen)
    if by.unit_id not in (row.unit_id, row.meant_for_id):
        raise Denied(_("Esta tarea le toca a otra unidad."))
    if not kinds.task_kind(row.kind).by_hand:
        raise Invalid(_("Esta tarea se cierra sola cuando se registra lo que pide."))
    row.state = move(states.TASK, row.state, "finish")
    row.done_at, row.done_by = timezone.now(), by.user_code
    bump(row, "state", "done_at", "done_by")
    audit.record(by=by, verb="finish_task", subject_type="task", subject=str(row.pk), detail=[("kind", row.kind)])
    return row


@action
def read_notice(*, id: UUID, seen: int, notice: UUID, by: Actor) -> Notice:
    """Marks a notice as read; one for a unit is then read for all of the unit."""
    _check(by)
    row: Notice = take(Notice.objects.visible_to(by), notice, seen)
    _own_notice(row, by)
    if row.read_at is None:
        row.read_at, row.read_by = timezone.now(), by.user_code
        bump(row, "read_at", "read_by")
        audit.record(by=by, verb="read_notice", subject_type="notice", subject=str(row.pk), detail=[("kind", row.kind)])
    return row


@action
def read_all_notices(*, id: UUID, seen: int, until: datetime, by: Actor) -> None:
    """Marks as read what had arrived when the page was made (`until`): nothing that came after is lost."""
    _check(by)
    expect_new(seen)
    unread = Notice.objects.visible_to(by).addressed_to(by).filter(read_at=None, at__lte=until)
    codes = [str(pk) for pk in unread.values_list("pk", flat=True)]
    Notice.objects.filter(pk__in=codes).update(read_at=timezone.now(), read_by=by.user_code, version=F("version") + 1)
    if codes:
        audit.record(
            by=by, verb="read_notice", subject_type="batch", subject=audit.digest(codes), detail=[("n", str(len(codes)))]
        )


def _own_notice(row: Notice, by: Actor) -> None:
    if row.unit_id != by.unit_id and row.user_id != by.user_id:
        raise Denied(_("Esta novedad es de otra unidad."))


@action
def remind(*, id: UUID, seen: int, clock: UUID, by: Actor) -> RunningClock:
    """Tells the unit that owes that we still wait, at most once a day."""
    _check(by)
    row: RunningClock = take(RunningClock.objects.visible_to(by), clock, seen)
    if row.asked_by_id != by.unit_id or row.state not in states.LIVE:
        raise Denied(_("Este plazo no lo pidió su unidad o ya no corre."))
    now = timezone.now()
    if row.reminded_at and now - row.reminded_at < REMIND_AGAIN:
        raise Invalid(_("Su unidad ya lo recordó hoy. Puede volver a recordarlo mañana."))
    row.reminded_at = now
    bump(row, "reminded_at")
    effects.notify(
        kinds.REMINDER, row.subject, unit=standing_in([row.unit_id])[row.unit_id], target=row.target_id, about_unit=by.unit_id
    )
    audit.record(by=by, verb="remind", subject_type="clock", subject=str(row.pk), detail=[("rule", row.rule_code)])
    return row


@action
def save_draft(*, id: UUID, seen: int, form: str, subject: Subject, content: Mapping[str, Sequence[str]], by: Actor) -> Draft:
    """Keeps what was typed into a form, sealed under a key of its own. `seen` 0 begins one, else the version replaced.

    Raises `Invalid` beyond 64 KB, `Locked` without a master key (then nothing is kept anywhere).
    """
    _check(by)
    text = json.dumps({name: list(values) for name, values in content.items()}, ensure_ascii=False)
    if len(text.encode()) > DRAFT_BYTES:
        raise Invalid(_("Lo escrito es demasiado largo para guardarlo como borrador."))
    own = Draft.objects.visible_to(by).filter(user_id=by.user_id)
    old = own.filter(form=form, subject_id=subject.id).first()
    now = timezone.now()
    if old is None:
        expect_new(seen)
        row = Draft(
            user_id=by.user_id, form=form, subject_type=subject.type, subject_id=subject.id, key=keyshelf.new_key("drafts"),
            updated_at=now, expires_at=now + timedelta(days=DRAFT_DAYS),
        )  # fmt: skip
        write_sealed(row, "content", text, key=row.key)
        _insert_once(row)
        audit.record(by=by, verb="save_draft", subject_type="draft", subject=str(row.pk), detail=[("form", form)])
        return row
    kept: Draft = take(own, old.pk, seen)
    write_sealed(kept, "content", text, key=kept.key)
    kept.updated_at, kept.expires_at = now, now + timedelta(days=DRAFT_DAYS)
    bump(kept, "content", "updated_at", "expires_at")
    return kept


def _insert_once(row: Draft) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # another window of the same person began it a moment before
        raise conflict() from None


@action
def discard_draft(*, id: UUID, seen: int, draft: UUID, by: Actor) -> None:
    """Throws a draft away and destroys its key."""
    _check(by)
    row = take(Draft.objects.visible_to(by).filter(user_id=by.user_id), draft, seen)
    _destroy([row])
    audit.record(by=by, verb="discard_draft", subject_type="draft", subject=str(draft), detail=[("form", row.form)])


def expire_drafts(*, by: Actor) -> int:
    """Throws away drafts nobody touched for a week, and a month later what is left of their keys; how many drafts.

    The system's own job.
    """
    policy.check(by, Verb.RUN_JOBS, group="house")
    old = list(Draft.objects.visible_to(by).filter(expires_at__lte=timezone.now())[:DRAFTS])
    if old:
        _destroy(old)
        codes = [str(row.pk) for row in old]
        audit.record(
            by=by, verb="discard_draft", subject_type="batch", subject=audit.digest(codes), detail=[("n", str(len(codes)))]
        )
    keyshelf.forget_drafts(timezone.now() - timedelta(days=EMPTY_DAYS))
    return len(old)


def _destroy(rows: Sequence[Draft]) -> None:
    keyshelf.destroy([row.key for row in rows])
    Draft.objects.filter(pk__in=[row.pk for row in rows]).delete()


def sweep_clocks(*, by: Actor) -> int:
    """Tells the unit above (the nearest with people) about each term that passed, once; how many. It locks nothing and changes no term."""
    policy.check(by, Verb.RUN_JOBS, group="house")
    now = timezone.now()
    late = list(
        RunningClock.objects.visible_to(by)
        .filter(state="running", escalated_at=None, due_at__lt=now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("unit")
        .order_by("due_at")[:SWEEP]
    )
    if not late:
        return 0
    above = standing_in({clock.unit.parent_id for clock in late if clock.unit.parent_id})
    effects.notify_many(
        [
            effects.NewNotice(
                kinds.OVERDUE, clock.subject, unit=above[clock.unit.parent_id], target=clock.target_id, about_unit=clock.unit_id
            )
            for clock in late
            if clock.unit.parent_id
        ]
    )
    RunningClock.objects.filter(pk__in=[clock.pk for clock in late]).update(escalated_at=now)
    codes = [str(clock.pk) for clock in late]
    audit.record(by=by, verb="sweep_clocks", subject_type="batch", subject=audit.digest(codes), detail=[("n", str(len(codes)))])
    return len(late)


@action
def ask_job(*, id: UUID, seen: int, kind: str, subject: Subject, total: int, by: Actor) -> Job:
    """Writes down long work that somebody asked for, so that its progress has a page. The caller defers the work itself."""
    _check(by)
    expect_new(seen)
    row = Job(
        id=id, kind=kind, unit_id=by.unit_id or None, user_id=by.user_id, total=total,
        subject_type=subject.type, subject_id=subject.id, subject_code=subject.code,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(by=by, verb="ask_job", subject_type="job", subject=str(row.pk), detail=[("kind", kind)])
    return row
