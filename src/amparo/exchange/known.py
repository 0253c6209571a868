"""Children the unit has files of already, found without showing anybody's name.

Everybody in the actor's sight is opened once a reading, in pieces, and only keyed digests of names and documents stay in
memory. What another unit holds is not looked at here: its holders are asked by the vault, and this reading never learns of it.
"""

import hmac
import secrets
from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

from amparo.access.actors import Actor
from amparo.core import keyshelf
from amparo.core.sealed import read_sealed
from amparo.exchange.draft import ChildDraft
from amparo.vault.models import CHILDREN, IdentityDocument, Person
from amparo.vault.people import FACE_COLUMNS, open_faces
from amparo.vault.search.fold import fold, words

PIECE = 1000
LEAST_WORDS = 3


class KnownChildren:
    """An answer a child: the person within the actor's sight who surely is the same."""

    def __init__(self, actor: Actor) -> None:
        self._secret = secrets.token_bytes(32)
        self._documents: dict[bytes, UUID] = {}
        self._names: dict[bytes, UUID | None] = {}
        people = Person.objects.visible_to(actor).filter(realm=CHILDREN, erased_at=None).order_by("pk")
        for rows in _pieces(people):
            self._take(actor, rows)

    def same_as(self, child: ChildDraft) -> UUID | None:
        """The person with this document; or with these names (three words or more) and year of birth, if she is the only one."""
        who = child.identity
        for document in who.documents:
            if document.checked is not False and (
                found := self._documents.get(self._digest(document.kind, _bare(document.number)))
            ):
                return found
        names = [word for text in (who.given_names, who.first_surname, who.second_surname) for word in words(text)]
        if len(names) < LEAST_WORDS or who.birth is None or who.birth.approximate:
            return None
        return self._names.get(self._digest(str(who.birth.year), *sorted({fold(word) for word in names})))

    def _take(self, actor: Actor, rows: list[tuple[UUID, UUID]]) -> None:
        people = [pk for pk, _key in rows]
        keys = keyshelf.unwrap(key for _pk, key in rows)
        faces = Person.objects.visible_to(actor).filter(pk__in=people).values_list("pk", "key_id", *FACE_COLUMNS)
        for person, face in open_faces(list(faces), keys):
            if face.year and len(face.words) >= LEAST_WORDS:
                digest = self._digest(str(face.year), *sorted(set(face.sounds)))
                self._names[digest] = None if digest in self._names else person
        by_person = dict(rows)
        for document in IdentityDocument.objects.visible_to(actor).filter(person__in=people):
            if (key := keys.get(by_person[document.person_id])) is not None:
                number = read_sealed(document, "number", key=key)
                self._documents[self._digest(document.kind, _bare(number))] = document.person_id

    def _digest(self, *parts: str) -> bytes:
        return hmac.digest(self._secret, "|".join(parts).encode(), sha256)[:16]


def _bare(number: str) -> str:
    return "".join(letter for letter in number.upper() if letter.isalnum())


def _pieces(people: "object") -> Iterator[list[tuple[UUID, UUID]]]:
    last: UUID | None = None
    while True:
        rows = list((people.filter(pk__gt=last) if last else people).values_list("pk", "key_id")[:PIECE])  # type: ignore[attr-defined]
        if not rows:
            return
        yield rows
        last = rows[-1][0]
