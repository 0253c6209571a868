"""Awards: drafted, signed, amended, wound up and closed by the government that gives the funds. The ledger keeps the money."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid, NotFound
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.programme import rules
from amparo.programme import rules_awards as judge
from amparo.programme.actions.compact import taken
from amparo.programme.actions.drafting import Drafted, columns, wrong
from amparo.programme.actions.granting import coded, granting, source_known
from amparo.programme.actions.ledger import EntryFacts, posted
from amparo.programme.actions.thresholds import ensure_thresholds
from amparo.programme.models import Award, AwardAmendment, BudgetLine, Compact, Entry, Reach, Solicitation, SubAward
from amparo.programme.queries.standing import free_of, spent_kinds, standing
from amparo.programme.states import AWARD, SOLICITATION

ENTRY_OF = {"cost": "award", "de_obligation": "deobligation"}
SUB_ENTRY_OF = {"cost": "subaward", "de_obligation": "subaward_cut"}


@dataclass(frozen=True)
class AwardFacts(Drafted):
    """An award as it is drafted. Its cost share in the same currency; objectives by number."""

    cost_share: Decimal = Decimal(0)
    objectives: tuple[int, ...] = ()
    solicitation: UUID | None = None


@dataclass(frozen=True)
class AmendmentFacts:
    """An amendment: kind (cost, no_cost, de_obligation), the amount it adds or takes (above zero), the new end, its day and reason."""

    kind: str
    signed_on: date
    amount: Decimal | None = None
    ends: PartialDate | None = None
    reason: str = ""
    source: str | None = None


@action
def draft_award(*, id: UUID, seen: int, compact: UUID, facts: AwardFacts, by: Actor) -> Award:
    """Writes the draft of an award: seen by nobody else until it is signed. Raises `Denied`, `Invalid`."""
    home = taken(by, compact)
    granting(by, home)
    expect_new(seen)
    row = Award(id=id, compact=home, unit_id=by.unit_id, by=by.user_code, reach=Reach.OWN, state="draft")
    _fill(row, facts, by)
    ensure_thresholds(home, by)
    row.save(force_insert=True)
    _noted(row, by, "draft")
    return row


@action
def change_award(*, id: UUID, seen: int, award: UUID, facts: AwardFacts, by: Actor) -> Award:
    """Corrects a draft. What is signed changes by amendments only."""
    row = _taken(by, award, seen)
    if row.state != "draft":
        raise Invalid(_("Esta adjudicación ya se firmó. Se cambia con una modificación."))
    _fill(row, facts, by)
    row.version += 1
    row.save()
    _noted(row, by, "change")
    return row


@action
def sign_award(*, id: UUID, seen: int, award: UUID, on: date, by: Actor) -> Award:
    """Signs the award: it is in force, its recipient sees it, the ledger holds its amount and the cost share it asks for.

    An award of which no source gives the amount is signed without an entry; it needs a source.
    """
    row = _taken(by, award, seen)
    row.state = move(AWARD, row.state, "sign")
    _may_sign(row, on)
    row.reach = Reach.AWARD
    bump(row, "state", "reach")
    if row.amount is not None:
        _post(uuid5(id, "award"), row, EntryFacts("award", on, row.amount, row.currency, award=row.pk), by)
    if row.cost_share:
        _post(uuid5(id, "share"), row, EntryFacts("share_due", on, row.cost_share, row.currency, award=row.pk), by)
    _answered(row, by)
    BudgetLine.objects.visible_to(by).filter(award=row, subaward=None).update(reach=Reach.AWARD)
    _noted(row, by, "sign")
    return row


@action
def cancel_award(*, id: UUID, seen: int, award: UUID, by: Actor) -> Award:
    """Drops a draft."""
    return _stepped(_taken(by, award, seen), "cancel", by)


@action
def amend_award(*, id: UUID, seen: int, award: UUID, facts: AmendmentFacts, by: Actor) -> AwardAmendment:
    """More money, more time, or funds taken back. The ledger holds the difference; the amendment keeps the end before it.

    Raises `Invalid` for an end before the beginning or before what was spent, and for more than is left unobligated.
    """
    row = _taken(by, award, seen)
    row.state = move(AWARD, row.state, "amend")
    must_fit(held(row, by, facts.signed_on), facts)
    entry = None
    if facts.kind in ENTRY_OF and facts.amount:
        said = EntryFacts(ENTRY_OF[facts.kind], facts.signed_on, facts.amount, row.currency, award=row.pk, source=facts.source)
        entry = _post(uuid5(id, "entry"), row, said, by)
    made = amended(id, row, facts=facts, entry=entry, by=by)
    _noted(row, by, "amend", ("kind", facts.kind))
    return made


@action
def wind_up_award(*, id: UUID, seen: int, award: UUID, by: Actor) -> Award:
    """The work has ended: what is left is paid, reported and closed."""
    return _stepped(_taken(by, award, seen), "wind_up", by)


@action
def close_award(*, id: UUID, seen: int, award: UUID, on: date, by: Actor) -> Award:
    """Closes the award. Raises `Invalid` with the list of what is missing."""
    row = _taken(by, award, seen)
    row.state = move(AWARD, row.state, "close")
    messages = rules.merged([
        judge.not_after(on, timezone.localdate(), field="on"),
        judge.may_close(standing(by, row, None, on=timezone.localdate())),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    row.closed_on = on
    bump(row, "state", "closed_on")
    _noted(row, by, "close")
    return row


def held(row: Award | SubAward, by: Actor, on: date) -> judge.Held:
    """The award or sub-award as an amendment of that day finds it. Entries and lines are counted, not guessed."""
    own = {"subaward": row} if isinstance(row, SubAward) else {"award": row}
    last = (
        Entry.objects.visible_to(by).filter(**own, kind__in=spent_kinds(row), reversed_by=None).aggregate(last=Max("on"))["last"]
    )
    return judge.Held(row.starts, row.ends, free_of(by, row, on), row.currency, last)


def must_fit(now: judge.Held, facts: AmendmentFacts) -> None:
    """Raises `Invalid` where an amendment cannot be."""
    messages = rules.merged([
        coded(kind=("award_amendment_kind", facts.kind)),
        judge.not_after(facts.signed_on, timezone.localdate(), field="signed_on"),
        judge.amendment(now, judge.Change(facts.kind, facts.amount, facts.ends, facts.signed_on)),
        source_known(facts.source),
        rules.about_nobody(reason=facts.reason),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)


def amended(id: UUID, row: Award | SubAward, *, facts: AmendmentFacts, entry: Entry | None, by: Actor) -> AwardAmendment:
    """The amendment as a row, and the new end on what it amends."""
    sub = row if isinstance(row, SubAward) else None
    own = {"award_id": sub.award_id if sub else row.pk, "subaward": sub}
    last = AwardAmendment.objects.visible_to(by).filter(**own).aggregate(last=Max("number"))["last"]
    sign = -1 if facts.kind == "de_obligation" else 1
    made = AwardAmendment(
        id=id, compact=row.compact, unit_id=by.unit_id, by=by.user_code, reach=Reach.AWARD, regions=row.regions,
        number=(last or 0) + 1, kind=facts.kind, delta=facts.amount * sign if facts.amount else None, ends=facts.ends,
        ended_before=row.ends, signed_on=PartialDate.from_date(facts.signed_on), reason=facts.reason, entry=entry,
        source_id=facts.source, **own,
    )  # fmt: skip
    made.save(force_insert=True)
    row.ends = facts.ends or row.ends
    bump(row, "ends", "state")
    return made


def _taken(by: Actor, award: UUID, seen: int) -> Award:
    row: Award = take(Award.objects.visible_to(by).select_related("compact", "recipient"), award, seen)
    granting(by, row.compact)
    return row


def _stepped(row: Award, step: str, by: Actor) -> Award:
    """A step that changes the state and nothing else."""
    row.state = move(AWARD, row.state, step)
    bump(row, "state")
    _noted(row, by, step)
    return row


def _noted(row: Award, by: Actor, step: str, *more: tuple[str, str]) -> None:
    audit.record(by=by, verb=Verb.GRANT, subject_type="award", subject=str(row.pk), detail=[("step", step), *more])


def _fill(row: Award, facts: AwardFacts, by: Actor) -> None:
    if messages := _wrong(row, facts, by):
        raise Invalid(messages)
    for name, value in columns(facts).items():
        setattr(row, name, value)
    row.cost_share, row.objectives, row.solicitation_id = facts.cost_share, list(facts.objectives), facts.solicitation


def _wrong(row: Award, facts: AwardFacts, by: Actor) -> rules.Messages:
    number, compact = facts.number.strip(), row.compact
    others = Award.objects.visible_to(by).filter(compact=compact, number=number).exclude(pk=row.pk)
    return rules.merged([
        {} if number else {"number": [_("Escriba el número de la adjudicación.")]},
        wrong(facts, compact, by, taken=others.exists(), objectives=facts.objectives),
        rules.dates_in_order(facts.starts, facts.ends),
        {} if facts.cost_share >= 0 else {"cost_share": [_("Escriba cero o más.")]},
        _call_known(compact, facts.solicitation, by),
    ])  # fmt: skip


def _call_known(compact: Compact, solicitation: UUID | None, by: Actor) -> rules.Messages:
    if solicitation is None:
        return {}
    calls = Solicitation.objects.visible_to(by).filter(pk=solicitation, compact=compact, state__in=("closed", "awarded"))
    return {} if calls.exists() else {"solicitation": [_("Elija una convocatoria cerrada de esta alianza.")]}


def _may_sign(row: Award, on: date) -> None:
    messages = rules.merged([
        judge.not_after(on, timezone.localdate(), field="on"),
        {"": [_("Escriba el monto antes de firmar, o la fuente que no lo da.")]} if row.amount is None and not row.source_id else {},
        {"on": [_("La adjudicación termina antes de firmarse. Cambie una de las dos fechas.")]}
        if row.ends is not None and row.ends.latest() < on else {},
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)


def _answered(row: Award, by: Actor) -> None:
    """The call that led to the award is answered by it."""
    call = Solicitation.objects.visible_to(by).select_for_update().filter(pk=row.solicitation_id).first()
    if call is not None and call.state == "closed":
        call.state = move(SOLICITATION, call.state, "award")
        bump(call, "state")


def _post(id: UUID, row: Award, facts: EntryFacts, by: Actor) -> Entry:
    return posted(id, row.compact, facts, by=by)


def taken_award(by: Actor, award: UUID) -> Award:
    """The award, locked, as far as the actor may know of it: who writes below it waits for who changes it. Raises `NotFound`."""
    row: Award | None = (
        Award.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("compact", "recipient")
        .filter(pk=award)
        .first()
    )
    if row is None:
        raise NotFound(rules.gone())
    return row
