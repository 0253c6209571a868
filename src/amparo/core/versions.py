"""Optimistic versions: an action names the version it saw; a row that moved on since is a `Conflict`."""

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from amparo.core.errors import Conflict, NotFound


class Versioned(models.Model):
    """A row with a `version` that every action on it raises by one."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Versioned)


def conflict() -> Conflict:
    """The one sentence for a stale version."""
    return Conflict(_("Otra persona cambió este dato mientras usted trabajaba. Compare las dos versiones antes de guardar."))


def take(rows: "models.QuerySet[Row]", pk: Any, seen: int) -> Row:
    """The row, locked until the transaction ends.

    Raises `NotFound` where the queryset (already scoped to the actor) does not hold it, `Conflict` where it is not at
    version `seen` any more.
    """
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    if row.version != seen:
        raise conflict()
    return row


def bump(row: Versioned, *fields: str) -> None:
    """Saves the named fields of a row taken with `take`, one version up."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def expect_new(seen: int) -> None:
    """For actions that begin something where nothing was: they have seen version 0."""
    if seen != 0:
        raise conflict()
