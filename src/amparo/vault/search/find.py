"""A query into ranked people, inside the actor's sight: four statements, fifty people opened, nothing of it kept."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from amparo.access.actors import Actor
from amparo.core import keyshelf
from amparo.core.sealed import read_sealed
from amparo.vault.models import IdentityDocument
from amparo.vault.people import NAME_COLUMNS, open_faces
from amparo.vault.rules import Document, search_form
from amparo.vault.search import keys as k
from amparo.vault.search import lexicon
from amparo.vault.search.fold import tokens
from amparo.vault.search.plan import Ground, Plan, nearest, plan
from amparo.vault.search.rank import LEAST, Likeness, face

CANDIDATES = 50
# Candidates that share less than this part of what the best one shares are not opened, as long as enough others are.
WORTH, ENOUGH = 0.4, 10


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for. `names` in any order; `year` 0 and `sex` "" where they are not known."""

    names: str = ""
    year: int = 0
    sex: str = ""
    document: Document | None = None

    def __repr__(self) -> str:
        return "Query(…)"  # never in a log

    def to_text(self) -> str:
        """For sealing while the holders are not told yet."""
        document = [self.document.kind, self.document.number] if self.document else None
        return json.dumps([self.names, self.year, self.sex, document])

    @staticmethod
    def from_text(text: str) -> "Query":
        """What `to_text` was given."""
        names, year, sex, document = json.loads(text)
        return Query(names, year, sex, Document(*document) if document else None)


@dataclass(frozen=True, slots=True)
class Found:
    """A person and how alike, 0 to 1."""

    person: UUID
    likeness: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The people found, best first. `too_common`: every word of the query is common, another one is wanted."""

    found: tuple[Found, ...] = ()
    too_common: bool = False


def find(actor: Actor, realm: str, query: Query, *, most: int = 10) -> Answer:
    """The people of a realm who may be the one asked for, among those in the actor's sight. Raises `Locked` without keys."""
    keys = k.search_keys(realm)
    by_document = _by_document(actor, keys, query.document) if query.document else []
    sounds = tokens(query.names)
    planned = _plan(keys, sounds) if sounds else None
    candidates = by_document + (select(planned) if planned else [])
    ranked = rank(realm, query, candidates=candidates) if candidates else []
    exact = set(by_document)
    kept = [Found(found.person, 1.0) if found.person in exact else found for found in ranked]
    kept = sorted((found for found in kept if found.likeness >= LEAST), key=lambda found: (-found.likeness, found.person))
    return Answer(tuple(kept[:most]), too_common=bool(sounds) and planned is None and not by_document)


def select(planned: Plan) -> list[UUID]:
    """The candidates of a plan, best overlap first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, score FROM vault_find(%s::int[], %s::int[], %s::int[], %s)",
            [k.literal(planned.select), k.literal(sorted(planned.exact)), k.literal(sorted(planned.fuzzy)), CANDIDATES],
        )
        rows = cursor.fetchall()
    return [person for at, (person, score) in enumerate(rows) if at < ENOUGH or score >= WORTH * rows[0][1]]


def rank(realm: str, query: Query, *, candidates: Sequence[UUID]) -> list[Found]:
    """Open the candidates the actor may see and compare them with the query."""
    columns = [*NAME_COLUMNS, *(["birth"] if query.year else []), *(["sex"] if query.sex else [])]
    with connection.cursor() as cursor:  # both walls hold here too: `vault_find` looks at the scope, row security at the rows
        cursor.execute(
            f"SELECT id, key_id, {', '.join(columns)} FROM vault_person WHERE id = ANY(%s::uuid[]) AND realm = %s",  # noqa: S608
            [k.literal(candidates), realm],
        )
        rows = cursor.fetchall()
    opened = open_faces(rows, keyshelf.unwrap([row[1] for row in rows]), columns)
    likeness = Likeness(face([query.names], year=query.year, sex=query.sex))
    return [Found(person, likeness.of(seen)) for person, seen in opened]


def _by_document(actor: Actor, keys: k.SearchKeys, document: Document) -> list[UUID]:
    """People in sight with this very document: the key has four bytes, so the number itself is compared."""
    asked = search_form(document)
    key = k.document_key(keys, *asked)
    holders = select(Plan((key,), (key,), (), 1.0))
    rows = list(
        IdentityDocument.objects.visible_to(actor).filter(person__in=holders, kind=document.kind).select_related("person")
    )
    opened = keyshelf.unwrap(row.person.key_id for row in rows) if rows else {}
    return [
        row.person_id
        for row in rows
        if row.person.key_id in opened
        and search_form(Document(row.kind, read_sealed(row, "number", key=opened[row.person.key_id]))) == asked
    ]


def _plan(keys: k.SearchKeys, sounds: Sequence[str]) -> Plan | None:
    pseudo = [k.PEOPLE, *(k.initial(token) for token in sounds)]
    near, also = lexicon.near(keys, sounds, pseudo)
    people = also[k.PEOPLE].count if k.PEOPLE in also else 0.0
    return plan(sounds, Ground(keys, {token: nearest(found) for token, found in near.items()}, also, people))
