"""A service is asked for and answered."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.cases import coded, rules, states
from amparo.cases.actions.file import involve, knot, leave, subject_of, unit_for
from amparo.cases.actions.passing import who_waits
from amparo.cases.models import Case, Involvement, Referral, ReferralMessage
from amparo.cases.parts import of_role
from amparo.cases.relations import relations_to, take_case
from amparo.cases.routing import SERVICES, TERMS
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid
from amparo.core.ids import new_code, new_id
from amparo.core.sealed import write_sealed
from amparo.core.transitions import move
from amparo.core.versions import bump, take
from amparo.desk import effects
from amparo.desk.subjects import Subject

STAMPS = {
    "seen": "seen_at",
    "accepted": "answered_at",
    "refused": "answered_at",
    "attended": "attended_at",
    "not_attended": "attended_at",
    "returned": "returned_at",
}


@dataclass(frozen=True)
class Need:
    """What is asked of a service: what is needed, how soon, and how to treat her. Never what happened."""

    service: str
    text: str
    urgency: str = "unknown"
    wanted: PartialDate | None = None
    interpreter: str = "unknown"
    opinion: str = "not_asked"


@action
def refer(*, id: UUID, seen: int, case: UUID, to_unit: int, need: Need, by: Actor) -> Referral:
    """Asks a unit for a service. It learns what is needed and a code; the name is said in person."""
    row = take_case(by, case, seen, Verb.REFER, "own_referral")
    if row.protection in states.ENDED:
        raise Invalid(_("El expediente está cerrado. Reábralo antes de derivar."))
    codelists.check(
        service=(SERVICES, need.service), urgency=(coded.URGENCIES, need.urgency),
        interpreter=(coded.ANSWERS, need.interpreter), opinion=("opinion", need.opinion),
    )  # fmt: skip
    now = timezone.now()
    if messages := rules.referral_needs(need.text, need.urgency, need.wanted, PartialDate.from_date(timezone.localdate(now))):
        raise Invalid(messages)
    unit_for(row, to_unit, kind=SERVICES[need.service], by=by)
    referral = Referral(
        id=id, code=new_code("DER"), case=row, unit_id=by.unit_id, by=by.user_code, service=need.service, to_unit_id=to_unit,
        sender_id=by.unit_id, part=_part(row, by), state="sent", urgency=need.urgency, wanted=need.wanted, interpreter=need.interpreter, opinion=need.opinion, sent_at=now,
    )  # fmt: skip
    write_sealed(referral, "need", need.text.strip(), key=row.key)
    referral.save(force_insert=True)
    involve(row, to_unit, "service", "receiver", referral.pk)
    knot(row, "referred", track="referral", group="referrals", by=by, codes=(f"service:{need.service}",))
    effects.start_clock(
        TERMS.get(need.service, "referral_other"), to_unit, subject_of(row), now,
        asked_by=by.unit_id, target=referral.pk, task="answer_referral",
    )  # fmt: skip
    audit.record(by=by, verb=Verb.REFER, subject_type="referral", subject=referral.code, detail=[("case", row.code)])
    return referral


@action
def answer_referral(*, id: UUID, seen: int, referral: UUID, step: str, text: str = "", reason: str = "", by: Actor) -> Referral:
    """The receiver's turn: see, accept, refuse (with a reason), attend, not_attended, return. `seen` is the referral's version."""
    row: Referral = take(Referral.objects.visible_to(by).filter(to_unit_id=by.unit_id), referral, seen)
    policy.check(by, Verb.ANSWER, group="own_referral", relations=relations_to(by, row.case))
    if step == "refuse" and (messages := rules.refusal_has_reason(reason)):
        raise Invalid(messages)
    if reason:
        codelists.check(reason=("refusal_reason", reason))
    if step == "withdraw":
        raise Denied(_("Solo quien derivó puede retirar la derivación."))
    _step(row, step, text, reason, by)
    effects.notify("referral_answered", subject_of(row.case), unit=who_waits(row), target=row.pk, about_unit=by.unit_id)
    return row


@action
def withdraw_referral(*, id: UUID, seen: int, referral: UUID, text: str = "", by: Actor) -> Referral:
    """Who answers for the request takes it back; the receiver is told and keeps only that it was asked.

    That is who asked, or who has the part under which it was asked by now: after a hand-over only that unit.
    """
    own = Q(unit_id=by.unit_id) | Q(sender_id=by.unit_id)
    row: Referral = take(Referral.objects.visible_to(by).filter(own), referral, seen)
    policy.check(by, Verb.REFER, group="own_referral", relations=relations_to(by, row.case))
    if row.sender_id != by.unit_id:
        raise Denied(_("Su unidad ya entregó este pedido. Lo retira quien está a cargo ahora."))
    _step(row, "withdraw", text, "", by)
    effects.notify("referral_withdrawn", subject_of(row.case), unit=row.to_unit_id, target=row.pk, about_unit=by.unit_id)
    return row


@action
def say(*, id: UUID, seen: int, referral: UUID, text: str, by: Actor) -> ReferralMessage:
    """One more turn of the conversation, by either end, that changes no state (insist, clarify, confirm an hour)."""
    row: Referral = take(Referral.objects.visible_to(by), referral, seen)
    if by.unit_id not in (row.sender_id, row.to_unit_id):
        raise Denied(_("Solo las dos unidades de la derivación escriben aquí."))
    policy.check(by, Verb.SEE, group="own_referral", relations=relations_to(by, row.case))
    if row.state in states.REFERRAL_ENDS:
        raise Invalid(_("Esta conversación ya terminó."))
    if not text.strip():
        raise Invalid({"text": [_("Escriba el mensaje.")]})
    message = _message(row, "say", text, by, id)
    other = row.to_unit_id if by.unit_id == row.sender_id else who_waits(row)
    effects.notify("referral_message", subject_of(row.case), unit=other, target=row.pk, about_unit=by.unit_id)
    audit.record(by=by, verb=Verb.ANSWER, subject_type="referral", subject=row.code, detail=[("step", "say")])
    return message


def _part(case: Case, by: Actor) -> str:
    """The part under which the actor's unit asks."""
    rows = Involvement.objects.filter(case=case, unit_id=by.unit_id, relation="responsible", until=None)
    return of_role(by.role, rows.values_list("part", flat=True))


