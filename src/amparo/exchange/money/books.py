"""What the agreement and the ledger say at this moment, in memory, so that a whole file can be tried without posting any of it.

The rules are the ledger's own (`programme.rules_money`, `programme.accounts`), asked in the ledger's order; posting asks them again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from amparo.access.actors import Actor
from amparo.core import codelists, money, places
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.exchange.folding import fold
from amparo.exchange.money.movement import Movement
from amparo.programme import rules, rules_money
from amparo.programme.accounts import LIMITS, POSTINGS, REVERSAL, Posting
from amparo.programme.actions.authority import may_post
from amparo.programme.models import Award, Compact, Line, Objective, Party, Period, SubAward
from amparo.programme.queries.standing import AUTHORISED
from amparo.ui import amounts

ZERO = Decimal(0)
Purse = tuple[UUID | None, UUID | None]  # award, sub-award
ENDED = ("closed", "cancelled")


@dataclass(frozen=True, slots=True)
class Posted:
    """What the ledger holds and was not reversed: by voucher and share the sums it has, and every share with its sum."""

    vouchers: dict[tuple[object, ...], set[tuple[object, ...]]]
    shares: set[tuple[object, ...]]


class Books:
    """The books of a compact as an actor sees them, and what a file would add. Asks inside `acting_as`: two queries, and six more when a movement is judged."""

    def __init__(self, actor: Actor, compact: Compact) -> None:
        self.actor, self.compact, self.today = actor, compact, timezone.localdate()
        awards = Award.objects.visible_to(actor).filter(compact=compact).select_related("recipient")
        subs = SubAward.objects.visible_to(actor).filter(compact=compact).select_related("recipient", "award__recipient")
        self.awards: dict[UUID, Award] = {row.pk: row for row in awards}
        self.subawards: dict[UUID, SubAward] = {row.pk: row for row in subs}
        self._denied: dict[tuple[str, str, UUID | None, UUID | None], bool] = {}

    @cached_property
    def sums(self) -> "dict[tuple[UUID | None, UUID | None, str], dict[date, Decimal]]":
        """What each account moved on each day, by award and sub-award."""
        return _sums(self.actor, self.compact)

    @cached_property
    def objectives(self) -> dict[int, Objective]:
        """The objectives of the compact by number."""
        return {row.number: row for row in Objective.objects.visible_to(self.actor).filter(compact=self.compact)}

    @cached_property
    def periods(self) -> list[tuple[date, date, list[UUID], bool]]:
        """The closed periods: first and last day, of which awards (none: all), and whether they are the host's own books."""
        return _closed_periods(self.actor, self.compact)

    @cached_property
    def posted(self) -> "Posted":
        """What the ledger holds already."""
        return _posted(self.actor, self.compact)

    def award_named(self, text: str) -> UUID | None:
        """The award with this number, None where there is none or more than one."""
        return _one(text, self.awards.values())

    def subaward_named(self, text: str) -> UUID | None:
        """The sub-award with this number."""
        return _one(text, self.subawards.values())

    def objective_named(self, text: str) -> UUID | None:
        """The objective with this number or title."""
        said = fold(text)
        for number, row in self.objectives.items():
            names = {str(number), f"objetivo {number}", f"objective {number}", f"obj {number}", f"o{number}"}
            if said in names or said in (fold(row.title_es), fold(row.title_en)):
                return row.pk
        return None

    def judge(self, one: Movement, *, settled: bool = False) -> None:
        """Adds to a movement, in the ledger's order, what would keep it from being posted. `settled`: a person has looked."""
        posting = POSTINGS[one.kind]
        level = rules_money.level_is_right(posting, award=one.award is not None, subaward=one.subaward is not None)
        if level:
            one.stop("level_wrong", *_all(level))
            return
        self._place(one, posting)
        self._plain(one, posting)
        if not settled:
            self._repeated(one)
        if not one.stops:
            self._fits(one, posting)

    def add(self, one: Movement) -> None:
        """Counts a movement as if it were posted."""
        if one.on is None:
            return
        value = self.value(one) or ZERO
        for debit, credit in POSTINGS[one.kind].moves:
            for account, sign in ((debit, 1), (credit, -1)):
                days = self.sums[(*self.purse(one), account)]
                days[one.on] = days.get(one.on, ZERO) + sign * value

    def purse(self, one: Movement) -> Purse:
        """Whose money a movement moves."""
        sub = self.subawards.get(one.subaward) if one.subaward else None
        return (sub.award_id, sub.pk) if sub else (one.award, None)

    def holder(self, purse: Purse) -> Award | SubAward | None:
        """The sub-award of a purse, or its award; None where neither is named or in sight."""
        award, subaward = purse
        return self.subawards.get(subaward) if subaward else self.awards.get(award) if award else None

    def currency(self, one: Movement) -> str:
        """The currency of the books a movement belongs to."""
        row = self.holder(self.purse(one))
        if row is not None:
            return str(row.currency)
        return str(self.compact.host_currency if POSTINGS[one.kind].level == "host" else self.compact.currency)

    def value(self, one: Movement) -> Decimal | None:
        """The amount in the currency of its books, None where there is no rate (then the movement says so)."""
        into = self.currency(one)
        if one.amount is None or one.on is None or one.currency == into:
            return one.amount
        try:
            return money.convert(one.amount, one.currency, into=into, on=one.on).amount
        except Invalid as problem:
            one.stop("no_rate", *_all(problem.messages))
            return None

    def left(self, purse: Purse, limit: str, on: date) -> Decimal:
        """What is free of a limit on a day and on every later one: the lowest running balance from then on."""
        days: dict[date, Decimal] = {}
        for account, sign in LIMITS[limit].parts:
            for of in self._purses(purse, limit):
                for day, value in self.sums.get((*of, account), {}).items():
                    late = max(day, on)
                    days[late] = days.get(late, ZERO) + sign * value
        running = lowest = days.pop(on, ZERO)
        for _day, change in sorted(days.items()):
            running += change
            lowest = min(lowest, running)
        return lowest

    def whole(self, purse: Purse) -> Decimal | None:
        """What a budget shares out: what the ledger says is authorised today; before signing, the amount of the draft."""
        row = self.holder(purse)
        if row is None:
            return None
        account = AUTHORISED[type(row)]
        of = [purse] if isinstance(row, SubAward) else self._within(purse[0])
        days = [self.sums[key] for one in of if (key := (*one, account)) in self.sums]
        sums = [value for one in days for day, value in one.items() if day <= self.today]
        return -sum(sums, ZERO) if sums else row.amount

    def closed_on(self, on: date, award: UUID | None, kind: str) -> tuple[date, date] | None:
        """The closed period of these books that holds a day."""
        host = kind in POSTINGS and POSTINGS[kind].level == "host"
        return next((period for period in self._closed(award, host) if period[0] <= on <= period[1]), None)

    def _closed(self, award: UUID | None, host: bool) -> list[tuple[date, date]]:
        return [(first, last) for first, last, only, theirs in self.periods if theirs == host and (not only or award in only)]

    def _purses(self, purse: Purse, limit: str) -> list[Purse]:
        return self._within(purse[0]) if LIMITS[limit].of == "award" else [purse]

    def _within(self, award: UUID | None) -> list[Purse]:
        return [(award, None), *((row.award_id, row.pk) for row in self.subawards.values() if row.award_id == award)]

    def place(self, one: Movement) -> None:
        """Stops what names an award and a sub-award of another, or one that is closed."""
        sub = self.subawards.get(one.subaward) if one.subaward else None
        if sub is not None and one.award is not None and one.award != sub.award_id:
            one.stop("subaward_of_other")
        row = self.holder(self.purse(one))
        if row is not None and row.state in ENDED:
            one.stop("award_closed")

    def _place(self, one: Movement, posting: Posting) -> None:
        sub = self.subawards.get(one.subaward) if one.subaward else None
        parent = self.awards.get(sub.award_id) if sub is not None and sub.award_id else None
        if sub is not None and posting.code == "subaward" and parent is not None and parent.currency != sub.currency:
            one.stop("subaward_of_other")
        self.place(one)
        if not self._may(posting, one):
            one.stop("not_yours")

    def _may(self, posting: Posting, one: Movement) -> bool:
        award, subaward = self.purse(one)
        key = (posting.who, posting.level, award, subaward)
        if key not in self._denied:
            sub = self.subawards.get(subaward) if subaward else None
            try:
                may_post(self.actor, posting, compact=self.compact, award=award, subaward=sub)
                self._denied[key] = False
            except (Denied, NotFound):
                self._denied[key] = True
        return not self._denied[key]

    def _plain(self, one: Movement, posting: Posting) -> None:
        """The rules of a single fact: amount, currency, day, period, voucher, words."""
        assert one.on is not None and one.amount is not None
        award, subaward = self.purse(one)
        row = self.holder((award, subaward))
        found = (
            ("day_refused", rules_money.day_is_right(one.on, self.today, starts=row.starts if row else None, posting=posting)),
            ("day_refused", rules_money.is_open(one.on, self._closed(award, posting.level == "host"))),
            ("amount_decimals", rules_money.amount_is_right(one.amount)),
            ("currency_unknown", rules_money.currency_is_known(one.currency)),
            ("voucher_wrong", rules_money.voucher_is_plain(one.reference)),
            ("words_about", rules.about_nobody(words=one.words)),
        )
        for code, messages in found:
            if messages:
                one.stop(code, *_all(messages))

    def _repeated(self, one: Movement) -> None:
        if one.reference and (before := self.posted.vouchers.get(one.voucher)) is not None:
            one.stop("repeated" if one.sum in before else "voucher_used")
        elif not one.reference and (*one.share, *one.sum) in self.posted.shares:
            one.stop("looks_same")

    def _fits(self, one: Movement, posting: Posting) -> None:
        value = self.value(one)
        if value is None or one.on is None:
            return
        for limit in posting.within:
            left = self.left(self.purse(one), limit, one.on)
            if value > left:
                told = rules_money.beyond(limit, amounts.money(max(left, ZERO), self.currency(one)), one.on)
                one.stop("beyond_limit", *_all(told))
                return


