"""What the vault's tests share: children who were never born, and a stand-in for the app that owns their files."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.core.ids import new_id
from amparo.vault import actions, providers
from amparo.vault.models import CHILDREN, Person
from amparo.vault.providers import Description
from amparo.vault.rules import Document, Identity

CHILD = Identity(
    given_names="Yanet Milagros",
    first_surname="Huamán",
    second_surname="Ccorimanya",
    aliases=("Pelusa",),
    sex="f",
    birth="2010-04~",
    contact="987654321",
    address="Jirón Los Saúcos 417, interior 3",
    status="declared",
    documents=(Document("dni", "71234569"),),
)


@pytest.fixture(autouse=True)
def files() -> Iterator[None]:
    """Stands in for `cases`: a unit in the scope of a person is responsible for her."""

    def describe(actor: Actor, people: Sequence[UUID]) -> dict[UUID, Description]:
        return {person: Description(f"AMP-{str(person)[:4]}") for person in people}

    def relations(actor: Actor, person: UUID) -> list[Relation]:
        row = Person.objects.filter(pk=person).first()
        return [Relation.RESPONSIBLE if row and actor.unit_id in row.scope else Relation.NONE]

    saved = dict(providers._describers), dict(providers._relations)
    providers.register_describer(CHILDREN, describe)
    providers.register_relations(CHILDREN, relations)
    yield
    providers._describers.clear()
    providers._relations.clear()
    providers._describers.update(saved[0])
    providers._relations.update(saved[1])


@pytest.fixture
def keep(cast: Any) -> Callable[..., Person]:
    """Keeps a child as the UPE of Cusco, or as another actor of the cast."""

    def write(identity: Identity = CHILD, *, by: Actor | None = None, also: Sequence[int] = ()) -> Person:
        actor = by or cast.upe
        with acting_as(actor):
            return actions.create_identity(id=new_id(), seen=0, identity=identity, scope=[actor.unit_id, *also], by=actor)

    return write


@contextmanager
def replaced(ring: str, content: bytes | None) -> Iterator[None]:
    """Another file in place of a ring, or none."""
    from amparo.core import keyring

    path = keyring.ring_path(ring)
    saved = path.read_bytes()
    try:
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        yield
    finally:
        path.write_bytes(saved)
