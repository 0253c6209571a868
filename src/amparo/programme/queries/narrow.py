"""Which part of the activities is asked for: a region, an objective, a period. The same for lists and for the numbers that link to them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Narrow:
    """`region`: INEI code of two digits; `objective`: its number; both days belong to the period. Empty: all."""

    region: str = ""
    objective: int | None = None
    since: date | None = None
    until: date | None = None

    @property
    def query(self) -> str:
        """As the rest of an address, "?region=08&objetivo=2"; "" where nothing is narrowed."""
        told = {"region": self.region, "objetivo": self.objective, "desde": self.since, "hasta": self.until}
        kept = {name: value for name, value in told.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def rows(
        self, rows: QuerySet[Row], *, days: tuple[str, str] = ("starts", "ends"), objective: str = "objective"
    ) -> QuerySet[Row]:
        """The rows that lie in it. `days`: the columns of the first and last day; `objective`: the way to it, "" for none."""
        if self.region:
            rows = rows.filter(Q(regions__contains=[self.region]))
        if self.objective and objective:
            rows = rows.filter(**{f"{objective}__number": self.objective})
        return self._period(rows, days)

    def _period(self, rows: QuerySet[Row], days: tuple[str, str]) -> QuerySet[Row]:
        """Whatever touches the period."""
        first, last = days
        told: dict[str, Any] = {}
        if self.until:
            told[f"{first}__lte"] = self.until
        if self.since:
            told[f"{last}__gte"] = self.since
        return rows.filter(**told)


ALL = Narrow()
