"""What anybody may read: the published facts of compacts that are no draft. No word of a partner that was not sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from amparo.access.actors import Actor
from amparo.programme.models import Compact, MoneyClaim, Objective, PartnerPeriod, Party, StatedFact, Territory
from amparo.programme.models.base import Reach
from amparo.programme.queries.terms import Term, terms
from amparo.programme.queries.territory import named


@dataclass(frozen=True, slots=True)
class Published:
    """A compact as its public record tells it."""

    compact: Compact
    term: Term
    over: bool
    parties: Sequence[Party]
    objectives: Sequence[Objective]
    places: Sequence[str]
    partners: Sequence[PartnerPeriod]
    claims: Sequence[MoneyClaim]
    stated: Sequence[StatedFact]


def published(actor: Actor) -> list[Published]:
    """All compacts in force or closed, none of a demonstration, with what all participants may read (8 queries).

    `actor` is the named system actor of the public page: it sees every row, so each query asks for what has a source and
    reaches everybody (`Reach.COMPACT`), and for nothing else.
    """
    compacts = list(
        Compact.objects.visible_to(actor)
        .filter(state__in=("in_force", "closed"), reach=Reach.COMPACT, is_demo=False)
        .select_related("source")
        .order_by("-signed_on")
    )
    day = timezone.localdate()
    ends = terms(actor, compacts, day)
    parties = _of(Party, actor, compacts, "organisation")
    objectives = _of(Objective, actor, compacts)
    places = _of(Territory, actor, compacts)
    partners = _of(PartnerPeriod, actor, compacts, "organisation")
    claims = _of(MoneyClaim, actor, compacts, "source", sourced=True)
    stated = _of(StatedFact, actor, compacts, "source", sourced=True)
    return [
        Published(
            compact, ends[compact.pk], compact.state == "in_force" and ends[compact.pk].over(day),
            sorted(parties.get(compact.pk, ()), key=lambda row: row.side != "us"),
            sorted(objectives.get(compact.pk, ()), key=lambda row: row.number),
            sorted({named(row) for row in places.get(compact.pk, ()) if row.until is None}), partners.get(compact.pk, ()),
            sorted(claims.get(compact.pk, ()), key=lambda row: str(row.said_on or "9")),
            sorted(stated.get(compact.pk, ()), key=lambda row: str(row.as_of or "9")),
        )
        for compact in compacts
    ]  # fmt: skip


def _of(model: Any, actor: Actor, compacts: Iterable[Compact], *related: str, sourced: bool = False) -> dict[object, list[Any]]:
    """The rows of a table by compact: those that reach everybody, and with `sourced` those that say where they were read."""
    rows = model.objects.visible_to(actor).filter(compact__in=compacts, reach=Reach.COMPACT)
    if sourced:
        rows = rows.filter(source__isnull=False)
    found: dict[object, list[Any]] = {}
    for row in rows.select_related(*related) if related else rows:
        found.setdefault(row.compact_id, []).append(row)
    return found
