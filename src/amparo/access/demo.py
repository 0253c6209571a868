"""The demo door: one click, without a password, as any of the cast. Only on this machine, only in a database made as a demo."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from amparo.access.models import DemoMark, InstitutionName, Membership
from amparo.access.roles import ROLES

LOOPBACK = frozenset({"127.0.0.1", "::1"})
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST", "HTTP_VIA")


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the cast, as the sign-in page shows him. `id` is what `enter_as` takes."""

    id: UUID
    display_name: str
    role_name: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class Group:
    """An institution and its people."""

    name: str
    members: tuple[Member, ...]


def door_is_open(request: HttpRequest) -> bool:
    """Whether this request may use the demo door: switched on, marked database, and straight from this machine."""
    if not settings.AMPARO_DEMO_DOOR or request.META.get("REMOTE_ADDR") not in LOOPBACK:
        return False
    return not any(request.META.get(name) for name in FORWARDED) and DemoMark.objects.exists()


def cast_of(request: HttpRequest) -> list[Group]:
    """The cast by institution; empty where the door is shut."""
    if not door_is_open(request):
        return []
    names = dict(InstitutionName.objects.filter(valid_to=None).values_list("institution__code", "name"))
    groups: dict[str, list[Member]] = {}
    for membership in members():
        entry = Member(membership.pk, membership.user.display_name, str(ROLES[membership.role].name), membership.unit.name)
        groups.setdefault(membership.unit.institution.code, []).append(entry)
    return [Group(names.get(code, code), tuple(people)) for code, people in groups.items()]


def members() -> list[Membership]:
    """All memberships in force, in the order of the institutions."""
    found = Membership.objects.filter(state="active", user__is_active=True, unit__active=True, role__in=list(ROLES))
    return list(found.select_related("user", "unit", "unit__institution").order_by("unit__institution_id", "unit_id", "user_id"))
