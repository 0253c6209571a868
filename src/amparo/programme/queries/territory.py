"""Where the compact works and who carries it out, by period: on a day, or all of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.core import places
from amparo.programme.models import Compact, PartnerPeriod, Territory
from amparo.programme.queries.known import Known

Lasting = TypeVar("Lasting", Territory, PartnerPeriod)


def territories(actor: Actor, compact: Compact, known: Known | None = None) -> Sequence[Territory]:
    """Every period of every region in sight, the earliest first (one query). `known`: as it was known then."""
    found = (Territory.every if known else Territory.objects).visible_to(actor)
    rows = found.filter(compact=compact).select_related("source", "amendment")
    rows = known.read(rows) if known else rows
    return sorted(rows, key=lambda row: (str(row.since or "9"), row.regions, row.label))


def partners(actor: Actor, compact: Compact, known: Known | None = None) -> Sequence[PartnerPeriod]:
    """Every period of every organisation that carries work out, primes first (one query). `known`: as it was known then."""
    rows = PartnerPeriod.objects.visible_to(actor).filter(compact=compact).select_related("source", "organisation", "prime")
    rows = known.facts(rows) if known else rows
    return sorted(rows, key=lambda row: (row.role != "prime", str(row.since or "9"), row.organisation.short_name))


def held(rows: Iterable[Lasting], day: date) -> list[Lasting]:
    """The rows that surely held on that day: begun by then (a beginning that nobody knows counts), and not surely ended."""
    return [row for row in rows if _begun(row, day) and (row.until is None or row.until.latest() >= day)]


def _begun(row: Any, day: date) -> bool:
    """Whether it had surely begun; where nobody knows since when, it had by the day of which its source speaks."""
    when = row.since or row.as_of
    return when is None or when.latest() <= day


def region_of(code: str) -> str:
    """The name of a region by its INEI code; the code where there is none."""
    place = places.index().by_code.get(code)
    return place.name if place else code


def named(row: Territory) -> str:
    """The place as the act names it, else the region."""
    if row.label:
        return row.label
    return region_of(row.regions[0]) if row.regions else _("Todo el país")
