"""Where somebody works: what is routed to a unit without people waits at the nearest unit above that has some."""

from collections.abc import Iterable

from amparo.access.models import Membership, Unit
from amparo.access.roles import ROLES

SEEING = [code for code, role in ROLES.items() if role.sees_cases]


def standing_in(units: Iterable[int]) -> dict[int, int]:
    """For each unit id the one where its work is done: itself, or the nearest above with somebody who works on files.

    A unit stands for itself where nobody is above either. Two queries.
    """
    paths = dict(Unit.objects.filter(pk__in=set(units)).values_list("pk", "path"))
    every = {above for path in paths.values() for above in path}
    staffed = set(
        Membership.objects.filter(
            unit__in=every, state="active", role__in=SEEING, user__is_active=True, unit__active=True
        ).values_list("unit_id", flat=True)
    )
    return {unit: next((above for above in path if above in staffed), unit) for unit, path in paths.items()}
