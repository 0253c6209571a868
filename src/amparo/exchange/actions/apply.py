"""What was read becomes files: 500 rows a transaction, through the bulk act. Cut off, it goes on where it stopped."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.models import DemoMark
from amparo.cases.actions.bulk import register_children
from amparo.cases.models import Case
from amparo.core.errors import Invalid
from amparo.core.transitions import move
from amparo.core.versions import bump, conflict
from amparo.exchange import handing, vessel
from amparo.exchange.actions.ask import ask_holders
from amparo.exchange.actions.bring import all_in_sight, log, taken
from amparo.exchange.actions.made import mark_done
from amparo.exchange.actions.posting import post_rows
from amparo.exchange.actions.proposing import propose_rows
from amparo.exchange.models import About, Batch, Piece, Row
from amparo.exchange.states import BATCH

ROWS = 500


@action
def begin_applying(*, id: UUID, seen: int, batch: UUID, by: Actor) -> Batch:
    """From here on files are made, and the rows alone tell of them: the file itself goes. Raises `Invalid` in a demonstration for a register without the sample's mark."""
    row = taken(batch, seen, by)
    if DemoMark.objects.exists() and not row.marked:
        raise Invalid(
            _(
                "Esta es una base de demostración y solo recibe registros de muestra. "
                "Para uno real, cree una base vacía con: ./amparo start --empty --data CARPETA"
            )
        )
    row.state = move(BATCH, row.state, "apply")
    Piece.objects.filter(batch=row).delete()  # it has no walls of its own for each child
    bump(row, "state")
    log(row, "begin_applying", by)
    return row


@action
def apply_rows(*, id: UUID, seen: int, batch: UUID, by: Actor) -> Batch:
    """Make the files, post the movements, or propose the budgets, of the next 500 rows. The rows and what they made are written together, or not at all."""
    row = taken(batch, seen, by)
    if row.state != "applying":
        raise conflict()
    waiting = list(Row.objects.filter(batch=row, kind="released", state="waiting").order_by("turn", "number")[:ROWS])
    MAKERS[row.about](row, waiting, by)
    bump(row)
    log(row, "apply_rows", by, ("rows", str(len(waiting))))
    return row


@action
def end_applying(*, id: UUID, seen: int, batch: UUID, by: Actor) -> Batch:
    """Everything that could be made was made; the rows stay. One line of the audit for the whole batch."""
    row = taken(batch, seen, by)
    if Row.objects.filter(batch=row, kind="released", state="waiting").exists():
        raise conflict()
    if row.done < row.released:  # what waits out of sight would wait for ever
        all_in_sight(row)
    row.state, row.applied_at = move(BATCH, row.state, "end_applying"), timezone.now()
    bump(row, "state", "applied_at")
    codes = [code for codes in Row.objects.filter(batch=row).exclude(codes=[]).values_list("codes", flat=True) for code in codes]
    log(row, "apply", by, ("files", str(len(codes))), ("digest", audit.digest(codes)))
    return row


def register(batch: Batch, rows: Sequence[Row], by: Actor) -> list[str]:
    """Makes the files of these rows, marks the rows done, and has the holders of children alike asked; the codes.

    In the caller's transaction.
    """
    if not rows:
        return []
    key = vessel.batch_key(batch)
    events = {event.id: event for event in vessel.events_of(batch, (row.event_id for row in rows), key)}
    made: dict[UUID, list[UUID]] = {}
    children = []
    for row in rows:
        draft = vessel.draft_of(row, key)
        event = events.get(row.event_id) if row.event_id else None
        if event is None:
            event = handing.own_event(row.pk, draft)
            events[event.id] = event
        own = handing.children_of(row.pk, draft, event.id, unit_kind=by.role)
        made[row.pk] = [child.id for child in own]
        children += own
    register_children(
        id=uuid5(batch.pk, f"children|{rows[0].pk}|{rows[-1].pk}"),
        seen=0,
        batch=batch.pk,
        events=list(events.values()),
        children=children,
        by=by,
    )
    codes = dict(Case.objects.filter(pk__in=[child.id for child in children]).values_list("pk", "code"))
    mark_done(rows, made, {row.pk: [codes[child] for child in made[row.pk]] for row in rows})
    ask_holders(children, by)
    return list(codes.values())


MAKERS = {About.REGISTER: register, About.ENTRIES: post_rows, About.BUDGETS: propose_rows}  # what a batch makes of its rows
