"""The referrals of a file as conversations with a clock; who may not see them all sees the own ones."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.cases import labels
from amparo.cases.models import Referral, ReferralMessage
from amparo.cases.queries import clocks
from amparo.cases.queries.file import Sheet
from amparo.core import codelists
from amparo.core.envelopes import open_text, place
from amparo.core.sealed import read_sealed
from amparo.desk.models import RunningClock
from amparo.ui import moments
from amparo.ui.components import Action, Clock, Conversation, Kind, Step

ENDED = ("refused", "withdrawn", "returned")


def referrals(sheet: Sheet) -> QuerySet[Referral]:
    """The referrals the reader may know of, with the last thing said in each (one query)."""
    actor = sheet.actor
    own = Q(sender_id=actor.unit_id) | Q(to_unit_id=actor.unit_id)
    last = ReferralMessage.objects.visible_to(actor).filter(referral=OuterRef("pk"), text__isnull=False).order_by("-at")[:1]
    said = {f"last_{name}": Subquery(last.values(path)) for name, path in _LAST.items()}
    rows = Referral.objects.visible_to(actor).filter(case=sheet.case)
    if not sheet.sees("referrals"):
        rows = rows.filter(own) if sheet.sees("own_referral") else rows.none()
    return rows.select_related("unit", "to_unit", "sender").annotate(**said).order_by("-sent_at")  # type: ignore[no-any-return]


_LAST = {"id": "id", "at": "at", "unit": "unit__name", "unit_id": "unit_id", "text": "text"}


def conversation(row: Referral, reader: int, key: bytes | None, clock: RunningClock | None = None) -> Conversation:
    """A referral as the file shows it. `reader` is the reader's unit id; `clock` the answer's term while it runs."""
    now = timezone.now()
    said: Any = row  # annotated by `referrals`
    turn = (said.last_unit_id, said.last_unit, said.last_at) if said.last_text else (row.unit_id, row.unit.name, row.sent_at)
    who = _("Usted") if turn[0] == reader else turn[1]
    return Conversation(
        title=codelists.label("service", row.service),
        other=row.sender.name if row.to_unit_id == reader else row.to_unit.name,
        steps=steps(row, late=clock is not None and clocks.overdue(clock, now)),
        clock=_clock(row, clock),
        said_by=f"{who}, {moments.moment(turn[2], now)}",
        said=_said(said, key) if key else labels.locked(),
        url=_url(row.pk),
        actions=_actions(row, reader),
        anchor=row.code,
    )


def _said(row: Any, key: bytes) -> str:
    if row.last_text is None:
        return read_sealed(row, "need", key=key)
    return open_text(key, row.last_text, place("cases_referralmessage", row.last_id, "text"))


def steps(row: Referral, *, late: bool = False) -> list[Step]:
    """Sent, received, accepted (or refused), attended: one knot lit, the one that is waited for."""
    if row.state == "withdrawn":
        return [Step(_("Enviada"), "done"), Step(_("Retirada"), "no")]
    if row.state == "refused":
        return [Step(_("Enviada"), "done"), Step(_("Recibida"), "done"), Step(_("No pueden"), "late")]
    done = {"sent": 1, "seen": 2, "accepted": 3, "attended": 4, "returned": 4, "not_attended": 3}[row.state]
    names = (_("Enviada"), _("Recibida"), _("Aceptada"), _("Atendida"))
    waited: Kind = "late" if late else "now"
    drawn = [Step(name, "done" if place < done else waited if place == done else "wait") for place, name in enumerate(names)]
    if row.state == "not_attended":
        drawn[3] = Step(_("No se atendió"), "no")
    return drawn


def _clock(row: Referral, clock: RunningClock | None) -> Clock | None:
    if clock is not None and clock.due_at is not None:
        drawn = clocks.drawn(clock)
        return Clock("", drawn.main, _("para responder"), drawn.kind, drawn.fraction, drawn.basis)
    stamps = (row.returned_at, row.attended_at, row.answered_at, row.sent_at)
    last = next(at for at in stamps if at is not None)
    words = {
        "returned": _("Respondida"), "attended": _("Atendida"), "accepted": _("Aceptada"), "refused": _("No pueden atender"),
        "withdrawn": _("Retirada"), "not_attended": _("No se atendió"), "sent": _("Enviada"), "seen": _("Recibida"),
    }  # fmt: skip
    kind: Kind = "done" if row.state in ("returned", "attended", "accepted") else "ok"
    return Clock("", words[row.state], moments.moment(last, timezone.now()), kind)


def of_target(found: Sequence[RunningClock]) -> dict[UUID, RunningClock]:
    """The clocks that run for something inside the file (a referral, a visit), by its id."""
    return {clock.target_id: clock for clock in found if clock.target_id is not None}


def _actions(row: Referral, reader: int) -> list[Action]:
    url, about = _url(row.pk), codelists.label("service", row.service)
    mine = row.to_unit_id == reader and row.state in ("sent", "seen", "accepted")
    return [Action(_("Responder") if mine else _("Ver"), url, about=about)] if url else []


def _url(pk: UUID) -> str:
    try:
        return reverse("referral", args=[pk])
    except NoReverseMatch:
        return ""
