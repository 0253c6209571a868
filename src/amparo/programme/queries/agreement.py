"""The agreement with all that belongs to it, as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.programme.models import (
    Amendment,
    AmendmentChange,
    Clause,
    Compact,
    Dialogue,
    Document,
    Objective,
    PartnerPeriod,
    Party,
    Signatory,
    StatedFact,
    Territory,
)
from amparo.programme.queries import territory
from amparo.programme.queries.terms import Term, term


@dataclass(frozen=True, slots=True)
class Side:
    """A Participant with the officials who signed for it."""

    party: Party
    signatories: Sequence[Signatory]


@dataclass(frozen=True, slots=True)
class Amended:
    """An instrument and what it changed."""

    amendment: Amendment
    changes: Sequence[AmendmentChange]


@dataclass(frozen=True, slots=True)
class Agreement:
    """All of an agreement that the actor may see. `keeps`: whether the actor may add to it."""

    sides: Sequence[Side]
    term: Term
    amendments: Sequence[Amended]
    objectives: Sequence[Objective]
    clauses: Sequence[Clause]
    territories: Sequence[Territory]
    partners: Sequence[PartnerPeriod]
    documents: Sequence[Document]
    dialogues: Sequence[Dialogue]
    keeps: bool


def agreement(actor: Actor, compact: Compact) -> Agreement:
    """The whole agreement (11 queries)."""
    found = sides(actor, compact)
    return Agreement(
        sides=found,
        term=term(actor, compact),
        amendments=amendments(actor, compact),
        objectives=objectives(actor, compact),
        clauses=list(Clause.objects.visible_to(actor).filter(compact=compact).select_related("source").order_by("position", "number")),
        territories=territory.territories(actor, compact),
        partners=territory.partners(actor, compact),
        documents=list(Document.objects.visible_to(actor).filter(compact=compact).select_related("source").order_by("dated", "title_es")),
        dialogues=list(Dialogue.objects.visible_to(actor).filter(compact=compact).order_by("number")),
        keeps=keeps(actor, compact, found),
    )  # fmt: skip


def keeps(actor: Actor, compact: Compact, found: Sequence[Side]) -> bool:
    """Whether the actor acts for one of the two sides, or for the unit that began the record, and may keep agreements."""
    own = compact.unit_id == actor.unit_id or any(side.party.organisation.unit_id == actor.unit_id for side in found)
    return own and policy.can(actor, Verb.KEEP_AGREEMENT, group="agreement")


def sides(actor: Actor, compact: Compact) -> list[Side]:
    """The two Participants, the giving one first, with their signatories (two queries)."""
    parties = Party.objects.visible_to(actor).filter(compact=compact).select_related("organisation", "source")
    signed: dict[object, list[Signatory]] = {}
    for row in Signatory.objects.visible_to(actor).filter(compact=compact).select_related("source").order_by("name"):
        signed.setdefault(row.party_id, []).append(row)
    return [Side(party, signed.get(party.pk, [])) for party in sorted(parties, key=lambda party: party.side != "us")]


def amendments(actor: Actor, compact: Compact) -> list[Amended]:
    """The instruments in their order, each with its changes (two queries)."""
    changes: dict[object, list[AmendmentChange]] = {}
    for row in AmendmentChange.objects.visible_to(actor).filter(compact=compact).order_by("field", "id"):
        changes.setdefault(row.amendment_id, []).append(row)
    rows = Amendment.objects.visible_to(actor).filter(compact=compact).select_related("source").order_by("number")
    return [Amended(row, changes.get(row.pk, [])) for row in rows]


def objectives(actor: Actor, compact: Compact) -> list[Objective]:
    """The objectives in their order (one query)."""
    return list(Objective.objects.visible_to(actor).filter(compact=compact).select_related("source").order_by("number"))


def stated(actor: Actor, compact: Compact) -> Mapping[str, list[StatedFact]]:
    """What was said about results, by the thing it speaks of, the latest said first (one query)."""
    found: dict[str, list[StatedFact]] = {}
    rows = StatedFact.objects.visible_to(actor).filter(compact=compact).select_related("source")
    for row in sorted(rows, key=lambda row: (row.about, str(row.as_of or "")), reverse=True):
        found.setdefault(row.about, []).append(row)
    return dict(sorted(found.items()))
