"""What a file would post or has posted, by award and movement, and how the balances stand before and after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from amparo.access.actors import Actor
from amparo.core import codelists
from amparo.core.sealed import read_sealed
from amparo.exchange.models import Batch, Row
from amparo.exchange.money.books import Books, Purse
from amparo.exchange.money.budgets import Budgets
from amparo.exchange.money.movement import Movement, unpack
from amparo.exchange.vessel import batch_key
from amparo.programme.accounts import LIMITS, POSTINGS

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Total:
    """The movements of one kind of one purse in one currency; of budgets the lines of one category."""

    award: UUID | None
    subaward: UUID | None
    kind: str
    currency: str
    rows: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left of a limit of a purse today: before and after these movements, in the currency of its books.

    Of a budget `limit` is "whole" (what it shares out) or "planned" (what its lines sum to).
    """

    award: UUID | None
    subaward: UUID | None
    limit: str
    currency: str
    before: Decimal
    after: Decimal


def movement_of(row: Row, key: bytes) -> Movement:
    """What was understood of a row."""
    text = read_sealed(row, "understood", key=key)
    return unpack(text) if text else Movement(row.number)


def movements(actor: Actor, batch: Batch) -> list[Movement]:
    """The movements of a batch that are posted or will be, in their turn (one query)."""
    key = batch_key(batch)
    rows = Row.objects.visible_to(actor).filter(batch=batch, kind="released").only("id", "understood", "turn", "number")
    return [movement_of(row, key) for row in rows.order_by("turn", "number")]


def totals(found: Iterable[Movement], books: Books, part: str = "kind") -> list[Total]:
    """Rows and sums by purse, kind (or "category") and currency: soles and dollars apart."""
    sums: dict[tuple[UUID | None, UUID | None, str, str], list[Decimal]] = defaultdict(list)
    for one in found:
        sums[(*books.purse(one), getattr(one, part), one.currency)].append(one.amount or ZERO)
    codes = POSTINGS if part == "kind" else [choice.value for choice in codelists.items("budget_category")]
    rank = {code: place for place, code in enumerate(codes)}
    ordered = sorted(sums.items(), key=lambda item: (str(item[0][0]), str(item[0][1]), rank[item[0][2]], item[0][3]))
    return [Total(*key, len(amounts), sum(amounts, ZERO)) for key, amounts in ordered]


def standings(found: Iterable[Movement], books: Books, *, waiting: bool) -> list[Standing]:
    """What is left of every limit these movements touch, before and after. `waiting`: they are not posted yet.

    Changes the books in memory: ask last.
    """
    moved = list(found)
    wanted = {}
    for one in moved:
        for limit in _touched(one.kind):
            of_sub = LIMITS[limit].of == "sub"
            award, sub = books.purse(one)
            if sub or not of_sub:
                wanted[(award, sub if LIMITS[limit].of in ("sub", "own") else None, limit)] = books.currency(one)
    now = {key: books.left(key[:2], key[2], books.today) for key in wanted}
    if not waiting:
        return [Standing(*key, wanted[key], now[key], now[key]) for key in wanted]
    for one in moved:
        books.add(one)
    return [Standing(*key, wanted[key], now[key], books.left(key[:2], key[2], books.today)) for key in wanted]


def budgets(found: Iterable[Movement], books: Books, *, waiting: bool) -> list[Standing]:
    """What each of these budgets shares out, where that is known, and what its lines sum to, before and after."""
    standing, sums = Budgets(books), defaultdict[Purse, Decimal](Decimal)
    for one in found:
        sums[books.purse(one)] += one.amount or ZERO
    told = []
    for purse, total in sums.items():
        row, whole, now = books.holder(purse), books.whole(purse), standing.planned(purse)
        currency = row.currency if row else ""
        told += [Standing(*purse, "whole", currency, whole, whole)] if whole is not None else []
        told.append(Standing(*purse, "planned", currency, now, total if waiting else now))
    return told


def _touched(kind: str) -> list[str]:
    accounts = {account for pair in POSTINGS[kind].moves for account in pair}
    return [name for name, limit in LIMITS.items() if accounts & {account for account, _sign in limit.parts}]
