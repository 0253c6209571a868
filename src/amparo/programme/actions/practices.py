"""Policies and practices the partnership wants to last: who takes over what, when, with which money; stages reached and lost."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid, NotFound
from amparo.core.money import CURRENCIES
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.programme import relations, rules
from amparo.programme import rules_commitments as right
from amparo.programme.actions import waiting
from amparo.programme.models import Compact, Objective, Organisation, Practice, PracticeStep
from amparo.programme.queries.practices import next_code
from amparo.programme.states import PRACTICE


@dataclass(frozen=True)
class TakeoverFacts:
    """Who takes a practice over, when and with which money; what nobody knows stays None."""

    owner: UUID | None = None
    takes_over_on: PartialDate | None = None
    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True)
class PracticeFacts:
    """A policy or practice as it begins, at its baseline. `kind` of `practice_kind`; `code` "" for the next one."""

    kind: str
    title_es: str
    title_en: str = ""
    objective: UUID | None = None
    takeover: TakeoverFacts = TakeoverFacts()
    regions: tuple[str, ...] = ()
    code: str = ""
    on: PartialDate | None = None
    source: str | None = None
    as_of: PartialDate | None = None
    verified: bool = False


@dataclass(frozen=True)
class StageFacts:
    """What shows a stage: the norm or protocol, the budget line, since when. Empty: as it was before."""

    norm: str = ""
    budget_line: str = ""
    on: PartialDate | None = None
    source: str | None = None


@action
def begin_practice(*, id: UUID, seen: int, compact: UUID, facts: PracticeFacts, by: Actor) -> Practice:
    """Enters a practice in the register, at its baseline. Raises `Invalid` with a sentence for each field that is wrong."""
    expect_new(seen)
    row = _locked(by, compact)
    policy.check(by, Verb.SUSTAIN, group="activities")
    _must_be_right(row, facts, by)
    takeover = facts.takeover
    practice = Practice(
        id=id, compact=row, unit_id=by.unit_id, by=by.user_code, regions=list(facts.regions), kind=facts.kind, stage="baseline",
        code=facts.code or next_code(by, row), title_es=facts.title_es.strip(), title_en=facts.title_en.strip(),
        objective_id=facts.objective, owner_id=takeover.owner, takes_over_on=takeover.takes_over_on, amount=takeover.amount,
        currency=takeover.currency if takeover.amount is not None else "", source_id=facts.source, as_of=facts.as_of,
        verified=facts.verified,
    )  # fmt: skip
    practice.save(force_insert=True)
    _keep(practice, StageFacts(on=facts.on), uuid5(id, "baseline"), by)
    waiting.practice(practice, by)
    _noted(by, practice, "begin")
    return practice


@action
def move_practice(*, id: UUID, seen: int, practice: UUID, step: str, facts: StageFacts, by: Actor) -> Practice:
    """Moves a practice along `states.PRACTICE`, up or back, and keeps the stage with what shows it.

    Adopted needs a norm or protocol, funded also a budget line, institutional also an owner. Raises `Denied` for who neither
    wrote nor owns it, `Invalid`, `Conflict`.
    """
    row = _own(by, practice, seen)
    stage = move(PRACTICE, row.stage, step)
    norm, line = facts.norm.strip() or row.norm, facts.budget_line.strip() or row.budget_line
    messages = rules.merged([
        right.stage_is_shown(stage, norm, line) if step != "fall_back" else {},
        right.somebody_owns(stage, owned=row.owner_id is not None),
        right.has_come(facts.on, timezone.localdate()),
        rules.about_nobody(norm=facts.norm, budget_line=facts.budget_line),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    row.stage, row.norm, row.budget_line = stage, norm, line
    bump(row, "stage", "norm", "budget_line")
    _keep(row, facts, id, by)
    waiting.practice(row, by)
    _noted(by, row, step)
    return row


@action
def plan_takeover(*, id: UUID, seen: int, practice: UUID, facts: TakeoverFacts, by: Actor) -> Practice:
    """Says who takes a practice over, when and with which money. Raises `Denied`, `Invalid`, `Conflict`."""
    row = _own(by, practice, seen)
    messages = rules.merged([_takeover_wrong(facts), right.somebody_owns(row.stage, owned=facts.owner is not None)])
    if messages:
        raise Invalid(messages)
    row.owner_id, row.takes_over_on, row.amount = facts.owner, facts.takes_over_on, facts.amount
    row.currency = facts.currency if facts.amount is not None else ""
    bump(row, "owner", "takes_over_on", "amount", "currency")
    waiting.practice(row, by)
    _noted(by, row, "takeover")
    return row


def _own(by: Actor, practice: UUID, seen: int) -> Practice:
    """The practice, for the unit that wrote it and for the one that takes it over. Raises `Denied`, `NotFound`, `Conflict`."""
    row: Practice = take(Practice.objects.visible_to(by).select_related("compact", "owner"), practice, seen)
    if row.owner is not None and row.owner.unit_id == by.unit_id:
        policy.check(by, Verb.SUSTAIN, group="activities")
    else:
        relations.check(by, Verb.SUSTAIN, group="activities", row=row)
    return row


def _locked(by: Actor, compact: UUID) -> Compact:
    """The compact, locked: two practices of one moment get two codes."""
    row: Compact | None = Compact.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=compact).first()
    if row is None:
        raise NotFound(rules.gone())
    return row


def _must_be_right(compact: Compact, facts: PracticeFacts, by: Actor) -> None:
    listed = _("Elija un valor de la lista.")
    ours = facts.objective is None or Objective.objects.visible_to(by).filter(pk=facts.objective, compact=compact).exists()
    taken = facts.code and Practice.objects.visible_to(by).filter(compact=compact, code=facts.code).exists()
    messages = rules.merged([
        {} if codelists.is_valid("practice_kind", facts.kind) else {"kind": [listed]},
        {} if facts.title_es.strip() else {"title_es": [_("Escriba qué política o práctica es.")]},
        {} if ours else {"objective": [listed]},
        {"code": [_("Ese código ya existe. Elija otro.")]} if taken else {},
        _takeover_wrong(facts.takeover),
        right.has_come(facts.on, timezone.localdate()),
        rules.about_nobody(code=facts.code, title_es=facts.title_es, title_en=facts.title_en),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)


def _takeover_wrong(facts: TakeoverFacts) -> rules.Messages:
    known = facts.owner is None or Organisation.objects.filter(pk=facts.owner).exists()
    priced = facts.amount is not None
    return rules.merged([
        {} if known else {"owner": [_("Elija un valor de la lista.")]},
        {"amount": [_("Escriba un monto desde cero, o déjelo vacío si no se sabe.")]} if facts.amount is not None and facts.amount < 0 else {},
        {"currency": [_("Elija dólares, soles o euros.")]} if priced and facts.currency not in CURRENCIES else {},
    ])  # fmt: skip


def _keep(row: Practice, facts: StageFacts, id: UUID, by: Actor) -> None:
    PracticeStep.objects.create(
        id=id, compact_id=row.compact_id, unit_id=by.unit_id, by=by.user_code, reach=row.reach, regions=row.regions, practice=row,
        stage=row.stage, on=facts.on, norm=facts.norm.strip() or row.norm, budget_line=facts.budget_line.strip() or row.budget_line,
        source_id=facts.source,
    )  # fmt: skip


def _noted(by: Actor, row: Practice, step: str) -> None:
    detail = [("step", step), ("stage", row.stage), ("compact", row.compact.code)]
    audit.record(by=by, verb=Verb.SUSTAIN, subject_type="practice", subject=row.code, detail=detail)
