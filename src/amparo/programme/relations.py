"""What the actor's unit has to do with a row of the partnership: its own entry, the other side's, or neither."""

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme.models import Award, Compact, Party, SubAward
from amparo.programme.models.base import AwardRow, CompactRow
from amparo.programme.rules import gone


def relations_to(actor: Actor, row: Compact | CompactRow) -> frozenset[Relation]:
    """RESPONSIBLE for what one's own unit wrote and for one's own award or sub-award; RECEIVER for what is in sight besides."""
    own = row.unit_id == actor.unit_id or actor.unit_id in _holders(row)
    return frozenset({Relation.RESPONSIBLE, Relation.NONE} if own else {Relation.RECEIVER, Relation.NONE})


def check(actor: Actor, verb: Verb, *, group: str, row: Compact | CompactRow) -> None:
    """Raises `Denied` where the matrix does not allow the verb for the actor's relations to this row."""
    policy.check(actor, verb, group=group, relations=relations_to(actor, row) - {Relation.NONE})


def party_of(actor: Actor, compact: Compact) -> Party | None:
    """The Participant for which the actor acts, None for everybody else (one query)."""
    found: Party | None = (
        Party.objects.visible_to(actor)
        .filter(compact=compact, organisation__unit_id=actor.unit_id)
        .select_related("organisation")
        .first()
    )
    return found


def own_party(actor: Actor, compact: Compact) -> Party:
    """As `party_of`. Raises `NotFound` for who acts for neither side."""
    party = party_of(actor, compact)
    if party is None:
        raise NotFound(gone())
    return party


def _holders(row: object) -> tuple[int | None, ...]:
    """The units whose own award or sub-award this row is, or belongs to."""
    if isinstance(row, Award | SubAward):
        return (row.recipient.unit_id,)
    if isinstance(row, AwardRow):
        if row.subaward_id is not None:
            return (row.subaward.recipient.unit_id,) if row.subaward else ()
        return (row.award.recipient.unit_id,) if row.award_id is not None and row.award else ()
    return ()
