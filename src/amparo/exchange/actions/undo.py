"""A batch is taken back while nobody worked on what it made."""

from uuid import UUID, uuid5

from django.utils.translation import ngettext

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.cases.actions.bulk import withdraw_children, worked_on
from amparo.core.errors import Invalid
from amparo.core.transitions import move
from amparo.core.versions import take
from amparo.exchange.actions.bring import all_in_sight, check, empty, log
from amparo.exchange.models import Batch, Row
from amparo.exchange.states import BATCH


@action
def undo_batch(*, id: UUID, seen: int, batch: UUID, by: Actor) -> Batch:
    """Removes every file the batch made, its people and their keys, and destroys the key of the batch. All of it or nothing.

    Raises `Invalid` where somebody worked on one of the files or one is hidden from the actor, `Denied`, `Conflict`.
    """
    check(by)
    row: Batch = take(Batch.objects.visible_to(by), batch, seen)
    row.state = move(BATCH, row.state, "undo")
    all_in_sight(row)
    made = Row.objects.filter(batch=row).exclude(cases=[]).values_list("cases", "codes")
    cases, codes = [case for cases, _codes in made for case in cases], [code for _cases, codes in made for code in codes]
    touched = worked_on(cases)
    if touched:
        raise Invalid(
            ngettext(
                "Ya se trabajó en %(count)d expediente de este registro: no se puede deshacer.",
                "Ya se trabajó en %(count)d expedientes de este registro: no se puede deshacer.",
                touched,
            )
            % {"count": touched}
        )
    withdraw_children(id=uuid5(row.pk, "withdraw"), seen=0, batch=row.pk, cases=cases, by=by)
    empty(row)
    log(row, "undo", by, ("files", str(len(codes))), ("digest", audit.digest(codes)))
    return row
