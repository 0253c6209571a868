"""The sealed parts of a batch: its file in pieces, the cells and the understanding of its rows, its events."""

import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import connection

from amparo.cases import facts as cases
from amparo.core import keyring, keyshelf
from amparo.core.dates import PartialDate
from amparo.core.envelopes import open_sealed, place, seal
from amparo.core.sealed import read_sealed, write_sealed
from amparo.exchange.draft import Draft
from amparo.exchange.models import Batch, Piece, RegisterEvent, Row
from amparo.exchange.packing import pack_cells, pack_draft, pack_plain, unpack_cells, unpack_draft, unpack_plain
from amparo.exchange.sorting import EventSeen

PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row about to be written. `draft` is None for furniture."""

    number: int
    cells: tuple[str, ...]
    kind: str
    draft: Draft | None = None
    reasons: tuple[str, ...] = ()
    same_as: int | None = None
    repeats: tuple[int, ...] = ()
    known_people: tuple[UUID, ...] = ()
    turn: int = 0
    doubts: tuple[str, ...] = ()  # these two where there is no draft of a child
    understood: str = ""


def digest_of(content: bytes, belongs: str = "") -> bytes:
    """The file as one keyed value: told apart from others without keeping it, and not to be tried out without the key.

    `belongs`: where the same file may come in for different things, which.
    """
    return hmac.digest(keyring.subkey("search", "register file"), belongs.encode() + content, sha256)


def pieces_of(batch: Batch, content: bytes, key: bytes) -> Iterator[Piece]:
    """The file in sealed parts of 1 MB."""
    for number, start in enumerate(range(0, len(content), PIECE_BYTES)):
        part = content[start : start + PIECE_BYTES]
        yield Piece(batch=batch, number=number, sealed=seal(key, part, _piece_place(batch.pk, number)))


def whole_file(batch: Batch, key: bytes) -> bytes:
    """The file again. Raises `Locked`."""
    parts = Piece.objects.filter(batch=batch).order_by("number").values_list("number", "sealed")
    return b"".join(open_sealed(key, sealed, _piece_place(batch.pk, number)) for number, sealed in parts.iterator(chunk_size=4))


def row_id(batch: UUID, number: int) -> UUID:
    """The id of a row: the same in every run."""
    return uuid5(batch, str(number))


def event_id(key: bytes, event: str) -> UUID:
    """The id of an event: the same in every run, and not to be guessed from its number."""
    return UUID(bytes=hmac.digest(key, b"event|" + event.encode(), sha256)[:16], version=4)


def sealed_row(batch: Batch, new: NewRow, key: bytes) -> Row:
    """A row of the table. Does not save."""
    draft = new.draft
    row = Row(
        id=row_id(batch.pk, new.number), batch=batch, number=new.number, kind=new.kind,
        state="waiting" if new.kind in ("released", "quarantined") else "done",
        doubts=draft.doubts if draft else list(new.doubts), turn=new.turn or new.number, reasons=list(new.reasons),
        same_as=new.same_as, repeats=list(new.repeats), known_people=list(new.known_people),
        event_id=event_id(key, draft.key) if draft and draft.key and new.kind in ("released", "merged") else None,
        children=len(draft.children) if draft and new.kind == "released" else 0,
    )  # fmt: skip
    write_sealed(row, "cells", pack_cells(new.cells), key=key)
    if draft or new.understood:
        write_sealed(row, "understood", pack_draft(draft) if draft else new.understood, key=key)
    return row


_COLUMNS = {
    "id": "uuid", "number": "int", "turn": "int", "kind": "text", "state": "text", "cells": "bytea", "understood": "bytea", "doubts": "text",
    "reasons": "text", "same_as": "int", "repeats": "text", "known_people": "text", "event_id": "uuid", "children": "int",
}  # fmt: skip
_LISTS = {"doubts": "varchar", "reasons": "varchar", "repeats": "int", "known_people": "uuid"}  # come as text each
_NAMES = ", ".join(_COLUMNS)
_PICKED = ", ".join(f"{name}::{_LISTS[name]}[]" if name in _LISTS else name for name in _COLUMNS)
_ARRAYS = ", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())
_INSERT = (
    f"INSERT INTO exchange_row (batch_id, version, scope, hidden, exempt, cases, codes, {_NAMES}) "  # noqa: S608
    f"SELECT %s, 1, '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', {_PICKED} FROM unnest({_ARRAYS}) AS made ({_NAMES})"
)


def write_rows(batch: Batch, rows: Sequence[Row]) -> None:
    """Insert new rows in one statement of a dozen arrays: a row at a time it would be twelve thousand parameters."""
    columns = [[_cell(row, name) for row in rows] for name in _COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [batch.pk, *columns])


def _cell(row: Row, name: str) -> object:
    value = getattr(row, name)
    return "{" + ",".join(map(str, value)) + "}" if name in _LISTS else value


def sealed_event(batch: Batch, seen: EventSeen, key: bytes) -> RegisterEvent:
    """An event of the table. Does not save."""
    event = RegisterEvent(id=event_id(key, seen.key), batch=batch)
    write_sealed(event, "understood", pack_plain({**asdict(seen), "on": str(seen.on) if seen.on else ""}), key=key)
    return event


def opened_event(event: RegisterEvent, key: bytes) -> cases.RegisterEvent:
    """What the rows of an event say together. Raises `Locked`."""
    said = unpack_plain(read_sealed(event, "understood", key=key))
    on = PartialDate.from_text(said["on"]) if said["on"] else None
    return cases.RegisterEvent(event.pk, on, said["ubigeo"], said["number"])


def cells_of(row: Row, key: bytes, *, original: bool = False) -> list[str]:
    """The cells as mended, or as they came."""
    mended = "" if original else read_sealed(row, "mended", key=key)
    return unpack_cells(mended or read_sealed(row, "cells", key=key))


def draft_of(row: Row, key: bytes) -> Draft:
    """What was understood of a row."""
    text = read_sealed(row, "understood", key=key)
    return unpack_draft(text) if text else Draft(row.number)


def headings_of(batch: Batch, key: bytes) -> list[str]:
    """The headings of the file."""
    return unpack_cells(read_sealed(batch, "headings", key=key))


def batch_key(batch: Batch) -> bytes:
    """The key of a batch. Raises `Locked` once it was undone or discarded."""
    return keyshelf.unwrap_one(batch.key_id)


def events_of(batch: Batch, wanted: Iterable[UUID | None], key: bytes) -> list[cases.RegisterEvent]:
    """The events of some rows, opened."""
    ids: Sequence[UUID] = [one for one in set(wanted) if one is not None]
    return [opened_event(event, key) for event in RegisterEvent.objects.filter(batch=batch, pk__in=ids)] if ids else []


def _piece_place(batch: UUID, number: int) -> bytes:
    return place("exchange_piece", f"{batch}/{number}", "sealed")
