"""The demo door: one click, without a password, as any of the cast. Only on this machine, only in a database made as a demo."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amparo.access.models import DemoMark, Membership
from amparo.access.roles import ROLES
from amparo.core.models import Place

COUNTRY = ""
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
    """A region and its people. `folded` groups are not part of the tour and open on a click."""

    name: str
    members: tuple[Member, ...]
    folded: bool


def door_is_open(request: HttpRequest) -> bool:
    """Whether this request may use the demo door: switched on, marked database, and straight from this machine."""
    if not settings.AMPARO_DEMO_DOOR or request.META.get("REMOTE_ADDR") not in LOOPBACK:
        return False
    return not any(request.META.get(name) for name in FORWARDED) and DemoMark.objects.exists()


def cast_of(request: HttpRequest) -> list[Group]:
    """The cast by region, the tour's region first, then those of the whole country; empty where the door is shut."""
    if not door_is_open(request):
        return []
    groups: dict[str, list[Member]] = {}
    for membership in members():
        entry = Member(membership.pk, membership.user.display_name, str(ROLES[membership.role].name), membership.unit.name)
        groups.setdefault(membership.unit.ubigeo[0] if membership.unit.ubigeo else COUNTRY, []).append(entry)
    names = dict(Place.objects.filter(pk__in=groups).values_list("pk", "name"))
    tour = next((place for place in groups if place != COUNTRY), COUNTRY)
    order = sorted(groups, key=lambda place: (place != tour, place != COUNTRY, names.get(place, "")))
    return [
        Group(names.get(place) or _("Todo el país"), tuple(groups[place]), folded=place not in (tour, COUNTRY)) for place in order
    ]


def members() -> list[Membership]:
    """All memberships in force, in the order in which they were made: the tour's people come first."""
    found = Membership.objects.filter(state="active", user__is_active=True, unit__active=True, role__in=list(ROLES))
    return list(found.select_related("user", "unit").order_by("user_id"))
