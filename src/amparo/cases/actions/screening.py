"""Screening with stops, and each institution's own decision about her being a victim."""

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.cases import coded, rules, states
from amparo.cases.actions.file import knot, subject_of
from amparo.cases.models import CaseCode, Screening, ScreeningAnswer, StatusDecision
from amparo.cases.relations import take_case
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.core.ids import new_id
from amparo.core.transitions import move
from amparo.core.versions import bump, take
from amparo.desk import effects

Answers = Mapping[tuple[str, str], str]  # (kind, code) → yes, no, unknown
KEPT = ("act", "means", "purpose")


@action
def begin_screening(*, id: UUID, seen: int, case: UUID, by: Actor) -> Screening:
    """Begins a screening; safety questions come first. One at a time in a unit: the one begun is taken up again."""
    row = take_case(by, case, seen, Verb.SCREEN, "screening")
    if Screening.objects.visible_to(by).filter(case=row, unit_id=by.unit_id).exclude(state="done").exists():
        raise Invalid(_("Su unidad ya empezó un tamizaje. Retómelo donde quedó."))
    screening = Screening(id=id, case=row, unit_id=by.unit_id, by=by.user_code, state="begun", step="safety")
    screening.save(force_insert=True)
    audit.record(by=by, verb=Verb.SCREEN, subject_type="case", subject=row.code, detail=[("screening", "begun")])
    return screening


@action
def answer_screening(*, id: UUID, seen: int, screening: UUID, step: str, answers: Answers, pause: bool, by: Actor) -> Screening:
    """Keeps the answers of one step, and stops there if she needs to. Answers given before are replaced by these."""
    row: Screening = take(Screening.objects.visible_to(by).filter(unit_id=by.unit_id), screening, seen)
    take_case(by, row.case_id, row.case.version, Verb.SCREEN, "screening")
    if row.state == "done":
        raise Invalid(_("Este tamizaje ya terminó."))
    coded.check_answers(step, answers)
    _keep(row, answers, by)
    if pause != (row.state == "paused"):
        row.state = move(states.SCREENING, row.state, "pause" if pause else "resume")
    row.step = step
    bump(row, "state", "step")
    audit.record(by=by, verb=Verb.SCREEN, subject_type="case", subject=row.case.code, detail=[("step", step)])
    return row


@action
def finish_screening(*, id: UUID, seen: int, screening: UUID, by: Actor) -> Screening:
    """Ends the screening: the rule proposes, a person decides afterwards. Acts and purposes become facts of the file."""
    row: Screening = take(Screening.objects.visible_to(by).filter(unit_id=by.unit_id), screening, seen)
    case = take_case(by, row.case_id, row.case.version, Verb.SCREEN, "screening")
    row.state = move(states.SCREENING, row.state, "finish")
    row.finished_at = timezone.now()
    said = list(row.answers.all())
    answers = {(answer.kind, answer.code): answer.value for answer in said}
    row.outcome = rules.presumption(answers, indicator_weights(), case.minor != "adult")
    bump(row, "state", "finished_at", "outcome")
    for answer in said:
        if answer.kind in KEPT and answer.value == "yes":
            CaseCode.objects.get_or_create(
                case=case, kind=answer.kind, value=answer.code, unit_id=by.unit_id, defaults={"id": new_id(), "by": by.user_code}
            )
    knot(case, "screened", track="status", group="screening", by=by, codes=(f"outcome:{row.outcome}",))
    effects.close_tasks(subject_of(case), ("screen",), by=by)
    audit.record(by=by, verb=Verb.SCREEN, subject_type="case", subject=case.code, detail=[("outcome", row.outcome)])
    return row


@action
def decide_status(*, id: UUID, seen: int, case: UUID, status: str, decided: PartialDate, basis: str, by: Actor) -> StatusDecision:
    """One institution's decision. Those of others stay; protection goes on whatever it says."""
    row = take_case(by, case, seen, Verb.DECIDE_STATUS, "status")
    codelists.check(status=(coded.DECISIONS, status), basis=("status_basis", basis))
    decision = StatusDecision(
        id=id, case=row, unit_id=by.unit_id, by=by.user_code, status=status, decided=decided, at=timezone.now(), basis=basis
    )
    decision.save(force_insert=True)
    knot(row, "status", track="status", group="status", by=by, codes=(f"victim_status:{status}",), happened=decided)
    audit.record(by=by, verb=Verb.DECIDE_STATUS, subject_type="case", subject=row.code, detail=[("status", status)])
    return decision


def indicator_weights() -> dict[str, tuple[str, str]]:
    """Indicator code → (dimension, weight), from the code list of the ILO child profile."""
    return {item.value: (item.parent, item.weight) for item in codelists.items("ilo_child_labour") if item.weight}


def _keep(row: Screening, answers: Answers, by: Actor) -> None:
    made = [
        ScreeningAnswer(
            id=new_id(),
            screening=row,
            case_id=row.case_id,
            unit_id=by.unit_id,
            by=by.user_code,
            kind=kind,
            code=code,
            value=value,
        )
        for (kind, code), value in answers.items()
    ]
    ScreeningAnswer.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["screening", "kind", "code"], update_fields=["value"]
    )
