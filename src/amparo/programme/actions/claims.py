"""What was said elsewhere about the compact's money: stated, explained, opened again. The ledger never changes by it."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid, NotFound
from amparo.core.models import Source
from amparo.core.transitions import move
from amparo.core.versions import expect_new, take
from amparo.programme import relations, rules, rules_money, states
from amparo.programme.correcting import correct
from amparo.programme.models import Compact, MoneyClaim


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A statement as it was made. `kind` of `claim_kind`, `bound` of `claim_bound`; `said_on` None: nobody knows when.

    words are those used, in their language; `cumulative`: a total since the beginning; `source` a code of `core.Source`.
    """

    side: str
    kind: str
    amount: Decimal
    currency: str
    bound: str
    said_on: PartialDate | None = None
    cumulative: bool = True
    words: str = ""
    speaker: str = ""
    source: str | None = None
    verified: bool = False


@action
def state_claim(*, id: UUID, seen: int, compact: UUID, facts: ClaimFacts, by: Actor) -> MoneyClaim:
    """Writes down what was said elsewhere, as it was said. Raises `Invalid` for an amount, a code or a day that cannot be."""
    policy.check(by, Verb.CLAIM_MONEY, group="claims")
    expect_new(seen)
    row: Compact | None = Compact.objects.visible_to(by).filter(pk=compact).first()
    if row is None:
        raise NotFound(rules.gone())
    messages = _wrong(facts)
    if messages:
        raise Invalid(messages)
    claim = MoneyClaim(
        id=id, compact=row, unit_id=by.unit_id, by=by.user_code, said_on=facts.said_on, as_of=facts.said_on, side=facts.side,
        kind=facts.kind, amount=facts.amount, currency=facts.currency, bound=facts.bound, cumulative=facts.cumulative,
        words=facts.words, speaker=facts.speaker, source_id=facts.source, verified=facts.verified, state="open",
    )  # fmt: skip
    claim.save(force_insert=True)
    _noted(claim, "state", by)
    return claim


@action
def explain_claim(*, id: UUID, seen: int, claim: UUID, explanation_es: str, explanation_en: str, by: Actor) -> MoneyClaim:
    """Says why the statement and the ledger differ. The statement itself stays as it was, and so does every earlier explanation."""
    row = _taken(claim, seen, by)
    messages = rules.about_nobody(explanation_es=explanation_es, explanation_en=explanation_en)
    if not explanation_es.strip():
        messages = {"explanation_es": [_("Escriba a qué se debe la diferencia. Si no se sabe, déjela abierta.")]}
    if messages:
        raise Invalid(messages)
    state = move(states.CLAIM, row.state, "explain")
    correct(row, by=by, state=state, explanation_es=explanation_es.strip(), explanation_en=explanation_en.strip())
    _noted(row, "explain", by)
    return row


@action
def reopen_claim(*, id: UUID, seen: int, claim: UUID, by: Actor) -> MoneyClaim:
    """The explanation did not hold: the difference is open again. Its words stay until there are others."""
    row = _taken(claim, seen, by)
    correct(row, by=by, state=move(states.CLAIM, row.state, "reopen"))
    _noted(row, "reopen", by)
    return row


def _taken(claim: UUID, seen: int, by: Actor) -> MoneyClaim:
    row: MoneyClaim = take(MoneyClaim.objects.visible_to(by), claim, seen)
    relations.check(by, Verb.CLAIM_MONEY, group="claims", row=row)
    return row


def _wrong(facts: ClaimFacts) -> rules.Messages:
    known = {
        "side": facts.side in ("us", "host"),
        "kind": codelists.is_valid("claim_kind", facts.kind),
        "bound": codelists.is_valid("claim_bound", facts.bound),
        "source": facts.source is None or Source.objects.filter(pk=facts.source).exists(),
    }
    return rules.merged([
        rules_money.amount_is_right(facts.amount),
        rules_money.currency_is_known(facts.currency),
        rules_money.not_to_come(facts.said_on.earliest(), timezone.localdate(), field="said_on") if facts.said_on else {},
        rules.about_nobody(words=facts.words, speaker=facts.speaker),
        {name: [_("Elija un valor de la lista.")] for name, right in known.items() if not right},
    ])  # fmt: skip


def _noted(claim: MoneyClaim, step: str, by: Actor) -> None:
    audit.record(
        by=by, verb=Verb.CLAIM_MONEY, subject_type="claim", subject=str(claim.pk), detail=[("step", step), ("side", claim.side)]
    )
