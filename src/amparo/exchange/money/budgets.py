"""Budgets a file would put in the place of those that stand, tried whole: a budget is proposed with all its lines or waits with all.

The rules are those of `programme.actions.budget`; proposing asks them again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from amparo.exchange.money.books import ZERO, Books, Purse
from amparo.exchange.money.messages import OF_ALL
from amparo.exchange.money.movement import Movement
from amparo.programme import rules_money
from amparo.programme.actions.budget import LineFacts, may_propose
from amparo.programme.models import BudgetLine
from amparo.programme.rules_awards import sums_to

# what leaves open whose budget a line is of
LOST = frozenset({"award_unknown", "subaward_unknown", "subaward_of_other", "holder_missing"})
REPEATED = frozenset({"repeated"})
Share = tuple[UUID | None, str, str]  # objective, region, category


class Budgets:
    """The budgets of a compact as they stand. Asks inside `acting_as`: one query, and one for each award or sub-award judged."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self._may: dict[Purse, bool] = {}

    @cached_property
    def standing(self) -> Mapping[Purse, Sequence[BudgetLine]]:
        """The lines that stand, by whose they are."""
        found: dict[Purse, list[BudgetLine]] = defaultdict(list)
        rows = BudgetLine.objects.visible_to(self.books.actor).filter(compact=self.books.compact, replaced_by=None)
        for line in rows.order_by("id"):
            found[(line.award_id, line.subaward_id)].append(line)
        return found

    def stood(self, purse: Purse) -> str:
        """Which proposal stands there, "" where nothing does or it is older than its proposals are kept."""
        return next((str(line.proposal or "") for line in self.standing.get(purse, ())), "")

    def planned(self, purse: Purse) -> Decimal:
        """The sum of the lines that stand."""
        return sum((line.amount for line in self.standing.get(purse, ())), ZERO)

    def facts(self, one: Movement) -> LineFacts:
        """A line as it is proposed."""
        numbers = {row.pk: number for number, row in self.books.objectives.items()}
        return LineFacts(one.category, one.amount or ZERO, numbers.get(one.objective, 0) if one.objective else 0, one.region)

    def judge(self, one: Movement) -> None:
        """Adds to a line what would keep it from being proposed, by itself. A currency that is not said is its award's."""
        purse = self.books.purse(one)
        row = self.books.holder(purse)
        self.books.place(one)
        if row is None:
            one.stop("holder_missing")
            return
        if not one.currency:
            one.currency = row.currency
            one.doubt("currency_assumed")
        elif one.currency != row.currency:
            one.stop("currency_other")
        if one.amount is not None and (told := rules_money.amount_is_right(one.amount)):
            one.stop("amount_decimals", *(sentence for sentences in told.values() for sentence in sentences))
        if not one.stops and not self._proposes(purse):
            one.stop("not_your_budget")

    def close(self, purse: Purse, lines: Sequence[Movement]) -> None:
        """Adds to the lines of one budget what they are together: waiting for one another, standing already, not the whole."""
        good = [one for one in lines if not one.stops]
        if len(good) < len(lines):
            for one in good:
                one.stop("others_wait")
            return
        if _shares(good) == {_share(line): line.amount for line in self.standing.get(purse, ())}:
            for one in good:
                one.stop("stands")
            return
        row, whole = self.books.holder(purse), self.books.whole(purse)
        told = sums_to([one.amount or ZERO for one in good], whole, row.currency) if row and whole is not None else {}
        for one in good:
            one.doubt("whole_unknown" if whole is None else "")
            for sentences in told.values():
                one.stop("sum_differs", *sentences)

    def _proposes(self, purse: Purse) -> bool:
        if purse not in self._may:
            row = self.books.holder(purse)
            self._may[purse] = row is not None and may_propose(self.books.actor, row)
        return self._may[purse]


def try_lines(
    lines: Mapping[int, Movement], cells: Mapping[int, Sequence[str]], budgets: Budgets, *, done: Collection[int] = ()
) -> dict[int, int]:
    """Judges the lines of a file by row number, each by itself and each budget whole; the rows that repeat another, with that one.

    `done`: rows that were proposed already; they come first and are not judged again.
    """
    for number, one in lines.items():
        if not one.stops and number not in done:
            budgets.judge(one)
    same_as = _repetitions(lines.values(), cells)
    whole: dict[Purse, list[Movement]] = defaultdict(list)
    for one in lines.values():
        if not (LOST | REPEATED) & set(one.stops):
            whole[budgets.books.purse(one)].append(one)
    for purse, group in whole.items():
        budgets.close(purse, group)
    return same_as


def alone(one: Movement) -> bool:
    """Whether a line waits for what it is itself, not for what its budget is."""
    return bool(set(one.stops) - OF_ALL)


def _repetitions(lines: Iterable[Movement], cells: Mapping[int, Sequence[str]]) -> dict[int, int]:
    """Rows with the share of an earlier one: the same row again is a repetition, another waits. The first of them stands."""
    first: dict[tuple[object, ...], int] = {}
    same: dict[int, int] = {}
    for one in lines:
        if one.stops:
            continue
        earlier = first.setdefault(one.share, one.number)
        if earlier != one.number:
            same[one.number] = earlier
            one.stop("repeated" if list(cells[one.number]) == list(cells[earlier]) else "line_twice")
    return same


def _shares(lines: Iterable[Movement]) -> dict[Share, Decimal]:
    return {(one.objective, one.region, one.category): one.amount or ZERO for one in lines}


def _share(line: BudgetLine) -> Share:
    return line.objective_id, (line.regions or [""])[0], line.category
