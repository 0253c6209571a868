"""People into features: one by one, in batches, and again when a name has become frequent."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import connection, transaction

from amparo.vault.search import keys as k
from amparo.vault.search import lexicon
from amparo.vault.search.bands import band, outgrown
from amparo.vault.search.plan import Entry

WALK = 1000
NOBODY = UUID(int=0)


def index_people(realm: str, people: Sequence[k.Names], *, fresh: bool = True) -> bool:
    """Write the features of these people (rows of `vault_person` in the actor's sight); whether bands want correcting.

    `fresh` counts their tokens into the frequencies; a correction of somebody who is indexed already does not count again.
    Raises `Locked` without a search ring.
    """
    keys = k.search_keys(realm)
    with transaction.atomic():
        _lock(shared=True)
        counted = Counter(token for names in people for token in names.counted())
        entries = lexicon.count(keys, realm, counted) if fresh else _known(keys, realm, counted)
        put(keys, people, {token: entry.band for token, entry in entries.items()})
    return _outgrown(entries)


def put(keys: k.SearchKeys, people: Sequence[k.Names], bands: k.Bands) -> int:
    """Write features with these bands; how many rows were new or changed."""
    made = [k.literal(k.features(keys, names, bands)) for names in people]
    with connection.cursor() as cursor:
        cursor.execute("SELECT vault_put_features(%s::uuid[], %s::text[])", [[names.person for names in people], made])
        return int(cursor.fetchone()[0])


def drop(people: Iterable[UUID]) -> None:
    """Forget the features of these people."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT vault_drop_features(%s::uuid[])", [list(people)])


def announce(realm: str, people: Iterable[k.Names]) -> None:
    """Tell the lexicon what a large import is about to bring, so that common names get their bands from the first row on."""
    expected = Counter(token for names in people for token in names.counted())
    with transaction.atomic():
        _lock(shared=True)
        lexicon.announce(k.search_keys(realm), realm, expected)


def begin_correction(realm: str) -> UUID | None:
    """Widen the bands that were outgrown; the id after which people want new features, or None where nothing is due.

    From here on queries ask for the keys of the old and of the new band. A correction that was interrupted goes on where it
    stopped.
    """
    keys = k.search_keys(realm)
    with transaction.atomic(), connection.cursor() as cursor:
        _lock(shared=False)
        cursor.execute("SELECT reached FROM vault_indexwalk WHERE realm = %s FOR UPDATE", [realm])
        running = cursor.fetchone()
        if running:
            return UUID(str(running[0]))
        entries = lexicon.whole(keys, realm)
        people = next((entry.count for entry in entries if entry.token == k.PEOPLE), 0.0)
        grown = [
            replace(entry, band=band(entry.count, people))
            for entry in entries
            if entry.token != k.PEOPLE and outgrown(entry.band, entry.count, people)
        ]
        if not grown:
            return None
        lexicon.write(keys, grown)
        cursor.execute("INSERT INTO vault_indexwalk (realm, reached) VALUES (%s, %s)", [realm, NOBODY])
    return NOBODY


def correct(realm: str, people: Sequence[k.Names]) -> UUID | None:
    """Write the next people (in the order of their ids) with the new bands; the last id, None after the end (nobody left).

    To be called in a transaction of its own for each batch, so that writers are held up for one batch at most.
    """
    keys = k.search_keys(realm)
    with transaction.atomic(), connection.cursor() as cursor:
        if not people:
            _lock(shared=False)
            late = [entry for entry in lexicon.whole(keys, realm) if entry.low != entry.band]
            lexicon.write(keys, [replace(entry, low=entry.band) for entry in late])
            cursor.execute("DELETE FROM vault_indexwalk WHERE realm = %s", [realm])
            return None
        _lock(shared=True)
        tokens = {token for names in people for token in names.counted()}
        entries = _known(keys, realm, dict.fromkeys(tokens, 0))
        put(keys, people, {token: entry.band for token, entry in entries.items()})
        last = max(names.person for names in people)
        cursor.execute("UPDATE vault_indexwalk SET reached = %s WHERE realm = %s", [last, realm])
        return last


def _known(keys: k.SearchKeys, realm: str, counted: Mapping[str, int]) -> dict[str, Entry]:
    known = lexicon.read(keys, counted)
    missing = {token: 1 for token in counted if token not in known}
    return known | lexicon.count(keys, realm, missing) if missing else known


def _outgrown(entries: dict[str, Entry]) -> bool:
    people = entries[k.PEOPLE].count if k.PEOPLE in entries else 0.0
    return any(outgrown(entry.band, entry.count, people) for token, entry in entries.items() if token != k.PEOPLE)


def _lock(*, shared: bool) -> None:
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [lexicon.BANDS_LOCK])
