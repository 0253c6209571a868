"""What the files tell access about a unit that is to be closed: how much still rests on it. Numbers only, small ones masked."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from amparo.access import dependants
from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.cases import states
from amparo.cases.masking import SMALLEST_SHOWN
from amparo.cases.models import Involvement, Referral, Stay

COUNTER = system("cases.resting")  # who closes units sees no file: the count is made beside him


def resting_on(unit: int) -> Sequence[str]:
    """Open files a unit has to do with (not as a service), referrals it has not ended, children in its beds (three queries)."""
    with acting_as(COUNTER):
        live = Involvement.objects.filter(unit_id=unit, until=None).exclude(part="service")
        files = live.exclude(case__protection__in=states.ENDED).values("case").distinct().count()
        asked = Referral.objects.filter(to_unit_id=unit).exclude(state__in=states.REFERRAL_ENDS)
        referrals = asked.exclude(case__protection__in=states.ENDED).count()
        beds = Stay.objects.filter(bed__centre__unit_id=unit, until=None).count()
    said = (
        (files, _("%(number)s expedientes abiertos")),
        (referrals, _("%(number)s derivaciones sin terminar")),
        (beds, _("%(number)s plazas ocupadas o reservadas")),
    )
    return [phrase % {"number": _masked(count)} for count, phrase in said if count]


def _masked(count: int) -> str:
    return _("menos de %(number)s") % {"number": SMALLEST_SHOWN} if count < SMALLEST_SHOWN else str(count)


def register_all() -> None:
    """Called once, when the apps are ready."""
    dependants.register_dependants(resting_on)
