"""How the product says when: "Venció hace 14 h", "Quedan 34 h", "dom 22 nov, 17:40".

Every function takes `now`, so that a page says the same in all its rows and a test needs no frozen clock.
A `datetime` is due at an hour and is told in hours; a `date` is due by the end of a day and is told in days.
Aware datetimes are shown in the current time zone (America/Lima). Peruvian usage: "setiembre", 24 hours, no leading zero.
"""

from datetime import date, datetime, timedelta
from typing import Literal

from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy

Urgency = Literal["late", "soon", "ok"]

_WEEKDAYS = (
    pgettext_lazy("día de la semana", "lun"),
    pgettext_lazy("día de la semana", "mar"),
    pgettext_lazy("día de la semana", "mié"),
    pgettext_lazy("día de la semana", "jue"),
    pgettext_lazy("día de la semana", "vie"),
    pgettext_lazy("día de la semana", "sáb"),
    pgettext_lazy("día de la semana", "dom"),
)
_LONG_WEEKDAYS = (
    pgettext_lazy("día de la semana", "lunes"),
    pgettext_lazy("día de la semana", "martes"),
    pgettext_lazy("día de la semana", "miércoles"),
    pgettext_lazy("día de la semana", "jueves"),
    pgettext_lazy("día de la semana", "viernes"),
    pgettext_lazy("día de la semana", "sábado"),
    pgettext_lazy("día de la semana", "domingo"),
)
_MONTHS = (
    pgettext_lazy("mes", "ene"),
    pgettext_lazy("mes", "feb"),
    pgettext_lazy("mes", "mar"),
    pgettext_lazy("mes", "abr"),
    pgettext_lazy("mes", "may"),
    pgettext_lazy("mes", "jun"),
    pgettext_lazy("mes", "jul"),
    pgettext_lazy("mes", "ago"),
    pgettext_lazy("mes", "set"),
    pgettext_lazy("mes", "oct"),
    pgettext_lazy("mes", "nov"),
    pgettext_lazy("mes", "dic"),
)
_LONG_MONTHS = (
    pgettext_lazy("mes", "enero"),
    pgettext_lazy("mes", "febrero"),
    pgettext_lazy("mes", "marzo"),
    pgettext_lazy("mes", "abril"),
    pgettext_lazy("mes", "mayo"),
    pgettext_lazy("mes", "junio"),
    pgettext_lazy("mes", "julio"),
    pgettext_lazy("mes", "agosto"),
    pgettext_lazy("mes", "setiembre"),
    pgettext_lazy("mes", "octubre"),
    pgettext_lazy("mes", "noviembre"),
    pgettext_lazy("mes", "diciembre"),
)


def clock_time(when: datetime) -> str:
    """ "7:40", "17:40": no leading zero, as it is read aloud."""
    local = _local(when)
    return f"{local.hour}:{local.minute:02d}"


def day(when: date, now: datetime) -> str:
    """ "dom 22 nov"; with the year where it is not this one: "3 nov 2025"."""
    local = _day(when)
    parts = {"weekday": _WEEKDAYS[local.weekday()], "day": local.day, "month": _MONTHS[local.month - 1], "year": local.year}
    if local.year == _day(now).year:
        return gettext("%(weekday)s %(day)s %(month)s") % parts
    return gettext("%(day)s %(month)s %(year)s") % parts


def moment(when: date, now: datetime) -> str:
    """ "dom 22 nov, 17:40"; "hoy, 7:38", "ayer, 18:00" and "mañana, 8:00" where that is shorter. A date has no hour."""
    named = _named_day(_day(when), now) or day(when, now)
    if not isinstance(when, datetime):
        return named
    return gettext("%(day)s, %(time)s") % {"day": named, "time": clock_time(when)}


def long_date(when: date) -> str:
    """ "23 de noviembre de 2026"."""
    local = _day(when)
    parts = {"day": local.day, "month": _LONG_MONTHS[local.month - 1], "year": local.year}
    return gettext("%(day)s de %(month)s de %(year)s") % parts


def month_and_year(year: int, month: int) -> str:
    """ "setiembre de 2026", for dates known to the month."""
    return gettext("%(month)s de %(year)s") % {"month": _LONG_MONTHS[month - 1], "year": year}


