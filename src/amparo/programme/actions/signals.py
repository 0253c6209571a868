"""What a community watch saw: noted without anybody in it, and handed to whoever opens files, as an address and no more."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.models import Unit
from amparo.access.verbs import Verb
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.core.ids import new_code
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.desk import effects
from amparo.desk.subjects import Subject
from amparo.programme import relations, states
from amparo.programme import rules_activities as right
from amparo.programme.actions.activities import Under, district_right, must_be_coded, placed, refuse
from amparo.programme.models import CommunitySignal

HANDED = "programme.signal_handed"
RECEIVERS = ("demuna", "police", "hotline")  # kinds of units; among equally near ones the first


@dataclass(frozen=True)
class SignalFacts:
    """A kind of thing seen in a district on a day. No person, no address, no words."""

    kind: str
    district: str
    under: Under = Under()
    seen: PartialDate | None = None


@action
def note_signal(*, id: UUID, seen: int, compact: UUID, facts: SignalFacts, by: Actor) -> CommunitySignal:
    """Notes what a community watch saw."""
    expect_new(seen)
    place = placed(by, compact, facts.under, regions=(facts.district[:2],), verb=Verb.PREVENT)
    refuse(
        district_right(facts.district),
        must_be_coded(kind=("signal_kind", facts.kind)),
        right.not_later(facts.seen.earliest() if facts.seen else None, timezone.localdate(), field="when"),
    )
    row = CommunitySignal(
        id=id, **place, code=new_code("SEN"), kind=facts.kind, district=facts.district, seen=facts.seen,
        state=states.TABLES["signal"][0],
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(by=by, verb=Verb.PREVENT, subject_type="signal", subject=row.code, detail=[("step", "note")])
    return row


@action
def hand_signal(*, id: UUID, seen: int, signal: UUID, by: Actor) -> CommunitySignal:
    """Hands a signal of one's own to the nearest unit that opens files: its desk gets a task with the address of intake."""
    row = _own(by, signal, seen)
    row.state = move(states.SIGNAL, row.state, "hand")
    receiver = nearest(row.district)
    if receiver is None:
        raise Invalid(_("Ninguna unidad que recibe avisos cubre ese distrito. Llame al 1818."))
    row.handed_at = timezone.now()
    bump(row, "state", "handed_at")
    effects.give_task(kind=HANDED, unit=receiver.pk, subject=Subject("signal", row.pk, row.code), by=by)
    audit.record(
        by=by, verb=Verb.PREVENT, subject_type="signal", subject=row.code, detail=[("step", "hand"), ("to", receiver.code)]
    )
    return row


@action
def dismiss_signal(*, id: UUID, seen: int, signal: UUID, by: Actor) -> CommunitySignal:
    """Sets a signal of one's own aside: it turned out to be nothing."""
    row = _own(by, signal, seen)
    row.state = move(states.SIGNAL, row.state, "dismiss")
    bump(row, "state")
    audit.record(by=by, verb=Verb.PREVENT, subject_type="signal", subject=row.code, detail=[("step", "dismiss")])
    return row


def nearest(district: str) -> Unit | None:
    """The unit that raises alerts with the narrowest jurisdiction around a district; a national one (the hotline) last."""
    found = []
    for unit in Unit.objects.filter(kind__in=RECEIVERS, active=True).order_by("code"):
        covers = [len(prefix) for prefix in unit.ubigeo or [""] if district.startswith(prefix)]
        if covers:
            found.append((-max(covers), RECEIVERS.index(unit.kind), unit.code, unit))
    return min(found)[-1] if found else None


def _own(by: Actor, signal: UUID, seen: int) -> CommunitySignal:
    rows = CommunitySignal.objects.visible_to(by).select_related("award__recipient", "subaward__recipient")
    row: CommunitySignal = take(rows, signal, seen)
    relations.check(by, Verb.PREVENT, group="activities", row=row)
    return row
