"""The journal: entries as they were posted, narrowed to exactly those behind a figure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery, Sum

from amparo.access.actors import Actor
from amparo.programme.accounts import ACCOUNTS, POSTINGS, REVERSAL
from amparo.programme.models import Compact, Entry, Line

NONE = "-"  # asked for what is of no award, objective or region


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the journal is narrowed to; empty means any. `NONE`: of no award, objective, region or recipient in particular.

    account  entries that move it (or one of several, with commas): each then carries `moved`, its share of that balance,
    above zero as reports show it (a credit account with the other sign)
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
    """The entries that match, the latest first (one query when read; `reversed_by` says whether it was taken back)."""
    lines = _lines(actor, wanted)
    rows = Entry.objects.visible_to(actor).filter(compact=compact)
    days = {"on__gte": wanted.since, "on__lte": wanted.until}
    rows = rows.filter(**{name: day for name, day in days.items() if day is not None})
    if wanted.kind in (*POSTINGS, REVERSAL):
        rows = rows.filter(kind=wanted.kind)
    if wanted.award:
        rows = rows.filter(award=None if wanted.award == NONE else uuid_of(wanted.award))
    if wanted.recipient:
        rows = rows.filter(award=None) if wanted.recipient == NONE else rows.filter(award__recipient=uuid_of(wanted.recipient))
    if wanted.region:
        rows = rows.filter(regions=[] if wanted.region == NONE else [wanted.region])
    if wanted.account or wanted.objective or wanted.entity:
        rows = rows.filter(Exists(lines))
    if wanted.account:
        sums = lines.order_by().values("entry").annotate(moved=Sum("value") * _sign(wanted.account)).values("moved")
        rows = rows.annotate(moved=Subquery(sums))
    return rows.select_related("award__recipient", "subaward__recipient", "source", "reversed_by").order_by(
        "-on", "-created_at", "pk"
    )


def moved_by(rows: Any) -> dict[str, Decimal]:
    """What the entries move of the account they were narrowed to, by currency of the books (one query)."""
    sums = rows.order_by().values("base_currency").annotate(total=Sum("moved")).values_list("base_currency", "total")
    return {base: total for base, total in sums if total is not None}


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


def _lines(actor: Actor, wanted: Wanted) -> Any:
    lines = Line.objects.visible_to(actor).filter(entry=OuterRef("pk"))
    if wanted.account:
        lines = lines.filter(account__in=[name for name in wanted.account.split(",") if name in ACCOUNTS])
    if wanted.entity:
        lines = lines.filter(entity=None if wanted.entity == NONE else uuid_of(wanted.entity))
    if wanted.objective:
        lines = lines.filter(objective=None if wanted.objective == NONE else uuid_of(wanted.objective))
    return lines
