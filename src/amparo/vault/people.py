"""Sealing and opening whole people: the only place where an identity's values meet its row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from amparo.core.envelopes import open_text, place, seal_text
from amparo.core.sealed import read_sealed, write_sealed
from amparo.vault.models import IdentityDocument, Person
from amparo.vault.rules import Document, Identity, check_digit, search_form, year_of
from amparo.vault.search.fold import tokens
from amparo.vault.search.keys import Names
from amparo.vault.search.rank import Face, face

TEXTS = ("given_names", "first_surname", "second_surname", "sex", "birth", "contact", "address")
SEALED = (*TEXTS, "aliases")
PERSON, DOCUMENT = Person._meta.db_table, IdentityDocument._meta.db_table


def names_of(person: UUID, identity: Identity) -> Names:
    """What of an identity goes into the search."""
    given = tokens(identity.given_names)
    surnames = [*tokens(identity.first_surname), *tokens(identity.second_surname)]
    for alias in identity.aliases:
        given += tokens(alias)
    documents = tuple(search_form(document) for document in identity.documents)
    return Names(person, tuple(dict.fromkeys(given))[:8], tuple(dict.fromkeys(surnames))[:8], documents)


def seal_identity(person: Person, identity: Identity, key: bytes) -> None:
    """Put every value of `identity` into the row, sealed under its key. Does not save."""
    for name in TEXTS:
        write_sealed(person, name, getattr(identity, name), key=key)
    write_sealed(person, "aliases", "\n".join(identity.aliases), key=key)
    person.identity_status = identity.status


def seal_document(person: UUID, document: Document, key: bytes) -> IdentityDocument:
    """A new row for a document. Does not save."""
    row = IdentityDocument(person_id=person, kind=document.kind, checked=check_digit(document))
    write_sealed(row, "number", document.number, key=key)
    return row


def open_identity(person: Person, key: bytes, documents: Iterable[IdentityDocument] = ()) -> Identity:
    """The plain values of a row. Raises `Locked`."""
    return Identity(
        **{name: read_sealed(person, name, key=key) for name in TEXTS},
        aliases=tuple(filter(None, read_sealed(person, "aliases", key=key).split("\n"))),
        status=person.identity_status,
        documents=tuple(Document(row.kind, read_sealed(row, "number", key=key)) for row in documents),
    )


def sealed_columns(person: UUID, identity: Identity, key: bytes) -> list[bytes | None]:
    """The envelopes of one person in the order of `SEALED`, for writing many at once."""
    texts = [*(getattr(identity, name) for name in TEXTS), "\n".join(identity.aliases)]
    return [seal_text(key, text, place(PERSON, person, name)) if text else None for name, text in zip(SEALED, texts, strict=True)]


NAME_COLUMNS = ("given_names", "first_surname", "second_surname", "aliases")
FACE_COLUMNS = (*NAME_COLUMNS, "birth", "sex")


def open_faces(
    rows: Sequence[tuple[Any, ...]], keys: Mapping[UUID, bytes], columns: Sequence[str] = FACE_COLUMNS
) -> Iterator[tuple[UUID, Face]]:
    """(person, face) of rows `id, key_id, *columns`; `columns` begins with `NAME_COLUMNS` and may have "birth" and "sex".

    People whose key is gone are left out. Raises `Locked`.
    """
    for pk, key_id, *blobs in rows:
        key = keys.get(key_id)
        if key is not None:
            opened = {
                name: open_text(key, blob, place(PERSON, pk, name))
                for name, blob in zip(columns, blobs, strict=True)
                if blob is not None
            }
            names = [opened[name] for name in NAME_COLUMNS if name in opened]
            yield pk, face(names, year=year_of(opened.get("birth", "")), sex=opened.get("sex", ""))
