"""How long a compact lasts: as agreed first, then as each amendment moved it. The end is derived, never written over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from amparo.access.actors import Actor
from amparo.core.dates import PartialDate
from amparo.programme.models import Amendment, AmendmentChange, Compact
from amparo.programme.queries.known import by
from amparo.programme.rules_agreement import TERM, known_by, term_of


@dataclass(frozen=True, slots=True)
class Moved:
    """One change of the end. `when` is the day from which it counts, None where no source tells it."""

    amendment: Amendment
    when: PartialDate | None
    before: PartialDate | None
    after: PartialDate


@dataclass(frozen=True, slots=True)
class Term:
    """The term on a day. `origin`: the amendment that gave the end, None where it is the first one agreed."""

    begins: PartialDate | None
    first_end: PartialDate | None
    ends: PartialDate | None
    origin: Amendment | None = None
    moved: Sequence[Moved] = ()

    def over(self, day: date) -> bool:
        """Whether the end has surely passed on that day; an unknown end has not."""
        return self.ends is not None and self.ends.latest() < day


def counts_from(amendment: Amendment) -> PartialDate | None:
    """When an amendment counts: its effect, else its signature, else the day of which its source speaks."""
    return amendment.effective_on or amendment.signed_on or amendment.as_of


def term(actor: Actor, compact: Compact, on: date | None = None) -> Term:
    """The term as it stood at the end of the day `on` (today where it is None). One query."""
    return terms(actor, [compact], on)[compact.pk]


def terms(actor: Actor, compacts: Sequence[Compact], on: date | None = None) -> dict[object, Term]:
    """The terms of several compacts, by their ids, of the changes recorded by that day. One query."""
    day = on or timezone.localdate()
    rows = AmendmentChange.objects.visible_to(actor).filter(compact__in=compacts, field=TERM).select_related("amendment__source")
    by_compact: dict[object, list[AmendmentChange]] = {}
    then = {compact.pk: by(compact, day) for compact in compacts}
    for row in sorted((row for row in rows if then[row.compact_id].has(row)), key=lambda row: row.amendment.number):
        by_compact.setdefault(row.compact_id, []).append(row)
    return {compact.pk: _derived(compact, by_compact.get(compact.pk, []), day) for compact in compacts}


def _derived(compact: Compact, changes: Sequence[AmendmentChange], day: date) -> Term:
    """Applies the changes that surely held by that day, in the order of the amendments' numbers."""
    ends, origin, moved = compact.ends, None, []
    for change in changes:
        after = term_of(change.after)
        when = counts_from(change.amendment)
        if after is None or not known_by(when, day):
            continue
        moved.append(Moved(change.amendment, when, term_of(change.before) or ends, after))
        ends, origin = after, change.amendment
    return Term(compact.starts or compact.signed_on, compact.ends, ends, origin, moved)
