"""The dry run, in steps of their own transaction: begin, rows by the hundred, end. Cut off, it begins again."""

from collections.abc import Sequence
from uuid import UUID

from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.core.sealed import write_sealed
from amparo.core.transitions import move
from amparo.core.versions import bump, conflict
from amparo.exchange import vessel
from amparo.exchange.actions.bring import all_in_sight, log, taken
from amparo.exchange.models import Batch, RegisterEvent, Row
from amparo.exchange.sorting import EventSeen
from amparo.exchange.states import BATCH


@action
def begin_reading(*, id: UUID, seen: int, batch: UUID, by: Actor) -> Batch:
    """Throw away what an earlier reading left. Raises `Denied`, `Conflict`, `Invalid` once something was applied or a row is
    hidden from the actor."""
    row = taken(batch, seen, by)
    row.state = move(BATCH, row.state, "read")
    all_in_sight(row)
    Row.objects.filter(batch=row).delete()
    RegisterEvent.objects.filter(batch=row).delete()
    bump(row, "state")
    log(row, "begin_reading", by)
    return row


@action
def keep_rows(*, id: UUID, seen: int, batch: UUID, rows: Sequence[vessel.NewRow], by: Actor) -> Batch:
    """Write the next rows with their class. The database moves the counts."""
    row = _reading(batch, seen, by)
    key = vessel.batch_key(row)
    vessel.write_rows(row, [vessel.sealed_row(row, new, key) for new in rows])
    bump(row)
    log(row, "rows", by, ("rows", str(len(rows))))
    return row


@action
def end_reading(*, id: UUID, seen: int, batch: UUID, events: Sequence[EventSeen], how: str = "", by: Actor) -> Batch:
    """The file was read to its end: the events several rows tell of and how it is written are kept; it may be applied."""
    row = _reading(batch, seen, by)
    key = vessel.batch_key(row)
    RegisterEvent.objects.bulk_create([vessel.sealed_event(row, seen_, key) for seen_ in events], batch_size=500)
    row.state = move(BATCH, row.state, "end_reading")
    if how:
        write_sealed(row, "how", how, key=key)
    bump(row, "state", "how")
    log(row, "read", by, ("rows", str(row.rows)))
    return row


def _reading(batch: UUID, seen: int, by: Actor) -> Batch:
    row = taken(batch, seen, by)
    if row.state != "reading":
        raise conflict()
    return row
