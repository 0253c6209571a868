"""From a rule and a unit to the last moment of a term. The arithmetic itself is `core.clocks`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from amparo.access.models import Unit
from amparo.core import clocks
from amparo.core.models import ClockRule, NonWorkingDay


class NoRule(LookupError):
    """No version of the rule is in force on that day: reference data that was not loaded, never the user's fault."""


def rules_on(codes: Iterable[str], day: date) -> dict[str, ClockRule]:
    """The version of each rule in force on a day, by code. One query. Raises `NoRule`."""
    wanted = set(codes)
    started = Q(valid_from=None) | Q(valid_from__lte=day)
    going_on = Q(valid_to=None) | Q(valid_to__gte=day)
    found = {rule.code: rule for rule in ClockRule.objects.filter(started, going_on, code__in=wanted).order_by("version")}
    if missing := wanted - found.keys():
        raise NoRule(", ".join(sorted(missing)))
    return found


def calendars(units: Iterable[Unit], since: date) -> dict[int, clocks.WorkCalendar]:
    """The days off of each unit from a day on, by unit id: those of the country and of its region. One query."""
    days = list(NonWorkingDay.objects.filter(date__gte=since).values_list("date", "scope"))
    return {
        unit.pk: clocks.WorkCalendar(
            frozenset(day for day, place in days if not place or any(area.startswith(place) for area in unit.ubigeo))
        )
        for unit in units
    }


def due(
    started_at: datetime,
    amount: int | None,
    unit: str,
    *,
    calendar: clocks.WorkCalendar,
    suspensions: Sequence[clocks.Suspension] = (),
) -> datetime | None:
    """The last moment; None where no amount is known or the count stands still."""
    if amount is None:
        return None
    return clocks.due_suspended(started_at, amount, clocks.Unit(unit), suspensions=suspensions, calendar=calendar)


def local_day(moment: datetime) -> date:
    """The day of a moment where we work."""
    return timezone.localtime(moment).date()
