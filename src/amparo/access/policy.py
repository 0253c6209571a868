"""May this person? The matrix decides fields and verbs; the scope (`scoped`, `rls`) decides rows. Deny by default.

`matrix.csv` has a line for each role and relation, a column for each field group, and in a cell the verbs allowed.
In the place of a role, `*_supervisor` stands for every supervisor, `*_front` for every role of the route, `*` for all.
Source: domain part B.6 (inference from the norms, to be confirmed by a lawyer).
"""

import csv
import functools
from collections.abc import Iterable
from enum import StrEnum
from importlib import resources

from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.access.roles import FRONT_ROLES, ROLES
from amparo.access.verbs import Verb
from amparo.core.errors import Denied


class Relation(StrEnum):
    """What a unit has to do with a file now. A relation ends by state: who handed over is `PAST`."""

    RESPONSIBLE = "responsible"
    RECEIVER = "receiver"
    SENDER = "sender"
    PAST = "past"
    ANCESTOR = "ancestor"
    NONE = "none"


Cell = tuple[str, str, str, str]  # role, relation, field group, verb


@functools.cache
def matrix() -> frozenset[Cell]:
    """All allowed cells, with the patterns written out."""
    text = resources.files("amparo.access").joinpath("matrix.csv").read_text("utf-8")
    cells: set[Cell] = set()
    for line in csv.DictReader(text.splitlines()):
        role, relation = line.pop("role"), line.pop("relation")
        for code in _roles(role):
            for group, verbs in line.items():
                cells.update((code, Relation(relation).value, group, Verb(verb).value) for verb in (verbs or "").split())
    return frozenset(cells)


def _roles(pattern: str) -> Iterable[str]:
    if pattern == "*_supervisor":
        return [code for code, role in ROLES.items() if role.supervises]
    if pattern == "*_front":
        return FRONT_ROLES
    if pattern == "*":
        return list(ROLES)
    return [ROLES[pattern].code]


@functools.cache
def groups() -> tuple[str, ...]:
    """The field groups, in the order of the matrix."""
    head = resources.files("amparo.access").joinpath("matrix.csv").read_text("utf-8").splitlines()[0]
    return tuple(head.split(",")[2:])


@functools.cache
def _verbs_of(role: str) -> frozenset[str]:
    return frozenset(verb for code, _relation, _group, verb in matrix() if code == role)


def can_anywhere(actor: Actor, verb: Verb) -> bool:
    """Whether the role has this verb for some relation and group: the question asked at the URL."""
    return verb in actor.verbs if actor.is_system else verb in _verbs_of(actor.role)


def can(actor: Actor, verb: Verb, *, group: str, relations: Iterable[Relation] = (Relation.NONE,)) -> bool:
    """Whether the actor may do `verb` on this field group, given all relations of his unit to the record."""
    if actor.is_system:
        return verb in actor.verbs
    return any((actor.role, relation.value, group, verb.value) in matrix() for relation in relations)


def check(actor: Actor, verb: Verb, *, group: str, relations: Iterable[Relation] = (Relation.NONE,)) -> None:
    """Raises `Denied` where `can` says no."""
    if not can(actor, verb, group=group, relations=relations):
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))


def seen_groups(actor: Actor, relations: Iterable[Relation]) -> frozenset[str]:
    """The field groups of a file that the actor may read, given his unit's relations to it."""
    held = {relation.value for relation in relations}
    return frozenset(
        group for role, relation, group, verb in matrix() if role == actor.role and relation in held and verb == Verb.SEE
    )
