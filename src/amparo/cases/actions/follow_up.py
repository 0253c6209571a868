"""Reintegration, visits, closure, and opening again."""

from datetime import datetime
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.cases import states
from amparo.cases.actions.file import alarm, involve, knot, leave, subject_of, unit_for
from amparo.cases.models import Case, FollowUp, Measure
from amparo.cases.relations import take_case
from amparo.core import codelists
from amparo.core.errors import Invalid
from amparo.core.sealed import write_sealed
from amparo.core.transitions import allowed, move
from amparo.core.versions import bump, take
from amparo.desk import effects

MONTHS = (1, 3, 6, 12)


@action
def begin_reintegration(*, id: UUID, seen: int, case: UUID, to_unit: int | None, by: Actor) -> Case:
    """She goes on to reintegration; the visits of the months 1, 3, 6 and 12 are planned, with whoever accompanies them."""
    row = take_case(by, case, seen, Verb.FOLLOW_UP, "follow_up")
    row.protection = move(states.PROTECTION, row.protection, "reintegrate")
    bump(row, "protection")
    if to_unit is not None and to_unit != by.unit_id:
        unit_for(row, to_unit, kind="reintegration", by=by)
        involve(row, to_unit, "reintegration", "responsible")
    _plan_visits(row, id, to_unit or by.unit_id, timezone.now(), by)
    knot(row, "reintegration", track="protection", by=by)
    audit.record(by=by, verb=Verb.FOLLOW_UP, subject_type="case", subject=row.code, detail=[("step", "begin")])
    return row


@action
def record_visit(*, id: UUID, seen: int, visit: UUID, outcome: str, note: str = "", by: Actor) -> FollowUp:
    """Records a visit. A sign of new recruitment is an alarm for the protecting unit. `seen` is the visit's version."""
    row: FollowUp = take(FollowUp.objects.visible_to(by), visit, seen)
    case = take_case(by, row.case_id, row.case.version, Verb.FOLLOW_UP, "follow_up")
    if not outcome:
        raise Invalid({"outcome": [_("Elija cómo está.")]})
    codelists.check(outcome=("follow_up_outcome", outcome))
    row.state = move(states.FOLLOW_UP, row.state, "do")
    row.done_at, row.outcome = timezone.now(), outcome
    if note.strip():
        write_sealed(row, "note", note.strip(), key=case.key)
    bump(row, "state", "done_at", "outcome", "note")
    subject = subject_of(case)
    effects.meet_clock(subject, f"follow_up_{row.month}", by=by)
    if outcome in ("retrafficking", "at_risk"):
        alarm(f"visit_{outcome}", case, by)
    if "follow" in allowed(states.PROTECTION, case.protection):
        case.protection = move(states.PROTECTION, case.protection, "follow")
        bump(case, "protection")
    knot(case, "visited", track="protection", group="follow_up", by=by, codes=(f"follow_up_outcome:{outcome}",))
    audit.record(by=by, verb=Verb.FOLLOW_UP, subject_type="case", subject=case.code, detail=[("outcome", outcome)])
    return row


@action
def close_case(*, id: UUID, seen: int, case: UUID, reason: str, by: Actor) -> Case:
    """Closes the protection of a file, with a reason; clocks and tasks end, everybody involved is past. It can be opened again."""
    row = take_case(by, case, seen, Verb.CLOSE, "header")
    if not reason:
        raise Invalid({"reason": [_("Elija por qué se cierra.")]})
    codelists.check(reason=("closure_reason", reason))
    if row.current_stay_id is not None:
        raise Invalid(_("Todavía tiene plaza en un centro. Registre primero su egreso."))
    now = timezone.now()
    row.protection = move(states.PROTECTION, row.protection, "close")
    row.closed_at, row.closure_reason = now, reason
    bump(row, "protection", "closed_at", "closure_reason")
    Measure.objects.filter(case=row, ended_at=None).update(state="ended", ended_at=now)
    FollowUp.objects.filter(case=row, state="planned").update(state="cancelled")
    knot(row, "closed", track="protection", by=by, codes=(f"closure_reason:{reason}",))
    effects.withdraw_all(subject_of(row), by=by)
    for part in ("service", "placement", "court", "reintegration"):
        leave(row, part=part, at=now)
    audit.record(by=by, verb=Verb.CLOSE, subject_type="case", subject=row.code, detail=[("reason", reason)])
    return row


@action
def reopen_case(*, id: UUID, seen: int, case: UUID, by: Actor) -> Case:
    """Opens a closed or dismissed file again: presumed once more, with everything that was written."""
    row = take_case(by, case, seen, Verb.REOPEN, "header")
    row.protection = move(states.PROTECTION, row.protection, "reopen")
    row.closed_at, row.closure_reason = None, ""
    bump(row, "protection", "closed_at", "closure_reason")
    knot(row, "reopened", track="protection", by=by)
    effects.give_task(kind="open_protection", unit=by.unit_id, subject=subject_of(row), by=by)
    audit.record(by=by, verb=Verb.REOPEN, subject_type="case", subject=row.code)
    return row


def _plan_visits(case: Case, seed: UUID, unit: int, start: datetime, by: Actor) -> None:
    FollowUp.objects.filter(case=case, state="planned").update(state="cancelled")
    done = set(FollowUp.objects.filter(case=case, state="done").values_list("month", flat=True))
    for month in MONTHS:
        if month in done:
            continue
        pk = uuid5(seed, f"visit {month}")
        clock = effects.start_clock(f"follow_up_{month}", unit, subject_of(case), start, target=pk, task="visit")
        visit = FollowUp(
            id=pk, case=case, unit_id=unit, by=by.user_code, month=month,
            due_at=clock.due_at or start, state="planned",
        )  # fmt: skip
        visit.save(force_insert=True)
