"""What the host country gives: posts by function and quarter, contributions in money and in kind, phases of its budget."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists, places
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.money import CURRENCIES
from amparo.core.versions import expect_new, take
from amparo.desk import effects
from amparo.desk.subjects import Subject
from amparo.programme import relations, rules
from amparo.programme import rules_commitments as right
from amparo.programme.actions.ledger import EntryFacts, posted
from amparo.programme.actions.verdicts import WANTED
from amparo.programme.correcting import correct
from amparo.programme.models import BudgetPhase, Compact, Contribution, HeadCount, Objective, Organisation, Party, Reach


@dataclass(frozen=True)
class QuarterFacts:
    """Posts of an entity at the end of a quarter: (code of `post_function`, number; None where the entity does not know)."""

    entity: UUID
    year: int
    quarter: int
    posts: tuple[tuple[str, int | None], ...]
    baseline: bool = False
    source: str | None = None
    as_of: PartialDate | None = None
    verified: bool = False


@dataclass(frozen=True)
class ContributionFacts:
    """What an entity gave between two days, `cash` or `in_kind`; in kind says how it was valued (`valuation`).

    shares  (objective, percent) that sum to 100: the gift is kept in as many parts; empty: of no objective in particular
    """

    entity: UUID
    kind: str
    text_es: str
    amount: Decimal
    currency: str
    starts: date
    ends: date
    text_en: str = ""
    valuation: str = ""
    shares: tuple[tuple[UUID, Decimal], ...] = ()
    regions: tuple[str, ...] = ()
    source: str | None = None
    as_of: PartialDate | None = None
    verified: bool = False


@dataclass(frozen=True)
class PhaseFacts:
    """A phase (`budget_phase`) of a line of an entity's budget in a year, as it stood on a day; `amount` None: nobody knows."""

    entity: UUID
    year: int
    line: str
    phase: str
    amount: Decimal | None
    on: date
    regions: tuple[str, ...] = ()
    currency: str = "PEN"
    source: str | None = None
    verified: bool = False


@action
def record_head_counts(*, id: UUID, seen: int, compact: UUID, facts: QuarterFacts, by: Actor) -> HeadCount:
    """Records the posts of an entity in a quarter, one row a function; returns the first.

    Raises `Invalid` for a quarter outside 1 to 4, what is recorded already, a second baseline; `Denied` for who is not the host side.
    """
    expect_new(seen)
    row = _compact(by, compact)
    _must_be_right(_posts_wrong(row, facts, by), facts.entity)
    rows = [
        HeadCount(
            id=id if number == 0 else uuid5(id, function), compact=row, unit_id=by.unit_id, by=by.user_code, entity_id=facts.entity,
            year=facts.year, quarter=facts.quarter, function=function, posts=posts, baseline=facts.baseline, source_id=facts.source,
            as_of=facts.as_of or PartialDate.from_date(min(right.quarter_end(facts.year, facts.quarter), timezone.localdate())),
            verified=facts.verified,
        )
        for number, (function, posts) in enumerate(facts.posts)
    ]  # fmt: skip
    HeadCount.objects.bulk_create(rows)
    _noted(by, row, "head_count", f"{facts.year}-{facts.quarter}")
    return rows[0]


@action
def correct_head_count(*, id: UUID, seen: int, head_count: UUID, posts: int | None, reason: str, by: Actor) -> HeadCount:
    """Corrects the number of posts of one function; the former number stays, and what the other side said shows as said of it.

    Raises `Invalid` where nothing explains the change.
    """
    row: HeadCount = take(HeadCount.objects.visible_to(by).select_related("compact"), head_count, seen)
    _compact(by, row.compact_id)
    wrong = right.posts_are_counted([(row.function, posts)])
    messages = rules.merged([{"posts": wrong[""]} if wrong else {}, rules.why(reason)])
    if messages:
        raise Invalid(messages)
    correct(row, by=by, reason=reason, posts=posts)
    _noted(by, row.compact, "head_count", "correct")
    return row


