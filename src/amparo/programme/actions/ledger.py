"""Facts about money are posted to the ledger, and reversed. Nothing in it is ever changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists, money, places
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid, NotFound
from amparo.core.ids import new_code
from amparo.core.models import Source
from amparo.core.versions import conflict, expect_new
from amparo.programme import rules, rules_money
from amparo.programme.accounts import LIMITS, POSTINGS, REVERSAL, Posting
from amparo.programme.actions.authority import may_post
from amparo.programme.models import Award, Compact, Entry, Line, Objective, Organisation, Party, Period, Reach, SubAward
from amparo.programme.queries.ledger import Place, least_left
from amparo.ui import amounts


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """A fact about money. `kind`: a code of `accounts.POSTINGS`; `amount` above zero in `currency` (ISO 4217).

    award, subaward, objective, entity  ids; a posting of a sub-award finds its award by itself
    region     INEI code of two digits, "" where it is of no single region
    category   of `budget_category`
    reference  number of the voucher; `words` speak of no person; `source` is the code of a `core.Source`; `batch` the import
    """

    kind: str
    on: date
    amount: Decimal
    currency: str
    award: UUID | None = None
    subaward: UUID | None = None
    objective: UUID | None = None
    region: str = ""
    category: str = ""
    entity: UUID | None = None
    reference: str = ""
    words: str = ""
    source: str | None = None
    batch: UUID | None = None


@dataclass(frozen=True, slots=True)
class Books:
    """Whose books a fact belongs to: the compact, the award and sub-award, their currency and their first day."""

    compact: Compact
    posting: Posting
    award: UUID | None
    subaward: SubAward | None
    currency: str
    starts: PartialDate | None
    state: str

    @property
    def place(self) -> Place:
        """Where its limits are counted."""
        return Place(self.compact.pk, self.award, self.subaward.pk if self.subaward else None)


@action
def post_entry(*, id: UUID, seen: int, compact: UUID, facts: EntryFacts, by: Actor) -> Entry:
    """Posts a fact about money by whom it belongs to (`Posting.who`).

    Raises `Denied` for everybody else, `Invalid` where a limit, a closed period, a date or a missing rate forbids it.
    """
    expect_new(seen)
    books = _books(_compact(by, compact), facts, by)
    may_post(by, books.posting, compact=books.compact, award=books.award, subaward=books.subaward)
    _must_run(books.state)
    entry = _write(id, books, facts, by)
    _noted(entry, by, "post")
    return entry


def posted(id: UUID, compact: Compact | UUID, facts: EntryFacts, *, by: Actor) -> Entry:
    """Posts a fact for another action, which has asked who may. Same rules and limits; the caller records the act.

    Raises `Invalid` with one sentence a field; then nothing is kept.
    """
    row = compact if isinstance(compact, Compact) else _compact(by, compact)
    return _write(id, _books(row, facts, by), facts, by)


@action
def reverse_entry(*, id: UUID, seen: int, entry: UUID, words: str, by: Actor) -> Entry:
    """Takes a fact back as of today: the same lines with the other sign, at the rate they were posted with.

    `seen` is the entry's version. Raises `Invalid` for what was reversed, is a reversal itself, or was used since.
    """
    row: Entry | None = (
        Entry.objects.visible_to(by).filter(pk=entry).select_related("compact", "subaward__recipient", "reverses").first()
    )
    if row is None:
        raise NotFound(rules.gone())
    if row.version != seen:
        raise conflict()
    may_post(by, POSTINGS[_first_kind(row)], compact=row.compact, award=row.award_id, subaward=row.subaward)
    place = Place(row.compact_id, row.award_id, row.subaward_id)
    _lock(place)
    _must_run(_state_of(row, by))
    if row.kind == REVERSAL or Entry.objects.visible_to(by).filter(reverses=row).exists():
        raise Invalid(_("Ese movimiento ya fue revertido, o es una reversión. Registre el movimiento correcto."))
    messages = rules.merged([
        rules.about_nobody(words=words),
        {} if words.strip() else {"words": [_("Diga por qué se revierte.")]},
        rules_money.is_open(timezone.localdate(), _closed(row.compact, place, _is_host(row.kind), by)),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    reversal = _mirror(id, row, words, by)
    _still_covered(row, place, by)
    _noted(reversal, by, "reverse")
    return reversal


def _write(id: UUID, books: Books, facts: EntryFacts, by: Actor) -> Entry:
    """The entry and its lines, after every rule. The lock keeps two postings from passing one limit together."""
    _lock(books.place)
    messages = _wrong(books, facts, by)
    if messages:
        raise Invalid(messages)
    converted = None
    if facts.currency != books.currency:
        converted = money.convert(facts.amount, facts.currency, into=books.currency, on=facts.on)
    value = converted.amount if converted else facts.amount
    if value <= 0:
        raise Invalid({"amount": [_("Convertido, ese monto no llega a un centavo.")]})
    _covered(books, facts, value, by)
    entry = Entry(
        id=id, code=new_code("MOV"), compact=books.compact, award_id=books.award, subaward=books.subaward,
        unit_id=by.unit_id, by=by.user_code, reach=_reach(books.posting, books.award),
        regions=[facts.region] if facts.region else [], kind=facts.kind, on=facts.on, amount=facts.amount,
        currency=facts.currency, base_currency=books.currency, base_amount=value,
        rate=converted.rate if converted else None, rate_on=converted.rate_on if converted else None,
        rate_source_id=(converted.rate_source or None) if converted else None,
        reference=facts.reference, words=facts.words, batch=facts.batch, source_id=facts.source,
        as_of=PartialDate.from_date(facts.on),
    )  # fmt: skip
    entry.save(force_insert=True)
    named = {"objective_id": facts.objective, "category": facts.category, "entity_id": facts.entity}
    moves = [(account, sign) for pair in books.posting.moves for account, sign in zip(pair, (1, -1), strict=True)]
    Line.objects.bulk_create([
        _line(entry, number, account, facts.amount * sign, value * sign, **named)
        for number, (account, sign) in enumerate(moves)
    ])  # fmt: skip
    return entry


def _line(entry: Entry, number: int, account: str, amount: Decimal, value: Decimal, **of: Any) -> Line:
    return Line(
        id=uuid5(entry.pk, f"line {number}"), compact_id=entry.compact_id, award_id=entry.award_id, subaward_id=entry.subaward_id,
        unit_id=entry.unit_id, by=entry.by, reach=entry.reach, regions=entry.regions, entry=entry, account=account,
        amount=amount, value=value, base_currency=entry.base_currency, on=entry.on, source_id=entry.source_id, **of,
    )  # fmt: skip


def _mirror(id: UUID, row: Entry, words: str, by: Actor) -> Entry:
    """The reversal: today's date, the same amounts and the same rate, every line with the other sign."""
    today = timezone.localdate()
    same = ("compact_id", "award_id", "subaward_id", "reach", "regions", "amount", "currency", "base_currency", "base_amount", "rate",
            "rate_on", "rate_source_id", "source_id")  # fmt: skip
    reversal = Entry(
        id=id, code=new_code("MOV"), unit_id=by.unit_id, by=by.user_code, kind=REVERSAL, on=today, words=words, reverses=row,
        as_of=PartialDate.from_date(today), **{name: getattr(row, name) for name in same},
    )  # fmt: skip
    reversal.save(force_insert=True)
    lines = Line.objects.visible_to(by).filter(entry=row).order_by("id")
    Line.objects.bulk_create([
        _line(reversal, number, line.account, -line.amount, -line.value, objective_id=line.objective_id, category=line.category,
              entity_id=line.entity_id)
        for number, line in enumerate(lines)
    ])  # fmt: skip
    return reversal


