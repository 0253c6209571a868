"""Quarters of an award: which reports are due, when, and what may stand in one. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from amparo.programme.rules import Messages, about_nobody, merged

NARRATIVE = ("achievements", "difficulties", "next_steps")
SECTIONS = (*NARRATIVE, "indicators", "money", "activities", "evidence")
FROZEN_SECTIONS = SECTIONS[len(NARRATIVE) :]
DUE = "partner_report"  # the rule that says how many days after the quarter (programme/data/clock_rules.csv)
LONGEST = 20_000

Quarter = tuple[int, int]


def span(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter."""
    first = date(year, 3 * quarter - 2, 1)
    after = date(year + 1, 1, 1) if quarter == 4 else date(year, 3 * quarter + 1, 1)
    return first, after - timedelta(days=1)


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in."""
    return day.year, (day.month + 2) // 3


def quarters(starts: date, ends: date | None, until: date) -> list[Quarter]:
    """The quarters of a term that began by `until`: from the one it starts in to the one it ends in."""
    last = quarter_of(min(ends, until) if ends else until)
    found, now = [], quarter_of(starts)
    while now <= last:
        found.append(now)
        now = (now[0] + 1, 1) if now[1] == 4 else (now[0], now[1] + 1)
    return found


def due_on(year: int, quarter: int, days: int) -> date:
    """The last day for a report: so many natural days after the quarter ends."""
    return span(year, quarter)[1] + timedelta(days=days)


def is_overdue(state: str, due: date, today: date) -> bool:
    """Whether somebody must act: due or sent back, and the day has passed."""
    return state in ("due", "sent_back") and due < today


def narrative(words: dict[str, str]) -> Messages:
    """The three fields of words: about nobody, and of a length somebody can read."""
    long = [name for name, text in words.items() if len(text) > LONGEST]
    return merged([about_nobody(**words), dict.fromkeys(long, [_("Es demasiado largo. Resúmalo.")])])


def can_be_sent(words: dict[str, str], of: Quarter, today: date) -> Messages:
    """A report is sent when its quarter is over and says at least what was achieved."""
    found: Messages = {}
    if span(*of)[1] >= today:
        found[""] = [_("El trimestre todavía no termina. El informe se envía después.")]
    if not words.get("achievements", "").strip():
        found["achievements"] = [_("Escriba primero qué se logró y guarde el borrador.")]
    return found


def remarks(given: Sequence[tuple[str, str]]) -> Messages:
    """Who sends a report back says what to change, part by part."""
    if not given:
        return {"": [_("Diga qué hay que cambiar, al menos en una parte.")]}
    if any(section not in SECTIONS for section, _words in given):
        return {"": [_("Elija una parte del informe.")]}
    return merged(about_nobody(**{section: words}) for section, words in given)  # two of one part are looked at both


def digest(figures: Iterable[tuple[str, Decimal | None, str, str]]) -> str:
    """SHA-256 over (key, value, unit, words) in order: two snapshots with the same figures have the same one."""
    total = hashlib.sha256()
    for key, value, unit, words in figures:
        exact = "" if value is None else format(value.normalize(), "f")
        total.update("\x1f".join((key, exact, unit, words)).encode() + b"\x1e")
    return total.hexdigest()