@action
def record_contribution(*, id: UUID, seen: int, compact: UUID, facts: ContributionFacts, by: Actor) -> Contribution:
    """Records what an entity gave and posts it to the ledger as of its last day; one row and one entry for each share.

    The other side is asked to accept or dispute it. Raises `Invalid` where a value, a share, a date or a rate is wrong.
    """
    expect_new(seen)
    row = _compact(by, compact)
    _must_be_right(_gift_wrong(row, facts, by), facts.entity)
    amounts = right.split(facts.amount, [share for _objective, share in facts.shares]) if facts.shares else [facts.amount]
    objectives: Sequence[UUID | None] = [objective for objective, _share in facts.shares] or [None]
    made = [
        _given(id if number == 0 else uuid5(id, f"part {number}"), row, facts, part=part, by=by)
        for number, part in enumerate(zip(objectives, amounts, strict=True))
    ]
    for contribution in made:
        _ask_the_other_side(row, contribution, by)
    _noted(by, row, "contribution", facts.kind)
    return made[0]


@action
def record_budget_phase(*, id: UUID, seen: int, compact: UUID, facts: PhaseFacts, by: Actor) -> BudgetPhase:
    """Records how a phase of a budget line stood on a day; what was recorded of earlier days stays.

    A phase above the one before is recorded all the same: pages warn of it. Raises `Invalid` for the same phase of the same day.
    """
    expect_new(seen)
    row = _compact(by, compact)
    _must_be_right(_phase_wrong(row, facts, by), facts.entity)
    phase = BudgetPhase(
        id=id, compact=row, unit_id=by.unit_id, by=by.user_code, entity_id=facts.entity, year=facts.year, line=facts.line.strip(),
        phase=facts.phase, amount=facts.amount, currency=facts.currency, on=facts.on, regions=list(facts.regions),
        source_id=facts.source, as_of=PartialDate.from_date(facts.on), verified=facts.verified,
    )  # fmt: skip
    phase.save(force_insert=True)
    _noted(by, row, "budget_phase", facts.phase)
    return phase


@action
def correct_budget_phase(*, id: UUID, seen: int, phase: UUID, amount: Decimal | None, reason: str, by: Actor) -> BudgetPhase:
    """Corrects the amount of a phase on its day (None: nobody knows); the former amount stays. Raises `Invalid` without a reason."""
    row: BudgetPhase = take(BudgetPhase.objects.visible_to(by).select_related("compact"), phase, seen)
    _compact(by, row.compact_id)
    if messages := rules.merged([_amount_wrong(amount), rules.why(reason)]):
        raise Invalid(messages)
    correct(row, by=by, reason=reason, amount=amount)
    _noted(by, row.compact, "budget_phase", "correct")
    return row


def _compact(by: Actor, compact: UUID) -> Compact:
    """The compact, locked, for who acts for its host country: two records of one place do not meet. Raises `NotFound` or `Denied`."""
    row: Compact | None = Compact.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=compact).first()
    if row is None:
        raise NotFound(rules.gone())
    policy.check(by, Verb.PLEDGE, group="pledge")
    if relations.own_party(by, row).side != "host":
        raise Denied(_("El aporte lo registra el país anfitrión. Usted puede aceptarlo u objetarlo."))
    return row


def _must_be_right(messages: rules.Messages, entity: UUID) -> None:
    if not Organisation.objects.filter(pk=entity).exists():
        messages = rules.merged([{"entity": [_("Elija una entidad de la lista.")]}, messages])
    if messages:
        raise Invalid(messages)


def _given(id: UUID, compact: Compact, facts: ContributionFacts, *, part: tuple[UUID | None, Decimal], by: Actor) -> Contribution:
    objective, amount = part
    entry = posted(
        uuid5(id, "entry"), compact,
        EntryFacts(
            "contribution", facts.ends, amount, facts.currency, objective=objective, entity=facts.entity, words=facts.text_es[:300],
            region=facts.regions[0] if len(facts.regions) == 1 else "", source=facts.source,
        ),
        by=by,
    )  # fmt: skip
    contribution = Contribution(
        id=id, compact=compact, unit_id=by.unit_id, by=by.user_code, reach=Reach.PARTIES, regions=list(facts.regions),
        entity_id=facts.entity, kind=facts.kind, text_es=facts.text_es.strip(), text_en=facts.text_en.strip(), amount=amount,
        currency=facts.currency, valuation=facts.valuation.strip(), starts=facts.starts, ends=facts.ends, objective_id=objective,
        entry=entry, source_id=facts.source, as_of=facts.as_of or PartialDate.from_date(facts.ends), verified=facts.verified,
    )  # fmt: skip
    contribution.save(force_insert=True)
    return contribution


