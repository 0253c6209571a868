"""Roles: proposed, confirmed by a second person where they are guarded, ended. Nobody grants himself one."""

from uuid import UUID

from django.utils import timezone

from amparo.access import audit, dependants, notices, policy, rules
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.models import Membership, Unit, User
from amparo.access.required import must
from amparo.access.roles import FRONT_ROLES, ROLES
from amparo.access.states import MEMBERSHIP, MEMBERSHIP_START
from amparo.access.verbs import Verb
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take


def administrators() -> int:
    """How many people can administer now."""
    active = Membership.objects.filter(role="admin", state="active", user__is_active=True, unit__active=True)
    return active.values("user").distinct().count()


def lock_administration() -> None:
    """One decision about administrators at a time: two of them must not end each other's role at once."""
    list(Membership.objects.select_for_update().filter(role="admin", state="active").order_by("pk").values_list("pk"))


@action
def propose_role(*, id: UUID, seen: int, user: int, unit: int, role: str, by: Actor) -> Membership:
    """Proposes a role for somebody else. One that is not guarded is in force at once.

    Raises `Denied`, `Conflict`, `Invalid` (own role, wrong kind of institution, closed unit or account, held already).
    """
    policy.check(by, Verb.PROPOSE_ROLE, group="house")
    expect_new(seen)
    holder = User.objects.get(pk=user)
    place = Unit.objects.select_related("institution").get(pk=unit)
    must(
        rules.role_of_nobody_else(holder=holder.pk, proposer=by.user_id),
        rules.role_in_unit(role=role, institution_kind=place.institution.kind, unit_active=place.active),
        rules.account_open(active=holder.is_active),
        rules.not_held(
            held=Membership.objects.filter(user=holder, unit=place, role=role, state__in=["proposed", "active"]).exists()
        ),
    )
    state = MEMBERSHIP_START
    if at_once := rules.active_at_once(ROLES[role], administrators=administrators()):
        state = move(MEMBERSHIP, state, "confirm")
    membership = Membership.objects.create(
        id=id,
        user=holder,
        unit=place,
        role=role,
        state=state,
        proposed_by_id=by.user_id,
        confirmed_at=timezone.now() if at_once else None,
    )
    if at_once:
        _begins(membership)
    _told(membership, "propose_role", by, state=state)
    return membership


@action
def confirm_role(*, id: UUID, seen: int, membership: UUID, by: Actor) -> Membership:
    """Puts a proposed role in force; by a second administrator, not the holder."""
    row = _taken(membership, seen, by, "confirm")
    row.confirmed_by_id, row.confirmed_at = by.user_id, timezone.now()
    bump(row, "state", "confirmed_by", "confirmed_at")
    _begins(row)
    _told(row, "confirm_role", by)
    return row


@action
def refuse_role(*, id: UUID, seen: int, membership: UUID, by: Actor) -> Membership:
    """Turns a proposed role down. Who proposed it may take it back this way."""
    policy.check(by, Verb.CONFIRM_ROLE, group="house")
    row = take(Membership.objects.select_related("user", "unit"), membership, seen)
    row.state, row.ended_at = move(MEMBERSHIP, row.state, "refuse"), timezone.now()
    bump(row, "state", "ended_at")
    _told(row, "refuse_role", by)
    return row


@action
def end_role(*, id: UUID, seen: int, membership: UUID, by: Actor) -> Membership:
    """Ends a role; the holder's sessions lose it at their next request.

    Raises `Invalid` for the last person who works on the files of a unit while some are open there (where it cannot wait the
    account is closed, and the files go on to the next unit), and for the last administrator.
    """
    policy.check(by, Verb.ADMINISTER, group="house")
    lock_administration()
    row = take(Membership.objects.select_related("user", "unit"), membership, seen)
    row.state, row.ended_at = move(MEMBERSHIP, row.state, "end"), timezone.now()
    bump(row, "state", "ended_at")
    if row.role == "admin":
        must(rules.keeps_an_administrator(remaining=administrators()))
    if row.role in FRONT_ROLES and not dependants.at_work(row.unit_id):
        must(rules.leaves_nothing_behind(resting=dependants.resting_on(row.unit_id)))
        dependants.left(row.unit_id)
    _told(row, "end_role", by)
    return row


def _begins(row: Membership) -> None:
    """In force from now on: what waited elsewhere for want of people comes back to the unit."""
    if ROLES[row.role].sees_cases:
        dependants.staffed(row.unit_id)


def _taken(membership: UUID, seen: int, by: Actor, step: str) -> Membership:
    policy.check(by, Verb.CONFIRM_ROLE, group="house")
    row = take(Membership.objects.select_related("user", "unit"), membership, seen)
    must(
        rules.second_person(actor=by.user_id, proposer=row.proposed_by_id, holder=row.user_id),
        rules.account_open(active=row.user.is_active),
    )
    row.state = move(MEMBERSHIP, row.state, step)
    return row


def _told(row: Membership, verb: str, by: Actor, **detail: str) -> None:
    pairs = [("role", row.role), ("unit", row.unit.code), *detail.items()]
    audit.record(by=by, verb=verb, subject_type="account", subject=row.user.code, detail=pairs)
    notices.role_changed(row.user)