def heading(now: datetime) -> str:
    """The line over a day's work: "lunes 23 de noviembre, 7:40"."""
    local = _local(now)
    return gettext("%(weekday)s %(day)s de %(month)s, %(time)s") % {
        "weekday": _LONG_WEEKDAYS[local.weekday()],
        "day": local.day,
        "month": _LONG_MONTHS[local.month - 1],
        "time": clock_time(now),
    }


def due(when: date, now: datetime) -> str:
    """How long is left or how long ago it fell due: "Quedan 34 h", "Mañana", "Venció hace 14 h", "Venció ayer"."""
    if isinstance(when, datetime):
        left = _local(when) - _local(now)
        return _overdue_for(-left) if left < timedelta(0) else _left(left)
    return _due_day((when - _day(now)).days)


def ago(when: date, now: datetime) -> str:
    """ "Hace un momento", "Hace 2 h", "Ayer", "Hace 6 días"; after 30 days the day itself."""
    days = (_day(now) - _day(when)).days
    if isinstance(when, datetime) and days < 2:
        past = _local(now) - _local(when)
        minutes = int(past.total_seconds() // 60)
        if minutes < 1:
            return gettext("Hace un momento")
        if minutes < 60:
            return gettext("Hace %(n)s min") % {"n": minutes}
        if minutes < 60 * 24 and (days == 0 or minutes < 60 * 12):
            return gettext("Hace %(n)s h") % {"n": minutes // 60}
    if days <= 0:
        return gettext("Hoy")
    if days == 1:
        return gettext("Ayer")
    if days <= 30:
        return ngettext("Hace %(n)s día", "Hace %(n)s días", days) % {"n": days}
    return day(when, now)


def urgency(when: date, now: datetime, soon: timedelta = timedelta(hours=72)) -> Urgency:
    """`late` once passed, `soon` within `soon` of it, else `ok`. A clock alerts; it locks nothing."""
    end = when if isinstance(when, datetime) else _end_of(when)
    if end < now:
        return "late"
    return "soon" if end - now <= soon else "ok"


def elapsed(start: datetime, end: date, now: datetime) -> float:
    """The share of the time already used, 0 to 1, for the thread of a clock."""
    last = end if isinstance(end, datetime) else _end_of(end)
    whole = (last - start).total_seconds()
    if whole <= 0:
        return 1.0
    return min(1.0, max(0.0, (now - start).total_seconds() / whole))


def _overdue_for(past: timedelta) -> str:
    minutes = int(past.total_seconds() // 60)
    if minutes < 1:
        return gettext("Venció hace un momento")
    if minutes < 60:
        return gettext("Venció hace %(n)s min") % {"n": minutes}
    if minutes < 60 * 48:
        return gettext("Venció hace %(n)s h") % {"n": minutes // 60}
    days = minutes // (60 * 24)
    return ngettext("Venció hace %(n)s día", "Venció hace %(n)s días", days) % {"n": days}


def _left(left: timedelta) -> str:
    minutes = int(left.total_seconds() // 60)
    if minutes < 60:
        return ngettext("Queda %(n)s min", "Quedan %(n)s min", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("Queda %(n)s h", "Quedan %(n)s h", hours) % {"n": hours}
    return ngettext("Queda %(n)s día", "Quedan %(n)s días", hours // 24) % {"n": hours // 24}


def _due_day(days: int) -> str:
    if days == 0:
        return gettext("Vence hoy")
    if days == 1:
        return gettext("Mañana")
    if days > 1:
        return ngettext("En %(n)s día", "En %(n)s días", days) % {"n": days}
    if days == -1:
        return gettext("Venció ayer")
    return ngettext("Venció hace %(n)s día", "Venció hace %(n)s días", -days) % {"n": -days}


def _named_day(when: date, now: datetime) -> str:
    names = {-1: pgettext("día", "ayer"), 0: pgettext("día", "hoy"), 1: pgettext("día", "mañana")}
    return names.get((when - _day(now)).days, "")


def _local(when: datetime) -> datetime:
    return timezone.localtime(when) if timezone.is_aware(when) else when


def _day(when: date) -> date:
    return _local(when).date() if isinstance(when, datetime) else when


def _end_of(when: date) -> datetime:
    """The last instant of a day in the current time zone."""
    following = datetime.combine(when + timedelta(days=1), datetime.min.time())
    return timezone.make_aware(following)
