"""Who brings a file in from the command line: a person in a unit whose role does so."""

from django.db.models import Q
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.models import DemoMark, Membership
from amparo.access.sessions import actor_of
from amparo.core.errors import Invalid
from amparo.exchange.imports import IMPORTS
from amparo.exchange.models import About, Profile


def importer(who: str, unit: str, profile: Profile) -> Actor:
    """The actor for an e-mail or user code ("" in a demonstration: somebody of the register's own house). Raises `Invalid`."""
    return importer_of(who, unit, About.REGISTER, role=profile.authority)


def importer_of(who: str, unit: str, about: str, *, role: str) -> Actor:
    """The actor who brings in such a file. `role`: who it is in a demonstration, where nobody is named. Raises `Invalid`."""
    kind = IMPORTS[about]
    held = Membership.objects.filter(state="active", user__is_active=True).select_related("user", "unit", "unit__institution")
    if who:
        held = held.filter(Q(user__email__iexact=who) | Q(user__code=who))
    elif DemoMark.objects.exists():
        held = held.filter(role=role)
    else:
        raise Invalid(_("Diga quién importa: --como CORREO."))
    if unit:
        held = held.filter(unit__code=unit)
    actors = [actor_of(membership.user, membership) for membership in held.order_by("user_id", "since")]
    able = [actor for actor in actors if policy.can(actor, kind.verb, group=kind.group)]
    if not able:
        raise Invalid(_("Esa persona no puede importar registros. Revise --como y --unidad."))
    if who and len({actor.unit_id for actor in able}) > 1:
        raise Invalid(_("Esa persona trabaja en varias unidades. Diga en cuál: --unidad CÓDIGO."))
    return able[0]
