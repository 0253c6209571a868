"""Rules of awards, sub-awards, budgets, visits and safeguarding. Pure; messages by field, empty where all is well."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from amparo.core.dates import PartialDate
from amparo.programme.rules import Messages, dates_in_order, merged
from amparo.ui.amounts import money

NOTHING = Decimal(0)
ANSWERS = ("yes", "partly", "no", "unknown")
RESULT_MONTHS = {"meets": 12, "partly": 6, "not_met": 3, "unknown": 3}  # until the next check


# ---------------------------------------------------------------- amendments


@dataclass(frozen=True, slots=True)
class Held:
    """What an award (or sub-award) is when somebody wants to change it. Amounts in its own currency, at their day."""

    starts: PartialDate | None
    ends: PartialDate | None
    free: Decimal  # not obligated (award), not spent (sub-award)
    currency: str
    last_spent: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An amendment as it is asked for. `amount` is above zero; its sign follows from the kind."""

    kind: str
    amount: Decimal | None = None
    ends: PartialDate | None = None
    signed_on: date | None = None


def amendment(held: Held, change: Change) -> Messages:
    """What speaks against an amendment: its amount, its new end, what was spent already."""
    return merged([_amount_fits(held, change), _end_fits(held, change)])


def _amount_fits(held: Held, change: Change) -> Messages:
    if change.kind == "no_cost":
        return {"amount": [_("Una ampliación sin costo no cambia el monto. Déjelo vacío.")]} if change.amount else {}
    if change.amount is None or change.amount <= 0:
        return {"amount": [_("Escriba un monto mayor que cero.")]}
    if change.kind == "de_obligation" and change.amount > held.free:
        text = _("Solo quedan %(free)s sin comprometer. Reduzca ese monto o menos.")
        return {"amount": [text % {"free": money(held.free, held.currency)}]}
    return {}


def _end_fits(held: Held, change: Change) -> Messages:
    if change.ends is None:
        return {"ends": [_("Escriba la nueva fecha de término.")]} if change.kind == "no_cost" else {}
    if held.starts is not None and change.ends.latest() < held.starts.earliest():
        return {"ends": [_("Termina antes de que la adjudicación empiece. Escriba una fecha posterior.")]}
    if change.signed_on is not None and change.ends.latest() < change.signed_on:
        return {"ends": [_("La modificación termina antes de empezar. Cambie una de las dos fechas.")]}
    if held.last_spent is not None and change.ends.latest() < held.last_spent:
        return {"ends": [_("Ya hay gastos después de esa fecha. Escriba una fecha posterior.")]}
    if change.kind == "no_cost" and held.ends is not None and change.ends.latest() <= held.ends.latest():
        return {"ends": [_("Una ampliación termina después de la fecha de ahora. Escriba una fecha posterior.")]}
    return {}


# ---------------------------------------------------------------- close-out


@dataclass(frozen=True, slots=True)
class Standing:
    """What close-out looks at, as of today, in the currency of the award."""

    currency: str
    unliquidated: Decimal = NOTHING
    cash: Decimal = NOTHING
    reports: int = 0
    last_accepted: bool = False
    open_findings: int = 0
    open_subawards: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist: its code, the sentence, whether it is done."""

    code: str
    text: str
    done: bool


def checklist(now: Standing) -> tuple[Item, ...]:
    """What close-out asks for, in its order (2 CFR 200.344 in short), each with what is missing."""
    owed, held = money(now.unliquidated, now.currency), money(now.cash, now.currency)
    return (
        Item("unliquidated", _("Nada por liquidar") if not now.unliquidated else _("Faltan liquidar %(amount)s.") % {"amount": owed},
             not now.unliquidated),
        Item("cash", _("Sin efectivo en poder del receptor") if not now.cash else _("Quedan %(amount)s en efectivo.") % {"amount": held},
             not now.cash),
        Item("report", _report(now), not now.reports or now.last_accepted),
        Item("findings", _("Hallazgos cerrados") if not now.open_findings
             else _("Hallazgos por cerrar: %(n)s.") % {"n": now.open_findings}, not now.open_findings),
        Item("subawards", _("Subacuerdos cerrados") if not now.open_subawards
             else _("Subacuerdos por cerrar: %(n)s.") % {"n": now.open_subawards}, not now.open_subawards),
    )  # fmt: skip


def _report(now: Standing) -> str:
    if not now.reports:
        return _("Sin informes por revisar")
    return _("Informe final aceptado") if now.last_accepted else _("El último informe no está aceptado.")


def may_close(now: Standing) -> Messages:
    """All that is missing, sentence by sentence."""
    missing = [item.text for item in checklist(now) if not item.done]
    return {"": [_("Todavía no se puede cerrar."), *missing]} if missing else {}


# ---------------------------------------------------------------- sub-awards


def own_prime(prime: object, recipient: object) -> Messages:
    """Nobody is the sub-recipient of his own award."""
    if prime is not None and prime == recipient:
        return {"recipient": [_("Una organización no puede ser subreceptora de sí misma. Elija otra.")]}
    return {}


def within_award(amount: Decimal | None, free: Decimal, currency: str) -> Messages:
    """A sub-award is not larger than what its award has left."""
    if amount is not None and amount > free:
        text = _("La adjudicación solo tiene %(free)s sin comprometer. Escriba ese monto o menos.")
        return {"amount": [text % {"free": money(max(free, NOTHING), currency)}]}
    return {}


def within_term(starts: PartialDate | None, ends: PartialDate | None, award: Held) -> Messages:
    """A sub-award ends in order, and lies within its award as far as both are known."""
    found = dates_in_order(starts, ends)
    if not found and ends is not None and award.ends is not None and ends.earliest() > award.ends.latest():
        found = {
            "ends": [_("El subacuerdo termina después que su adjudicación. Cambie la fecha o amplíe primero la adjudicación.")]
        }
    if starts is not None and award.starts is not None and starts.latest() < award.starts.earliest():
        found["starts"] = [_("El subacuerdo empieza antes que su adjudicación. Escriba una fecha posterior.")]
    return found


# ---------------------------------------------------------------- reporting of sub-awards (2 CFR 170)


@dataclass(frozen=True, slots=True)
class Limit:
    """From which amount, in which currency, since when and until when (exclusive) a sub-award must be reported."""

    amount: Decimal
    currency: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """Whether a sub-award must be reported. state: not_needed, unknown, due, late, reported, reported_late."""

    state: str
    due: date | None = None


def month_after(day: date) -> date:
    """The last day of the month after the one of `day`: the end of the month after the obligation."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, calendar.monthrange(year, month)[1])


