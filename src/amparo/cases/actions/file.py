"""What the acts on a file share: knots of the timeline, who is involved, the subject for the desk."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.access.models import Unit
from amparo.cases.models import Case, Involvement, Milestone
from amparo.cases.routing import receivers
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.core.ids import new_id
from amparo.core.sealed import write_sealed
from amparo.desk import effects
from amparo.desk.subjects import Subject


def subject_of(case: Case) -> Subject:
    """The file as the desk knows it."""
    return Subject("case", case.pk, case.code)


def knot(
    case: Case,
    kind: str,
    *,
    track: str,
    by: Actor,
    group: str = "milestones",
    codes: tuple[str, ...] = (),
    happened: PartialDate | None = None,
    note: str = "",
) -> Milestone:
    """Adds a knot to the timeline and marks the file as changed now (its version stays: a knot changes nothing seen)."""
    now = timezone.now()
    row = Milestone(
        id=new_id(), case=case, unit_id=by.unit_id, by=by.user_code, kind=kind, track=track, group=group,
        at=now, happened=happened, codes=list(codes),
    )  # fmt: skip
    if note.strip():
        write_sealed(row, "note", note.strip(), key=case.key)
    row.save(force_insert=True)
    Case.objects.filter(pk=case.pk).update(changed_at=now)
    return row


def involve(case: Case, unit_id: int, part: str, relation: str, referral: UUID | None = None) -> None:
    """Lets a unit in, unless it is already in with this part and relation."""
    there = Involvement.objects.filter(case=case, unit_id=unit_id, part=part, relation=relation, until=None, referral_id=referral)
    if not there.exists():
        Involvement(
            id=new_id(), case=case, unit_id=unit_id, part=part, relation=relation, since=timezone.now(), referral_id=referral
        ).save(force_insert=True)


def unit_for(case: Case, unit_id: int, *, kind: str, by: Actor) -> Unit:
    """The unit that gets something of the file: another one at work, of this kind, and none the file is hidden from.

    Raises `Invalid` with one sentence for all of it, so that nobody learns from whom a file is hidden.
    """
    unit = Unit.objects.filter(pk=unit_id, kind=kind, active=True).exclude(pk=by.unit_id).first()
    if unit is None or set(unit.path) & set(case.hidden):
        raise Invalid({"to_unit": [_("Elija otra unidad.")]})
    return unit


def leave(
    case: Case,
    *,
    unit_id: int | None = None,
    part: str = "",
    relation: str = "",
    referral: UUID | None = None,
    at: datetime | None = None,
) -> int:
    """Ends involvements: those of a unit, of a part, of a relation, or of a referral. Returns how many ended."""
    rows = Involvement.objects.filter(case=case, until=None)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    if part:
        rows = rows.filter(part=part)
    if relation:
        rows = rows.filter(relation=relation)
    if referral is not None:
        rows = rows.filter(referral_id=referral)
    ended: int = rows.update(until=at or timezone.now())
    return ended


def alarm(kind: str, case: Case, by: Actor) -> None:
    """Something that cannot wait: a task for the unit that protects her and for the police of the place."""
    told = set(
        Involvement.objects.filter(case=case, part="protection", relation="responsible", until=None).values_list(
            "unit_id", flat=True
        )
    )
    police = receivers(("police",), case.region, without=case.hidden).get("police")
    if police is not None and kind == "left_without_leave":
        involve(case, police.pk, "search", "receiver")
        told.add(police.pk)
    for unit in told:
        effects.give_task(kind=kind, unit=unit, subject=subject_of(case), by=by)