def _covered(books: Books, facts: EntryFacts, value: Decimal, by: Actor) -> None:
    for limit in books.posting.within:
        left = least_left(by, books.place, limit=limit, on=facts.on)
        if value > left:
            raise Invalid(rules_money.beyond(limit, amounts.money(max(left, Decimal(0)), books.currency), facts.on))


def _still_covered(row: Entry, place: Place, by: Actor) -> None:
    """What was taken back was not used meanwhile. Raises `Invalid`; the reversal is then undone with the act."""
    moved = {account for pair in POSTINGS[_first_kind(row)].moves for account in pair}
    touched = [
        name for name, limit in LIMITS.items()
        if moved & {account for account, _sign in limit.parts} and (limit.of != "sub" or place.subaward)
    ]  # fmt: skip
    if any(least_left(by, place, limit=name, on=timezone.localdate()) < 0 for name in touched):
        raise Invalid(_("No se puede revertir: ese dinero ya se usó. Revierta primero lo que salió de él."))


def _wrong(books: Books, facts: EntryFacts, by: Actor) -> rules.Messages:
    known = {
        "objective": facts.objective is None or Objective.objects.visible_to(by).filter(pk=facts.objective, compact=books.compact).exists(),
        "region": not facts.region or (len(facts.region) == 2 and facts.region in places.index().by_code),
        "category": not facts.category or codelists.is_valid("budget_category", facts.category),
        "entity": facts.entity is None or Organisation.objects.filter(pk=facts.entity).exists(),
        "source": facts.source is None or Source.objects.filter(pk=facts.source).exists(),
    }  # fmt: skip
    return rules.merged([
        rules_money.amount_is_right(facts.amount),
        rules_money.currency_is_known(facts.currency),
        rules_money.day_is_right(facts.on, timezone.localdate(), starts=books.starts, posting=books.posting),
        rules_money.is_open(facts.on, _closed(books.compact, books.place, books.posting.level == "host", by)),
        rules_money.voucher_is_plain(facts.reference),
        rules.about_nobody(words=facts.words),
        {name: [_("Elija un valor de la lista.")] for name, right in known.items() if not right},
    ])  # fmt: skip


