"""Provisional protection with its court clock, and the steps of the court (DL 1297; text of 2016, to be verified)."""

from uuid import UUID

from django.utils import timezone

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.cases import states
from amparo.cases.actions.file import involve, knot, subject_of
from amparo.cases.models import Case, Measure
from amparo.cases.relations import take_case
from amparo.cases.routing import receivers
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.transitions import move
from amparo.core.versions import bump, take
from amparo.desk import effects

# court step → (clocks it meets, clocks it starts: (rule, task); the court owes them)
COURT_CLOCKS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "send_to_court": (("court_copies",), (("court_hearing", "hold_hearing"),)),
    "hold_hearing": (("court_hearing",), (("court_decision", "decide_measure"),)),
    "ratify": (("court_hearing", "court_decision"), ()),
    "reject": (("court_hearing", "court_decision"), ()),
    "end": (("court_copies", "court_hearing", "court_decision"), ()),
}
STAMPS = {
    "send_to_court": "sent_to_court_at",
    "hold_hearing": "hearing_at",
    "ratify": "decided_at",
    "reject": "decided_at",
    "end": "ended_at",
}


@action
def open_protection(*, id: UUID, seen: int, case: UUID, resolution_number: str, resolved: PartialDate, by: Actor) -> Measure:
    """Opens provisional protection. It opens on *presumed*, waits for nobody, and starts the clock of the court."""
    row = take_case(by, case, seen, Verb.OPEN_PROTECTION, "protection")
    now = timezone.now()
    row.protection = move(states.PROTECTION, row.protection, "open_protection")
    court = receivers(("court",), row.region, without=row.hidden).get("court")
    measure = Measure(
        id=id, case=row, unit_id=by.unit_id, by=by.user_code, state="opened", resolution_number=resolution_number.strip(),
        resolved=resolved, opened_at=now, court=court,
    )  # fmt: skip
    measure.save(force_insert=True)
    row.current_measure = measure
    bump(row, "protection", "current_measure")
    knot(row, "protection_opened", track="protection", by=by, happened=resolved)
    subject = subject_of(row)
    effects.close_tasks(subject, ("open_protection",), by=by)
    for rule, task in (("court_copies", "send_to_court"), ("first_evaluation", "first_evaluation"), ("plan_made", "write_plan")):
        effects.start_clock(rule, by.unit_id, subject, now, task=task)
    audit.record(by=by, verb=Verb.OPEN_PROTECTION, subject_type="case", subject=row.code)
    return measure


@action
def record_court_step(*, id: UUID, seen: int, measure: UUID, step: str, happened: PartialDate | None, by: Actor) -> Measure:
    """Records a step of the court. UPE sends and may record what the court did; the court records its own acts.

    step  a column of `states.MEASURE`: send_to_court, hold_hearing, ratify, reject, end
    """
    row: Measure = take(Measure.objects.visible_to(by), measure, seen)
    case = take_case(by, row.case_id, row.case.version, Verb.RECORD_COURT, "protection")
    row.state = move(states.MEASURE, row.state, step)
    now = timezone.now()
    setattr(row, STAMPS[step], now)
    bump(row, "state", STAMPS[step])
    met, begun = COURT_CLOCKS[step]
    subject = subject_of(case)
    for rule in met:
        effects.meet_clock(subject, rule, by=by)
    if step == "send_to_court" and row.court_id:
        involve(case, row.court_id, "court", "receiver")
    for rule, task in begun:
        effects.start_clock(rule, row.court_id or row.unit_id, subject, now, asked_by=row.unit_id, task=task)
    knot(case, f"court_{step}", track="protection", group="protection", by=by, happened=happened)
    audit.record(by=by, verb=Verb.RECORD_COURT, subject_type="case", subject=case.code, detail=[("step", step)])
    return row


@action
def record_penal_step(*, id: UUID, seen: int, case: UUID, step: str, happened: PartialDate | None, by: Actor) -> Case:
    """Records a milestone of the penal route as the prosecutor lets it be known: no content, only that it was."""
    row = take_case(by, case, seen, Verb.RECORD_PENAL, "penal")
    codelists.check(step=("penal_step", step))
    knot(row, f"penal_{step}", track="penal", group="penal", by=by, codes=(f"penal_step:{step}",), happened=happened)
    audit.record(by=by, verb=Verb.RECORD_PENAL, subject_type="case", subject=row.code, detail=[("step", step)])
    return row
