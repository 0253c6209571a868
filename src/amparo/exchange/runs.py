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


def undo(actor: Actor, batch: UUID, tell: Tell = nobody_listens) -> Batch:
    """Takes back what a register made, all of it or nothing: one transaction.

    Done already, it does nothing. Raises `Invalid` as `undo_batch` does.
    """
    with acting_as(actor):
        row = batch_in_sight(actor, batch)
        files = row.children
        if row.state != "undone":
            row = actions.undo_batch(id=new_id(), seen=row.version, batch=batch, by=actor)
    tell(files, files)
    return row


def _new_row(raw: RawRow, understander: Understander, sorter: Sorter, *, known: KnownChildren) -> NewRow:
    if raw.kind != "data":
        return NewRow(raw.number, raw.cells, "aside", reasons=(raw.kind,))
    draft = understander.draft(raw.number, raw.cells)
    people = tuple(dict.fromkeys(_known(draft, known).values()))  # of a row of any kind: it follows what is hidden of them
    sorted_ = sorter.sort(draft)
    kind, draft = sorted_.kind, sorted_.draft
    if kind == RELEASED and people:
        draft = _without_known(draft, known)
        kind = RELEASED if draft.children else DUPLICATE
    return NewRow(raw.number, raw.cells, kind, draft, tuple(sorted_.reasons), sorted_.same_as, sorted_.repeats, people)


def _known(draft: Draft, known: KnownChildren) -> dict[int, UUID]:
    """The children of a draft whom the unit has files of: place → person."""
    return {place: person for place, child in enumerate(draft.children) if (person := known.same_as(child))}


def _without_known(draft: Draft, known: KnownChildren) -> Draft:
    """The draft without these."""
    found = _known(draft, known)
    if not found:
        return draft
    left = without_child(draft, set(found))
    left.doubt("known_child")
    return left