def _all(messages: rules.Messages) -> list[str]:
    return [sentence for sentences in messages.values() for sentence in sentences]


def _one(text: str, rows: Iterable[Award | SubAward]) -> UUID | None:
    said = fold(text).replace(" ", "")
    found = [row.pk for row in rows if fold(row.number).replace(" ", "") == said]
    return found[0] if len(found) == 1 else None


def _sums(actor: Actor, compact: Compact) -> dict[tuple[UUID | None, UUID | None, str], dict[date, Decimal]]:
    """What each account moved on each day, by award and sub-award (one query)."""
    found: dict[tuple[UUID | None, UUID | None, str], dict[date, Decimal]] = defaultdict(dict)
    lines = Line.objects.visible_to(actor).filter(compact=compact).order_by()
    for award, sub, account, on, value in lines.values_list("award", "subaward", "account", "on").annotate(Sum("value")):
        found[(award, sub, account)][on] = value
    return found


def _closed_periods(actor: Actor, compact: Compact) -> list[tuple[date, date, list[UUID], bool]]:
    """First and last day, of which awards (none: all), and whether they are the host's own books (two queries)."""
    host = set(
        Party.objects.visible_to(actor).filter(compact=compact, side="host").values_list("organisation__unit_id", flat=True)
    )
    rows = Period.objects.visible_to(actor).filter(compact=compact, closed=True)
    return [
        (first, last, only, unit in host)
        for first, last, only, unit in rows.values_list("starts", "ends", "award_only", "unit_id")
    ]


