"""How the story of a partnership is told: each act by a person of the unit whose work it is, at its own moment, once.

Ids come from the seed and the act's name, so that telling the story again changes nothing, a load that was cut off goes on where
it stopped, and parts that are added later leave the earlier ones as they are. Days are counted from the compact's first day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.actors import Actor, system
from amparo.access.models import Performed
from amparo.config.demo.calendar import at
from amparo.core.models import Source
from amparo.programme.models import Compact, Objective, Organisation

TELLER = system("demo")
INVENTED = "demostracion"  # the source of all that is invented here
INVENTED_TITLE = "Datos inventados para la demostración de Amparo: ninguna cifra es real"
NAMES = {"actionpoint": "point", "moneyclaim": "claim", "workitem": "item", "communitysignal": "signal", "riskplace": "place"}


@dataclass(frozen=True)
class Quarter:
    """A quarter that has ended: its place in the story (0 is the first), year, number, first and last day."""

    place: int
    year: int
    number: int
    starts: date
    ends: date


@dataclass
class Teller:
    """A partnership being told. `first`: the first day of its compact; `until`: the moment of the demonstration."""

    seed: UUID
    first: date
    until: datetime
    people: dict[str, Actor]
    compact: UUID | None = None

    def day(self, number: int) -> date:
        """The day so many days after the first one (before it, where below zero)."""
        return self.first + timedelta(days=number)

    def ago(self, number: int) -> date:
        """The day so many days before the demonstration."""
        return timezone.localdate(self.until) - timedelta(days=number)

    def at(self, unit: str, day: date) -> "Turn":
        """The turn of a person of `unit` on a day."""
        return Turn(self, unit, day)

    def row(self, model: Any, pk: object) -> Any:
        """A row as it is now: the teller knows the whole story. None where it is gone, as a draft that was sent."""
        if not hasattr(model.objects, "visible_to"):
            return model.objects.filter(pk=pk).first()
        with acting_as(TELLER):
            return model.objects.visible_to(TELLER).filter(pk=pk).first()

    def quarters(self, most: int = 7, *, running: bool = False) -> Iterator[Quarter]:
        """The quarters since the compact's first day that have ended (and the one that runs), `most` of them at most."""
        today = timezone.localdate(self.until)
        for place in range(most):
            month = self.first.month - 1 + 3 * place
            starts = date(self.first.year + month // 12, month % 12 + 1, 1)
            after = date(self.first.year + (month + 3) // 12, (month + 3) % 12 + 1, 1)
            if (starts if running else after) > today:
                return
            yield Quarter(place, starts.year, starts.month // 3 + 1, starts, after - timedelta(days=1))

    def objectives(self) -> dict[int, UUID]:
        """The objectives of the compact by their number."""
        with acting_as(TELLER):
            rows = Objective.objects.visible_to(TELLER).filter(compact=self.compact)
            return dict(rows.values_list("number", "pk"))

    def now(self) -> Compact:
        """The compact as it is now."""
        found: Compact = self.row(Compact, self.compact)
        return found


@dataclass(frozen=True)
class Turn:
    """A person of a unit on a day (ten in the morning), who does one thing."""

    teller: Teller
    unit: str
    day: date

    @property
    def moment(self) -> datetime:
        """Ten in the morning of that day."""
        return timezone.make_aware(datetime.combine(self.day, time(10)))

    def do(self, name: str, function: Callable[..., Any], /, **facts: Any) -> Any:
        """One act, and the row it left. None where that day is still to come.

        Told before, it gives the row as it is now. `seen` is 0 unless told.
        """
        teller = self.teller
        if self.moment >= teller.until:
            return None
        key = uuid5(teller.seed, f"partnership {name}")
        told = Performed.objects.filter(pk=key).first()
        if told is not None:
            return teller.row(apps.get_model(told.result_model), told.result_pk)
        who = teller.people[self.unit]
        with at(self.moment), acting_as(who):
            return function(**{"id": key, "seen": 0, **facts, "by": who})

    def within(self, name: str, function: Callable[..., Any], /, **facts: Any) -> Any:
        """One act in the compact that is being told."""
        return self.do(name, function, compact=self.teller.compact, **facts)

    def on(self, name: str, function: Callable[..., Any], /, *, row: Any, **facts: Any) -> Any:
        """One act on a row, at the version it has by then. None where the row, or that day, is still to come."""
        if row is None:
            return None
        kind = type(row).__name__.lower()
        now = self.teller.row(type(row), row.pk)
        return self.do(name, function, **{"seen": now.version, NAMES.get(kind, kind): row.pk, **facts})


def organisation(code: str) -> UUID:
    """The id of an organisation by its code."""
    return Organisation.objects.values_list("pk", flat=True).get(code=code)


def invented_source() -> str:
    """The source that says of itself that all is invented; its code."""
    Source.objects.get_or_create(code=INVENTED, defaults={"title": INVENTED_TITLE, "publisher": "Amparo"})
    return INVENTED
