"""What all rows of the partnership share: whose compact, who wrote it, how far it reaches, and where it was read."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from amparo.access.scoped import Scoped, ScopedManager, ScopedQuerySet
from amparo.core.dates import PartialDateField
from amparo.core.versions import Versioned


class Reach(models.TextChoices):
    """Who may see a row, besides the unit that wrote it. The database turns it into `scope`.

    own      nobody else: a draft
    parties  the two governments and the evaluators
    award    these, the recipient of the award and of the sub-award, and the commissions of the row's regions
    compact  everyone who takes part in the compact; a commission only what is national or of its region
    """

    OWN = "own"
    PARTIES = "parties"
    AWARD = "award"
    COMPACT = "compact"


class Sourced(models.Model):
    """Where a fact was read, of which day it speaks, and whether somebody checked it. Nothing here is ever guessed."""

    source = models.ForeignKey("core.Source", models.PROTECT, null=True, blank=True, related_name="+")
    as_of = PartialDateField(null=True, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Row(Scoped, Versioned, Sourced):
    """A scoped, versioned row with an id made by the client, written by a person (`by`, a code) in a unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    created_at = models.DateTimeField(auto_now_add=True)
    unit = models.ForeignKey("access.Unit", models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    reach = models.CharField(max_length=8, choices=Reach, default=Reach.COMPACT)
    regions = ArrayField(models.CharField(max_length=2), default=list)

    class Meta:
        abstract = True


class CompactRow(Row):
    """A row of a compact. `regions` holds the INEI codes of regions (two digits); empty means national."""

    compact = models.ForeignKey("programme.Compact", models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


class AwardRow(CompactRow):
    """A row of an award, or of a sub-award under it. Both empty: of the compact as a whole."""

    award = models.ForeignKey("programme.Award", models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    subaward = models.ForeignKey("programme.SubAward", models.PROTECT, null=True, blank=True, related_name="%(class)ss")

    class Meta:
        abstract = True


def money_column(**options: Any) -> Any:
    """A column for money or a figure: 16 digits before the point, 2 after. Never a float."""
    return models.DecimalField(max_digits=18, decimal_places=2, **options)


def figure_column(**options: Any) -> Any:
    """A column for a figure of an indicator: 4 digits after the point, empty where nobody knows it."""
    return models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True, **options)


class CurrentManager(ScopedManager):
    """The rows as they stand: what they said before is reached by `every` only."""

    def get_queryset(self) -> ScopedQuerySet:
        """Without the earlier versions."""
        return super().get_queryset().filter(replaced_by=None)


class Kept(models.Model):
    """A row that is corrected without losing what it said (`programme.correcting.correct`).

    The current row keeps its id, so that what points at it still does; each earlier version stays as a row of its own, never
    changed again (`programme.walls_history`). Comes first among the bases. Unique constraints hold among current rows.

    replaced_by   the current row, for an earlier version; empty: this is the current one. Its index finds the versions of a row.
    replaced_at   until when an earlier version stood
    corrected_at  since when it says this; empty: since it was recorded (`created_at`)
    corrected_in  the unit that corrected it; empty: `unit`
    reason        why it says this and no longer what it said before
    """

    moved_on = False  # whether what is told of it later is the next step of the same fact rather than a correction

    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="former")
    replaced_at = models.DateTimeField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_in = models.ForeignKey("access.Unit", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=300, blank=True)

    objects = CurrentManager()
    every = ScopedManager()

    class Meta:
        abstract = True

    @property
    def series(self) -> uuid.UUID:
        """The id of the current row, whichever version this is."""
        return self.replaced_by_id or self.pk  # type: ignore[attr-defined,no-any-return]

    @property
    def said_since(self) -> Any:
        """The moment since which it says this."""
        return self.corrected_at or self.created_at  # type: ignore[attr-defined]


CURRENT = models.Q(replaced_by=None)


def once(name: str, *fields: str, also: models.Q | None = None, **more: Any) -> models.UniqueConstraint:
    """No two current rows with the same values; earlier versions are outside."""
    return models.UniqueConstraint(fields=fields, condition=CURRENT & also if also else CURRENT, name=name, **more)
