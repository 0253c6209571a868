"""What the apps above tell the vault about a person: how the file is called, and what a unit has to do with it.

The vault knows identities only. An app that owns a realm registers both functions in its `AppConfig.ready`; in a realm without
them nobody has a relation, so nobody reveals.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from amparo.access.actors import Actor
from amparo.access.policy import Relation


@dataclass(frozen=True, slots=True)
class Description:
    """How a person is shown where her name is not: the file's code, its address, and a line without names."""

    code: str
    url: str = ""
    line: str = ""


Describer = Callable[[Actor, Sequence[UUID]], Mapping[UUID, Description]]
Relations = Callable[[Actor, UUID], Iterable[Relation]]

_describers: dict[str, Describer] = {}
_relations: dict[str, Relations] = {}


def register_describer(realm: str, function: Describer) -> None:
    """`function(actor, person_ids)` gives a `Description` of each person the actor may know of, in one query."""
    _describers[realm] = function


def register_relations(realm: str, function: Relations) -> None:
    """`function(actor, person_id)` gives what the actor's unit has to do with the person's file now."""
    _relations[realm] = function


def describe(actor: Actor, realm: str, people: Sequence[UUID]) -> Mapping[UUID, Description]:
    """Descriptions of these people; those nobody describes are left out."""
    function = _describers.get(realm)
    return function(actor, people) if function and people else {}


def relations(actor: Actor, realm: str, person: UUID) -> tuple[Relation, ...]:
    """The relations of the actor's unit to a person; NONE where there is none."""
    function = _relations.get(realm)
    return tuple(function(actor, person)) if function else (Relation.NONE,)


def realms() -> frozenset[str]:
    """The realms that an app owns."""
    return frozenset(_relations)
