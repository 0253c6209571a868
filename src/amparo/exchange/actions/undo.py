"""A batch is taken back while nobody worked on what it made."""

from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import ngettext

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.cases.actions.bulk import withdraw_children, worked_on
from amparo.core.errors import Invalid
from amparo.core.transitions import move
from amparo.core.versions import bump
from amparo.exchange.actions.bring import all_in_sight, empty, log, taken
from amparo.exchange.actions.posting import take_back
from amparo.exchange.actions.proposing import take_budgets_back
from amparo.exchange.models import About, Batch, Row
from amparo.exchange.states import BATCH


@action
def undo_batch(*, id: UUID, seen: int, batch: UUID, by: Actor) -> Batch:
    """Takes back what a batch made, all of it or nothing.

    Of a register: every file, its people and their keys, and the key of the batch. Of money: every entry by a reversal; the
    ledger and the rows stay. Of budgets: the lines that stood before stand again. Raises `Invalid` where somebody worked on one
    of the files, one is hidden from the actor, the money was used since or its period is closed, a budget was changed or approved since, `Denied`, `Conflict`.
    """
    row = taken(batch, seen, by)
    row.state = move(BATCH, row.state, "undo")
    all_in_sight(row)
    codes = TAKERS[row.about](row, by)
    log(row, "undo", by, (NOUNS[row.about], str(len(codes))), ("digest", audit.digest(codes)))
    return row


def _withdraw(row: Batch, by: Actor) -> list[str]:
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
    return codes


def _of_money(row: Batch, by: Actor) -> list[str]:
    codes = take_back(row, by) if row.about == About.ENTRIES else take_budgets_back(row, by)
    row.ended_at = timezone.now()
    bump(row, "state", "ended_at")
    return codes


TAKERS = {About.REGISTER: _withdraw, About.ENTRIES: _of_money, About.BUDGETS: _of_money}
NOUNS = {About.REGISTER: "files", About.ENTRIES: "entries", About.BUDGETS: "budgets"}
