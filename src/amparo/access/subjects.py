"""What can be excluded: each app that holds files says how an actor relates to one of them, and what an exclusion leads to."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.access.models import Exclusion
from amparo.access.policy import Relation
from amparo.core.errors import NotFound

Resolver = Callable[[Actor, UUID], Iterable[Relation]]
Consequence = Callable[[Exclusion, Actor], None]
_RESOLVERS: dict[str, Resolver] = {}
_CONSEQUENCES: dict[str, Consequence] = {}


def register_subject(subject_type: str, resolver: Resolver) -> None:
    """An app names its files: `resolver(actor, id)` returns the actor's relations, none where he may not see it."""
    _RESOLVERS[subject_type] = resolver


def register_consequence(subject_type: str, function: Consequence) -> None:
    """What follows from hiding such a file, in the same transaction: `function(exclusion, by)`, once the walls stand."""
    _CONSEQUENCES[subject_type] = function


def follow(exclusion: Exclusion, by: Actor) -> None:
    """Lets the app that holds the file see to it that somebody still looks after it."""
    if function := _CONSEQUENCES.get(exclusion.subject_type):
        function(exclusion, by)


def relations_to(actor: Actor, subject_type: str, subject_id: UUID) -> tuple[Relation, ...]:
    """How the actor's unit relates to a file. Raises `NotFound` where there is none within sight."""
    resolver = _RESOLVERS.get(subject_type)
    found = tuple(resolver(actor, subject_id)) if resolver else ()
    if not found:
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    return found
