"""The key shelf: one data key per person (or batch, or file), wrapped by the master ring.

The shelf is the schema ``keyshelf`` of the same database: it shares transactions with what it guards, yet stays out of the main
backup (``pg_dump --exclude-schema=keyshelf``) and is kept for N days only, so that an old backup cannot open an erased person.
Who erases a person destroys her key: her envelopes stay as noise.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from amparo.core import keyring
from amparo.core.envelopes import open_sealed, place, seal
from amparo.core.errors import Locked

BATCH = 1000
# Held shared by who wraps, exclusively by who retires a master key, so that no key is wrapped by a master that is leaving.
WRAPPING_LOCK = 0x616D7061726F01


class Row(NamedTuple):
    """A key as it stands on the shelf."""

    id: UUID
    realm: str
    wrapped: bytes = b""
    master_id: str = ""


def new_key(realm: str) -> UUID:
    """A new data key on the shelf; its id. Raises `Locked` without a master key."""
    return next(iter(new_keys(realm, 1)))


def new_keys(realm: str, count: int) -> dict[UUID, bytes]:
    """`count` new data keys of 32 bytes, in the order made. One statement, in the caller's transaction."""
    keys = {uuid4(): secrets.token_bytes(keyring.KEY_BYTES) for _number in range(count)}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [WRAPPING_LOCK])
        master = keyring.current("master")  # read under the lock: see retire_masters
        wrapped = [_wrap(master, Row(key_id, realm), key) for key_id, key in keys.items()]
        cursor.execute(
            "INSERT INTO keyshelf.key (id, realm, wrapped, master_id) "
            "SELECT id, %s, wrapped, %s FROM unnest(%s::uuid[], %s::bytea[]) AS made (id, wrapped)",
            [realm, master.id, list(keys), wrapped],
        )
    return keys


def unwrap(ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """The data keys with these ids; destroyed and unknown ones are left out.

    Raises `Locked` if a master key is missing or wrong.
    """
    wanted = list(ids)
    rows = _fetch(wanted)
    masters = {key.id: key for key in keyring.ring("master")}
    if any(row.master_id not in masters for row in rows):
        rows = _fetch(wanted)  # a rotation ended between the two lines above: the rows are wrapped anew by now
        masters = {key.id: key for key in keyring.ring("master")}
    return {row.id: _open(masters, row) for row in rows}


def unwrap_one(key_id: UUID) -> bytes:
    """One data key. Raises `Locked` when it was destroyed or its master key is missing."""
    try:
        return unwrap([key_id])[key_id]
    except KeyError as error:
        raise Locked(_("Esta identidad se eliminó y ya no se puede abrir.")) from error


def destroy(ids: Iterable[UUID]) -> int:
    """Overwrite these keys with nothing, for ever; how many were there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE keyshelf.key SET wrapped = NULL, destroyed_at = now() WHERE id = ANY(%s) AND wrapped IS NOT NULL",
            [list(ids)],
        )
        return int(cursor.rowcount)


def forget_drafts(before: datetime) -> int:
    """Take the empty places of draft keys destroyed before a moment off the shelf; how many. Other realms keep theirs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT keyshelf.forget_drafts(%s)", [before])
        return int(cursor.fetchone()[0])


def rewrap_batch(size: int = BATCH) -> int:
    """Wrap up to `size` keys again, under the sealing master key, in a transaction of its own; how many.

    Runs beside readers and writers: rows somebody else holds are skipped and taken by a later batch.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        master = keyring.current("master")
        cursor.execute(
            "SELECT id, realm, wrapped, master_id FROM keyshelf.key WHERE master_id <> %s AND wrapped IS NOT NULL "
            "LIMIT %s FOR UPDATE SKIP LOCKED",
            [master.id, size],
        )
        rows = [Row(*row) for row in cursor.fetchall()]
        masters = {key.id: key for key in keyring.ring("master")}
        cursor.execute(
            "UPDATE keyshelf.key AS kept SET wrapped = made.wrapped, master_id = %s "
            "FROM unnest(%s::uuid[], %s::bytea[]) AS made (id, wrapped) WHERE kept.id = made.id",
            [master.id, [row.id for row in rows], [_wrap(master, row, _open(masters, row)) for row in rows]],
        )
    return len(rows)


def left_to_rewrap() -> int:
    """Keys still wrapped by another master key than the sealing one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM keyshelf.key WHERE master_id <> %s AND wrapped IS NOT NULL",
            [keyring.current("master").id],
        )
        return int(cursor.fetchone()[0])


def begin_rotation() -> bool:
    """Put a new master key first in its file, unless an unfinished rotation is found; whether one was made."""
    keys = keyring.ring("master")
    if len(keys) > 1 or keyring.from_environment("master") or left_to_rewrap():
        return False
    keyring.write_ring("master", (keyring.new_key(), *keys))
    return True


def retire_masters() -> list[str]:
    """Take the master keys that wrap nothing any more out of the file; their ids. The sealing key always stays."""
    if keyring.from_environment("master"):
        return []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRAPPING_LOCK])
        cursor.execute("SELECT DISTINCT master_id FROM keyshelf.key WHERE wrapped IS NOT NULL")
        used = {row[0] for row in cursor.fetchall()}
        sealing, *others = keyring.ring("master")
        keep = (sealing, *(key for key in others if key.id in used))
        gone = [key.id for key in others if key.id not in used]
        if gone:
            keyring.write_ring("master", keep)
    return gone


def _fetch(ids: list[UUID]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, realm, wrapped, master_id FROM keyshelf.key WHERE id = ANY(%s::uuid[]) AND wrapped IS NOT NULL",
            ["{" + ",".join(map(str, ids)) + "}"],
        )
        return [Row(*row) for row in cursor.fetchall()]


def _wrap(master: keyring.Key, row: Row, key: bytes) -> bytes:
    return seal(master.secret, key, place("keyshelf", row.id, row.realm))


def _open(masters: Mapping[str, keyring.Key], row: Row) -> bytes:
    master = masters.get(row.master_id) or keyring.find("master", row.master_id)
    return open_sealed(master.secret, row.wrapped, place("keyshelf", row.id, row.realm))
