"""Every statement about the money beside the ledger's figure of its day, with what differs and what contradicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

from django.db.models import Sum

from amparo.access.actors import Actor
from amparo.programme.models import Compact, Line, MoneyClaim
from amparo.programme.queries.known import Known
from amparo.programme.queries.known import by as known_by

# (side, kind of statement) → account and sign of the ledger's figure beside it. What kind it is may be unknown: then what was
# awarded (pledged) stands beside it, and the page says so. In kind is part of what the host country gave.
BESIDE: dict[tuple[str, str], tuple[str, int]] = {
    ("us", "promised"): ("promised", -1),
    ("us", "committed"): ("promised", -1),
    ("us", "obligated"): ("authorised", -1),
    ("us", "awarded"): ("authorised", -1),
    ("us", "disbursed"): ("receipts", -1),
    ("us", "unknown"): ("authorised", -1),
    ("host", "promised"): ("host_pledged", -1),
    ("host", "committed"): ("host_pledged", -1),
    ("host", "obligated"): ("host_pledged", -1),
    ("host", "awarded"): ("host_given", 1),
    ("host", "disbursed"): ("host_given", 1),
    ("host", "in_kind"): ("host_given", 1),
    ("host", "unknown"): ("host_pledged", -1),
}
ABOUT = Decimal("0.05")  # "about" leaves this share of the amount open


@dataclass(frozen=True, slots=True)
class Beside:
    """A statement and the ledger.

    account     whose balance stands beside it, "" where none does
    ledger      the figure at the end of the day it was said, in the statement's currency; None: nobody knows
    difference  statement less ledger; agrees: whether the two can both be true (None where one is unknown)
    falls_from  an earlier statement of the same side with a higher total: a conflict, never an update
    """

    claim: MoneyClaim
    account: str
    on: date | None
    ledger: Decimal | None
    falls_from: MoneyClaim | None = None

    @property
    def difference(self) -> Decimal | None:
        """In the statement's currency, above zero where more was said than is booked."""
        return None if self.ledger is None else self.claim.amount - self.ledger

    @property
    def agrees(self) -> bool | None:
        """Whether both can be true, by the words of the statement ("more than", "about")."""
        if self.ledger is None or self.difference is None:
            return None
        if self.claim.bound == "at_least":
            return self.difference <= 0
        if self.claim.bound == "at_most":
            return self.difference >= 0
        return abs(self.difference) <= (self.claim.amount * ABOUT if self.claim.bound == "about" else 0)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to say why it differs."""
        return self.claim.state == "open" and (self.agrees is not True or self.falls_from is not None)


def compared(actor: Actor, compact: Compact, *, until: date | None = None) -> list[Beside]:
    """Every statement in order of its day, undated ones last (two queries).

    `until`: only what was said by the end of that day, as it was known here by then, its explanation and the ledger too.

    The ledger's figure counts the lines in the actor's sight: ask `queries.ledger.sees_all` before showing it.
    """
    then = known_by(compact, until) if until else None
    rows = (MoneyClaim.every if then else MoneyClaim.objects).visible_to(actor).filter(compact=compact).select_related("source")
    claims = sorted(
        (
            row
            for row in (then.read(rows) if then else rows)
            if until is None or (row.said_on is not None and row.said_on.latest() <= until)
        ),
        key=lambda row: (row.said_on is None, row.said_on.latest() if row.said_on else date.max, row.created_at, row.pk),
    )
    figures = _figures(actor, compact, then)
    return [_beside(claim, claims, figures) for claim in claims]


def falls_from(claim: MoneyClaim, others: Sequence[MoneyClaim]) -> MoneyClaim | None:
    """The last earlier total of the same side, currency and kind (or of a kind nobody knows) that is higher than this one."""
    earlier = [
        (other.said_on.latest(), number, other) for number, other in enumerate(others)
        if other.said_on is not None and _comparable(claim, other) and other.amount > claim.amount
    ]  # fmt: skip
    return max(earlier)[2] if earlier else None


def _comparable(claim: MoneyClaim, other: MoneyClaim) -> bool:
    if claim.said_on is None or other.said_on is None or not (claim.cumulative and other.cumulative):
        return False
    same = (claim.side, claim.currency) == (other.side, other.currency)
    kinds = {claim.kind, other.kind}
    return same and (len(kinds) == 1 or "unknown" in kinds) and other.said_on.latest() < claim.said_on.earliest()


Figures = dict[tuple[str, str], list[tuple[date, Decimal]]]


def _figures(actor: Actor, compact: Compact, then: Known | None) -> Figures:
    """(account, currency) → balance from each day on, for the accounts that stand beside statements (one query)."""
    wanted = sorted({account for account, _sign in BESIDE.values()})
    lines = Line.objects.visible_to(actor).filter(compact=compact, account__in=wanted)
    rows = (
        (then.facts(lines) if then else lines)
        .order_by()
        .values("account", "base_currency", "on")
        .annotate(value=Sum("value"))
        .order_by("on")
    )
    moved: Figures = {}
    for row in rows:
        moved.setdefault((row["account"], row["base_currency"]), []).append((row["on"], row["value"]))
    running: Figures = {}
    for key, changes in moved.items():
        sums = accumulate(change for _day, change in changes)
        running[key] = [(day, value) for (day, _change), value in zip(changes, sums, strict=True)]
    return running


def _beside(claim: MoneyClaim, claims: Sequence[MoneyClaim], figures: Figures) -> Beside:
    account, sign = BESIDE.get((claim.side, claim.kind), ("", 1))
    on = claim.said_on.latest() if claim.said_on else None
    ledger = None
    for day, value in figures.get((account, claim.currency), []):
        if on is not None and day <= on:
            ledger = sign * value
    return Beside(claim, account, on, ledger, falls_from(claim, claims))
