"""Institutions and their names. Their units: `units`."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from amparo.access import audit, policy, rules
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.models import Institution, InstitutionName
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
