"""An event of the own unit: the children found, and which units got it."""

from dataclasses import dataclass

from amparo.access.actors import Actor
from amparo.cases import labels
from amparo.cases.models import Case, Event, Involvement
from amparo.core.errors import NotFound


@dataclass(frozen=True)
class Found:
    """A child of the event: her file, and who got it as far as the reader may know."""

    case: Case
    who: str
    received: tuple[Involvement, ...]
    handed_over: bool


def event(actor: Actor, code: str) -> Event:
    """An event that the actor's unit recorded. Raises `NotFound` for any other."""
    row: Event | None = Event.objects.visible_to(actor).filter(code=code, unit_id=actor.unit_id).first()
    if row is None:
        raise NotFound("")
    return row


def children(actor: Actor, row: Event) -> list[Found]:
    """The files of the event with the units that got them (two queries)."""
    cases = list(Case.objects.visible_to(actor).filter(event=row).order_by("created_at", "code"))
    involved = list(
        Involvement.objects.visible_to(actor).filter(case__in=cases).select_related("unit").order_by("since", "unit__name")
    )
    return [_found(actor, case, [one for one in involved if one.case_id == case.pk]) for case in cases]


def _found(actor: Actor, case: Case, involved: list[Involvement]) -> Found:
    others = tuple(one for one in involved if one.unit_id != actor.unit_id and one.part in ("protection", "penal"))
    own = [one for one in involved if one.unit_id == actor.unit_id and one.part == "alert"]
    return Found(case, labels.who(case.age, case.sex), others, bool(own) and all(one.until for one in own))
