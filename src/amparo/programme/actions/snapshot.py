"""Figures are frozen at a cut-off: once, for good."""

from datetime import date
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.core.errors import Invalid
from amparo.core.transitions import move
from amparo.core.versions import bump
from amparo.programme import rules_dialogue, snapshots, states
from amparo.programme.actions.dialogue import in_hand, noted
from amparo.programme.models import Dialogue, Reach


@action
def freeze(*, id: UUID, seen: int, dialogue: UUID, cut_off: date, by: Actor) -> Dialogue:
    """Freezes the figures of a dialogue as of the end of a day. Nothing recorded later changes them.

    A dialogue of the past, known from the public record, is frozen as that record tells the day. Raises `Invalid` where the
    choice is still open, the day has not come, or the figures are frozen already.
    """
    row = in_hand(by, dialogue, seen)
    if row.snapshot_id:
        raise Invalid(_("Las cifras de este diálogo ya están congeladas. Lo que cambió después se ve en el siguiente."))
    before = last_cut_off(by, row)
    if wrong := rules_dialogue.cut_off_right(cut_off, timezone.localdate(), before):
        raise Invalid(wrong)
    past = row.state in ("held", "closed")
    row.state = row.state if past else move(states.DIALOGUE, row.state, "freeze")
    row.snapshot = snapshots.write(
        uuid5(id, "snapshot"), compact=row.compact, kind="dialogue", cut_off=cut_off,
        figures=snapshots.gather(by, row, cut_off), by=by, reach=Reach.COMPACT if past else Reach.PARTIES,
    )  # fmt: skip
    row.cut_off = cut_off
    bump(row, "state", "snapshot", "cut_off")
    noted(by, row, "freeze")
    return row


def last_cut_off(by: Actor, row: Dialogue) -> date | None:
    """The cut-off of the last dialogue before this one that has frozen figures."""
    earlier = Dialogue.objects.visible_to(by).filter(compact=row.compact, number__lt=row.number, snapshot__isnull=False)
    found: date | None = earlier.order_by("-number").values_list("cut_off", flat=True).first()
    return found
