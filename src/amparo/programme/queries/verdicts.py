"""The other side's word about entries: the last one of each, and what the actor may say himself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.access import policy
from amparo.access.acting import acting_as
from amparo.access.actors import Actor, system
from amparo.access.verbs import Verb
from amparo.programme.abouts import ABOUTS, about_of, relations_of
from amparo.programme.models import Indicator, Party, Verdict
from amparo.programme.models.base import CompactRow

READER = system("verdicts")  # reads whether a row was accepted, where who wrote it may not


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry before the other side: its last word, None while it said nothing; whether that word is of an older version.

    `may`: the actor is the one who can accept or dispute. Drawn by `programme/part/verdict.html`.
    """

    about: str
    about_id: UUID
    version: int
    compact: str
    verdict: Verdict | None
    may: bool
    since: datetime | None = (
        None  # of an indicator: since when its definition and baseline stand, whatever its version counts besides
    )

    @property
    def outdated(self) -> bool:
        """The entry changed after it was accepted or disputed."""
        if self.verdict is None:
            return False
        return self.verdict.created_at < self.since if self.since else self.verdict.about_version != self.version

    @property
    def accepted(self) -> bool:
        return self.verdict is not None and self.verdict.accepted

    @property
    def disputed(self) -> bool:
        return self.verdict is not None and not self.verdict.accepted


def latest(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Verdict]:
    """The last verdict about each of these rows (one query); rows nobody judged are left out."""
    rows = Verdict.objects.visible_to(actor).filter(about_id__in=list(ids)).select_related("party__organisation")
    return {row.about_id: row for row in rows.order_by("created_at", "id")}


def accepted(row: CompactRow) -> bool:
    """Whether the last word about a row is that somebody else than its writer accepts it.

    For a rule, and read by a named system actor: a partner reads no word about its own rows.
    """
    with acting_as(READER):
        last = latest(READER, [row.pk]).get(row.pk)
    return last is not None and last.accepted and last.unit_id != row.unit_id


def of(actor: Actor, about_id: UUID) -> Sequence[Verdict]:
    """All verdicts about a row, the last first (one query)."""
    rows = Verdict.objects.visible_to(actor).filter(about_id=about_id).select_related("party__organisation")
    return list(rows.order_by("-created_at", "-id"))


def standings(actor: Actor, rows: Sequence[CompactRow], *, about: str, party: Party | None) -> Mapping[UUID, Standing]:
    """How each of these rows of one compact stands with the other side (one query). `party`: `relations.party_of(actor, compact)`."""
    kind, last = about_of(about), latest(actor, [row.pk for row in rows])
    return {
        row.pk: Standing(
            about, row.pk, row.version, row.compact.code, last.get(row.pk),
            party is not None and policy.can(actor, Verb.VERIFY, group=kind.group, relations=relations_of(actor, row, party)),
            row.said_since if isinstance(row, Indicator) else None,
        )
        for row in rows
    }  # fmt: skip


def found(actor: Actor, about_id: UUID) -> tuple[str, CompactRow] | None:
    """What kind of row has this id, and the row, within the actor's sight (one query a kind until it is found)."""
    for name, kind in ABOUTS.items():
        row = kind.model.objects.visible_to(actor).filter(pk=about_id).select_related("compact").first()
        if row is not None:
            return name, row
    return None
