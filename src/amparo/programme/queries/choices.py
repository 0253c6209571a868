"""What the forms of the partnership offer: sides, organisations, objectives, amendments."""

from amparo.access.actors import Actor
from amparo.core import places
from amparo.programme import relations
from amparo.programme.models import Amendment, Compact, Objective, Organisation, Party
from amparo.programme.said import said

Choices = list[tuple[str, str]]


def side_of(actor: Actor, compact: Compact) -> str:
    """us, host, or "" for who acts for neither (one query)."""
    party = relations.party_of(actor, compact)
    return str(party.side) if party else ""


def parties(actor: Actor, compact: Compact) -> Choices:
    """Both sides, by id."""
    rows = Party.objects.visible_to(actor).filter(compact=compact).select_related("organisation").order_by("side")
    return [(str(row.pk), said(row.organisation, "name")) for row in rows]


def organisations(*kinds: str) -> Choices:
    """Organisations by name, of these kinds only where any is named."""
    rows = Organisation.objects.filter(kind__in=kinds) if kinds else Organisation.objects.all()
    return sorted(((str(row.pk), said(row, "name")) for row in rows), key=lambda pair: pair[1])


def objectives(actor: Actor, compact: Compact) -> Choices:
    """The objectives of a compact, by id."""
    return [(str(row.pk), f"{row.number}. {said(row, 'title')}") for row in _objectives(actor, compact)]


def objective_numbers(actor: Actor, compact: Compact) -> Choices:
    """The objectives of a compact, by number, as they stand in an address."""
    return [(str(row.number), f"{row.number}. {said(row, 'title')}") for row in _objectives(actor, compact)]


def amendments(actor: Actor, compact: Compact) -> Choices:
    """The amendments of a compact, by id."""
    rows = Amendment.objects.visible_to(actor).filter(compact=compact).order_by("number")
    return [(str(row.pk), f"{row.number}. {said(row, 'instrument')}") for row in rows]


def _objectives(actor: Actor, compact: Compact) -> list[Objective]:
    return list(Objective.objects.visible_to(actor).filter(compact=compact).order_by("number"))


def regions() -> Choices:
    """The regions of the country, by INEI code of two digits, in the order of their names."""
    return sorted(
        ((code, place.name) for code, place in places.index().by_code.items() if len(code) == 2), key=lambda pair: pair[1]
    )
