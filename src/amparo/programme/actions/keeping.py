"""What was agreed at the table becomes a commitment of the side that keeps it."""

from uuid import UUID, uuid5

from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.core.errors import NotFound
from amparo.core.versions import bump
from amparo.programme.actions.commitments import CommitmentFacts, propose_commitment
from amparo.programme.actions.table import as_commitment
from amparo.programme.models import Commitment
from amparo.programme.rules import gone


@action
def commit_agreement(*, id: UUID, seen: int, agreement: UUID, kind: str, by: Actor) -> Commitment:
    """The agreement (with its side, owner and date) as a commitment, agreed from the start. `seen` is the agreement's version.

    Raises `Invalid` where one of the three is missing or it is a commitment already.
    """
    row = as_commitment(by, agreement, seen)
    if row.party_id is None:  # `as_commitment` refuses that
        raise NotFound(gone())
    facts = CommitmentFacts(
        party=row.party_id, kind=kind, text_es=row.text_es, text_en=row.text_en, owner=row.owner_id, due=row.due, agreed_in=row.pk,
        source=row.source_id, as_of=row.as_of, verified=row.verified,
    )  # fmt: skip
    made = propose_commitment(id=uuid5(id, "commitment"), seen=0, compact=row.compact_id, facts=facts, by=by)
    bump(row)
    return made
