"""The journal: entries as they were posted, narrowed to exactly those behind a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Sum

from amparo.access.actors import Actor
from amparo.programme.accounts import ACCOUNTS, POSTINGS, REVERSAL
from amparo.programme.models import Compact, Entry, Line

PLAIN = (
    "pk", "code", "on", "kind", "amount", "currency", "base_currency", "base_amount", "rate", "rate_on", "reference", "words",
    "regions", "reverses", "award__number", "subaward__number", "source__title",
)  # fmt: skip
NONE = "-"  # asked for what is of no award, objective or region


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the journal is narrowed to; empty means any. `NONE`: of no award, objective, region or recipient in particular.

    account  entries that move it (or one of several, with commas): `moved_by` says how much
    """

    kind: str = ""
    award: str = ""
    recipient: str = ""
    entity: str = ""
    objective: str = ""
    region: str = ""
    account: str = ""
    since: date | None = None
    until: date | None = None


def journal(actor: Actor, compact: Compact, wanted: Wanted) -> Any:
    """The entries that match, the latest first (one query when read)."""
    rows = Entry.objects.visible_to(actor).filter(compact=compact, **_days(wanted))
    if wanted.kind in (*POSTINGS, REVERSAL):
        rows = rows.filter(kind=wanted.kind)
    rows = _placed(rows, wanted)
    if wanted.account or wanted.objective or wanted.entity:  # the ids first: joined under row security the two tables crawl
        rows = rows.filter(pk__in=list(_lines(actor, compact, wanted).order_by().values_list("entry", flat=True).distinct()))
    return rows.select_related("award__recipient", "subaward__recipient", "source").order_by("-on", "-created_at", "pk")


def plain(rows: Any) -> Any:
    """The entries as tuples of what a file of thousands of them prints."""
    return rows.select_related(None).values_list(*PLAIN, named=True)


def moved_by(actor: Actor, compact: Compact, wanted: Wanted) -> dict[str, Decimal]:
    """What all matching entries move of the account they were narrowed to, by currency of the books (one query).

    Above zero as reports show it: a credit account with the other sign.
    """
    sums = _lines(actor, compact, wanted).order_by().values("base_currency").annotate(total=Sum("value"))
    return {base: total * _sign(wanted.account) for base, total in sums.values_list("base_currency", "total")}


def moved_each(actor: Actor, compact: Compact, wanted: Wanted, *, rows: Sequence[Entry]) -> dict[UUID, Decimal]:
    """As `moved_by`, for each of a few entries (one query)."""
    lines = _lines(actor, compact, wanted).filter(entry__in=[row.pk for row in rows])
    sums = lines.order_by().values("entry").annotate(total=Sum("value")).values_list("entry", "total")
    return {entry: total * _sign(wanted.account) for entry, total in sums}


def reversals(actor: Actor, compact: Compact) -> dict[UUID, str]:
    """Entry → code of what took it back (one query; joined to the journal the table would be read against itself)."""
    rows = Entry.objects.visible_to(actor).filter(compact=compact, kind=REVERSAL)
    return dict(rows.values_list("reverses_id", "code"))


def lines_of(actor: Actor, entry: Entry) -> Any:
    """The lines of an entry, debits first (one query when read)."""
    return Line.objects.visible_to(actor).filter(entry=entry).select_related("objective", "entity").order_by("-value", "account")


def uuid_of(text: str) -> UUID:
    """The id in an address; one that fits nothing where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _sign(accounts: str) -> int:
    return -1 if all("(credit)" in ACCOUNTS.get(name, "") for name in accounts.split(",")) else 1


def _days(wanted: Wanted) -> dict[str, date]:
    days = {"on__gte": wanted.since, "on__lte": wanted.until}
    return {name: day for name, day in days.items() if day is not None}


def _placed(rows: Any, wanted: Wanted) -> Any:
    """Of this award, recipient and region: of entries and of lines alike."""
    if wanted.award:
        rows = rows.filter(award=None if wanted.award == NONE else uuid_of(wanted.award))
    if wanted.recipient:
        rows = rows.filter(award=None) if wanted.recipient == NONE else rows.filter(award__recipient=uuid_of(wanted.recipient))
    if wanted.region:
        rows = rows.filter(regions=[] if wanted.region == NONE else [wanted.region])
    return rows


def _lines(actor: Actor, compact: Compact, wanted: Wanted) -> Any:
    lines = _placed(Line.objects.visible_to(actor).filter(compact=compact, **_days(wanted)), wanted)
    if wanted.kind in (*POSTINGS, REVERSAL):
        lines = lines.filter(entry__kind=wanted.kind)
    if wanted.account:
        lines = lines.filter(account__in=[name for name in wanted.account.split(",") if name in ACCOUNTS])
    if wanted.entity:
        lines = lines.filter(entity=None if wanted.entity == NONE else uuid_of(wanted.entity))
    if wanted.objective:
        lines = lines.filter(objective=None if wanted.objective == NONE else uuid_of(wanted.objective))
    return lines