def _step(row: Referral, step: str, text: str, reason: str, by: Actor) -> None:
    row.state = move(states.REFERRAL, row.state, step)
    now = timezone.now()
    stamp = STAMPS.get(row.state)
    if stamp:
        setattr(row, stamp, now)
    row.refusal_reason = reason if row.state == "refused" else ""
    bump(row, "state", "refusal_reason", *((stamp,) if stamp else ()))
    if text.strip() or step != "see":
        _message(row, step, text, by, new_id())
    _after(row, by)
    knot(row.case, f"referral_{row.state}", track="referral", group="referrals", by=by, codes=(f"service:{row.service}",))
    audit.record(by=by, verb=Verb.ANSWER, subject_type="referral", subject=row.code, detail=[("step", step)])


def _after(row: Referral, by: Actor) -> None:
    subject: Subject = subject_of(row.case)
    rule = TERMS.get(row.service, "referral_other")
    if row.state == "withdrawn":
        effects.cancel_clock(subject, rule, target=row.pk, by=by)
    elif row.state != "seen":
        effects.meet_clock(subject, rule, target=row.pk, by=by)
    if row.state in states.REFERRAL_ENDS:
        leave(row.case, referral=row.pk)


def _message(row: Referral, step: str, text: str, by: Actor, id: UUID) -> ReferralMessage:
    message = ReferralMessage(
        id=id, referral=row, case_id=row.case_id, unit_id=by.unit_id, by=by.user_code, step=step, at=timezone.now()
    )
    if text.strip():
        write_sealed(message, "text", text.strip(), key=row.case.key)
    message.save(force_insert=True)
    return message
