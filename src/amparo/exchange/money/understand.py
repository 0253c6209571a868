"""From the cells of a row to a movement. Whatever names a thing that is not there stops the row: sums go by award, kind and share."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from amparo.core import codelists
from amparo.exchange.folding import fold
from amparo.exchange.money.books import Books, code_named, region_named
from amparo.exchange.money.cells import Style, read_amount, read_currency, read_day
from amparo.exchange.money.movement import Movement
from amparo.exchange.words import says_unknown
from amparo.programme.accounts import POSTINGS, REVERSAL

LIKE = 92  # similarity (0–100) from which a name of a movement is taken for the known one
MOST_WORDS, MOST_REFERENCE = 300, 80


class Reader:
    """Reads the rows of one table. `columns`: target → the columns that feed it."""

    def __init__(self, columns: Mapping[str, Sequence[int]], style: Style, books: Books) -> None:
        self.columns, self.style, self.books = columns, style, books

    def movement(self, number: int, cells: Sequence[str]) -> Movement:
        """What the row says, with its doubts and with what stops it by itself; `Books.judge` goes on from there."""
        one = Movement(number)
        self._kind(one, self.value(cells, "kind"))
        one.on, stop, doubt = read_day(self.value(cells, "on"), self.style, self.books.today)
        one.stop(stop)
        one.doubt(doubt)
        self._amount(one, cells)
        self._place(one, cells)
        self._share(one, cells)
        self._words(one, cells)
        return one

    def line(self, number: int, cells: Sequence[str]) -> Movement:
        """What the row says as a line of a budget; `Budgets.judge` goes on from there."""
        one = Movement(number)
        self._amount(one, cells)
        one.stops = [{"amount_negative": "line_negative"}.get(code, code) for code in one.stops if code != "currency_missing"]
        self._place(one, cells)
        self._share(one, cells)
        one.stop("" if one.category or "category_unknown" in one.stops else "category_missing")
        return one

    def value(self, cells: Sequence[str], target: str) -> str:
        """The text that feeds a target, "" where there is none."""
        parts = [cells[column] for column in self.columns.get(target, ()) if column < len(cells)]
        return " ".join(part for part in parts if part).strip()

    def _kind(self, one: Movement, text: str) -> None:
        if not text:
            one.stop("kind_missing")
            return
        one.kind = code_named("posting_kind", text)
        if not one.kind:
            one.kind = _alike(text)
            one.doubt("kind_alike" if one.kind else "")
        if one.kind == REVERSAL:
            one.stop("kind_reversal")
        elif one.kind not in POSTINGS:
            one.stop("kind_unknown")

    def _amount(self, one: Movement, cells: Sequence[str]) -> None:
        found = read_amount(self.value(cells, "amount"), self.style)
        said, stop = read_currency(self.value(cells, "currency"))
        one.amount = found.value
        one.stop(found.stop)
        one.stop(stop)
        one.doubt(found.doubt)
        one.currency = said or found.currency or self.style.hint
        if said and found.currency and said != found.currency:
            one.stop("currency_differs")
        elif not one.currency and not stop:
            one.stop("currency_missing")

    def _place(self, one: Movement, cells: Sequence[str]) -> None:
        for target, named in (("award", self.books.award_named), ("subaward", self.books.subaward_named)):
            text = self.value(cells, target)
            if text and not says_unknown(text):
                found = named(text)
                setattr(one, target, found)
                one.stop("" if found else f"{target}_unknown")
        if one.subaward and one.award == self.books.subawards[one.subaward].award_id:
            one.award = None  # the sub-award says it

    def _share(self, one: Movement, cells: Sequence[str]) -> None:
        objective, region, category = (self.value(cells, name) for name in ("objective", "region", "category"))
        if objective and not says_unknown(objective):
            one.objective = self.books.objective_named(objective)
            one.stop("" if one.objective else "objective_unknown")
        if region and not says_unknown(region):
            found = region_named(region)
            one.region = found or ""
            one.stop("region_unknown" if found is None else "")
        if category and not says_unknown(category):
            one.category = code_named("budget_category", category)
            one.stop("" if one.category else "category_unknown")

    def _words(self, one: Movement, cells: Sequence[str]) -> None:
        reference, words = self.value(cells, "reference"), " ".join(self.value(cells, "words").split())
        one.reference = "" if says_unknown(reference) else reference
        one.stop("voucher_wrong" if len(one.reference) > MOST_REFERENCE else "")
        one.words = words[:MOST_WORDS]
        one.doubt("words_cut" if len(words) > MOST_WORDS else "")


def _alike(text: str) -> str:
    """The one movement whose name is nearly this, "" where it is none or may be two."""
    said = fold(text)
    near = {
        choice.value for choice in codelists.items("posting_kind")
        if max(fuzz.ratio(said, fold(choice.label_es)), fuzz.ratio(said, fold(choice.label_en))) >= LIKE
    }  # fmt: skip
    return near.pop() if len(near) == 1 else ""
