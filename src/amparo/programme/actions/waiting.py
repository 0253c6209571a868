"""Who has to do something next about a promise or a takeover, as tasks on the desk. Each is given once and ends by itself."""

from datetime import datetime, time

from django.utils import timezone

from amparo.access.actors import Actor
from amparo.core.dates import PartialDate
from amparo.desk import effects
from amparo.desk.subjects import Subject
from amparo.programme.actions.verdicts import WANTED
from amparo.programme.models import Commitment, Party, Practice
from amparo.programme.rules_commitments import OPEN

AGREE, DUE, TAKE_OVER = "programme.agree_commitment", "programme.commitment_due", "programme.take_over"
ANSWERED_FOR = ("met", "partly", "not_met")  # the other side is asked what it thinks


def commitment(row: Commitment, by: Actor) -> None:
    """Proposed: the other side agrees. Promised: the side that promised keeps the date. Reported: the other side answers."""
    subject = Subject("compact", row.compact_id, row.compact.code)
    effects.withdraw_tasks(subject, [AGREE, DUE, WANTED], target=row.pk, by=by)
    if row.compact.state == "closed":
        return
    own, other = _units(row, by)
    if row.state == "proposed":
        proposer = row.unit_id
        _give(AGREE, other if proposer == own else own, subject, row, by)
    if row.state in OPEN and row.due is not None:
        _give(DUE, own, subject, row, by, row.due)
    if row.state in ANSWERED_FOR:
        _give(WANTED, other, subject, row, by)


def practice(row: Practice, by: Actor) -> None:
    """Until a practice is institutional, who takes it over has a date to keep."""
    subject = Subject("compact", row.compact_id, row.compact.code)
    effects.withdraw_tasks(subject, [TAKE_OVER], target=row.pk, by=by)
    unit = row.owner.unit_id if row.owner else None
    if row.stage != "institutional" and row.takes_over_on is not None and row.compact.state != "closed":
        _give(TAKE_OVER, unit, subject, row, by, row.takes_over_on)


def _give(
    kind: str, unit: int | None, subject: Subject, row: Commitment | Practice, by: Actor, due: PartialDate | None = None
) -> None:
    if unit is not None:
        effects.give_task(kind=kind, unit=unit, subject=subject, due=_end(due) if due else None, by=by, target=row.pk)


def _units(row: Commitment, by: Actor) -> tuple[int | None, int | None]:
    """The unit that acts for the side that promised, and for the other."""
    own, other = None, None
    for party in Party.objects.visible_to(by).filter(compact=row.compact_id).select_related("organisation"):
        if party.pk == row.party_id:
            own = party.organisation.unit_id
        else:
            other = party.organisation.unit_id
    return own, other


def _end(due: PartialDate) -> datetime:
    """The last moment of the last day the date can mean, here."""
    return timezone.make_aware(datetime.combine(due.latest(), time(23, 59, 59)))
