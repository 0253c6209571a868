"""What the actor's unit has to do with a file: the one place where involvements become relations of the matrix."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.access.verbs import Verb
from amparo.cases.models import Case, Involvement
from amparo.core.versions import take


class InTree(Protocol):
    """A unit: only its place in the tree counts."""

    @property
    def path(self) -> Sequence[int]: ...


class Involved(Protocol):
    """An involvement, as a row or as a query shows it."""

    @property
    def unit_id(self) -> int: ...
    @property
    def unit(self) -> InTree: ...
    @property
    def part(self) -> str: ...
    @property
    def relation(self) -> str: ...
    @property
    def until(self) -> datetime | None: ...


def held(actor: Actor, involvements: Iterable[Involved]) -> frozenset[Relation]:
    """All relations of the actor's unit, given involvements with their unit loaded. Nothing at all is `NONE`."""
    found: set[Relation] = set()
    for involvement in involvements:
        if involvement.unit_id == actor.unit_id:
            found.add(Relation.PAST if involvement.until else Relation(involvement.relation))
        elif actor.unit_id in involvement.unit.path:
            found.add(Relation.ANCESTOR)
    return frozenset(found) or frozenset({Relation.NONE})


def ends_protection(actor: Actor, involvements: Iterable[Involved]) -> bool:
    """Whether it is for the actor's unit to say that an alert does not go on: it protects, or no unit that does was told."""
    protect = {one.unit_id for one in involvements if one.part == "protection" and not one.until}
    return not protect or actor.unit_id in protect


def involvements(actor: Actor, case: Case) -> list[Involvement]:
    """The involvements of a file that the actor may know of, oldest first, with unit."""
    return list(Involvement.objects.visible_to(actor).filter(case=case).select_related("unit").order_by("since"))


def relations_to(actor: Actor, case: Case) -> frozenset[Relation]:
    """The relations of the actor's unit to a file (one query)."""
    return held(actor, involvements(actor, case))


def take_case(actor: Actor, case: object, seen: int, verb: Verb, group: str) -> Case:
    """The file, locked, at the version seen, if the actor may do `verb` on that group of it.

    Raises `NotFound` outside the actor's sight, `Conflict` on a stale version, `Denied` by the matrix.
    """
    row: Case = take(Case.objects.visible_to(actor), case, seen)
    policy.check(actor, verb, group=group, relations=relations_to(actor, row))
    return row
