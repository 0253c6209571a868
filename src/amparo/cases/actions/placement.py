"""A bed is kept, she arrives, she leaves without leave, she comes back, she moves on. Double booking is refused by the database."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.access.verbs import Verb
from amparo.cases import states
from amparo.cases.actions.file import alarm, involve, knot, leave, subject_of
from amparo.cases.actions.passing import hand_on, who_protects
from amparo.cases.models import Bed, Case, Involvement, Referral, Stay
from amparo.cases.parts import BELONGS
from amparo.cases.relations import relations_to
from amparo.core import codelists
from amparo.core.errors import Conflict, Invalid, NotFound
from amparo.core.transitions import move
from amparo.core.versions import bump, take
from amparo.desk import effects


@action
def reserve_bed(*, id: UUID, seen: int, referral: UUID, bed: UUID, by: Actor) -> Stay:
    """The centre keeps a bed for the child of an accepted request. `seen` is the referral's version."""
    asked = take(Referral.objects.visible_to(by).filter(to_unit_id=by.unit_id, service="shelter_place"), referral, seen)
    policy.check(by, Verb.PLACE, group="placement", relations=relations_to(by, asked.case))
    if asked.state != "accepted":
        raise Invalid(_("Primero acepte el pedido de plaza."))
    chosen = Bed.objects.filter(pk=bed, centre__unit_id=by.unit_id, in_use=True).first()
    if chosen is None:
        raise NotFound(_("Elija una plaza de su centro."))
    stay = Stay(
        id=id, case_id=asked.case_id, unit_id=by.unit_id, by=by.user_code, bed=chosen, referral=asked, state="reserved",
        since=timezone.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            stay.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("Esa plaza acaba de ocuparse, o ella ya tiene una. Elija otra.")) from None
    _stand(asked.case, stay)
    knot(asked.case, "bed_kept", track="placement", group="placement", by=by)
    audit.record(by=by, verb=Verb.PLACE, subject_type="referral", subject=asked.code, detail=[("step", "reserve")])
    return stay


@action
def move_stay(*, id: UUID, seen: int, stay: UUID, step: str, reason: str = "", by: Actor) -> Stay:
    """arrive, leave_unannounced, come_back, end (with a reason), cancel. `seen` is the stay's version.

    Leaving without leave is an alarm: tasks for the protecting unit and the police, and a clock.
    """
    row: Stay = take(Stay.objects.visible_to(by), stay, seen)
    case = Case.objects.visible_to(by).select_for_update(of=("self",)).get(pk=row.case_id)
    allowed = relations_to(by, case) | ({Relation.RECEIVER} if row.unit_id == by.unit_id else set())
    policy.check(by, Verb.PLACE, group="placement", relations=allowed)
    if step == "end" and not reason:
        raise Invalid({"reason": [_("Elija por qué deja el centro.")]})
    if reason:
        codelists.check(reason=("stay_end", reason))
    now = timezone.now()
    row.state = move(states.STAY, row.state, step)
    if row.state in ("ended", "cancelled"):
        row.until, row.end_reason = now, reason
    STEPS[step](row, case, now, by)
    bump(row, "state", "arrived_at", "away_since", "until", "end_reason")
    knot(case, f"stay_{step}", track="placement", group="placement", by=by, codes=((f"stay_end:{reason}",) if reason else ()))
    audit.record(by=by, verb=Verb.PLACE, subject_type="case", subject=case.code, detail=[("step", step)])
    return row


def _arrive(row: Stay, case: Case, now: datetime, by: Actor) -> None:
    row.arrived_at = now
    involve(case, row.unit_id, "placement", "responsible")
    _whereabouts(case, "centre")
    _calm(case, by)
    asked = row.referral
    if asked is not None and asked.state == "accepted":
        asked.state, asked.attended_at = move(states.REFERRAL, asked.state, "attend"), now
        bump(asked, "state", "attended_at")


def _away(row: Stay, case: Case, now: datetime, by: Actor) -> None:
    row.away_since = now
    _whereabouts(case, "away")
    alarm("left_without_leave", case, by)
    effects.start_clock("unauthorised_leave", row.unit_id, subject_of(case), now, task="")


def _back(row: Stay, case: Case, now: datetime, by: Actor) -> None:
    row.away_since = None
    _whereabouts(case, "centre")
    _calm(case, by)


def _end(row: Stay, case: Case, now: datetime, by: Actor) -> None:
    missing = row.end_reason == "not_returned"  # her place is free again; she is still looked for
    if not missing:
        _calm(case, by)
    _give_back(case, row.unit_id, missing=missing, by=by)
    leave(case, unit_id=row.unit_id, part="placement", at=now)
    Case.objects.filter(pk=case.pk, current_stay=row).update(current_stay=None)
    if row.arrived_at is not None:  # a place that was only kept says nothing of where she is
        _whereabouts(case, "away" if missing else "unknown")


def _give_back(case: Case, centre: int, *, missing: bool, by: Actor) -> None:
    """What the centre asked and owed goes to who protects her; the term to look for her to the police where nobody does."""
    protects = who_protects(case)
    if protects is not None:
        hand_on(case, "placement", from_unit=centre, to_unit=protects, to_part="protection")
    elif missing:
        police = Involvement.objects.filter(case=case, part="search", until=None).values_list("unit_id", flat=True).first()
        if police is None:
            effects.cancel_clock(subject_of(case), "unauthorised_leave", unit=centre, by=by)
        else:
            effects.pass_on(subject_of(case), BELONGS["placement"], from_unit=centre, to_unit=police)


STEPS = {"arrive": _arrive, "leave_unannounced": _away, "come_back": _back, "end": _end, "cancel": _end}


def _calm(case: Case, by: Actor) -> None:
    """She is found: the alarm ends, and so does the part of those who looked for her."""
    effects.close_tasks(subject_of(case), ("left_without_leave",), by=by)
    effects.meet_clock(subject_of(case), "unauthorised_leave", by=by)
    leave(case, part="search")


def _whereabouts(case: Case, where: str) -> None:
    Case.objects.filter(pk=case.pk).update(whereabouts=where)


def _stand(case: Case, stay: Stay) -> None:
    Case.objects.filter(pk=case.pk).update(current_stay=stay)
