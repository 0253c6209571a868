"""Where an award or sub-award stands today: money by the ledger, findings, reports. For close-out and for its page."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from amparo.access.actors import Actor
from amparo.programme.models import Award, BudgetLine, Finding, Line, Report, SubAward
from amparo.programme.queries.ledger import Balance, summed
from amparo.programme.rules_awards import Standing

Holder = Award | SubAward
SPENT = {Award: "expended", SubAward: "sub_expended"}
FREE = {Award: "unobligated", SubAward: "sub_unspent"}
AUTHORISED = {Award: "authorised", SubAward: "sub_authorised"}
OWED = {Award: "unliquidated", SubAward: "sub_unspent"}  # what a close-out must not leave
CASH = {Award: "cash", SubAward: "sub_cash"}


def spent_kinds(row: Holder) -> tuple[str, ...]:
    """The postings that say that something was spent."""
    return ("sub_expenditure",) if isinstance(row, SubAward) else ("expenditure", "liquidation", "sub_expenditure")


def lines_of(actor: Actor, row: Holder, on: date) -> Any:
    """The lines of the ledger up to the end of a day: of a sub-award its own; of an award all, its sub-awards' included."""
    own = {"subaward": row.pk} if isinstance(row, SubAward) else {"award": row.pk}
    return Line.objects.visible_to(actor).filter(**own, on__lte=on)


def account(found: list[Balance], name: str, currency: str, **wanted: Any) -> Decimal | None:
    """An account's balance in the award's currency; None where the ledger has no line of it."""
    hits = [
        one.value for one in found
        if (one.account, one.base) == (name, currency) and all(getattr(one, key) == value for key, value in wanted.items())
    ]  # fmt: skip
    return sum(hits, Decimal(0)) if hits else None


def budget_of(actor: Actor, row: Holder) -> "QuerySet[BudgetLine]":
    """The lines of its budget that stand, those of an award without its sub-awards'."""
    own: dict[str, Any] = {"subaward": row.pk} if isinstance(row, SubAward) else {"award": row.pk, "subaward": None}
    return BudgetLine.objects.visible_to(actor).filter(**own, replaced_by=None)  # type: ignore[no-any-return]


def free_of(actor: Actor, row: Holder, on: date) -> Decimal:
    """What is neither obligated nor spent (of a sub-award: not spent) at the end of a day (one query)."""
    return account(summed(lines_of(actor, row, on)), FREE[type(row)], row.currency) or Decimal(0)


def standing(actor: Actor, award: Award | None, subaward: SubAward | None, *, on: date) -> Standing:
    """What close-out looks at (four queries)."""
    row: Any = subaward or award
    sums = summed(lines_of(actor, row, on))
    own: dict[str, Any] = {"subaward": subaward} if subaward else {"award": award}
    mine = {**own, "subaward": subaward}
    reports = list(Report.objects.visible_to(actor).filter(**mine).order_by("-year", "-quarter").values_list("state", flat=True))
    open_subs = 0
    if award is not None and subaward is None:
        subs = SubAward.objects.visible_to(actor).filter(award=award)
        open_subs = subs.filter(state__in=("active", "closing")).count()
    return standing_of(
        sums, row, reports=reports, open_findings=Finding.objects.visible_to(actor).filter(**own, state="open").count(),
        open_subawards=open_subs,
    )  # fmt: skip


def standing_of(sums: list[Balance], row: Holder, *, reports: list[str], open_findings: int, open_subawards: int) -> Standing:
    """The same from what a page has read already. `reports`: the states of its reports, the last one first."""
    owed = account(sums, OWED[type(row)], row.currency)
    return Standing(
        currency=row.currency, unliquidated=owed or Decimal(0), cash=account(sums, CASH[type(row)], row.currency) or Decimal(0),
        reports=len(reports), last_accepted=bool(reports) and reports[0] == "accepted", open_findings=open_findings,
        open_subawards=open_subawards,
    )  # fmt: skip
