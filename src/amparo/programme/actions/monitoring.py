"""Monitoring visits, what they found, and what must be done about it, by whom and until when."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Denied, Invalid
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.desk import effects
from amparo.desk.subjects import Subject
from amparo.programme import rules
from amparo.programme import rules_awards as judge
from amparo.programme.actions.granting import coded, compact_of, end_of, found, organisation, subject_of, watching
from amparo.programme.models import ActionPoint, Award, Finding, Reach, SubAward, Visit
from amparo.programme.models.base import AwardRow
from amparo.programme.states import ACTION_POINT, FINDING, VISIT

VISIT_DUE, POINT_DUE, TO_VERIFY = "programme.visit_due", "programme.action_point", "programme.point_to_verify"


@action
def plan_visit(*, id: UUID, seen: int, award: UUID | None, subaward: UUID | None, on: date, purpose: str, by: Actor) -> Visit:
    """Plans a monitoring visit to who carries an award or a sub-award out. It waits on the planner's desk."""
    held = found(by, award, subaward)
    watching(by, compact_of(held), held)
    expect_new(seen)
    messages = rules.merged([
        judge.not_before(on, timezone.localdate(), field="on"), _said("purpose", purpose, _("Diga para qué es la visita.")),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    row = Visit(id=id, planned_on=on, purpose=purpose, state="planned", **below(held, by))
    row.save(force_insert=True)
    effects.give_task(
        kind=VISIT_DUE,
        unit=by.unit_id,
        subject=subject_of(row.award_id, held[1], _number(held)),
        target=row.pk,
        due=end_of(on),
        by=by,
    )
    _noted(row, by, "plan_visit")
    return row


@action
def do_visit(*, id: UUID, seen: int, visit: UUID, on: date, conclusion: str, by: Actor) -> Visit:
    """The visit was made, and what it came to in a few words."""
    row: Visit = _taken(Visit, by, visit, seen)
    row.state = move(VISIT, row.state, "do")
    messages = rules.merged([
        judge.not_after(on, timezone.localdate(), field="on"),
        _said("conclusion", conclusion, _("Escriba qué concluyó la visita.")),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    row.visited_on, row.conclusion = on, conclusion
    bump(row, "state", "visited_on", "conclusion")
    effects.close_tasks(_subject(row), [VISIT_DUE], target=row.pk, by=by)
    _noted(row, by, "do_visit")
    return row


@action
def cancel_visit(*, id: UUID, seen: int, visit: UUID, by: Actor) -> Visit:
    """The visit is not made."""
    row: Visit = _taken(Visit, by, visit, seen)
    row.state = move(VISIT, row.state, "cancel")
    bump(row, "state")
    effects.withdraw_tasks(_subject(row), [VISIT_DUE], target=row.pk, by=by)
    _noted(row, by, "cancel_visit")
    return row


@action
def record_finding(
    *, id: UUID, seen: int, award: UUID | None, subaward: UUID | None, visit: UUID | None, text: str, severity: str, by: Actor
) -> Finding:
    """What a visit (or a look from the desk) found, and how grave it is."""
    held = found(by, award, subaward)
    watching(by, compact_of(held), held)
    expect_new(seen)
    messages = rules.merged([coded(severity=("severity", severity)), _said("text", text, _("Escriba qué encontró."))])
    if visit is not None:
        made = Visit.objects.visible_to(by).filter(pk=visit, state="done").first()
        if made is None or (made.subaward_id, made.award_id) != _ids(held):
            messages["visit"] = [_("Elija una visita hecha de esta adjudicación.")]
    if messages:
        raise Invalid(messages)
    row = Finding(id=id, visit_id=visit, text=text, severity=severity, state="open", **below(held, by))
    row.save(force_insert=True)
    _noted(row, by, "find")
    return row


@action
def close_finding(*, id: UUID, seen: int, finding: UUID, by: Actor) -> Finding:
    """Closes a finding, when every action point about it is verified."""
    row: Finding = _taken(Finding, by, finding, seen)
    row.state = move(FINDING, row.state, "close")
    waiting = ActionPoint.objects.visible_to(by).filter(finding=row).exclude(state="verified").count()
    if waiting:
        raise Invalid(_("Faltan verificar medidas de este hallazgo: %(n)s.") % {"n": waiting})
    bump(row, "state")
    _noted(row, by, "close_finding")
    return row


@action
def reopen_finding(*, id: UUID, seen: int, finding: UUID, by: Actor) -> Finding:
    """The same thing was found again."""
    row: Finding = _taken(Finding, by, finding, seen)
    row.state = move(FINDING, row.state, "reopen")
    bump(row, "state")
    _noted(row, by, "reopen_finding")
    return row


@action
def add_point(*, id: UUID, seen: int, finding: UUID, text: str, owner: UUID, due: date, by: Actor) -> ActionPoint:
    """What must be done about a finding. It waits on its owner's desk until then. `seen` is the finding's version."""
    about: Finding = _taken(Finding, by, finding, seen)
    if about.state != "open":
        raise Invalid(_("Ese hallazgo ya está cerrado."))
    held = about.subaward or about.award
    if held is not None and held.state == "draft":
        raise Invalid(_("Ese acuerdo todavía no se firma: nadie puede recibir una medida todavía."))
    messages = rules.merged([
        judge.not_before(due, timezone.localdate(), field="due"), _said("text", text, _("Escriba qué hay que hacer.")),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    who = organisation(owner, "owner")
    if who.pk not in owners(about, by):
        raise Invalid({"owner": [_("Elija a quien recibe esta adjudicación o este subacuerdo.")]})
    bump(about)
    row = _point(id, about, text=text, owner=who, due=due, by=by)
    row.save(force_insert=True)
    if who.unit_id:
        effects.give_task(kind=POINT_DUE, unit=who.unit_id, subject=_subject(row), target=row.pk, due=end_of(due), by=by)
    _noted(row, by, "add_point")
    return row


@action
def do_point(*, id: UUID, seen: int, point: UUID, on: date, by: Actor) -> ActionPoint:
    """Its owner did it; who watches over it verifies it next."""
    row: ActionPoint = take(_rows(ActionPoint, by).select_related("owner"), point, seen)
    if row.owner.unit_id != by.unit_id:
        raise Denied(_("Lo hace la organización a la que se le encargó."))
    row.state = move(ACTION_POINT, row.state, "do")
    if messages := judge.not_after(on, timezone.localdate(), field="on"):
        raise Invalid(messages)
    row.done_on = on
    bump(row, "state", "done_on")
    effects.close_tasks(_subject(row), [POINT_DUE], target=row.pk, by=by)
    effects.give_task(kind=TO_VERIFY, unit=row.unit_id, subject=_subject(row), target=row.pk, by=by)
    _noted(row, by, "do_point", Verb.SPEND)
    return row


@action
def verify_point(*, id: UUID, seen: int, point: UUID, done: bool, by: Actor) -> ActionPoint:
    """Who watches over it says whether it was really done; if not, it is open again."""
    row: ActionPoint = take(_rows(ActionPoint, by).select_related("owner"), point, seen)
    watching(by, row.compact, (row.award, row.subaward))
    if done and row.owner.unit_id == by.unit_id:
        raise Denied(_("Lo verifica otra organización, no la que lo hizo."))
    row.state = move(ACTION_POINT, row.state, "verify" if done else "reopen")
    row.done_on = row.done_on if done else None
    bump(row, "state", "done_on")
    effects.close_tasks(_subject(row), [TO_VERIFY], target=row.pk, by=by)
    if not done and row.owner.unit_id:
        effects.give_task(
            kind=POINT_DUE, unit=row.owner.unit_id, subject=_subject(row), target=row.pk, due=end_of(row.due), by=by
        )
    _noted(row, by, "verify_point" if done else "reopen_point")
    return row


def below(held: tuple[Award | None, SubAward | None], by: Actor) -> dict[str, Any]:
    """What a row of an award or sub-award takes from it: compact, whose it is, regions; and who writes it."""
    award, subaward = held
    row: Any = subaward or award
    return {
        "compact": row.compact, "award_id": subaward.award_id if subaward else row.pk, "subaward": subaward, "regions": row.regions,
        "unit_id": by.unit_id, "by": by.user_code, "reach": Reach.AWARD,
    }  # fmt: skip


def owners(about: AwardRow, by: Actor) -> dict[UUID, str]:
    """Whom an action point can be given to: who carries the work out, never who watches over it. Id → short name."""
    held = [row.recipient for row in (about.subaward, about.award) if row is not None]
    return {one.pk: one.short_name for one in held if one.unit_id != by.unit_id}


def _point(id: UUID, about: Finding, *, text: str, owner: Any, due: date, by: Actor) -> ActionPoint:
    return ActionPoint(
        id=id, finding=about, text=text, owner=owner, due=due, state="open", compact=about.compact, award_id=about.award_id,
        subaward=about.subaward, regions=about.regions, unit_id=by.unit_id, by=by.user_code, reach=Reach.AWARD,
    )  # fmt: skip


def _rows(model: Any, by: Actor) -> Any:
    return model.objects.visible_to(by).select_related("compact", "award__recipient", "subaward__recipient")


def _taken(model: Any, by: Actor, pk: UUID, seen: int) -> Any:
    """A row of the monitoring, for who watches over its award. Raises `Denied`, `NotFound`, `Conflict`."""
    row = take(_rows(model, by), pk, seen)
    watching(by, row.compact, (row.award, row.subaward))
    return row


def _said(name: str, text: str, wanted: str) -> rules.Messages:
    return {name: [wanted]} if not text.strip() else rules.about_nobody(**{name: text})


def _ids(held: tuple[Award | None, SubAward | None]) -> tuple[UUID | None, UUID | None]:
    award, subaward = held
    if subaward is not None:
        return subaward.pk, subaward.award_id
    return None, award.pk if award else None


def _number(held: tuple[Award | None, SubAward | None]) -> str:
    row: Any = held[1] or held[0]
    return str(row.number)


def _subject(row: AwardRow) -> Subject:
    number = row.award.number if row.award else ""
    return subject_of(row.award_id, row.subaward, number)


def _noted(row: AwardRow, by: Actor, step: str, verb: Verb = Verb.MONITOR) -> None:
    kind = type(row).__name__.lower()
    audit.record(by=by, verb=verb, subject_type=kind, subject=str(row.pk), detail=[("step", step)])
