"""`./amparo bench search`: the search nobody can read against plain text with trigrams, on the same server, in the same run.

Yardstick: names in plain text, `pg_trgm`, `query <% name` at 0.6, fifty candidates, ranked by the same function. Half of the
queries know the birth year, for both. Runs as `amparo_app`; the owner only makes the yardstick's table and reads sizes.
The goals for time are those of a million people: trigrams over a small table are read in a few milliseconds, which is what any
search that opens fifty people in Python costs; with `quick` the ratios are shown and not judged.
A search counts as found when the person, or somebody with exactly her names, is among the first ten. Kinds are compared without
the searches nobody can answer: those that miss and whose every word more than ten people have.
"""

import multiprocessing
import os
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.core.synthetic import Dirt, SyntheticPerson, dirty, people
from amparo.vault import bulk
from amparo.vault.models import CHILDREN
from amparo.vault.rules import Document, Identity, year_of
from amparo.vault.search import lexicon
from amparo.vault.search.find import CANDIDATES, Query, find
from amparo.vault.search.fold import words
from amparo.vault.search.keys import search_keys
from amparo.vault.search.rank import Likeness, face

SEED, BATCH, BUILDERS, CLIENTS = 2017, 1000, 2, 8
NATIONAL, FIRST_UNIT, UNITS = 1, 10, 100
ANNOUNCED = 50_000
FIRST_TEN = 10
TIME_GOALS = {f"p95_{scope}_{clients}": "<= 0.33" for scope in ("national", "narrow") for clients in (1, CLIENTS)}
GOALS = {
    "recall_at_10": ">= 0.98",
    "worst_margin_of_a_kind": ">= 0",
    "most_frequent_token": "<= 0.001",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One query of the bench: what is typed, and who is meant."""

    kind: str
    typed: str
    year: int
    number: int
    unit: int
    names: tuple[str, ...]


Hit = tuple[str, float, bool, bool]  # kind, seconds, found, nobody can tell
Searcher = Callable[[Asked, Actor], list[tuple[UUID, tuple[str, ...]]]]


def run(quick: bool, report: Callable[[str], None]) -> Mapping[str, Any]:
    """Build both registers, ask both the same, and give rows, figures, ratios and goals for the bench door."""
    rows, count = (100_000, 105) if quick else (1_000_000, 504)
    figures: dict[str, float] = {}
    report(f"{rows} people: sealing and indexing")
    figures["build_seconds"] = _timed(lambda: _build(rows))
    figures["people_a_second"] = rows / figures["build_seconds"]
    report("plain text with trigrams")
    figures["plain_build_seconds"] = _timed(lambda: _build_plain(rows))
    figures |= _sizes(rows)
    asked = list(_queries(rows, count))
    lexicon.whole(search_keys(CHILDREN), CHILDREN)  # caches as in a process that has served for a while
    ratios: dict[str, float] = {}
    recalls: dict[str, list[float]] = {}
    for scope in ("national", "narrow"):
        for clients in (1, CLIENTS):
            report(f"{count} queries, {scope}, {clients} at once")
            ours, plain = _measure(asked, scope, clients)
            name = f"{scope}_{clients}"
            for part in (50, 95):
                figures[f"p{part}_{name}_ms"] = 1000 * _percentile(ours, part)
                figures[f"plain_p{part}_{name}_ms"] = 1000 * _percentile(plain, part)
                ratios[f"p{part}_{name}"] = _percentile(ours, part) / _percentile(plain, part)
            if clients == 1:
                recalls[f"recall_{scope}"] = [_recall(ours), _recall(plain)]
            if name == "national_1":
                figures |= _recalls(ours, plain)
    figures["recall_narrow"], figures["plain_recall_narrow"] = recalls["recall_narrow"]
    return {"rows": rows, "figures": figures, "ratios": ratios, "goals": dict(GOALS if quick else GOALS | TIME_GOALS)}


def actor(unit: int) -> Actor:
    """Somebody of the bench who sees one unit's people (`NATIONAL`: everybody's)."""
    return Actor(1, "bench", "upe", unit, "bench", "bench", scope=(unit,), identity=(unit, -1))


def unit_of(number: int) -> int:
    """Each person belongs to one of a hundred units, whatever her name."""
    return FIRST_UNIT + (number * 2_654_435_761 >> 7) % UNITS


def identity_of(person: SyntheticPerson) -> Identity:
    """A synthetic person as the vault keeps one: four in ten with a document, one in fifty misspelt."""
    rng = random.Random(person.number)
    name = dirty(person.name, rng, rng.choice((Dirt.ONE_TYPO, Dirt.PHONETIC))) if rng.random() < 0.02 else person.name
    documents = (Document("dni", person.dni),) if rng.random() < 0.4 else ()
    return Identity(
        name.given,
        name.first,
        name.second,
        (),
        person.sex[0],
        person.birth.isoformat()[:7],
        status="declared",
        documents=documents,
    )


def _build(rows: int) -> None:
    with acting_as(actor(NATIONAL)):
        bulk.announce_people(CHILDREN, map(identity_of, people(SEED, min(rows, ANNOUNCED))))
    _in_processes(BUILDERS, _build_share, [(rows, share) for share in range(BUILDERS)])
    _as_owner("VACUUM ANALYZE")


def _build_share(rows: int, share: int) -> list[Any]:
    stream = people(SEED, rows)
    for start in range(0, rows, BATCH):
        batch = list(islice(stream, BATCH))
        if start // BATCH % BUILDERS == share:
            with acting_as(actor(NATIONAL)):
                newcomers = [
                    bulk.Newcomer(UUID(int=one.number + 1), identity_of(one), (0, NATIONAL, unit_of(one.number))) for one in batch
                ]
                bulk.write_people(CHILDREN, newcomers)
    return []


def _build_plain(rows: int) -> None:
    with psycopg.connect(os.environ["AMPARO_OWNER_URL"], autocommit=True) as owner:
        owner.execute("CREATE TABLE bench_plain (id uuid PRIMARY KEY, name text, year int, sex text, scope int[])")
        with owner.cursor().copy("COPY bench_plain FROM STDIN") as copy:
            for one in people(SEED, rows):
                kept = identity_of(one)
                name = " ".join(_words(kept))
                copy.write_row((UUID(int=one.number + 1), name, year_of(kept.birth), kept.sex, [NATIONAL, unit_of(one.number)]))
        owner.execute("CREATE INDEX bench_plain_name ON bench_plain USING gin (name gin_trgm_ops)")
        owner.execute("VACUUM ANALYZE bench_plain")
        owner.execute("GRANT SELECT ON bench_plain TO amparo_app")


def _queries(rows: int, count: int) -> Iterator[Asked]:
    rng = random.Random(SEED + 1)
    chosen = set(rng.sample(range(rows), count))
    kinds = list(Dirt)
    for at, one in enumerate(person for person in people(SEED, rows) if person.number in chosen):
        kind = kinds[at % len(kinds)]
        kept = identity_of(one)
        yield Asked(
            kind.value,
            str(dirty(one.name, rng, kind)),
            one.birth.year if at % 2 else 0,
            one.number,
            unit_of(one.number),
            _words(kept),
        )


def _words(kept: Identity) -> tuple[str, ...]:
    return tuple(words(" ".join((kept.given_names, kept.first_surname, kept.second_surname))))


def search_vault(asked: Asked, by: Actor) -> list[tuple[UUID, tuple[str, ...]]]:
    """The product's own search, as `amparo_app`: vocabulary, keys, fifty people opened and compared."""
    return [(found.person, ()) for found in find(by, CHILDREN, Query(asked.typed, asked.year), most=FIRST_TEN).found]


