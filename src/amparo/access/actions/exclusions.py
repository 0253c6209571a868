"""A file hidden from a person or from a unit and those below it: for when an officer of the route is himself accused."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from amparo.access import audit, policy, rules
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.models import Exclusion
from amparo.access.required import must
from amparo.access.subjects import follow, relations_to
from amparo.access.verbs import Verb
from amparo.core.versions import bump, conflict, expect_new, take


@action
def exclude(
    *,
    id: UUID,
    seen: int,
    subject_type: str,
    subject_id: UUID,
    reason: str,
    unit: int | None = None,
    user: int | None = None,
    exempt: Sequence[int] = (),
    by: Actor,
) -> Exclusion:
    """Hides a file; where that leaves it with nobody, the next unit gets it at once (`subjects.follow`).

    `exempt` are user ids let in all the same. Raises `Denied`, `NotFound`, `Conflict`, `Invalid`.
    """
    _check(by, subject_type, subject_id)
    expect_new(seen)
    must(rules.unit_or_person(unit=unit, user=user), rules.keeps_own_sight(hides=_hides_own(by, unit, user, exempt)))
    row = Exclusion.objects.create(
        id=id, subject_type=subject_type, subject_id=subject_id, unit_id=unit, user_id=user,
        exempt=[-abs(person) for person in exempt], reason=reason,
    )  # fmt: skip
    audit.record(by=by, verb="exclude", subject_type=subject_type, subject=str(subject_id), detail=[("exclusion", str(row.pk))])
    follow(row, by)
    return row


@action
def end_exclusion(*, id: UUID, seen: int, exclusion: UUID, by: Actor) -> Exclusion:
    """Lets them see the file again."""
    row = take(Exclusion.objects.all(), exclusion, seen)
    _check(by, row.subject_type, row.subject_id)
    if row.ended_at:
        raise conflict()
    row.ended_at = timezone.now()
    bump(row, "ended_at")
    detail = [("exclusion", str(row.pk))]
    audit.record(by=by, verb="end_exclusion", subject_type=row.subject_type, subject=str(row.subject_id), detail=detail)
    return row


def _hides_own(by: Actor, unit: int | None, user: int | None, exempt: Sequence[int]) -> bool:
    """Whether the one who hides a file would lose it himself: his own unit, one above it, or he."""
    return (unit in by.identity or user == by.user_id) and by.user_id not in map(abs, exempt)


def _check(by: Actor, subject_type: str, subject_id: UUID) -> None:
    """The data protection officer may hide any file by its id; others those their unit answers for."""
    if not policy.can(by, Verb.EXCLUDE, group="house"):
        policy.check(by, Verb.EXCLUDE, group="header", relations=relations_to(by, subject_type, subject_id))
