"""What each side promises: proposed by one, agreed by the other, carried out and answered for by the one that promised."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.programme import relations, rules
from amparo.programme import rules_commitments as right
from amparo.programme.actions import waiting
from amparo.programme.models import (
    Amendment,
    Commitment,
    CommitmentStep,
    Compact,
    DialogueAgreement,
    Objective,
    Organisation,
    Party,
)
from amparo.programme.queries.commitments import next_code
from amparo.programme.states import COMMITMENT


@dataclass(frozen=True)
class CommitmentFacts:
    """A promise. `kind` of `commitment_kind`; `wanted` with `counted_es` where it is counted; `on`: the day it was proposed.

    party       id of the Participant that promises; the one who writes may propose it for either
    agreed_in   id of the dialogue agreement it comes from: then both sides have agreed already
    code        "" for the next one of its side
    """

    party: UUID
    kind: str
    text_es: str
    text_en: str = ""
    owner: UUID | None = None
    objective: UUID | None = None
    due: PartialDate | None = None
    wanted: Decimal | None = None
    counted_es: str = ""
    counted_en: str = ""
    regions: tuple[str, ...] = ()
    code: str = ""
    agreed_in: UUID | None = None
    on: date | None = None
    source: str | None = None
    as_of: PartialDate | None = None
    verified: bool = False


@dataclass(frozen=True)
class StepFacts:
    """What a step says: the day it happened (today unless told), words, how many are done by now; for a new date, by which amendment."""

    on: date | None = None
    words: str = ""
    done: Decimal | None = None
    due: PartialDate | None = None
    amendment: UUID | None = None


@action
def propose_commitment(*, id: UUID, seen: int, compact: UUID, facts: CommitmentFacts, by: Actor) -> Commitment:
    """One side proposes a commitment, its own or the other's; the other side is asked to agree.

    Raises `Invalid` with a sentence for each field that is wrong, `Denied` for who is no Participant's manager.
    """
    expect_new(seen)
    row = _compact(by, compact)
    policy.check(by, Verb.COMMIT, group="commitments")
    relations.own_party(by, row)
    party = _must_be_right(row, facts, by)
    commitment = Commitment(
        id=id, compact=row, unit_id=by.unit_id, by=by.user_code, regions=list(facts.regions), party=party, kind=facts.kind,
        code=facts.code or next_code(by, row, party), text_es=facts.text_es.strip(), text_en=facts.text_en.strip(),
        owner_id=facts.owner, objective_id=facts.objective, due=facts.due, wanted=facts.wanted, counted_es=facts.counted_es,
        counted_en=facts.counted_en, agreed_in_id=facts.agreed_in, state="agreed" if facts.agreed_in else "proposed",
        source_id=facts.source, as_of=facts.as_of, verified=facts.verified,
    )  # fmt: skip
    commitment.save(force_insert=True)
    first = StepFacts(on=facts.on or timezone.localdate())
    _keep(commitment, "propose", "proposed", first, uuid5(id, "propose"), by)
    if facts.agreed_in:
        _keep(commitment, "agree", "agreed", first, uuid5(id, "agree"), by)
    waiting.commitment(commitment, by)
    audit.record(
        by=by,
        verb=Verb.COMMIT,
        subject_type="commitment",
        subject=commitment.code,
        detail=[("step", "propose"), ("compact", row.code)],
    )
    return commitment


@action
def step_commitment(*, id: UUID, seen: int, commitment: UUID, step: str, facts: StepFacts, by: Actor) -> Commitment:
    """Moves a commitment along `states.COMMITMENT` and keeps the step.

    The other side than the proposer agrees; the proposer withdraws; every other step is of the side that promised.
    Raises `Denied` for the wrong side, `Invalid` where the step does not fit the state, the count or the dates, `Conflict`.
    """
    rows = Commitment.objects.visible_to(by).select_related("compact", "party__organisation")
    row: Commitment = take(rows, commitment, seen)
    policy.check(by, Verb.COMMIT, group="commitments")
    _must_be_theirs(row, step, by)
    state = move(COMMITMENT, row.state, step)
    facts = replace(facts, on=facts.on or timezone.localdate(), done=row.done if facts.done is None else facts.done)
    _must_follow(row, step, facts, by)
    row.state, row.done = state, facts.done
    if step == "reschedule":
        row.due, row.moved_by_id = facts.due, facts.amendment
    bump(row, "state", "done", "due", "moved_by")
    _keep(row, step, state, facts, id, by)
    waiting.commitment(row, by)
    audit.record(
        by=by,
        verb=Verb.COMMIT,
        subject_type="commitment",
        subject=row.code,
        detail=[("step", step), ("compact", row.compact.code)],
    )
    return row


def _compact(by: Actor, compact: UUID) -> Compact:
    """The compact, locked: two proposals of one moment get two codes."""
    row: Compact | None = Compact.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=compact).first()
    if row is None:
        raise NotFound(rules.gone())
    return row


def _must_be_theirs(row: Commitment, step: str, by: Actor) -> None:
    own = relations.own_party(by, row.compact)
    proposed_here = row.unit_id == by.unit_id
    if step == "agree" and proposed_here:
        raise Denied(_("Lo propuso su parte. Le toca acordarlo a la otra."))
    if step == "withdraw" and not proposed_here:
        raise Denied(_("Lo propuso la otra parte. Solo ella lo retira."))
    if step not in ("agree", "withdraw") and row.party_id != own.pk:
        raise Denied(_("Este compromiso es de la otra parte. Usted puede aceptar u objetar lo que registre."))


def _must_follow(row: Commitment, step: str, facts: StepFacts, by: Actor) -> None:
    last = (
        CommitmentStep.objects.visible_to(by)
        .filter(commitment=row)
        .order_by("-created_at", "-id")
        .values_list("on", flat=True)
        .first()
    )
    amended = (
        facts.amendment is not None and Amendment.objects.visible_to(by).filter(pk=facts.amendment, compact=row.compact).exists()
    )
    messages = rules.merged([
        right.in_its_time(facts.on or timezone.localdate(), last, timezone.localdate()),
        right.moved_rightly(step, row.due, facts.due, amended=amended),
        right.counts_something(row.wanted, facts.done, row.counted_es or "x"),
        right.agrees_with_count(step, row.wanted, facts.done),
        rules.about_nobody(words=facts.words),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)


def _must_be_right(compact: Compact, facts: CommitmentFacts, by: Actor) -> Party:
    """The party that promises. Raises `Invalid` with everything that is wrong."""
    party: Party | None = (
        Party.objects.visible_to(by).filter(pk=facts.party, compact=compact).select_related("organisation").first()
    )
    known = {
        "party": party is not None,
        "kind": codelists.is_valid("commitment_kind", facts.kind),
        "owner": facts.owner is None or Organisation.objects.filter(pk=facts.owner).exists(),
        "objective": facts.objective is None
        or Objective.objects.visible_to(by).filter(pk=facts.objective, compact=compact).exists(),
        "agreed_in": facts.agreed_in is None or _agreement_is_free(compact, facts, by),
    }
    messages = rules.merged([
        {name: [_("Elija un valor de la lista.")] for name, found in known.items() if not found},
        right.says_what(facts.text_es),
        right.counts_something(facts.wanted, None, facts.counted_es),
        right.in_its_time(facts.on or timezone.localdate(), None, timezone.localdate()),
        rules.about_nobody(
            text_es=facts.text_es, text_en=facts.text_en, counted_es=facts.counted_es, counted_en=facts.counted_en, code=facts.code
        ),
        _code_is_free(compact, facts.code, by),
    ])  # fmt: skip
    if messages or party is None:
        raise Invalid(messages)
    return party


def _agreement_is_free(compact: Compact, facts: CommitmentFacts, by: Actor) -> bool:
    """What both sides agreed at the table, of this party or of both, and not a commitment already."""
    rows = DialogueAgreement.objects.visible_to(by).filter(pk=facts.agreed_in, compact=compact, commitments=None)
    return bool(rows.filter(Q(party=None) | Q(party=facts.party)).exists())


def _code_is_free(compact: Compact, code: str, by: Actor) -> rules.Messages:
    taken = code and Commitment.objects.visible_to(by).filter(compact=compact, code=code).exists()
    return {"code": [_("Ese código ya existe. Elija otro.")]} if taken else {}


def _keep(row: Commitment, step: str, state: str, facts: StepFacts, id: UUID, by: Actor) -> None:
    CommitmentStep.objects.create(
        id=id, compact_id=row.compact_id, unit_id=by.unit_id, by=by.user_code, reach=row.reach, regions=row.regions, commitment=row,
        step=step, state=state, on=facts.on, due=row.due, done=facts.done, words=facts.words.strip(),
    )  # fmt: skip
