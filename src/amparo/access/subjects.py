"""What can be excluded: each app that holds files says how an actor relates to one of them."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.core.errors import NotFound

Resolver = Callable[[Actor, UUID], Iterable[Relation]]
_RESOLVERS: dict[str, Resolver] = {}


def register_subject(subject_type: str, resolver: Resolver) -> None:
    """An app names its files: `resolver(actor, id)` returns the actor's relations, none where he may not see it."""
    _RESOLVERS[subject_type] = resolver


def relations_to(actor: Actor, subject_type: str, subject_id: UUID) -> tuple[Relation, ...]:
    """How the actor's unit relates to a file. Raises `NotFound` where there is none within sight."""
    resolver = _RESOLVERS.get(subject_type)
    found = tuple(resolver(actor, subject_id)) if resolver else ()
    if not found:
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    return found