def search_plain(asked: Asked, by: Actor) -> list[tuple[UUID, tuple[str, ...]]]:
    """The yardstick: trigrams on plain text, the same number of candidates, the same comparison."""
    typed = " ".join(words(asked.typed))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.6")
        cursor.execute(
            "SELECT id, name, year, sex FROM bench_plain WHERE %s <%% name AND scope OPERATOR(pg_catalog.&&) %s::int[]"
            " ORDER BY word_similarity(%s, name) DESC LIMIT %s",
            [typed, list(by.scope), typed, CANDIDATES],
        )
        rows = cursor.fetchall()
    likeness = Likeness(face([asked.typed], year=asked.year))
    ranked = sorted(rows, key=lambda row: -likeness.of(face([row[1]], year=row[2], sex=row[3])))
    return [(row[0], tuple(row[1].split())) for row in ranked[:FIRST_TEN]]


SEARCHERS: dict[str, Searcher] = {"vault": search_vault, "plain": search_plain}


def _measure(asked: Sequence[Asked], scope: str, clients: int) -> tuple[list[Hit], list[Hit]]:
    found = []
    for searcher in ("vault", "plain"):
        shares = [(searcher, scope, asked[share::clients]) for share in range(clients)]
        found.append(_in_processes(clients, _ask, shares))
    return found[0], found[1]