def _ask_the_other_side(compact: Compact, row: Contribution, by: Actor) -> None:
    other = Party.objects.visible_to(by).filter(compact=compact, side="us").select_related("organisation").first()
    if compact.state != "closed" and other is not None and other.organisation.unit_id is not None:
        subject = Subject("compact", compact.pk, compact.code)
        effects.give_task(kind=WANTED, unit=other.organisation.unit_id, subject=subject, by=by, target=row.pk)


def _posts_wrong(compact: Compact, facts: QuarterFacts, by: Actor) -> rules.Messages:
    functions = [function for function, _posts in facts.posts]
    here = HeadCount.objects.visible_to(by).filter(compact=compact, entity=facts.entity, function__in=functions)
    twice = here.filter(year=facts.year, quarter=facts.quarter).exists()
    second = facts.baseline and here.filter(baseline=True).exists()
    known = all(codelists.is_valid("post_function", function) for function in functions)
    return rules.merged([
        right.quarter_began(facts.year, facts.quarter, timezone.localdate()),
        right.posts_are_counted(facts.posts),
        {} if known else {"": [_("Elija funciones de la lista.")]},
        {"quarter": [_("Ese trimestre de esa entidad ya está registrado. Corrija el dato desde su página.")]} if twice else {},
        {"baseline": [_("Esa entidad ya tiene línea base para alguna de esas funciones.")]} if second else {},
    ])  # fmt: skip


def _gift_wrong(compact: Compact, facts: ContributionFacts, by: Actor) -> rules.Messages:
    objectives = {objective for objective, _share in facts.shares}
    ours = Objective.objects.visible_to(by).filter(compact=compact, pk__in=objectives).count()
    return rules.merged([
        {} if codelists.is_valid("contribution_kind", facts.kind) else {"kind": [_("Elija un valor de la lista.")]},
        {} if facts.text_es.strip() else {"text_es": [_("Escriba qué se entregó.")]},
        right.kind_is_valued(facts.kind, facts.valuation),
        right.shares_sum([share for _objective, share in facts.shares]),
        {} if ours == len(facts.shares) else {"shares": [_("Elija cada objetivo de esta alianza una sola vez.")]},
        rules.in_order(facts.starts, facts.ends),
        _in_the_past("ends", facts.ends),
        _regions_known(facts.regions),
        rules.about_nobody(text_es=facts.text_es, text_en=facts.text_en, valuation=facts.valuation),
    ])  # fmt: skip


def _phase_wrong(compact: Compact, facts: PhaseFacts, by: Actor) -> rules.Messages:
    same = BudgetPhase.objects.visible_to(by).filter(
        compact=compact, entity=facts.entity, year=facts.year, line=facts.line.strip(), phase=facts.phase, on=facts.on,
        regions=list(facts.regions),
    )  # fmt: skip
    return rules.merged([
        {} if codelists.is_valid("budget_phase", facts.phase) else {"phase": [_("Elija un valor de la lista.")]},
        {} if facts.currency in CURRENCIES else {"currency": [_("Elija dólares, soles o euros.")]},
        {} if facts.line.strip() else {"line": [_("Escriba la línea del presupuesto.")]},
        {} if 2000 <= facts.year <= timezone.localdate().year + 1 else {"year": [_("Revise el año.")]},
        _amount_wrong(facts.amount),
        _in_the_past("on", facts.on),
        _regions_known(facts.regions),
        {"on": [_("Esa fase ya está registrada para ese día. Registre otro día, o revise la que hay.")]} if same.exists() else {},
        rules.about_nobody(line=facts.line),
    ])  # fmt: skip


def _amount_wrong(amount: Decimal | None) -> rules.Messages:
    wrong = amount is not None and amount < 0
    return {"amount": [_("Escriba un monto desde cero, o déjelo vacío si no se sabe.")]} if wrong else {}


def _in_the_past(field: str, day: date) -> rules.Messages:
    return {field: [_("Esa fecha todavía no llega. Ponga una hasta hoy.")]} if day > timezone.localdate() else {}


def _regions_known(regions: Sequence[str]) -> rules.Messages:
    known = places.index().by_code
    wrong = any(len(region) != 2 or region not in known for region in regions)
    return {"regions": [_("Elija regiones de la lista.")]} if wrong else {}


def _noted(by: Actor, compact: Compact, step: str, what: str) -> None:
    audit.record(by=by, verb=Verb.PLEDGE, subject_type="compact", subject=compact.code, detail=[("step", step), ("what", what)])
