"""Long work on a file of movements or budgets: tried against the books, then posted. The steps are those of a register."""

from uuid import UUID

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.core.ids import new_id
from amparo.exchange import actions, runs, vessel
from amparo.exchange.models import MONEY, Batch
from amparo.exchange.money.books import Books
from amparo.exchange.money.plan import plan, table_of
from amparo.exchange.queries import batch_in_sight


def dry_run(actor: Actor, batch: UUID, tell: runs.Tell = runs.nobody_listens) -> Batch:
    """Tries every row against the books as they are; nothing is posted. What an unfinished reading left is thrown away.

    Raises `Invalid` for a file that cannot be read, `Locked` without keys.
    """
    with acting_as(actor):
        row = batch_in_sight(actor, batch, *MONEY)
        row = actions.begin_reading(id=new_id(), seen=row.version, batch=batch, by=actor)
        table = table_of(vessel.whole_file(row, vessel.batch_key(row)))
        rows, how = plan(table, Books(actor, row.compact), row.about)
    row = runs.keep(actor, row, iter(rows), tell=tell)
    with acting_as(actor):
        return actions.end_reading(id=new_id(), seen=row.version, batch=batch, events=(), how=how, by=actor)


def apply(actor: Actor, batch: UUID, tell: runs.Tell = runs.nobody_listens) -> Batch:
    """Posts the movements released, in the order of their days, or proposes the budgets; what is refused by now waits with its reason."""
    return runs.apply(actor, batch, tell, about=MONEY)
