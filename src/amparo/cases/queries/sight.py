"""Which units still see a file after exclusions, and which could look after the child instead. Asked by the system's own actors."""

from collections.abc import Iterable

from amparo.access.acting import acting_as
from amparo.access.actors import Actor, system
from amparo.access.models import Membership, Unit
from amparo.access.roles import FRONT_ROLES
from amparo.cases.models import Case
from amparo.cases.routing import best
from amparo.desk import queries as desk

WATCHER = system("cases.unprotected")  # the officer of data says who protects a file that he does not see
NAME = "name_protector"
NAMES_PROTECTOR = "upe_supervisor"  # who is above the protection units and says which of them takes over


def roles_that_see(case: Case, units: Iterable[Unit]) -> dict[int, set[str]]:
    """For each unit that has people: the roles of those of them from whom the file is not hidden (one query)."""
    found: dict[int, set[str]] = {}
    known = {unit.pk: unit for unit in units}
    staff = Membership.objects.filter(
        unit__in=known, state="active", user__is_active=True, role__in=[*FRONT_ROLES, NAMES_PROTECTOR]
    )
    for unit, person, role in staff.values_list("unit_id", "user_id", "role"):
        own = {*known[unit].path, -person}
        seen = not own & set(case.hidden) or bool(own & set(case.exempt))
        found.setdefault(unit, set()).update([role] if seen else [])
    return found


def kept_out(case: Case, units: Iterable[Unit]) -> set[int]:
    """Of these units, those in which nobody sees the file: hidden from the unit with nobody let in, or from each of its people."""
    every = {unit.pk: unit for unit in units}
    roles = roles_that_see(case, every.values())
    return {
        pk
        for pk, unit in every.items()
        if (not roles[pk] & set(FRONT_ROLES) if pk in roles else set(unit.path) & set(case.hidden))
    }


def absent(case: Case, units: Iterable[Unit]) -> set[int]:
    """Of these units, those that do not look after the file: nobody in them sees it, or nobody works there at all."""
    every = {unit.pk: unit for unit in units}
    roles = roles_that_see(case, every.values())
    return {pk for pk, unit in every.items() if not unit.active or not roles.get(pk, set()) & set(FRONT_ROLES)}


def successor(case: Case, kind: str, *, without: int, anywhere: bool = False) -> Unit | None:
    """The unit of this kind whose jurisdiction fits the place best, with somebody in it who sees the file.

    With `anywhere` one of another place, where no unit covers hers.
    """
    units = list(Unit.objects.filter(kind=kind, active=True).exclude(pk=without).order_by("code"))
    roles = roles_that_see(case, units)
    able = [unit for unit in units if roles.get(unit.pk, set()) & set(FRONT_ROLES)]
    return best(able, case.event.place or case.region) or (able[0] if able and anywhere else None)


def above(case: Case, unit: Unit) -> tuple[Unit | None, bool]:
    """The nearest unit above that sees the file and can protect (True) or name who does (False)."""
    units = Unit.objects.in_bulk(unit.path[1:])
    roles = roles_that_see(case, units.values())
    for pk in unit.path[1:]:
        held = roles.get(pk, set())
        if held and units[pk].active:
            return units[pk], "upe" in held
    return None, False


def protectors(case: Case) -> list[Unit]:
    """The protection units that can be named for a file: with somebody at work, and not kept away from it."""
    units = list(Unit.objects.filter(kind="upe", active=True).order_by("name"))
    away = absent(case, units)
    return [unit for unit in units if unit.pk not in away and not set(unit.path) & set(case.hidden)]


def officers_file(actor: Actor, code: str) -> Case | None:
    """A file that nobody protects, for the officer of data who was asked to say who does; no other is within his reach."""
    task = desk.asked_of_role(actor, kind=NAME, code=code)
    with acting_as(WATCHER):
        return Case.objects.select_related("event").filter(pk=task[0].subject_id).first() if task else None
