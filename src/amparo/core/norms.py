"""Terms as data: which rule counts on a day, and when it runs out.

The rule says for itself whether it is legal, a service standard or the unit's own, and whether somebody verified it:
show both wherever its due time is shown.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language

from amparo.core.clocks import LIMA, Suspension, Unit, WorkCalendar, due_suspended
from amparo.core.errors import NotFound
from amparo.core.kept import Kept
from amparo.core.models import ClockRule, NonWorkingDay


@dataclass(frozen=True, slots=True)
class Rule:
    """A version of a term. `amount` None: no source gives it and nobody has set it, so it does not run."""

    id: int
    code: str
    version: int
    norm_id: str | None
    norm_title: str
    article: str
    name_es: str
    name_en: str
    trigger: str
    owner_role: str
    amount: int | None
    unit: Unit
    kind: str
    verified: bool
    note_es: str
    note_en: str
    valid_from: date | None
    valid_to: date | None

    @property
    def name(self) -> str:
        """The name in the language of the request."""
        return self.name_en if _english() else self.name_es

    @property
    def note(self) -> str:
        """The note in the language of the request."""
        return self.note_en if _english() else self.note_es

    def due(self, start: datetime, *, ubigeo: str = "", suspensions: tuple[Suspension, ...] = ()) -> datetime | None:
        """When it runs out for something that began at `start` in a place; None without an amount or while suspended."""
        if self.amount is None:
            return None
        calendar = calendar_for(ubigeo)
        return due_suspended(start, self.amount, self.unit, suspensions=suspensions, calendar=calendar)

    def valid_on(self, day: date) -> bool:
        """Whether this version counts for something that began on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def rule(code: str, on: date | datetime) -> Rule:
    """The newest version of a term valid on the day it begins. Raises NotFound."""
    day = on.astimezone(LIMA).date() if isinstance(on, datetime) else on
    for candidate in _RULES.get():
        if candidate.code == code and candidate.valid_on(day):
            return candidate
    raise NotFound(code)


def rules_for(trigger: str, on: date | datetime) -> list[Rule]:
    """The terms that an event starts on a day: the newest valid version of each. A trigger "referral_sent:health"
    falls back on "referral_sent" when no term is bound to the longer name."""
    day = on.astimezone(LIMA).date() if isinstance(on, datetime) else on
    found: dict[str, Rule] = {}
    for candidate in _RULES.get():
        if candidate.trigger == trigger and candidate.valid_on(day):
            found.setdefault(candidate.code, candidate)
    if not found and ":" in trigger:
        return rules_for(trigger.rpartition(":")[0], day)
    return list(found.values())


def calendar_for(ubigeo: str = "") -> WorkCalendar:
    """Working days of a place: national holidays, declared days off, and those of its region, province or district."""
    return WorkCalendar(frozenset(day for day, scope in _DAYS_OFF.get() if not scope or (ubigeo and ubigeo.startswith(scope))))


def _read_rules(_: str) -> list[Rule]:
    rows = ClockRule.objects.select_related("norm").order_by("code", "-version")
    return [
        Rule(
            **{name: getattr(row, name) for name in Rule.__slots__ if name not in {"unit", "norm_title"}},
            unit=Unit(row.unit),
            norm_title=row.norm.title if row.norm else "",
        )
        for row in rows
    ]


def _read_days_off(_: str) -> list[tuple[date, str]]:
    return list(NonWorkingDay.objects.values_list("date", "scope"))


def _english() -> bool:
    return (get_language() or "es").startswith("en")


_RULES = Kept(_read_rules)
_DAYS_OFF = Kept(_read_days_off)
