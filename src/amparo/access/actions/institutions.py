"""Institutions and their units."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from amparo.access import audit, policy, rules
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.models import Exclusion, Institution, InstitutionName, Membership, Unit
from amparo.access.required import must
from amparo.access.verbs import Verb
from amparo.core.versions import bump, expect_new, take


@action
def create_institution(*, id: UUID, seen: int, code: str, kind: str, name: str, short_name: str, by: Actor) -> Institution:
    """A new institution with its first name. Raises `Denied`, `Conflict`."""
    policy.check(by, Verb.ADMINISTER, group="house")
    expect_new(seen)
    must(rules.code_free(taken=Institution.objects.filter(code=code).exists()))
    institution = Institution.objects.create(code=code, kind=kind)
    InstitutionName.objects.create(institution=institution, name=name, short_name=short_name)
    audit.record(by=by, verb="create_institution", subject_type="institution", subject=institution.code)
    return institution


@action
def rename_institution(
    *, id: UUID, seen: int, institution: int, name: str, short_name: str, valid_from: date, source: str, by: Actor
) -> Institution:
    """Gives an institution a new name from a day on; the old one stays readable. Raises `Denied`, `NotFound`, `Conflict`, `Invalid`."""
    policy.check(by, Verb.ADMINISTER, group="house")
    row = take(Institution.objects.all(), institution, seen)
    present = row.names.filter(valid_to=None).first()
    since = present.valid_from if present else None
    must(rules.name_follows(valid_from=valid_from, present_from=since, today=timezone.localdate()))
    row.names.filter(valid_to=None).update(valid_to=valid_from)
    InstitutionName.objects.create(institution=row, name=name, short_name=short_name, valid_from=valid_from, source=source)
    bump(row)
    audit.record(by=by, verb="rename_institution", subject_type="institution", subject=row.code)
    return row


@action
def create_unit(
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
) -> Unit:
    """A new office below another of the same institution. Raises `Denied`, `Conflict`, `Invalid`."""
    policy.check(by, Verb.ADMINISTER, group="house")
    expect_new(seen)
    above = Unit.objects.get(pk=parent) if parent else None
    must(
        rules.code_free(taken=Unit.objects.filter(code=code).exists()),
        rules.ubigeo_prefixes(ubigeo),
        rules.parent_fits(
            path=(), parent_path=above.path if above else (), same_institution=not above or above.institution_id == institution
        ),
    )
    unit = Unit.objects.create(
        institution_id=institution, parent=above, code=code, name=name, kind=kind, ubigeo=list(ubigeo)
    )  # the path is made by the database
    audit.record(by=by, verb="create_unit", subject_type="unit", subject=unit.code)
    return unit


@action
def move_unit(*, id: UUID, seen: int, unit: int, parent: int | None, by: Actor) -> Unit:
    """Hangs a unit below another one. The database moves the paths below it and the scopes of their rows."""
    policy.check(by, Verb.ADMINISTER, group="house")
    row = take(Unit.objects.all(), unit, seen)
    above = Unit.objects.get(pk=parent) if parent else None
    same = not above or above.institution_id == row.institution_id
    left = set(row.path[1:]) - set(above.path if above else ())
    must(
        rules.parent_fits(path=row.path, parent_path=above.path if above else (), same_institution=same),
        rules.stays_hidden(leaves=Exclusion.objects.filter(unit__in=left, ended_at=None).exists()),
    )
    before = row.parent.code if row.parent else "none"
    row.parent = above
    bump(row, "parent")
    detail = [("from", before), ("to", above.code if above else "none")]
    audit.record(by=by, verb="move_unit", subject_type="unit", subject=row.code, detail=detail)
    return row


@action
def retire_unit(*, id: UUID, seen: int, unit: int, by: Actor) -> Unit:
    """Closes a unit in which nobody works any more; its files keep it."""
    policy.check(by, Verb.ADMINISTER, group="house")
    row = take(Unit.objects.all(), unit, seen)
    people = Membership.objects.filter(Q(state="active") | Q(state="proposed"), unit=row).count()
    must(rules.can_close(children=row.children.filter(active=True).count(), people=people))
    row.active = False
    bump(row, "active")
    audit.record(by=by, verb="retire_unit", subject_type="unit", subject=row.code)
    return row
