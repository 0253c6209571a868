"""The money flow: promised, awarded, sub-awarded, spent by the donor; pledged and given by the host country, with budget phases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, Sum

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import money
from amparo.core.errors import Invalid
from amparo.core.models import Source
from amparo.programme.models import Award, BudgetPhase, Compact, Line, Objective, Organisation
from amparo.programme.queries.ledger import ZERO, Balance, balances, sees_all

# stage → (account, sign), in the order of the flow
STAGES: dict[str, dict[str, tuple[str, int]]] = {
    "us": {
        "promised": ("promised", -1),
        "awarded": ("authorised", -1),
        "subawarded": ("sub_authorised", -1),
        "spent": ("expended", 1),
    },
    "host": {"pledged": ("host_pledged", -1), "given": ("host_given", 1)},
}
PHASES = ("pia", "pim", "certified", "committed", "accrued", "paid")
OUT = "out"  # the recipient of an award that is out of the actor's sight (a sub-recipient's prime)
SIDE_OF = {account: (side, stage, sign) for side, stages in STAGES.items() for stage, (account, sign) in stages.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """One party's money in one currency, of one objective, region or recipient (`key` None or "": of none in particular).

    cells  stage → amount; a stage that is absent is not known
    """

    key: object
    side: str
    base: str
    cells: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow of a compact at the end of a day, as far as the actor may see.

    totals   (side, currency) → stage → amount: soles and dollars apart, never summed
    rate     the dated rate into the donor's currency, with its source; None: there is none
    whole    False where the actor sees only its own award: then the sums are those of its part
    """

    on: date
    totals: dict[tuple[str, str], dict[str, Decimal]]
    by_objective: list[Row]
    by_region: list[Row]
    by_recipient: list[Row]
    objectives: dict[object, Objective] = field(default_factory=dict)
    organisations: dict[object, Organisation] = field(default_factory=dict)
    budget: list[dict[str, object]] = field(default_factory=list)
    rate: money.Converted | None = None
    rate_title: str = ""
    whole: bool = True
    sides: tuple[str, ...] = ("us", "host")


def flow(actor: Actor, compact: Compact, on: date) -> Flow:
    """The flow of a compact at the end of a day (at most ten queries, however many entries there are)."""
    sides = ("us", "host") if policy.can(actor, Verb.SEE_COMPACT, group="pledge") else ("us",)
    recipients = _recipients(actor, compact)
    held = balances(actor, compact, on, by=("award", "entity"))
    by_recipient = _rows(((_holder(recipients, row), row) for row in held), sides)
    used = rate(compact, on) if "host" in sides else None
    return Flow(
        on=on,
        totals=_totals(held, sides),
        by_objective=_rows(((row.objective, row) for row in balances(actor, compact, on, by=("objective",))), sides),
        by_region=_rows(((row.region, row) for row in balances(actor, compact, on, by=("region",))), sides),
        by_recipient=by_recipient,
        objectives={row.pk: row for row in Objective.objects.visible_to(actor).filter(compact=compact).order_by("number")},
        organisations=dict(Organisation.objects.in_bulk([row.key for row in by_recipient if isinstance(row.key, UUID)])),
        budget=budget(actor, compact, on) if "host" in sides else [],
        rate=used,
        rate_title=str(Source.objects.filter(pk=used.rate_source).values_list("title", flat=True).first() or "") if used else "",
        whole=sees_all(actor, compact),
        sides=sides,
    )


def totals(actor: Actor, compact: Compact, on: date) -> Flow:
    """What each party promised, gave and spent in all, without what it went to and without a rate (two queries)."""
    sides = ("us", "host") if policy.can(actor, Verb.SEE_COMPACT, group="pledge") else ("us",)
    found = _totals(balances(actor, compact, on), sides)
    return Flow(on, found, [], [], [], whole=bool(found) and sees_all(actor, compact), sides=sides)


def rate(compact: Compact, on: date) -> money.Converted | None:
    """One unit of the host's currency in the donor's, at the rate of that day; None where there is none (two queries)."""
    try:
        return money.convert(Decimal(1), compact.host_currency, into=compact.currency, on=on)
    except Invalid:
        return None


def into_donor(amount: Decimal, used: money.Converted) -> Decimal:
    """The amount of the host in the donor's currency, to the cent."""
    return money.cents(amount * used.rate)


def budget(actor: Actor, compact: Compact, on: date) -> list[dict[str, object]]:
    """The last known state of every public budget line by the end of a day, summed by year, currency and phase (one query).

    `known`: their sum, None where no line has an amount; `unknown`: how many lines of that sum have no amount.
    """
    last = (
        BudgetPhase.objects.visible_to(actor)
        .filter(compact=compact, on__lte=on)
        .order_by("entity", "year", "line", "regions", "phase", "-on")
        .distinct("entity", "year", "line", "regions", "phase")
    )
    rows = (
        BudgetPhase.objects.visible_to(actor)
        .filter(pk__in=last.values("pk"))
        .order_by()
        .values("year", "currency", "phase")
        .annotate(known=Sum("amount"), unknown=Count("pk", filter=Q(amount=None)))
    )
    order = {phase: number for number, phase in enumerate(PHASES)}
    return sorted(rows, key=lambda row: (row["year"], row["currency"], order.get(row["phase"], len(order))))


def awards_at(actor: Actor, compact: Compact, on: date, *, awards: Sequence[Award]) -> dict[object, dict[str, Decimal]]:
    """What is authorised and spent of these awards at the end of a day (one query)."""
    lines = Line.objects.visible_to(actor).filter(compact=compact, on__lte=on, award__in=awards)
    rows = (
        lines.filter(account__in=("authorised", "expended")).order_by().values("award_id", "account").annotate(value=Sum("value"))
    )
    found: dict[object, dict[str, Decimal]] = {}
    for row in rows:
        _side, stage, sign = SIDE_OF[row["account"]]
        found.setdefault(row["award_id"], {})[stage] = sign * row["value"]
    return found


def _recipients(actor: Actor, compact: Compact) -> dict[object, object]:
    return dict(Award.objects.visible_to(actor).filter(compact=compact).values_list("pk", "recipient_id"))


def _holder(recipients: Mapping[object, object], row: Balance) -> object:
    if row.award:
        return recipients.get(row.award, OUT)
    return row.entity if row.account.startswith("host_") else None


def _totals(held: Iterable[Balance], sides: Sequence[str]) -> dict[tuple[str, str], dict[str, Decimal]]:
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    for row in held:
        side, stage, sign = SIDE_OF.get(row.account, ("", "", 1))
        if side in sides:
            cells = found.setdefault((side, row.base), {})
            cells[stage] = cells.get(stage, ZERO) + sign * row.value
    return found


def _rows(pairs: Iterable[tuple[object, Balance]], sides: Sequence[str]) -> list[Row]:
    found: dict[tuple[object, str, str], dict[str, Decimal]] = {}
    for key, row in pairs:
        side, stage, sign = SIDE_OF.get(row.account, ("", "", 1))
        if side in sides:
            cells = found.setdefault((key, side, row.base), {})
            cells[stage] = cells.get(stage, ZERO) + sign * row.value
    return [Row(key, side, base, cells) for (key, side, base), cells in found.items()]
