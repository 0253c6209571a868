"""Whose rows are made, and the pen that writes many of one kind at once, as the person whose rows they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.programme.models import Award, Compact, Objective, Organisation, Party, SubAward

BATCH = 1000
REGIONS = ("08", "15", "16", "17", "21")


@dataclass
class House:
    """A compact and one person of each side that writes.

    us, peru   the two governments; prime, sub: the recipient of `award` and of `subaward`
    bodies     the organisations of these four, by the same names
    """

    compact: Compact
    us: Actor
    peru: Actor
    prime: Actor
    sub: Actor
    bodies: Mapping[str, Organisation]
    objectives: list[Objective]
    parties: dict[str, Party] = field(default_factory=dict)
    held: list[tuple[Award, SubAward | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        with acting_as(self.us):
            found = Party.objects.visible_to(self.us).filter(compact=self.compact)
            self.parties = {party.side: party for party in found}

    def write(self, by: Actor, model: type[Any], rows: Iterable[Mapping[str, Any]]) -> list[Any]:
        """Rows of a kind, of this compact and written by `by`."""
        own = {"compact": self.compact, "unit_id": by.unit_id, "by": by.user_code}
        with acting_as(by):
            made: list[Any] = model.objects.bulk_create([model(**own, **row) for row in rows], batch_size=BATCH)
        return made


def turn(words: tuple[Any, ...], at: int) -> Any:
    """One word after the other, round and round."""
    return words[at % len(words)]
