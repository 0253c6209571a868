"""The dialogues of a compact, and the room of one: what was chosen, who comes, what was agreed, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from amparo.access.actors import Actor
from amparo.core.errors import NotFound
from amparo.programme import rules
from amparo.programme.models import (
    AgendaItem,
    Commitment,
    Compact,
    Delegate,
    Dialogue,
    DialogueAgreement,
    DialogueChoice,
    FollowUp,
    Pack,
    Party,
    SnapshotFigure,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is on the table, and whether the reader's side answers it or waits."""

    row: DialogueChoice
    mine: bool
    answers: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement with the commitment it became, if it did, and the last word said about it."""

    row: DialogueAgreement
    commitment: Commitment | None
    told: FollowUp | None


@dataclass(frozen=True, slots=True)
class Room:
    """A dialogue with everything in it. `side`: us, host or "" for who acts for neither."""

    row: Dialogue
    side: str
    choices: Sequence[Choice]
    delegates: Sequence[Delegate]
    agenda: Sequence[AgendaItem]
    agreements: Sequence[Agreed]
    earlier: Sequence[Agreed]
    packs: Sequence[Pack]
    figures: int

    @property
    def open_choice(self) -> bool:
        """Whether both sides still choose."""
        return self.row.state == "choosing"

    @property
    def waiting(self) -> Sequence[Agreed]:
        """Earlier agreements nobody has spoken of at this dialogue."""
        return [one for one in self.earlier if one.told is None]


def listed(actor: Actor, compact: Compact) -> Sequence[Dialogue]:
    """The dialogues of a compact in sight, the last one first (one query)."""
    return list(Dialogue.objects.visible_to(actor).filter(compact=compact).select_related("source").order_by("-number"))


def found(actor: Actor, compact: Compact, number: int) -> Dialogue:
    """One dialogue by its number. Raises `NotFound`."""
    rows = Dialogue.objects.visible_to(actor).filter(compact=compact, number=number)
    row: Dialogue | None = rows.select_related("compact", "source", "snapshot").first()
    if row is None:
        raise NotFound(rules.gone())
    return row


def by_id(actor: Actor, dialogue: UUID) -> Dialogue:
    """One dialogue by its id, for addresses of the desk. Raises `NotFound`."""
    row: Dialogue | None = Dialogue.objects.visible_to(actor).filter(pk=dialogue).select_related("compact").first()
    if row is None:
        raise NotFound(rules.gone())
    return row


def room(actor: Actor, row: Dialogue, party: Party | None) -> Room:
    """Everything of one dialogue (eight queries)."""
    table = DialogueChoice.objects.visible_to(actor).filter(dialogue=row).select_related("indicator", "party__organisation")
    seats = Delegate.objects.visible_to(actor).filter(dialogue=row).select_related("party__organisation", "source")
    agenda = AgendaItem.objects.visible_to(actor).filter(dialogue=row).select_related("party__organisation")
    packs = Pack.objects.visible_to(actor).filter(dialogue=row, snapshot=row.snapshot_id).defer("content")
    agreements = _agreed(actor, row)
    return Room(
        row, party.side if party else "",
        [Choice(one, party is not None and one.party_id == party.pk, party is not None and one.party_id != party.pk and one.state == "proposed")
         for one in table.order_by("created_at")],
        list(seats.order_by("-party__side", "-head", "name")), list(agenda.order_by("position")),
        [one for one in agreements if one.row.dialogue_id == row.pk],
        [one for one in agreements if one.row.dialogue_id != row.pk],
        list(packs.order_by("language", "format")),
        SnapshotFigure.objects.visible_to(actor).filter(snapshot=row.snapshot_id).count() if row.snapshot_id else 0,
    )  # fmt: skip


def overdue(row: Dialogue, today: date) -> bool:
    """Whether the time to choose has passed while the choice still stands open."""
    return row.state == "choosing" and row.choose_by is not None and today > row.choose_by


def _agreed(actor: Actor, row: Dialogue) -> Sequence[Agreed]:
    """The agreements of this dialogue and of those before it (three queries)."""
    rows = DialogueAgreement.objects.visible_to(actor).filter(compact=row.compact_id, dialogue__number__lte=row.number)
    found = list(rows.select_related("dialogue", "owner", "party__organisation").order_by("dialogue__number", "number"))
    kept = {one.agreed_in_id: one for one in Commitment.objects.visible_to(actor).filter(agreed_in__in=[one.pk for one in found])}
    told = {one.agreement_id: one for one in FollowUp.objects.visible_to(actor).filter(dialogue=row)}
    return [Agreed(one, kept.get(one.pk), told.get(one.pk)) for one in found]
