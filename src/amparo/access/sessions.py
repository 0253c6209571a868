"""From a signed-in session to an actor: one query, at every request, so that a lost role ends at once."""

from django.http import HttpRequest

from amparo.access.actors import Actor, anonymous
from amparo.access.models import Membership, User
from amparo.access.roles import ROLES

MEMBERSHIP_KEY = "membership"
DEMO_KEY = "demo_door"


def active_memberships(user: User) -> list[Membership]:
    """The memberships in force, oldest first, with unit and institution."""
    return list(
        Membership.objects.filter(user=user, state="active", unit__active=True)
        .select_related("unit", "unit__institution")
        .order_by("since", "id")
    )


def actor_of(user: User, membership: Membership) -> Actor:
    """The actor a person is under one membership."""
    unit = membership.unit
    return Actor(
        user_id=user.pk,
        user_code=user.code,
        role=membership.role,
        unit_id=unit.pk,
        unit_code=unit.code,
        institution=unit.institution.code,
        scope=(unit.pk,),
        identity=(*unit.path, -user.pk),
        membership_id=membership.pk,
        ubigeo=tuple(unit.ubigeo),
        display_name=user.display_name,
        unit_name=unit.name,
    )


def without_role(user: User) -> Actor:
    """Signed in, but no role is in force: may only work on the own account."""
    return Actor(user.pk, user.code, "none", 0, "door", "system", scope=(), identity=(-user.pk,), display_name=user.display_name)


def actor_for(request: HttpRequest) -> tuple[Actor, list[Membership]]:
    """The actor of this request and the memberships to choose from."""
    user = request.user
    if not isinstance(user, User):
        return anonymous(), []
    memberships = [m for m in active_memberships(user) if m.role in ROLES]
    if not memberships:
        return without_role(user), []
    wanted = request.session.get(MEMBERSHIP_KEY)
    chosen = next((m for m in memberships if str(m.pk) == wanted), memberships[0])
    return actor_of(user, chosen), memberships


def guarded(actor: Actor) -> bool:
    """Whether the role needs a second factor."""
    role = ROLES.get(actor.role)
    return bool(role and role.guarded)
