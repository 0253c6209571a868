"""What every page knows about who is looking."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from amparo.access.roles import ROLES


def who(request: HttpRequest) -> dict[str, Any]:
    """`actor` as the layout shows it (None when signed out), the memberships to switch between, and whether this is a demo."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.user_id <= 0:
        return {"actor": None, "memberships": [], "demo": settings.AMPARO_DEMO_DOOR}
    role = ROLES.get(actor.role)
    shown = {"display_name": actor.display_name, "role_name": role.name if role else "", "unit_name": actor.unit_name}
    choices = [
        {"id": str(m.pk), "label": f"{ROLES[m.role].name} · {m.unit.name}", "current": m.pk == actor.membership_id}
        for m in request.memberships  # type: ignore[attr-defined]
    ]
    return {"actor": shown, "memberships": choices, "demo": settings.AMPARO_DEMO_DOOR}
