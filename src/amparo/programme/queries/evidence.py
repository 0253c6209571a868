"""What stands beside a row as its proof."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.programme.abouts import about_of, relations_of
from amparo.programme.models import Evidence, Party
from amparo.programme.models.base import CompactRow


def of(actor: Actor, ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Evidence]]:
    """The evidence of each of these rows, oldest first (one query); rows without any give an empty list."""
    found: dict[UUID, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.visible_to(actor).filter(about_id__in=list(ids)).select_related("source")
    for row in rows.order_by("created_at", "id"):
        found[row.about_id].append(row)
    return found


def may_attach(actor: Actor, row: CompactRow, *, about: str, party: Party | None) -> bool:
    """Whether the actor writes of this row. `party`: `relations.party_of(actor, compact)`."""
    kind, held = about_of(about), relations_of(actor, row, party)
    return any(policy.can(actor, verb, group=kind.group, relations=held) for verb in kind.verbs)