def _ask(searcher: str, scope: str, asked: Sequence[Asked]) -> list[Hit]:
    search = SEARCHERS[searcher]
    hits: list[Hit] = []
    for warm, one in [*((True, one) for one in asked[:5]), *((False, one) for one in asked)]:
        by = actor(NATIONAL if scope == "national" else one.unit)
        with acting_as(by):
            start = time.perf_counter()
            answer = search(one, by)
            spent = time.perf_counter() - start
        if not warm:
            met = any(_is(one, person) for person, _names in answer)
            hits.append((one.kind, spent, met, not met and _nobody_can_tell(one)))
    return hits


def _is(asked: Asked, person: UUID) -> bool:
    return person.int == asked.number + 1 or _names_of(person.int - 1) == tuple(sorted(asked.names))


def _nobody_can_tell(asked: Asked) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT FROM bench_plain WHERE string_to_array(name, ' ') OPERATOR(pg_catalog.@>) %s::text[]"
            " AND (%s = 0 OR year = %s) LIMIT %s) AS alike",
            [words(asked.typed), asked.year, asked.year, FIRST_TEN + 1],
        )
        return bool(cursor.fetchone()[0] > FIRST_TEN)


_known: dict[int, tuple[str, ...]] = {}


def _names_of(number: int) -> tuple[str, ...]:
    """The names somebody was kept with, to call two people with the very same names equally found. Not timed."""
    if number not in _known:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM bench_plain WHERE id = %s", [UUID(int=number + 1)])
            _known[number] = tuple(sorted(cursor.fetchone()[0].split()))
    return _known[number]


def _recalls(ours: Sequence[Hit], plain: Sequence[Hit]) -> dict[str, float]:
    figures = {"recall_at_10": _recall(ours), "plain_recall_at_10": _recall(plain)}
    kinds: dict[str, tuple[float, float]] = {}
    for kind in Dirt:
        figures[f"recall_{kind.value}"], figures[f"plain_recall_{kind.value}"] = (
            _recall(ours, kind.value),
            _recall(plain, kind.value),
        )
        kinds[kind.value] = (_recall(_answerable(ours), kind.value), _recall(_answerable(plain), kind.value))
    figures["worst_margin_of_a_kind"] = min(own - other for own, other in kinds.values())
    return figures


def _answerable(hits: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if not hit[3]]


def _recall(hits: Sequence[Hit], kind: str = "") -> float:
    counted = [found for name, _seconds, found, _nobody in hits if not kind or name == kind]
    return sum(counted) / len(counted)


def _percentile(hits: Sequence[Hit], part: int) -> float:
    ordered = sorted(seconds for _kind, seconds, _found, _nobody in hits)
    return ordered[min(len(ordered) - 1, len(ordered) * part // 100)]


def _sizes(rows: int) -> dict[str, float]:
    parts: dict[str, float] = defaultdict(float)
    tables = {
        "index": ["vault_person_search"],
        "lexicon": ["vault_lex", "vault_lexdel"],
        "rows": ["vault_person", "vault_identitydocument", "keyshelf.key"],
        "plain": ["bench_plain"],
    }
    with psycopg.connect(os.environ["AMPARO_OWNER_URL"], autocommit=True) as owner:
        for part, names in tables.items():
            for name in names:
                found = owner.execute("SELECT pg_total_relation_size(%s::regclass)", [name]).fetchone()
                parts[f"{part}_mb"] += found[0] / 1e6 if found else 0.0
        owner.execute("SET work_mem = '256MB'")
        most = owner.execute(
            "SELECT max(many) FROM (SELECT count(*) AS many FROM vault_person_search, unnest(f) AS key GROUP BY key) AS counted"
        ).fetchone()
    return {**parts, "most_frequent_token": float(most[0]) / rows if most else 1.0}


def _as_owner(statement: str) -> None:
    with psycopg.connect(os.environ["AMPARO_OWNER_URL"], autocommit=True) as owner:
        owner.execute(statement)


def _timed(function: Callable[[], None]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def _in_processes(count: int, function: Callable[..., list[Any]], arguments: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Run in fresh processes, each with a connection of its own, and join what they give."""
    connection.close()
    with multiprocessing.get_context("fork").Pool(count) as pool:
        return [one for part in pool.starmap(function, arguments, chunksize=1) for one in part]
