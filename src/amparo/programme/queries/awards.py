"""Awards: their list with what was spent and what is overdue, one award's page, the calls they came from."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from amparo.access.actors import Actor
from amparo.core import gazetteer
from amparo.programme.models import (
    Award,
    AwardAmendment,
    BudgetLine,
    Compact,
    Line,
    Objective,
    Party,
    Report,
    Solicitation,
    SubAward,
)
from amparo.programme.queries.ledger import Balance, summed
from amparo.programme.queries.standing import AUTHORISED, SPENT, account, budget_of, lines_of

ZERO = Decimal(0)


@cache
def regions() -> dict[str, str]:
    """The regions of Peru by INEI code, in the order of their names."""
    found = [(row.ubigeo, row.name) for row in gazetteer.rows() if row.level == "region"]
    return dict(sorted(found, key=lambda pair: gazetteer.sort_key(pair[1])))


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An award in a list: authorised and spent by the ledger (None: nobody knows).

    Of a compact that is over, no line of expenditure says nothing: its ledger was not kept here.
    """

    row: Award
    amount: Decimal | None
    spent: Decimal | None


Sums = dict[tuple[UUID | None, str], Decimal]  # (award or sub-award, account) → balance
ACCOUNTS = ("authorised", "expended", "sub_authorised", "sub_expended")


def rows(actor: Actor, compact: Compact, **only: UUID) -> list[Award]:
    """The awards of a compact in the actor's sight (one query)."""
    found = list(Award.objects.visible_to(actor).filter(compact=compact, **only).select_related("recipient").order_by("number"))
    for row in found:
        row.compact = compact
    return found


def sums_of(actor: Actor, compact: Compact, today: date, *, within: Q | None = None) -> Sums:
    """What awards and sub-awards hold and spent by the ledger, at the end of a day (one query). `within` narrows the lines."""
    lines = Line.objects.visible_to(actor).filter(compact=compact, on__lte=today, account__in=ACCOUNTS)
    found: Sums = defaultdict(Decimal)
    for one in summed(lines.filter(within) if within is not None else lines, by=("award", "subaward")):
        found[one.subaward if one.account.startswith("sub_") else one.award, one.account] += one.value
    return dict(found)


def lines_for(found: Sequence[Award], sums: Sums) -> list[AwardLine]:
    """Awards with their sums, drafts and closed ones last."""
    lines = [_line(row, sums) for row in found]
    return sorted(lines, key=lambda line: (line.row.state in ("draft", "cancelled"), line.row.state == "closed"))


def listed(actor: Actor, compact: Compact, today: date, **only: UUID) -> list[AwardLine]:
    """The awards of a compact in the actor's sight, with their sums (two queries)."""
    found = rows(actor, compact, **only)
    return lines_for(found, sums_of(actor, compact, today, within=Q(award__in=[row.pk for row in found])))


def _line(row: Award, sums: Sums) -> AwardLine:
    known = (row.pk, "authorised") in sums
    return AwardLine(
        row,
        -sums[row.pk, "authorised"] if known else row.amount,
        sums.get((row.pk, "expended"), ZERO if known and row.compact.state != "closed" else None),
    )


def found(actor: Actor, pk: UUID) -> Award | None:
    """An award in the actor's sight. `given`: whether the actor's unit acts for the Participant that gives the funds."""
    rows = Award.objects.visible_to(actor).filter(pk=pk).annotate(given=given_by(actor), titles=_titles(actor))
    row: Award | None = rows.select_related("compact", "recipient", "source", "solicitation").first()
    return row


def _titles(actor: Actor) -> ArraySubquery:
    """The objectives of a row's compact, asked with the row."""
    rows = Objective.objects.visible_to(actor).filter(compact=OuterRef("compact")).order_by("number")
    return ArraySubquery(rows.values(told=JSONObject(number="number", title_es="title_es", title_en="title_en")))


def served(row: Award) -> list[Objective]:
    """The objectives an award serves, of one that `found` has read (no query). They are to be shown, not saved."""
    return [Objective(**one) for one in row.titles if one["number"] in row.objectives]  # type: ignore[attr-defined]


def given_by(actor: Actor) -> Exists:
    """Whether the actor's unit acts for who gives the funds of a row's compact, asked with the row."""
    sides = Party.objects.visible_to(actor).filter(side="us", organisation__unit_id=actor.unit_id)
    return Exists(sides.filter(compact=OuterRef("compact")))


def calls(actor: Actor, compact: Compact) -> Sequence[Solicitation]:
    """The calls for proposals in sight (one query)."""
    return list(Solicitation.objects.visible_to(actor).filter(compact=compact).select_related("source").order_by("number"))