def reporting(
    steps: Sequence[tuple[date, Decimal]], limits: Iterable[Limit], *, currency: str, reported_on: date | None, today: date
) -> Owed:
    """When a sub-award must be reported. `steps`: its obligations in order of their days; empty where nobody knows them."""
    if not steps:
        return Owed("reported") if reported_on else Owed("unknown")
    known, total = list(limits), NOTHING
    for day, amount in sorted(steps):
        total += amount
        limit = limit_on(known, day)
        if limit is None or limit.currency != currency:
            return Owed("reported") if reported_on else Owed("unknown")
        if total >= limit.amount:
            return _owed(month_after(day), reported_on, today)
    return Owed("reported") if reported_on else Owed("not_needed")


def limit_on(limits: Iterable[Limit], day: date) -> Limit | None:
    """The limit in force on a day."""
    return next((one for one in limits if one.since <= day and (one.until is None or day < one.until)), None)


def _owed(due: date, reported_on: date | None, today: date) -> Owed:
    if reported_on is not None:
        return Owed("reported" if reported_on <= due else "reported_late", due)
    return Owed("late" if today > due else "due", due)


# ---------------------------------------------------------------- budgets


def sums_to(lines: Iterable[Decimal], whole: Decimal, currency: str) -> Messages:
    """The lines of a budget are together the amount it shares out; the difference is named."""
    gap = whole - sum(lines, NOTHING)
    if gap > 0:
        return {"": [_("Las líneas no suman el total: faltan %(gap)s por distribuir.") % {"gap": money(gap, currency)}]}
    if gap < 0:
        return {"": [_("Las líneas no suman el total: sobran %(gap)s.") % {"gap": money(-gap, currency)}]}
    return {}


def lines_distinct(keys: Sequence[tuple[object, ...]]) -> Messages:
    """Objective, region and category name a line once."""
    if len(set(keys)) < len(keys):
        return {"": [_("Dos líneas tienen el mismo objetivo, región y categoría. Júntelas en una.")]}
    return {}


# ---------------------------------------------------------------- safeguarding


def safeguarding_result(answers: Mapping[str, str]) -> str:
    """What the answers come to: one "no" is not_met; one unknown, unknown; one "partly", partly; else meets. Never typed."""
    given = set(answers.values())
    for answer, result in (("no", "not_met"), ("unknown", "unknown"), ("partly", "partly")):
        if answer in given:
            return result
    return "meets" if given else "unknown"


def all_answered(answers: Mapping[str, str], standards: Iterable[str]) -> Messages:
    """Every standard of the list has an answer; "unknown" is one."""
    wanted = set(standards)
    if set(answers) != wanted or not set(answers.values()) <= set(ANSWERS):
        return {"answers": [_("Responda por cada estándar. «No se sabe» también es una respuesta.")]}
    return {}


def next_check(on: date, result: str) -> date:
    """Until when a check counts: a year where all is met, half a year where partly, three months else."""
    months = on.month - 1 + RESULT_MONTHS[result]
    year, month = on.year + months // 12, months % 12 + 1
    return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))


# ---------------------------------------------------------------- days


def not_after(day: date | None, today: date, *, field: str) -> Messages:
    """What has been is not in the future."""
    if day is not None and day > today:
        return {field: [_("Esa fecha todavía no llega. Escriba una de hoy o de antes.")]}
    return {}


def not_before(day: date, today: date, *, field: str) -> Messages:
    """What is to be done is not in the past."""
    return {field: [_("Esa fecha ya pasó. Escriba una desde hoy.")]} if day < today else {}


def soon(day: date, today: date) -> str:
    """How a due day stands: late, soon (two weeks) or ok."""
    if day < today:
        return "late"
    return "soon" if day <= today + timedelta(days=14) else "ok"
