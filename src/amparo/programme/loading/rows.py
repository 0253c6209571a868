"""One load of a folder: its rows as they are read, its acts as they are done once, whom it acts as."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.access.models import Membership, Performed
from amparo.access.sessions import actor_of
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.programme.models import Compact, Party

NAMESPACE = UUID("3c8f2f0a-9f0e-5d1c-8a55-0c6c1d6f7b01")
UNDATED = "unknown"  # the page that says it bears no date
MANAGER = "compact_manager"
Row = Mapping[str, str]


@dataclass
class Load:
    """One load: who loads which folder, and what came of it by file.

    made, kept  acts done now, and those that were done before
    left        rows that only the other side may write, left out since nobody acts for it here
    """

    actor: Actor
    folder: Path
    code: str = ""
    made: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)

    def rows(self, name: str, *, sourced: bool = True) -> Iterator[Row]:
        """The rows of a file; none where it is not there. Raises `Invalid` for a row without source or date."""
        path = self.folder / f"{name}.csv"
        if not path.exists():
            return
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                if sourced and not (row.get("source") and row.get("as_of")):
                    words = _(
                        "Fila %(row)d de %(file)s: falta la fuente o la fecha. Escriba «unknown» si la página no tiene fecha."
                    )
                    raise Invalid(words % {"row": number, "file": path.name})
                yield {key: (value or "").strip() for key, value in row.items()}

    def key(self, name: str, *parts: str) -> UUID:
        """The id of what a row makes."""
        return uuid5(NAMESPACE, "/".join((self.code, name, *parts)))

    def done(self, key: UUID) -> bool:
        """Whether the act with this id was done, now or before."""
        return Performed.objects.filter(pk=key).exists()

    def do(self, name: str, key: UUID, function: Callable[..., Any], **facts: Any) -> None:
        """One act, unless it was done before. `seen` is 0 unless told."""
        if self.done(key):
            self.kept[name] = self.kept.get(name, 0) + 1
            return
        function(**{"id": key, "seen": 0, **facts, "by": self.actor})
        self.made[name] = self.made.get(name, 0) + 1

    def as_side(self, side: str, name: str, key: UUID, *, function: Callable[..., Any], **facts: Any) -> None:
        """As `do`, by who acts for a side (us, host): neither government writes the other's. Left out where nobody does."""
        if self.done(key):
            self.kept[name] = self.kept.get(name, 0) + 1
            return
        actor = self.acting_for(side)
        if actor is None:
            self.left[name] = self.left.get(name, 0) + 1
            return
        with acting_as(actor):
            function(**{"id": key, "seen": 0, **facts, "by": actor})
        self.made[name] = self.made.get(name, 0) + 1

    def acting_for(self, side: str) -> Actor | None:
        """Who acts for a side: the one who loads where it is his own, else the first manager of the unit bound to it."""
        party = (
            Party.objects.visible_to(self.actor).filter(compact__code=self.code, side=side).select_related("organisation").first()
        )
        unit = party.organisation.unit_id if party else None
        return self.actor if unit == self.actor.unit_id else manager_of(unit)

    def compact(self) -> Compact:
        """The compact as it is now."""
        found: Compact = Compact.objects.visible_to(self.actor).get(code=self.code)
        return found

    def add(self, name: str, function: Callable[..., Any], *, named: Sequence[str], facts: Callable[[Row], Any]) -> None:
        """Every row of a file as an act on the compact; `named`: the columns that say which row it is."""
        compact = self.compact().pk
        for row in self.rows(name):
            key = self.key(name, *(row[column] for column in named))
            self.do(name, key, function, compact=compact, facts=facts(row))


def manager_of(unit: int | None) -> Actor | None:
    """The first person who keeps compacts in a unit, None where there is nobody."""
    if unit is None:
        return None
    held = Membership.objects.filter(state="active", user__is_active=True, role=MANAGER, unit_id=unit)
    first = held.select_related("user", "unit", "unit__institution").order_by("since", "pk").first()
    return actor_of(first.user, first) if first else None


def when(text: str) -> PartialDate | None:
    """A date cell: "2020-02-06", "2017-10", "2022~"; empty and `unknown` are None. Raises `Invalid`."""
    return PartialDate.from_text(text) if text and text != UNDATED else None


def number(text: str) -> Decimal | None:
    """A number cell; empty is None. Raises `Invalid`."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise Invalid(_("«%(text)s» no es un número.") % {"text": text}) from None


def origin(row: Row) -> dict[str, Any]:
    """Source, date and check of a row, as every fact takes them."""
    return {"source": row["source"], "as_of": when(row["as_of"]), "verified": row.get("verified") == "true"}


def texts(row: Row, *names: str) -> dict[str, Any]:
    """These cells as they are."""
    return {name: row[name] for name in names}
