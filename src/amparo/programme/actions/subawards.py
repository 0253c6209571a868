"""Sub-awards: made by the prime recipient of an award. One whose award no source names is recorded by the donor, and says so."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.desk import effects
from amparo.programme import rules
from amparo.programme import rules_awards as judge
from amparo.programme.actions.awards import SUB_ENTRY_OF, AmendmentFacts, amended, held, must_fit, taken_award
from amparo.programme.actions.compact import taken
from amparo.programme.actions.drafting import Drafted, columns, wrong
from amparo.programme.actions.granting import (
    coded,
    end_of,
    granting,
    subgranting,
    subject_of,
    watching,
)
from amparo.programme.actions.ledger import EntryFacts, posted
from amparo.programme.actions.thresholds import ensure_thresholds
from amparo.programme.models import Award, AwardAmendment, BudgetLine, Compact, Reach, RiskRating, SubAward
from amparo.programme.queries.standing import free_of, standing
from amparo.programme.queries.subawards import limits, owed
from amparo.programme.states import AWARD

TO_REPORT = "programme.subaward_report"


class SubAwardFacts(Drafted):
    """A sub-award as it is drafted. The amount is in the currency of its award."""


@action
def draft_subaward(*, id: UUID, seen: int, award: UUID, facts: SubAwardFacts, by: Actor) -> SubAward:
    """The prime recipient drafts a sub-award: nobody else sees it until it is signed. Raises `Denied`, `Invalid`."""
    parent = taken_award(by, award)
    subgranting(by, parent)
    expect_new(seen)
    if parent.state not in ("active", "closing"):
        raise Invalid(_("Solo una adjudicación firmada y abierta puede tener subacuerdos."))
    now = held(parent, by, timezone.localdate())
    messages = rules.merged([
        _wrong(parent.compact, facts, by),
        judge.own_prime(parent.recipient_id, facts.recipient),
        judge.within_award(facts.amount, now.free, parent.currency),
        judge.within_term(facts.starts, facts.ends, now),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    row = _new(id, parent.compact, replace(facts, currency=parent.currency), by)
    row.award, row.reach, row.state = parent, Reach.OWN, "draft"
    row.save(force_insert=True)
    _noted(row, by, "draft")
    return row


@action
def record_subaward(
    *, id: UUID, seen: int, compact: UUID, facts: SubAwardFacts, signed_on: PartialDate | None, closed: bool, by: Actor
) -> SubAward:
    """The donor records a sub-award whose award no source names: the parent stays unknown and no money is posted for it."""
    home = taken(by, compact)
    granting(by, home)
    expect_new(seen)
    messages = rules.merged([_wrong(home, facts, by), rules.dates_in_order(facts.starts, facts.ends)])
    if messages:
        raise Invalid(messages)
    ensure_thresholds(home, by)
    row = _new(id, home, facts, by)
    row.parent_unknown, row.reach, row.signed_on, row.state = True, Reach.AWARD, signed_on, "closed" if closed else "active"
    row.save(force_insert=True)
    _noted(row, by, "record", Verb.GRANT)
    return row


@action
def sign_subaward(*, id: UUID, seen: int, subaward: UUID, on: date, by: Actor) -> SubAward:
    """Signs a sub-award: its recipient sees it, the ledger holds its amount, and the desk says by when to report it."""
    row = _taken(by, subaward, seen)
    row.state = move(AWARD, row.state, "sign")
    messages = rules.merged([
        judge.not_after(on, timezone.localdate(), field="on"),
        {"amount": [_("Escriba el monto antes de firmar.")]} if row.amount is None else {},
        judge.own_prime(row.award.recipient_id if row.award else None, row.recipient_id),
        judge.within_award(row.amount, free_of(by, row.award, on), row.currency) if row.award else {},
    ])  # fmt: skip
    if messages:
        raise Invalid(_above(messages))
    row.reach, row.signed_on = Reach.AWARD, PartialDate.from_date(on)
    bump(row, "state", "reach", "signed_on")
    BudgetLine.objects.visible_to(by).filter(subaward=row).update(reach=Reach.AWARD)
    posted(uuid5(id, "entry"), row.compact, EntryFacts("subaward", on, row.amount, row.currency, subaward=row.pk), by=by)
    _to_report(row, by)
    _noted(row, by, "sign")
    return row


@action
def cancel_subaward(*, id: UUID, seen: int, subaward: UUID, by: Actor) -> SubAward:
    """Drops a draft."""
    return _stepped(_taken(by, subaward, seen), "cancel", by)


@action
def amend_subaward(*, id: UUID, seen: int, subaward: UUID, facts: AmendmentFacts, by: Actor) -> AwardAmendment:
    """More money or time for a sub-award, or less money. Never beyond its award, its end, or what was spent."""
    row = _taken(by, subaward, seen)
    row.state = move(AWARD, row.state, "amend")
    must_fit(held(row, by, facts.signed_on), facts)
    parent = row.award
    if parent is not None:
        now = held(parent, by, facts.signed_on)
        more = facts.amount if facts.kind == "cost" else None
        messages = rules.merged([
            judge.within_award(more, now.free, row.currency), judge.within_term(None, facts.ends, now),
        ])  # fmt: skip
        if messages:
            raise Invalid(messages)
    entry = None
    if parent is not None and facts.kind in SUB_ENTRY_OF and facts.amount:
        said = EntryFacts(SUB_ENTRY_OF[facts.kind], facts.signed_on, facts.amount, row.currency, subaward=row.pk)
        entry = posted(uuid5(id, "entry"), row.compact, said, by=by)
    made = amended(id, row, facts=facts, entry=entry, by=by)
    _to_report(row, by)
    _noted(row, by, "amend")
    return made


@action
def wind_up_subaward(*, id: UUID, seen: int, subaward: UUID, by: Actor) -> SubAward:
    """The work under the sub-award has ended."""
    return _stepped(_taken(by, subaward, seen), "wind_up", by)


@action
def close_subaward(*, id: UUID, seen: int, subaward: UUID, by: Actor) -> SubAward:
    """Closes a sub-award. Raises `Invalid` with the list of what is missing."""
    row = _taken(by, subaward, seen)
    row.state = move(AWARD, row.state, "close")
    if messages := judge.may_close(standing(by, row.award, row, on=timezone.localdate())):
        raise Invalid(messages)
    bump(row, "state")
    _noted(row, by, "close")
    return row


@action
def rate_risk(*, id: UUID, seen: int, subaward: UUID, rating: str, on: date, reasons: str, by: Actor) -> RiskRating:
    """How risky a sub-award was found, and why. The earlier ratings stay. `seen` is the sub-award's version."""
    row: SubAward = take(_rows(by), subaward, seen)
    watching(by, row.compact, (row.award, row))
    messages = rules.merged([
        coded(rating=("risk_rating", rating)),
        judge.not_after(on, timezone.localdate(), field="on"),
        {} if reasons.strip() else {"reasons": [_("Diga por qué. Una frase basta.")]},
        rules.about_nobody(reasons=reasons),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    row.risk = rating
    bump(row, "risk")
    made = RiskRating(
        id=id, compact=row.compact, award_id=row.award_id, subaward=row, unit_id=by.unit_id, by=by.user_code, reach=Reach.AWARD,
        regions=row.regions, rating=rating, on=on, reasons=reasons,
    )  # fmt: skip
    made.save(force_insert=True)
    _noted(row, by, "risk", Verb.MONITOR)
    return made


@action
def mark_reported(*, id: UUID, seen: int, subaward: UUID, on: date, by: Actor) -> SubAward:
    """The sub-award is in the donor's register of sub-awards since `on`. By its prime recipient, or by the donor."""
    row: SubAward = take(_rows(by), subaward, seen)
    if row.award is None or row.award.recipient.unit_id != by.unit_id:
        granting(by, row.compact)
    messages = rules.merged([
        judge.not_after(on, timezone.localdate(), field="on"),
        {"on": [_("Eso es antes de la firma. Escriba una fecha posterior.")]}
        if row.signed_on is not None and on < row.signed_on.earliest() else {},
        {"": [_("Este subacuerdo todavía no se firma.")]} if row.state in ("draft", "cancelled") else {},
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    row.reported_on = on
    bump(row, "reported_on")
    effects.close_tasks(subject_of(row.award_id, row), [TO_REPORT], by=by)
    _noted(row, by, "reported")
    return row


def _rows(by: Actor):  # type: ignore[no-untyped-def]  # a queryset of ours
    return SubAward.objects.visible_to(by).select_related("compact", "recipient", "award__recipient")


def _taken(by: Actor, subaward: UUID, seen: int) -> SubAward:
    """The sub-award, its award locked first. Raises `Denied` for everybody but the prime (the donor where it is unknown)."""
    found = SubAward.objects.visible_to(by).filter(pk=subaward).values_list("award_id", flat=True).first()
    if found is not None and Award.objects.visible_to(by).filter(pk=found).exists():
        taken_award(by, found)
    row: SubAward = take(_rows(by), subaward, seen)
    if row.award_id is None:
        granting(by, row.compact)
    elif row.award is not None:
        subgranting(by, row.award)
    else:
        raise Denied(_("Los subacuerdos los hace quien recibe la adjudicación."))
    return row


def _stepped(row: SubAward, step: str, by: Actor) -> SubAward:
    """A step that changes the state and nothing else."""
    row.state = move(AWARD, row.state, step)
    bump(row, "state")
    _noted(row, by, step)
    return row


def _new(id: UUID, compact: Compact, facts: SubAwardFacts, by: Actor) -> SubAward:
    return SubAward(id=id, compact=compact, unit_id=by.unit_id, by=by.user_code, **columns(facts))


def _wrong(compact: Compact, facts: SubAwardFacts, by: Actor) -> rules.Messages:
    number = facts.number.strip()
    others = SubAward.objects.visible_to(by).filter(compact=compact, number=number)
    return rules.merged([
        {} if number else {"number": [_("Escriba el número del subacuerdo.")]},
        wrong(facts, compact, by, taken=others.exists()),
    ])  # fmt: skip


def _to_report(row: SubAward, by: Actor) -> None:
    """Asks the prime recipient to report it, where the amount asks for it."""
    due = owed(
        row,
        limits(by, row.compact_id),
        list(AwardAmendment.objects.visible_to(by).filter(subaward=row)),
        today=timezone.localdate(),
    )
    if due.state in ("due", "late") and due.due is not None:
        effects.give_task(kind=TO_REPORT, unit=by.unit_id, subject=subject_of(row.award_id, row), due=end_of(due.due), by=by)


def _above(messages: rules.Messages) -> rules.Messages:
    """The form of a signature has no amount: what is said of it stands above."""
    if "amount" in messages:
        messages.setdefault("", []).extend(messages.pop("amount"))
    return messages


def _noted(row: SubAward, by: Actor, step: str, verb: Verb = Verb.SUBGRANT) -> None:
    audit.record(by=by, verb=verb, subject_type="subaward", subject=str(row.pk), detail=[("step", step)])
