"""A row that waits: mended by a person and released, or named a repetition."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.core.errors import Invalid
from amparo.core.sealed import write_sealed
from amparo.core.versions import bump, take
from amparo.exchange import rules, vessel
from amparo.exchange.actions.apply import register
from amparo.exchange.actions.bring import check, log
from amparo.exchange.actions.posting import post_rows, release_movement
from amparo.exchange.actions.proposing import propose_rows, release_lines
from amparo.exchange.messages import STOPS
from amparo.exchange.models import About, Batch, Row
from amparo.exchange.packing import pack_cells, pack_draft
from amparo.exchange.queries import understander_of

RELEASE, DUPLICATE = "release", "duplicate"
DECIDED = frozenset({"same_child_other_event", "document_shared"})  # a person's word settles these


@action
def mend_row(*, id: UUID, seen: int, row: UUID, cells: Sequence[str], decision: str, by: Actor) -> Row:
    """Read the row again with the cells as mended. `decision` is release or duplicate.

    Released rows of an applied batch become files, entries of the ledger or lines of a budget at once; a row of a budget may still
    wait for the others of it. The cells as they came are kept. Raises `Invalid` with every reason
    that is left, `Denied`, `Conflict`.
    """
    one: Row = take(Row.objects.visible_to(by).select_related("batch"), row, seen)
    check(by, one.batch.about)
    batch = Batch.objects.visible_to(by).select_for_update().get(pk=one.batch_id)
    if one.kind != "quarantined" or batch.state not in ("ready", "applied"):
        raise Invalid(_("Esta fila ya no espera."))
    key = vessel.batch_key(batch)
    if list(cells) != vessel.cells_of(one, key):
        write_sealed(one, "mended", pack_cells(cells), key=key)
    if decision == DUPLICATE:
        one.kind, one.state = "duplicate", "done"
        bump(one, "kind", "state", "mended")
    if decision != DUPLICATE or batch.about == About.BUDGETS:  # a budget is told by all its rows: without one it is another
        codes = _released(one, batch, cells, key=key, by=by)
        log(batch, "mend", by, ("row", str(one.number)), ("files", str(len(codes))), ("digest", audit.digest(codes)))
    one.refresh_from_db()
    return one


def _released(one: Row, batch: Batch, cells: Sequence[str], *, key: bytes, by: Actor) -> list[str]:
    if batch.about == About.ENTRIES:
        release_movement(one, batch, cells, key=key, by=by)
        return post_rows(batch, [one], by, strict=True) if batch.state == "applied" else []
    if batch.about == About.BUDGETS:
        ready = release_lines(one, batch, cells, key=key, by=by)
        return propose_rows(batch, ready, by, strict=True) if batch.state == "applied" else []
    _release(one, batch, cells, key=key)
    return register(batch, [one], by) if batch.state == "applied" else []


def _release(one: Row, batch: Batch, cells: Sequence[str], *, key: bytes) -> None:
    draft = understander_of(batch, key).draft(one.number, cells)
    stops = [code for code in rules.stops_of(draft, timezone.localdate()) if code not in DECIDED]
    if stops:
        raise Invalid({"": [str(STOPS[code]) for code in stops]})
    write_sealed(one, "understood", pack_draft(draft), key=key)
    one.kind, one.doubts, one.children = "released", draft.doubts, len(draft.children)
    event = vessel.event_id(key, draft.key) if draft.key else None
    one.event_id = event if event and vessel.events_of(batch, [event], key) else None
    one.repeats = []  # a person said that it is no repetition
    bump(one, "repeats", "kind", "doubts", "children", "event_id", "understood", "mended")
