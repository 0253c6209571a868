"""What all activities share: under which award they are done, and that their codes, regions and districts are real."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists, places
from amparo.core.errors import Invalid, NotFound
from amparo.programme import relations, rules
from amparo.programme.actions.compact import taken
from amparo.programme.models import Award, Compact, Objective, Participation, Reach, SubAward, WorkItem


@dataclass(frozen=True)
class Under:
    """Where an activity belongs: a sub-award, or an award. Both empty: a regional commission's own work."""

    award: UUID | None = None
    subaward: UUID | None = None


def placed(by: Actor, compact: UUID, under: Under, *, regions: Sequence[str], verb: Verb) -> dict[str, Any]:
    """The columns that place a new activity: compact, award, regions, who writes it and how far it reaches.

    Own award or sub-award only. Raises `Denied` for another's, `NotFound` where it is not in sight, `Invalid` where it is closed
    or where somebody who is no commission names none.
    """
    found = taken(by, compact)
    own = {"compact": found, "unit_id": by.unit_id, "by": by.user_code, "reach": Reach.AWARD, "regions": sorted(set(regions))}
    if under.award is None and under.subaward is None:
        _of_a_commission(by, found, regions, verb)
        return own
    award, subaward = _held(by, found, under)
    holder: Award | SubAward | None = subaward or award
    if holder is None:
        raise NotFound(rules.gone())
    relations.check(by, verb, group="activities", row=holder)
    if holder.state not in ("active", "closing"):
        raise Invalid({"under": [_("Ese acuerdo ya se cerró o todavía no se firma.")]})
    return {**own, "award": award, "subaward": subaward}


def _held(by: Actor, compact: Compact, under: Under) -> tuple[Award | None, SubAward | None]:
    subaward = None
    if under.subaward is not None:
        subs = SubAward.objects.visible_to(by).filter(compact=compact).select_related("recipient", "award__recipient")
        subaward = subs.filter(pk=under.subaward).first()
        if subaward is None:
            raise NotFound(rules.gone())
        return subaward.award, subaward
    awards = Award.objects.visible_to(by).filter(compact=compact).select_related("recipient")
    return awards.filter(pk=under.award).first(), None


def _of_a_commission(by: Actor, compact: Compact, regions: Sequence[str], verb: Verb) -> None:
    policy.check(by, verb, group="activities")
    seats = Participation.objects.visible_to(by).filter(compact=compact, member_id=by.unit_id, until=None)
    seat = seats.filter(capacity="commission").first()
    if seat is None:
        raise Invalid({"under": [_("Elija en qué acuerdo suyo se hace.")]})
    if not regions or set(regions) - set(seat.regions):
        raise Invalid({"regions": [_("Elija una región de su comisión.")]})


def must_be_coded(regions: Sequence[str] = (), **codes: codelists.Asked) -> rules.Messages:
    """Regions that INEI knows, and codes on their lists (`field=(list, value)`)."""
    known = places.index().by_code
    unknown = [region for region in regions if len(region) != 2 or region not in known]
    return {**codelists.unknown(**codes), **({"regions": [_("Elija regiones de la lista.")]} if unknown else {})}


def district_right(district: str, *, needed: bool = True) -> rules.Messages:
    """A district by its INEI code, six figures."""
    if (not district and not needed) or (len(district) == 6 and district in places.index().by_code):
        return {}
    return {"district": [_("Elija un distrito de la lista.")]}


def objective_of(by: Actor, compact: Compact, objective: UUID | None) -> Objective | None:
    """The objective, if it is one of this compact. Raises `Invalid`."""
    if objective is None:
        return None
    row: Objective | None = Objective.objects.visible_to(by).filter(pk=objective, compact=compact).first()
    if row is None:
        raise Invalid({"objective": [_("Elija un objetivo de esta alianza.")]})
    return row


def item_of(by: Actor, compact: Compact, item: UUID | None) -> WorkItem | None:
    """The line of the work plan, if it is one of this compact in sight. Raises `Invalid`."""
    if item is None:
        return None
    row: WorkItem | None = WorkItem.objects.visible_to(by).filter(pk=item, compact=compact).first()
    if row is None:
        raise Invalid({"work_item": [_("Elija una actividad del plan de trabajo.")]})
    return row


def refuse(*found: rules.Messages) -> None:
    """Raises `Invalid` where any rule has something to say."""
    if messages := rules.merged(found):
        raise Invalid(messages)
