"""Units: made, moved and closed. Where their house sees cases one administrator proposes and another confirms, as with roles."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from amparo.access import audit, dependants, notices, policy, rules
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.models import Exclusion, Institution, Membership, Unit, UnitChange
from amparo.access.required import must
from amparo.access.rules import Messages
from amparo.access.states import UNIT_CHANGE, UNIT_CHANGE_START
from amparo.access.verbs import Verb
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take


@action
def propose_unit(
    *,
    id: UUID,
    seen: int,
    institution: int,
    parent: int | None,
    code: str,
    name: str,
    kind: str,
    ubigeo: Sequence[str],
    by: Actor,
) -> UnitChange:
    """A new office below another of the same institution; in force at once where its house sees no cases.

    Raises `Denied`, `Conflict`, `Invalid`.
    """
    policy.check(by, Verb.ADMINISTER, group="house")
    expect_new(seen)
    house = Institution.objects.get(pk=institution)
    change = UnitChange(
        id=id, kind="create", institution=house, parent_id=parent, code=code, name=name, unit_kind=kind, ubigeo=list(ubigeo)
    )
    return _propose(change, by)


@action
def propose_move(*, id: UUID, seen: int, unit: int, parent: int | None, by: Actor) -> UnitChange:
    """Hangs a unit below another one. The database moves the paths below it and the scopes of their rows."""
    return _propose(_about(id, "move", _taken(unit, seen, by), parent), by)


@action
def propose_closing(*, id: UUID, seen: int, unit: int, by: Actor) -> UnitChange:
    """Closes a unit on which nothing rests and in which nobody works any more; what it wrote stays."""
    row = _taken(unit, seen, by)
    return _propose(_about(id, "retire", row, row.parent_id), by)


@action
def confirm_unit_change(*, id: UUID, seen: int, change: UUID, by: Actor) -> UnitChange:
    """Puts a proposed change in force, if it still may be; by a second administrator."""
    policy.check(by, Verb.ADMINISTER, group="house")
    row = take(UnitChange.objects.select_related("institution", "parent"), change, seen)
    must(rules.second_person(actor=by.user_id, proposer=row.proposed_by_id))
    row.state = move(UNIT_CHANGE, row.state, "confirm")
    row.confirmed_by_id, row.confirmed_at = by.user_id, timezone.now()
    _carry_out(row)
    bump(row, "state", "unit", "confirmed_by", "confirmed_at")
    _told(row, "confirm_unit_change", by)
    return row


@action
def refuse_unit_change(*, id: UUID, seen: int, change: UUID, by: Actor) -> UnitChange:
    """Turns a proposed change down. Who proposed it may take it back this way."""
    policy.check(by, Verb.ADMINISTER, group="house")
    row = take(UnitChange.objects.select_related("institution", "parent"), change, seen)
    row.state = move(UNIT_CHANGE, row.state, "refuse")
    bump(row, "state")
    _told(row, "refuse_unit_change", by)
    return row


def _taken(unit: int, seen: int, by: Actor) -> Unit:
    policy.check(by, Verb.ADMINISTER, group="house")
    return take(Unit.objects.select_related("institution"), unit, seen)


def _about(id: UUID, kind: str, unit: Unit, parent: int | None) -> UnitChange:
    return UnitChange(
        id=id, kind=kind, institution=unit.institution, unit=unit, parent_id=parent, code=unit.code, name=unit.name,
        unit_kind=unit.kind, ubigeo=unit.ubigeo,
    )  # fmt: skip


def _propose(row: UnitChange, by: Actor) -> UnitChange:
    must(rules.one_change(waiting=UnitChange.objects.filter(code=row.code, state=UNIT_CHANGE_START).exists()), *_faults(row))
    row.state, row.proposed_by_id = UNIT_CHANGE_START, by.user_id
    row.guarded = rules.unit_takes_two(institution_kind=row.institution.kind, unit_kind=row.unit_kind)
    if not row.guarded:
        row.state, row.confirmed_at = move(UNIT_CHANGE, row.state, "confirm"), timezone.now()
        _carry_out(row)
    row.save(force_insert=True)
    _told(row, "propose_unit_change", by)
    return row


def _faults(row: UnitChange) -> list[Messages]:
    """What keeps a change from being made now."""
    return _FAULTS[row.kind](row)


def _carry_out(row: UnitChange) -> None:
    """Asks again whether it may be, then does it: between the two people the unit may have got a file, or a colleague."""
    if row.unit_id is not None:
        row.unit = Unit.objects.select_for_update().get(pk=row.unit_id)
    must(*_faults(row))
    _DEEDS[row.kind](row)


def _cannot_begin(row: UnitChange) -> list[Messages]:
    above = row.parent
    same = above is None or above.institution_id == row.institution_id
    return [
        rules.code_free(taken=Unit.objects.filter(code=row.code).exists()),
        rules.ubigeo_prefixes(row.ubigeo),
        rules.unit_open(active=above is None or above.active),
        rules.parent_fits(path=(), parent_path=above.path if above else (), same_institution=same),
    ]


def _cannot_move(row: UnitChange) -> list[Messages]:
    unit, above = _unit(row), row.parent
    path = above.path if above else []
    left = set(unit.path[1:]) - set(path)
    return [
        rules.unit_open(active=unit.active and (above is None or above.active)),
        rules.parent_fits(
            path=unit.path, parent_path=path, same_institution=above is None or above.institution_id == unit.institution_id
        ),
        rules.stays_hidden(leaves=Exclusion.objects.filter(unit__in=left, ended_at=None).exists()),
    ]


def _cannot_close(row: UnitChange) -> list[Messages]:
    unit = _unit(row)
    people = Membership.objects.filter(Q(state="active") | Q(state="proposed"), unit=unit).count()
    children = unit.children.filter(active=True).count()
    return [
        rules.unit_open(active=unit.active),
        rules.can_close(children=children, people=people, resting=dependants.resting_on(unit.pk)),
    ]


def _begin(row: UnitChange) -> None:
    row.unit = Unit.objects.create(
        institution=row.institution, parent=row.parent, code=row.code, name=row.name, kind=row.unit_kind, ubigeo=row.ubigeo
    )  # the path is made by the database


def _move(row: UnitChange) -> None:
    unit = _unit(row)
    unit.parent = row.parent
    bump(unit, "parent")


def _close(row: UnitChange) -> None:
    unit = _unit(row)
    unit.active = False
    bump(unit, "active")
    dependants.left(unit.pk)


_FAULTS: dict[str, Callable[[UnitChange], list[Messages]]] = {
    "create": _cannot_begin,
    "move": _cannot_move,
    "retire": _cannot_close,
}
_DEEDS: dict[str, Callable[[UnitChange], None]] = {"create": _begin, "move": _move, "retire": _close}


def _unit(row: UnitChange) -> Unit:
    assert row.unit is not None  # only a change that makes a unit begins without one
    return row.unit


def _told(row: UnitChange, verb: str, by: Actor) -> None:
    detail = [("change", row.kind), ("below", row.parent.code if row.parent else "none"), ("state", row.state)]
    audit.record(by=by, verb=verb, subject_type="unit", subject=row.code, detail=detail)
    if row.guarded:
        notices.unit_changed()
