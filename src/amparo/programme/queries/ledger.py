"""Sums of the ledger: balances at a day by any dimension, what is left within a limit, the lines of the federal report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from amparo.access.actors import Actor
from amparo.programme.accounts import LIMITS, SF425
from amparo.programme.models import Award, Compact, Line, Participation

# dimension → column of a line
DIMENSIONS: dict[str, str] = {
    "award": "award_id",
    "subaward": "subaward_id",
    "objective": "objective_id",
    "region": "regions",
    "category": "category",
    "entity": "entity_id",
    "recipient": "award__recipient_id",
    "currency": "entry__currency",
}
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Balance:
    """What one account holds (debit above zero), in the currency of its books, for the dimensions asked for.

    value, base  the balance and its currency: sums of different `base` are never added
    amount       the same in the currency that was said, only where "currency" was asked for
    lines        how many lines it sums
    """

    account: str
    base: str
    value: Decimal
    lines: int
    award: UUID | None = None
    subaward: UUID | None = None
    objective: UUID | None = None
    region: str = ""
    category: str = ""
    entity: UUID | None = None
    recipient: UUID | None = None
    currency: str = ""
    amount: Decimal | None = None


def balances(actor: Actor, compact: Compact | UUID, on: date, *, by: Sequence[str] = ()) -> list[Balance]:
    """Every account's balance at the end of a day, by currency and by the dimensions named (one query).

    `by`: names of `DIMENSIONS`. An account without a line is absent: nobody knows it. Only lines in the actor's sight count.
    """
    lines = Line.objects.visible_to(actor).filter(compact=compact, on__lte=on)
    return summed(lines, by=by)


def summed(lines: QuerySet[Line], *, by: Sequence[str] = ()) -> list[Balance]:
    """The balances of these lines, by account, currency and the dimensions named (one query, in a fixed order)."""
    columns = ["account", "base_currency", *(DIMENSIONS[name] for name in by)]
    sums: dict[str, Any] = {"value": Sum("value"), "lines": Count("id")}
    if "currency" in by:
        sums["said"] = Sum("amount")
    rows = lines.order_by().values(*columns).annotate(**sums).order_by(*columns)
    return [_balance(row, by) for row in rows]


def total(found: Iterable[Balance], account: str, base: str, **wanted: Any) -> Decimal | None:
    """The sum of an account in one currency over the balances that match; None where there is none: it is not known."""
    hits = [
        row.value for row in found
        if (row.account, row.base) == (account, base) and all(getattr(row, name) == value for name, value in wanted.items())
    ]  # fmt: skip
    return sum(hits, ZERO) if hits else None


@dataclass(frozen=True, slots=True)
class Place:
    """Whose money: an award, a sub-award under it, or neither (of recipients not told apart)."""

    compact: UUID
    award: UUID | None = None
    subaward: UUID | None = None


def least_left(actor: Actor, place: Place, *, limit: str, on: date) -> Decimal:
    """How much of a limit is free on `on` and on every later day: the lowest running balance from then on (one query)."""
    signs = dict(LIMITS[limit].parts)
    lines = Line.objects.visible_to(actor).filter(compact=place.compact, account__in=signs, award=place.award)
    if LIMITS[limit].of in ("sub", "own"):
        lines = lines.filter(subaward=place.subaward)
    days: dict[date, Decimal] = {}
    for row in lines.order_by().values("on", "account").annotate(value=Sum("value")).order_by("on"):
        day = max(row["on"], on)
        days[day] = days.get(day, ZERO) + signs[row["account"]] * row["value"]
    running, lowest = days.pop(on, ZERO), None
    lowest = running
    for _day, change in sorted(days.items()):
        running += change
        lowest = min(lowest, running)
    return lowest


@dataclass(frozen=True, slots=True)
class FederalReport:
    """Lines 10a to 10o of the federal financial report of an award, cumulative to the end of a day, in its currency.

    lines   letter → amount; zero where nothing was posted, since the report adds up what the books hold
    wrong   letters whose arithmetic does not hold (none, unless the books are broken)
    """

    award: Award
    on: date
    currency: str
    lines: dict[str, Decimal]

    @property
    def wrong(self) -> tuple[str, ...]:
        """c = a - b, g = e + f, h = d - g, k = i - j, o = l - m - n."""
        at = self.lines
        held = {
            "c": at["a"] - at["b"], "g": at["e"] + at["f"], "h": at["d"] - at["g"], "k": at["i"] - at["j"],
            "o": at["l"] - at["m"] - at["n"],
        }  # fmt: skip
        return tuple(letter for letter, value in held.items() if at[letter] != value)


def sf425(actor: Actor, award: Award, on: date) -> FederalReport:
    """The federal report of an award at the end of a day, straight from the ledger (one query)."""
    lines = Line.objects.visible_to(actor).filter(award=award, base_currency=award.currency, on__lte=on)
    held = {row.account: row.value for row in summed(lines)}
    at = {letter: sign * held.get(account, ZERO) for letter, (account, sign) in SF425.items()}
    at["g"] = at["e"] + at["f"]
    return FederalReport(award, on, award.currency, dict(sorted(at.items())))


def sees_all(actor: Actor, compact: Compact | UUID) -> bool:
    """Whether the actor's sums are those of the whole compact: of a party, an evaluator or the system (one query)."""
    return (
        0 in actor.scope
        or Participation.objects.visible_to(actor)
        .filter(compact=compact, until=None, capacity__in=("party", "evaluator"), member__path__overlap=list(actor.scope))
        .exists()
    )


def _balance(row: dict[str, Any], by: Sequence[str]) -> Balance:
    found = {name: row[DIMENSIONS[name]] for name in by}
    if "region" in found:
        found["region"] = (found["region"] or [""])[0]
    return Balance(row["account"], row["base_currency"], row["value"], row["lines"], amount=row.get("said"), **found)
