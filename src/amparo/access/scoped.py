"""Rows with a scope: the first wall (`visible_to`), in step with the second one (`rls`)."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from amparo.access.acting import current_actor
from amparo.access.actors import Actor


class Unscoped(RuntimeError):
    """A scoped table was read outside `acting_as`: a fault of the program, never of the user."""


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows of one scoped table."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows whose scope meets the actor's, less those hidden from the person or the unit."""
        hidden = Q(hidden__overlap=list(actor.identity)) & ~Q(exempt__overlap=list(actor.identity))
        return self.filter(scope__overlap=list(actor.scope)).exclude(hidden)


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """Refuses to begin a query where nobody acts."""

    def get_queryset(self) -> ScopedQuerySet:
        if current_actor() is None:
            raise Unscoped(f"{self.model.__name__} was read outside acting_as")
        return super().get_queryset()  # type: ignore[no-any-return]


class Scoped(models.Model):
    """A row that only some units may reach.

    scope   ids of the units that have to do with it, of the units above them, and 0 (the system)
    hidden  ids of units, and user ids as negative numbers, that an exclusion keeps away
    exempt  user ids as negative numbers, let in all the same
    All three are kept by the database, so that no path of the program can forget them.
    """

    scope = ArrayField(models.IntegerField(), default=list)
    hidden = ArrayField(models.IntegerField(), default=list)
    exempt = ArrayField(models.IntegerField(), default=list)

    objects = ScopedManager()

    class Meta:
        abstract = True
