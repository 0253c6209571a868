"""What every page knows about who is looking."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from amparo.access import demo
from amparo.access.roles import ROLES


def who(request: HttpRequest) -> dict[str, Any]:
    """`actor` as the layout shows it (None when signed out), the memberships to switch between, and whether this is a demo.

    `demo_cast` is what the sign-in page lists: it is called by that page only, and gives nothing where the door is shut.
    """
    actor = getattr(request, "actor", None)
    if actor is None or actor.user_id <= 0:
        return {"actor": None, "memberships": [], "demo": settings.AMPARO_DEMO_DOOR, "demo_cast": partial(demo.cast_of, request)}
    role = ROLES.get(actor.role)
    shown = {"display_name": actor.display_name, "role_name": role.name if role else "", "unit_name": actor.unit_name}
    choices = [
        {"id": str(m.pk), "role_name": ROLES[m.role].name, "unit_name": m.unit.name, "current": m.pk == actor.membership_id}
        for m in request.memberships  # type: ignore[attr-defined]
    ]
    return {
        "idle_seconds": settings.SESSION_COOKIE_AGE,
        "actor": shown,
        "memberships": choices,
        "demo": settings.AMPARO_DEMO_DOOR,
    }
