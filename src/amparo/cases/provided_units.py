"""What the files tell access about a unit: how much rests on it (numbers only, small ones masked), and who has it once it is empty."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from amparo.access import dependants
from amparo.access.acting import acting_as
from amparo.access.actors import Actor, system
from amparo.cases import states
from amparo.cases.actions import succession
from amparo.cases.masking import SMALLEST_SHOWN
from amparo.cases.models import Involvement, Referral, Stay
from amparo.desk import jobs

PASS_ON = "cases.pass_on_unit"
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


def left(unit: int) -> None:
    """A unit has nobody any more: the worker passes on what it had, file by file."""
    jobs.defer(PASS_ON, unit=unit)


def pass_on_unit(*, unit: int, by: Actor) -> None:
    """The job. Begun again it goes on with what the unit still has; where somebody works there by now it does nothing."""
    for case in succession.files_of(unit):
        succession.pass_on(case, unit)


def register_all() -> None:
    """Called once, when the apps are ready."""
    dependants.register_left(left)
    jobs.job(PASS_ON, batches=True)(pass_on_unit)
    dependants.register_dependants(resting_on)
