"""Who takes part in a compact, since when and until when, and who could."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.models import Unit
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme.models import Award, Compact, Organisation, Participation, SubAward
from amparo.programme.relations import relations_to
from amparo.programme.rules import gone
from amparo.programme.said import said

Choices = list[tuple[str, str]]
OPEN = ("active", "closing")


@dataclass(frozen=True, slots=True)
class Seat:
    """A unit that takes part, or did; `ends`: whether the actor may end it."""

    row: Participation
    ends: bool


@dataclass(frozen=True, slots=True)
class Participants:
    """Who takes part now, by capacity; who did, the last one to leave first; whether the actor may seat somebody."""

    now: Sequence[Seat]
    before: Sequence[Seat]
    seats: bool


def participants(actor: Actor, compact: Compact) -> Participants:
    """All seats in the actor's sight: a commission sees those of the whole country and of its regions (one query)."""
    rows = [Seat(row, may_end(actor, row)) for row in _rows(actor, compact).order_by("capacity", "member__name")]
    left = sorted((seat for seat in rows if seat.row.until), key=lambda seat: str(seat.row.until), reverse=True)
    return Participants([seat for seat in rows if not seat.row.until], left, may_seat(actor, compact))


def may_seat(actor: Actor, compact: Compact) -> bool:
    """Whether the actor's unit began the record of the compact: it says who takes part."""
    return _keeps(actor, compact)


def may_end(actor: Actor, row: Participation) -> bool:
    """Whether the actor's unit gave this seat, and it can end: a Participant's own ends with the compact."""
    return row.until is None and _gave(actor, row)


def seat(actor: Actor, compact: Compact, pk: UUID) -> Participation:
    """A seat that the actor's unit gave, ended or not (one query). Raises `NotFound`."""
    row: Participation | None = _rows(actor, compact).filter(pk=pk).first()
    if row is None or not _gave(actor, row):
        raise NotFound(gone())
    return row


def carried_out(actor: Actor, row: Participation) -> int:
    """How many open awards and sub-awards the organisation of this seat holds in the compact (two queries)."""
    own = {"compact_id": row.compact_id, "recipient_id": row.organisation_id, "state__in": OPEN}
    if row.organisation_id is None:
        return 0
    return sum(model.objects.visible_to(actor).filter(**own).count() for model in (Award, SubAward))


def units(*, free: bool = False) -> Choices:
    """Units with somebody whose role reads agreements, by code; `free`: those that act for no organisation yet (one query)."""
    readers = {role for role, _relation, group, verb in policy.matrix() if (group, verb) == ("agreement", Verb.SEE_COMPACT)}
    rows = Unit.objects.filter(active=True, memberships__state="active", memberships__role__in=readers).distinct()
    if free:
        rows = rows.exclude(pk__in=Organisation.objects.filter(unit__isnull=False).values("unit"))
    return [(code, name) for code, name in rows.order_by("name").values_list("code", "name")]


def organisations(*, bound: bool) -> Choices:
    """The organisations for which a unit acts already, with its name; or those for which none does (one query)."""
    rows = Organisation.objects.filter(unit__isnull=not bound).annotate(acting=F("unit__name"))
    named = ((str(row.pk), f"{said(row, 'name')} ({row.acting})" if bound else said(row, "name")) for row in rows)
    return sorted(named, key=lambda pair: pair[1])


def _gave(actor: Actor, row: Participation) -> bool:
    return row.capacity != "party" and _keeps(actor, row)


def _keeps(actor: Actor, row: Compact | Participation) -> bool:
    return policy.can(actor, Verb.KEEP_AGREEMENT, group="agreement", relations=relations_to(actor, row) - {policy.Relation.NONE})


def _rows(actor: Actor, compact: Compact) -> QuerySet[Participation]:
    rows: QuerySet[Participation] = Participation.objects.visible_to(actor).filter(compact=compact)
    return rows.select_related("member", "organisation", "compact")
