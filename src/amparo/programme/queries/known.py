"""What was known here by the end of a day: the figures of that day take this and nothing else, whatever was written since.

A fact is known from the moment it was recorded, a correction from the moment it was made; until then the earlier version stands.
Days before the compact was kept here are told from the record: there every fact counts by its own date, as it was first recorded
(an activity or a territory, as it was last told).
A day that is not over yet can still learn something.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from amparo.programme.models import Compact

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Known:
    """A day: `end` is the first moment after it; `told`: it lies before the compact was kept here."""

    end: datetime
    told: bool

    def facts(self, rows: "QuerySet[Row]") -> "QuerySet[Row]":
        """Of rows that are never corrected, those recorded by then."""
        return rows if self.told else rows.filter(created_at__lt=self.end)

    def has(self, row: Any) -> bool:
        """As `facts`, for a row that was read already."""
        return self.told or row.created_at < self.end

    def versions(self, rows: "QuerySet[Row]") -> "QuerySet[Row]":
        """Of rows with earlier versions (`Model.every`), each as it stood then: one version a row, none of a later row.

        Told from the record, what is moved on by steps (`Kept.moved_on`) stands where its last step left it.
        """
        if self.told and rows.model.moved_on:  # type: ignore[attr-defined]
            return rows.filter(replaced_by=None)
        first = Q(corrected_at=None) if self.told else Q(corrected_at=None, created_at__lt=self.end)
        stood = Q(replaced_at=None) | Q(replaced_at__gte=self.end)
        return rows.filter(stood, first | Q(corrected_at__lt=self.end))

    def read(self, rows: "QuerySet[Row]") -> list[Row]:
        """As `versions`, read; each speaks under the id of the current row. They are for reading only."""
        found = list(self.versions(rows))
        for row in found:
            row.pk = row.series  # type: ignore[attr-defined]
        return found


def by(compact: Compact, day: date) -> Known:
    """What was known of a compact by the end of a day."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return Known(end, compact.created_at >= end)