def _books(compact: Compact, facts: EntryFacts, by: Actor) -> Books:
    """What the fact names, found as the actor may. Raises `Invalid` where it names too much or too little."""
    posting = POSTINGS.get(facts.kind)
    if posting is None:
        raise Invalid({"kind": [_("Elija un movimiento de la lista.")]})
    messages = rules_money.level_is_right(posting, award=facts.award is not None, subaward=facts.subaward is not None)
    if messages:
        raise Invalid(messages)
    if facts.subaward is not None:
        return _sub_books(compact, posting, facts, by)
    if facts.award is not None:
        award: Award | None = Award.objects.visible_to(by).filter(pk=facts.award, compact=compact).first()
        if award is None:
            raise NotFound(rules.gone())
        return Books(compact, posting, award.pk, None, award.currency, award.starts, award.state)
    return Books(compact, posting, None, None, compact.host_currency if posting.level == "host" else compact.currency, None, "")


def _sub_books(compact: Compact, posting: Posting, facts: EntryFacts, by: Actor) -> Books:
    row: SubAward | None = (
        SubAward.objects.visible_to(by).filter(pk=facts.subaward, compact=compact).select_related("recipient").first()
    )
    if row is None:
        raise NotFound(rules.gone())
    if facts.award is not None and facts.award != row.award_id:
        raise Invalid({"subaward": [_("Ese subacuerdo es de otra adjudicación.")]})
    if (
        posting.code == "subaward"
        and Award.objects.visible_to(by).filter(pk=row.award_id).exclude(currency=row.currency).exists()
    ):
        raise Invalid({"subaward": [_("El subacuerdo lleva la moneda de su adjudicación.")]})
    return Books(compact, posting, row.award_id, row, row.currency, row.starts, row.state)


def _closed(compact: Compact, place: Place, host: bool, by: Actor) -> Sequence[tuple[date, date]]:
    """The closed periods of these books: the host country closes its own, the donor those of the awards."""
    sides = Party.objects.visible_to(by).filter(compact=compact, side="host").values_list("organisation__unit_id", flat=True)
    units = set(sides)
    rows = (
        Period.objects.visible_to(by).filter(compact=compact, closed=True).values_list("starts", "ends", "award_only", "unit_id")
    )
    return [
        (starts, ends) for starts, ends, only, unit in rows
        if (unit in units) == host and (not only or place.award in only)
    ]  # fmt: skip


def _reach(posting: Posting, award: UUID | None) -> str:
    """Public promises and what cannot be told apart are for all who take part; gifts of the host are between the governments."""
    if posting.code == "contribution":
        return Reach.PARTIES
    return Reach.AWARD if posting.level == "subaward" or award else Reach.COMPACT


def _must_run(state: str) -> None:
    """Money moves between signature and close-out. `state`: of the award or sub-award, "" where there is none."""
    if state in ("closed", "cancelled"):
        raise Invalid({"award": [_("Esa adjudicación ya está cerrada. Nada más se registra en ella.")]})
    if state == "draft":
        raise Invalid({"award": [_("Esa adjudicación todavía no se firma. Fírmela primero.")]})


def _state_of(row: Entry, by: Actor) -> str:
    """The state of the award or sub-award an entry is of, as the actor sees it; "" for what is of neither."""
    held = (
        SubAward.objects.visible_to(by).filter(pk=row.subaward_id)
        if row.subaward_id
        else Award.objects.visible_to(by).filter(pk=row.award_id)
    )
    return str(held.values_list("state", flat=True).first() or "")


def _first_kind(row: Entry) -> str:
    return str(row.reverses.kind if row.kind == REVERSAL and row.reverses else row.kind)


def _is_host(kind: str) -> bool:
    return kind in POSTINGS and POSTINGS[kind].level == "host"


def _compact(by: Actor, compact: UUID) -> Compact:
    row: Compact | None = Compact.objects.visible_to(by).filter(pk=compact).first()
    if row is None:
        raise NotFound(rules.gone())
    return row


def hold_books(compact: UUID) -> None:
    """Nobody posts in the books of a compact until the transaction ends: who closes a period sees all that is in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"books {compact}"])


def _lock(place: Place) -> None:
    """One posting at a time for an award (or for what names none), and none while a period is closed, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [f"books {place.compact}"])
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"ledger {place.award or place.compact}"])


def _noted(entry: Entry, by: Actor, step: str) -> None:
    verb = {"us": Verb.GRANT, "host": Verb.PLEDGE}.get(POSTINGS[_first_kind(entry)].who, Verb.SPEND)
    audit.record(
        by=by, verb=verb, subject_type="entry", subject=entry.code, detail=[("step", step), ("kind", _first_kind(entry))]
    )
