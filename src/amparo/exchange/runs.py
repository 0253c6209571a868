"""Long work on a batch, step by step, each step in a transaction of its own. Called by the command, the job and the bench."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.core.ids import new_id
from amparo.exchange import actions, vessel
from amparo.exchange.draft import Draft
from amparo.exchange.known import KnownChildren
from amparo.exchange.models import About, Batch
from amparo.exchange.queries import batch_in_sight, table_of, understander_of
from amparo.exchange.reading import RawRow
from amparo.exchange.sorting import DUPLICATE, RELEASED, Sorter
from amparo.exchange.understand import Understander, without_child
from amparo.exchange.vessel import NewRow

ROWS = 500
Tell = Callable[[int, int], None]  # rows done, rows in all (0: not known yet)


def nobody_listens(done: int, total: int) -> None:
    """No progress wanted."""


def dry_run(actor: Actor, batch: UUID, tell: Tell = nobody_listens) -> Batch:
    """Reads the file and classes every row; nothing of it leaves the batch. What an unfinished reading left is thrown away.

    Raises `Invalid` for a file that cannot be read, `Locked` without keys.
    """
    with acting_as(actor):
        row = batch_in_sight(actor, batch)
        row = actions.begin_reading(id=new_id(), seen=row.version, batch=batch, by=actor)
        key = vessel.batch_key(row)
        table = table_of(vessel.whole_file(row, key), row.profile)
        understander = understander_of(row, key)
        known = KnownChildren(actor)
    sorter = Sorter(understander.today)
    row = keep(actor, row, (_new_row(raw, understander, sorter, known=known) for raw in table.rows()), tell=tell)
    with acting_as(actor):
        events = list(sorter.events.values())
        return actions.end_reading(id=new_id(), seen=row.version, batch=batch, events=events, by=actor)


def keep(actor: Actor, row: Batch, rows: Iterator[NewRow], *, tell: Tell) -> Batch:
    """Writes the rows of a file by the hundred, each lot in a transaction of its own; the batch as it is then."""
    done = 0
    while piece := list(islice(rows, ROWS)):
        with acting_as(actor):
            row = actions.keep_rows(id=new_id(), seen=row.version, batch=row.pk, rows=piece, by=actor)
        done += len(piece)
        tell(done, 0)
    with acting_as(actor):
        row.refresh_from_db()
    return row


def apply(actor: Actor, batch: UUID, tell: Tell = nobody_listens, *, about: Sequence[str] = (About.REGISTER,)) -> Batch:
    """Makes what the rows released stand for: files, entries of the ledger, or budgets.

    Begun again after a fault it goes on with those that wait; ended, it does nothing.
    """
    with acting_as(actor):
        row = batch_in_sight(actor, batch, *about)
        if row.state == "applied":
            return row
        row = actions.begin_applying(id=new_id(), seen=row.version, batch=batch, by=actor)
    waiting = -1
    while waiting != row.released - row.done > 0:  # rows out of the actor's sight are not done: `end_applying` says so
        waiting = row.released - row.done
        with acting_as(actor):
            row = actions.apply_rows(id=new_id(), seen=row.version, batch=batch, by=actor)
            row.refresh_from_db()
        tell(row.done, row.released)
    with acting_as(actor):
        return actions.end_applying(id=new_id(), seen=row.version, batch=batch, by=actor)


def _new_row(raw: RawRow, understander: Understander, sorter: Sorter, *, known: KnownChildren) -> NewRow:
    if raw.kind != "data":
        return NewRow(raw.number, raw.cells, "aside", reasons=(raw.kind,))
    sorted_ = sorter.sort(understander.draft(raw.number, raw.cells))
    kind, draft, person = sorted_.kind, sorted_.draft, None
    if kind == RELEASED:
        draft, person = _without_known(draft, known)
        kind = RELEASED if draft.children else DUPLICATE
    return NewRow(raw.number, raw.cells, kind, draft, tuple(sorted_.reasons), sorted_.same_as, person)


def _without_known(draft: Draft, known: KnownChildren) -> tuple[Draft, UUID | None]:
    """The draft without the children the unit has files of; and the first of these."""
    found = {place: person for place, child in enumerate(draft.children) if (person := known.same_as(child))}
    if not found:
        return draft, None
    left = without_child(draft, set(found))
    left.doubt("known_child")
    return left, next(iter(found.values()))
