"""Movements of money: rows become entries of the ledger, each by the ledger's own act; what it refuses waits with its reason."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.sealed import read_sealed, write_sealed
from amparo.core.versions import bump
from amparo.exchange import vessel
from amparo.exchange.actions.made import mark_done
from amparo.exchange.models import Batch, Row
from amparo.exchange.money.books import Books
from amparo.exchange.money.figures import movement_of
from amparo.exchange.money.movement import pack
from amparo.exchange.money.plan import columns, style_kept
from amparo.exchange.money.understand import Reader
from amparo.programme.actions import post_entry, reverse_entry
from amparo.programme.models import Entry

# field the ledger complains of → code of `money.messages`
_CODES = {"amount": "beyond_limit", "on": "day_refused", "currency": "no_rate", "award": "level_wrong", "subaward": "level_wrong",
          "reference": "voucher_wrong", "words": "words_about", "budget": "budget_changed"}  # fmt: skip


def entry_id(row: UUID) -> UUID:
    """The entry of a row: the same in every run, so that nothing is posted twice."""
    return uuid5(row, "entry")


def post_rows(batch: Batch, rows: Sequence[Row], by: Actor, *, strict: bool = False) -> list[str]:
    """Posts rows in their turn, marks them done, and has those wait that the ledger refuses; the codes of the entries.

    In the caller's transaction. With `strict` a refusal is raised as it is.
    """
    key = vessel.batch_key(batch)
    codes: dict[UUID, list[str]] = {}
    for row in rows:
        facts = movement_of(row, key).facts(batch.pk)
        try:
            entry = post_entry(id=entry_id(row.pk), seen=0, compact=batch.compact_id, facts=facts, by=by)
            codes[row.pk] = [entry.code]
        except (Invalid, Denied, NotFound) as problem:
            if strict:
                raise
            wait(row, problem, key)
    done = [row for row in rows if row.pk in codes]
    if done:
        mark_done(done, {}, codes)
    return [code for made in codes.values() for code in made]


def wait(row: Row, problem: Exception, key: bytes, *, denied: str = "not_yours") -> None:
    """Has a released row wait with what refused it. `denied`: the reason where it was not the actor's to do."""
    one = movement_of(row, key)
    if isinstance(problem, Invalid):
        for name, sentences in problem.messages.items():
            one.stop(_CODES.get(name, "refused"), *sentences)
    else:
        one.stop(denied if isinstance(problem, Denied) else "award_unknown")
    write_sealed(row, "understood", pack(one), key=key)
    row.kind, row.reasons = "quarantined", one.stops
    bump(row, "kind", "reasons", "understood")


def release_movement(row: Row, batch: Batch, cells: Sequence[str], *, key: bytes, by: Actor) -> None:
    """Reads a row that waited with its cells as mended; raises `Invalid` with every reason that is left."""
    how = style_kept(read_sealed(batch, "how", key=key))
    books = Books(by, batch.compact)
    one = Reader(columns(vessel.headings_of(batch, key)), how, books).movement(row.number, cells)
    if not one.stops:
        books.judge(one, settled=True)
    if one.stops:
        raise Invalid({"": one.sentences()})
    write_sealed(row, "understood", pack(one), key=key)
    row.kind, row.doubts, row.turn = "released", one.doubts, batch.rows + row.number  # after all the others
    bump(row, "kind", "doubts", "turn", "understood", "mended")


def take_back(batch: Batch, by: Actor) -> list[str]:
    """Reverses every entry of a batch, the last first; the codes of what was reversed. What was reversed by hand stays so.

    The ledger keeps both. Raises `Invalid` once a period that holds one of them is closed, or where the money was used since.
    """
    rows = Row.objects.visible_to(by).filter(batch=batch, kind="released", state="done").order_by("-turn", "-number")
    entries = {one.pk: one for one in Entry.objects.visible_to(by).filter(batch=batch.pk, reversed_by=None)}
    books = Books(by, batch.compact)
    for entry in entries.values():
        if closed := books.closed_on(entry.on, entry.award_id, entry.kind):
            text = _(
                "El periodo del %(first)s al %(last)s ya está cerrado: esta carga ya no se deshace. Revierta sus movimientos uno por uno."
            )
            raise Invalid(text % {"first": f"{closed[0]:%d/%m/%Y}", "last": f"{closed[1]:%d/%m/%Y}"})
    words = _("Se deshizo la carga %(code)s.") % {"code": batch.code}
    codes = []
    for row in rows:
        found = entries.get(entry_id(row.pk))
        if found is not None:
            reverse_entry(id=uuid5(found.pk, "undo"), seen=found.version, entry=found.pk, words=words, by=by)
            codes.append(found.code)
    return codes