def _posted(actor: Actor, compact: Compact) -> Posted:
    """What the ledger holds and was not reversed: by voucher and share its sums; and share with sum (one query)."""
    lines = Line.objects.visible_to(actor).filter(compact=compact, entry__reversed_by=None).exclude(entry__kind=REVERSAL)
    columns = (
        "entry__kind",
        "award",
        "subaward",
        "objective",
        "regions",
        "category",
        "entry__reference",
        "on",
        "entry__amount",
        "entry__currency",
    )
    vouchers: dict[tuple[object, ...], set[tuple[object, ...]]] = defaultdict(set)
    shares = set[tuple[object, ...]]()
    for kind, award, sub, objective, regions, category, reference, *fact in lines.order_by().values_list(*columns).distinct():
        share = (kind, None if sub else award, sub, objective, (regions or [""])[0], category)
        shares.add((*share, *fact))
        if reference:
            vouchers[(reference.casefold(), *share)].add(tuple(fact))
    return Posted(vouchers, shares)


@cache
def _regions() -> dict[str, str]:
    return {fold(place.name): code for code, place in places.index().by_code.items() if len(code) == 2}


def region_named(text: str) -> str | None:
    """The INEI code of a region by code or name; "" for what is national; None where it is not known."""
    said = fold(text)
    if said in ("nacional", "national", "todas", "all"):
        return ""
    if said.isdecimal() and said.zfill(2) in _regions().values():
        return said.zfill(2)
    return _regions().get(said.removeprefix("region ").removeprefix("departamento de "))


def code_named(code_list: str, text: str) -> str:
    """The value of a code list by value or by label in either language; "" where none is exactly so called."""
    said = fold(text)
    for choice in codelists.items(code_list):
        if said in (fold(choice.value), fold(choice.label_es), fold(choice.label_en)):
            return choice.value
    return ""
