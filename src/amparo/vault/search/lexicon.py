"""The vocabulary of a realm: tokens, not people, encrypted; reached by keyed deletion variants.

`vault_lex` holds for each token an envelope with its frequency and band, `vault_lexdel` one row per deletion variant.
Frequencies are kept by sampling: a token that is already frequent is counted rarely and in larger steps (error about one
eighth), so that a common surname is not a row everybody waits for.
"""

import random
import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from amparo.core.envelopes import open_sealed, place, seal
from amparo.vault.search import keys as k
from amparo.vault.search.bands import band
from amparo.vault.search.plan import Entry, Variant

# Held shared by who writes features, exclusively by who changes bands, so that no row is written with a band that is leaving.
BANDS_LOCK = 0x616D7061726F02
FINENESS = 64
_HEAD = struct.Struct(">BBf")
_BLOCK = 24


def read(keys: k.SearchKeys, tokens: Iterable[str]) -> dict[str, Entry]:
    """The entries of exactly these tokens; those not in the lexicon are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, enc FROM vault_lex WHERE id = ANY(%s::bigint[])", [k.literal(k.token_id(keys, token) for token in tokens)]
        )
        return {entry.token: entry for entry in (_entry(keys.seal, *row) for row in cursor.fetchall())}


def near(keys: k.SearchKeys, tokens: Sequence[str], also: Sequence[str]) -> tuple[dict[str, list[Variant]], dict[str, Entry]]:
    """Entries within reach of each token, with their distance, and the entries of the pseudo-tokens `also`. One statement."""
    numbers = {number for token in tokens for number in k.variant_numbers(keys, token)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, enc FROM vault_lex WHERE id = ANY(ARRAY("
            "SELECT id FROM vault_lexdel WHERE h = ANY(%s::bigint[])) || %s::bigint[])",
            [k.literal(numbers), k.literal(k.token_id(keys, token) for token in also)],
        )
        entries = [_entry(keys.seal, *row) for row in cursor.fetchall()]
    by_token = {entry.token: entry for entry in entries}
    return {token: _within(token, by_token) for token in tokens}, {token: by_token[token] for token in also if token in by_token}


def _within(token: str, entries: Mapping[str, Entry]) -> list[Variant]:
    most = k.reach(token)
    alike = process.extract(token, list(entries), scorer=OSA.distance, score_cutoff=most, limit=None)
    return [Variant(entries[other], int(far)) for other, far, _at in alike if far <= k.reach(other)]


def count(keys: k.SearchKeys, realm: str, counted: Mapping[str, int]) -> dict[str, Entry]:
    """Add what a batch brings to the frequencies; the entries as they are to be written with. New tokens get their band at once.

    The caller holds `BANDS_LOCK` shared. Rows somebody else is counting in are skipped, not waited for.
    """
    known = read(keys, counted)
    fresh = [token for token in counted if token not in known]
    if fresh:
        known |= _add(keys, realm, _first_entries(known, counted, fresh))
    steps = {token: _step(known[token].count, counted[token]) for token in counted if token not in fresh}
    _raise(keys, {token: step for token, step in steps.items() if step})
    return known


def write(keys: k.SearchKeys, entries: Iterable[Entry]) -> None:
    """Replace these entries."""
    rows = [_row(keys, entry) for entry in entries]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vault_lex AS kept SET enc = made.enc "
            "FROM unnest(%s::bigint[], %s::bytea[]) AS made (id, enc) WHERE kept.id = made.id",
            [[row[0] for row in rows], [row[1] for row in rows]],
        )


def whole(keys: k.SearchKeys, realm: str) -> list[Entry]:
    """Every entry of a realm, for the job that corrects bands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, enc FROM vault_lex WHERE realm = %s", [realm])
        return [_entry(keys.seal, *row) for row in cursor.fetchall()]


def announce(keys: k.SearchKeys, realm: str, expected: Mapping[str, int]) -> None:
    """Give tokens that a large import will bring their future bands before the first row is written (counts stay).

    Only tokens that are new: those in use are corrected by the job that walks over their people.
    """
    known = read(keys, expected)
    people = expected.get(k.PEOPLE, 0) + (known[k.PEOPLE].count if k.PEOPLE in known else 0)
    made = []
    for token, brought in expected.items():
        if token not in known:
            step = band(brought, people)
            made.append(Entry(token, 0.0, step, step))
    _add(keys, realm, made)


def _first_entries(known: Mapping[str, Entry], counted: Mapping[str, int], fresh: Sequence[str]) -> list[Entry]:
    people = counted.get(k.PEOPLE, 0) + (known[k.PEOPLE].count if k.PEOPLE in known else 0)
    steps = {token: band(counted[token], people) for token in fresh}
    return [Entry(token, float(counted[token]), steps[token], steps[token]) for token in fresh]


def _add(keys: k.SearchKeys, realm: str, entries: Sequence[Entry]) -> dict[str, Entry]:
    if not entries:
        return {}
    rows = sorted(_row(keys, entry) for entry in entries)
    lexdel = {(number, k.token_id(keys, entry.token)) for entry in entries for number in _variants(keys, entry.token)}
    ordered = sorted(lexdel)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault_lex (id, realm, enc) SELECT id, %s, enc FROM unnest(%s::bigint[], %s::bytea[]) AS made (id, enc) "
            "ON CONFLICT DO NOTHING",
            [realm, [row[0] for row in rows], [row[1] for row in rows]],
        )
        raced = cursor.rowcount < len(rows)
        cursor.execute(
            "INSERT INTO vault_lexdel (h, id) SELECT * FROM unnest(%s::bigint[], %s::bigint[]) ON CONFLICT DO NOTHING",
            [k.literal(number for number, _id in ordered), k.literal(pk for _number, pk in ordered)],
        )
    made = {entry.token: entry for entry in entries}
    return made | read(keys, made) if raced else made


def _variants(keys: k.SearchKeys, token: str) -> list[int]:
    pseudo = token[0] in "^#" or len(token) < 2
    return [] if pseudo else k.variant_numbers(keys, token)


def _step(have: float, brought: int) -> float:
    """How much to add: all of it while it matters, else seldom and in larger steps, right on average."""
    least = have / FINENESS
    if brought >= least:
        return brought
    return least if random.random() < brought / least else 0.0


def _raise(keys: k.SearchKeys, steps: Mapping[str, float]) -> None:
    if not steps:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, enc FROM vault_lex WHERE id = ANY(%s::bigint[]) ORDER BY id FOR UPDATE SKIP LOCKED",
            [k.literal(k.token_id(keys, token) for token in steps)],
        )
        rows = [_entry(keys.seal, *row) for row in cursor.fetchall()]
    write(keys, [Entry(row.token, row.count + steps[row.token], row.band, row.low) for row in rows])


def _row(keys: k.SearchKeys, entry: Entry) -> tuple[int, bytes]:
    number = k.token_id(keys, entry.token)
    plain = _HEAD.pack(entry.band, entry.low, entry.count) + entry.token.encode()
    return number, seal(keys.seal, plain + bytes(-len(plain) % _BLOCK), place("vault_lex", number, "enc"))


@lru_cache(maxsize=65_536)
def _entry(secret: bytes, number: int, enc: bytes) -> Entry:
    plain = open_sealed(secret, enc, place("vault_lex", number, "enc"))
    step, low, counted = _HEAD.unpack_from(plain)
    return Entry(plain[_HEAD.size :].rstrip(b"\x00").decode(), counted, step, low)