def call(actor: Actor, pk: UUID) -> Solicitation | None:
    """A call in the actor's sight."""
    row: Solicitation | None = Solicitation.objects.visible_to(actor).filter(pk=pk).select_related("compact", "source").first()
    return row


def objectives(actor: Actor, compact: Compact) -> Sequence[Objective]:
    """The objectives of a compact in their order (one query)."""
    return list(Objective.objects.visible_to(actor).filter(compact=compact).order_by("number"))


@dataclass(frozen=True, slots=True)
class Money:
    """The accounts of an award or sub-award at a day, in its currency. None: the ledger has no line of it."""

    currency: str
    sums: Sequence[Balance] = field(default=(), repr=False)

    def of(self, name: str, sign: int = 1) -> Decimal | None:
        """One account's balance; `sign` -1 turns what is kept as a credit."""
        found = account(list(self.sums), name, self.currency)
        return None if found is None else found * sign

    def by_subaward(self) -> Sums:
        """The accounts of the sub-awards among them."""
        found: Sums = defaultdict(Decimal)
        for one in self.sums:
            if one.account.startswith("sub_"):
                found[one.subaward, one.account] += one.value
        return dict(found)


def money(actor: Actor, row: Award | SubAward, on: date) -> Money:
    """All accounts by sub-award, objective, region and category (one query)."""
    return Money(row.currency, summed(lines_of(actor, row, on), by=("subaward", "objective", "region", "category")))


def authorised(row: Award | SubAward, known: Money) -> Decimal | None:
    """What is authorised by the ledger; the amount on record where the ledger has no line of it."""
    found = known.of(AUTHORISED[type(row)], -1)
    return row.amount if found is None else found


@dataclass(frozen=True, slots=True)
class Share:
    """A line of a budget beside what was spent under it. `planned` None: spent without a line."""

    objective: Objective | None
    region: str
    category: str
    planned: Decimal | None
    spent: Decimal | None
    approved: bool = False

    @property
    def left(self) -> Decimal | None:
        """What is left of it."""
        return None if self.planned is None else self.planned - (self.spent or ZERO)


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget beside the ledger. `whole`: what it shares out; `gap`: what its lines lack (above zero) or exceed."""

    shares: Sequence[Share]
    whole: Decimal | None
    approved: bool

    @property
    def written(self) -> bool:
        """Whether it has lines: money spent under no line is no budget."""
        return any(share.planned is not None for share in self.shares)

    @property
    def planned(self) -> Decimal:
        """The sum of its lines."""
        return sum((share.planned or ZERO for share in self.shares), ZERO)

    @property
    def gap(self) -> Decimal:
        """What is missing for the whole."""
        return ZERO if self.whole is None else self.whole - self.planned


def budget(actor: Actor, row: Award | SubAward, known: Money) -> Budget:
    """Its lines against what the ledger says was spent under the same objective, region and category (one query).

    Of an award only its own lines; what its sub-awards spent counts under the category they were given.
    """
    lines = list(budget_of(actor, row).select_related("objective"))
    spent: dict[tuple[UUID | None, str, str], Decimal] = defaultdict(Decimal)
    for one in known.sums:
        if one.account == SPENT[type(row)] and one.base == row.currency:
            spent[one.objective, one.region, one.category] += one.value
    shares = [_share(line, spent) for line in sorted(lines, key=_place)]
    shares += [Share(None, region, category, None, value) for (_o, region, category), value in spent.items() if value]
    return Budget(shares, authorised(row, known), bool(lines) and all(line.verified for line in lines))


def _place(line: BudgetLine) -> tuple[int, list[str], str]:
    return line.objective.number if line.objective else 99, line.regions, line.category


def _share(line: BudgetLine, spent: dict[tuple[UUID | None, str, str], Decimal]) -> Share:
    region = line.regions[0] if line.regions else ""
    return Share(
        line.objective,
        region,
        line.category,
        line.amount,
        spent.pop((line.objective_id, region, line.category), ZERO),
        line.verified,
    )


def amendments(actor: Actor, row: Award | SubAward) -> Sequence[AwardAmendment]:
    """What changed an award and its sub-awards (or one sub-award), in order (one query)."""
    own: dict[str, Any] = {"subaward": row} if isinstance(row, SubAward) else {"award": row}
    return list(AwardAmendment.objects.visible_to(actor).filter(**own).select_related("source").order_by("number"))


def reports(actor: Actor, row: Award | SubAward) -> Sequence[Report]:
    """Its own quarterly reports, the last one first (one query)."""
    own: dict[str, Any] = {"subaward": row} if isinstance(row, SubAward) else {"award": row, "subaward": None}
    return list(Report.objects.visible_to(actor).filter(**own).order_by("-year", "-quarter"))
