"""A writer of files for these tests: people in the real vault, in the caller's transaction, and codes. Verified against the real
one in test_real_registry."""

from collections.abc import Sequence
from uuid import UUID

from amparo.access.actors import Actor
from amparo.core import keyshelf
from amparo.core.ids import new_code
from amparo.exchange.intake import IncomingChild, IncomingEvent, Registered
from amparo.vault import actions as vault
from amparo.vault.bulk import Newcomer
from amparo.vault.models import Person
from amparo.vault.rules import Document, Identity

SEXES = {"female": "f", "male": "m", "unknown": ""}


class FakeRegistry:
    """Remembers what it was given; a file is its person."""

    def __init__(self) -> None:
        self.children: dict[UUID, IncomingChild] = {}
        self.events: dict[UUID, IncomingEvent] = {}
        self.worked: set[UUID] = set()

    def register_children(
        self, *, id: UUID, seen: int, children: Sequence[IncomingChild], events: Sequence[IncomingEvent], by: Actor
    ) -> list[Registered]:
        vault.create_identities(
            id=id, seen=seen, newcomers=[Newcomer(child.id, identity_of(child), (0, by.unit_id)) for child in children], by=by
        )
        self.children |= {child.id: child for child in children}
        self.events |= {event.id: event for event in events}
        return [Registered(child.id, child.id, new_code("AMP")) for child in children]

    def worked_on(self, *, cases: Sequence[UUID], by: Actor) -> int:
        return len(self.worked & set(cases))

    def withdraw_children(self, *, id: UUID, seen: int, cases: Sequence[UUID], by: Actor) -> int:
        people = Person.objects.filter(pk__in=cases)
        keyshelf.destroy(people.values_list("key_id", flat=True))
        return people.delete()[0]


def identity_of(child: IncomingChild) -> Identity:
    who = child.identity
    return Identity(
        who.given_names,
        who.first_surname,
        who.second_surname,
        who.aliases,
        SEXES[child.sex],
        str(who.birth) if who.birth else "",
        who.contact,
        who.address,
        "declared" if who.named else "unknown",
        tuple(Document(one.kind, one.number) for one in who.documents),
    )
