"""The people of the bench: two governments, a partner and its sub-recipient, an evaluator and a commission, and their compact."""

from collections.abc import Mapping
from dataclasses import dataclass

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.access.models import Institution, InstitutionName, Membership, Unit, User
from amparo.access.sessions import actor_of
from amparo.core.ids import new_code, new_id
from amparo.programme.actions.compact import CompactFacts, begin_compact
from amparo.programme.benches.scale.house import House
from amparo.programme.models import Objective, Organisation, Participation

# who → (kind of institution, role, capacity in the compact)
SEATS = {
    "us": ("compact", "compact_manager", "party"), "peru": ("compact", "compact_manager", "party"), "prime": ("partner", "partner", "partner"),
    "sub": ("partner", "subrecipient", "subrecipient"), "evaluator": ("evaluator", "evaluator", "evaluator"),
    "crtp": ("commission", "crtp", "commission"),
}  # fmt: skip
CODE = "bench-2025"


@dataclass(frozen=True)
class Seated:
    """Everybody by the names of `SEATS`, their compact, and the other organisations that receive awards."""

    house: House
    users: Mapping[str, User]
    actors: Mapping[str, Actor]
    recipients: list[Organisation]


def seated(partners: int) -> Seated:
    """Begins a compact with everybody in it, and `partners` more partners whose people do not appear."""
    users, actors, bodies = {}, {}, {}
    for who, (kind, role, _capacity) in SEATS.items():
        unit = _unit(f"bench-{who}", kind, ["08"] if who == "crtp" else [])
        users[who], actors[who] = _person(unit, role)
        bodies[who] = _organisation(f"bench-{who}", unit)
    others = [_organisation(code, _unit(code, "partner", [])) for code in (f"bench-partner-{at}" for at in range(partners))]
    us = actors["us"]
    with acting_as(us):
        facts = CompactFacts(CODE, "PE", "Alianza de medida", "Bench compact", state="in_force")
        compact = begin_compact(
            id=new_id(), seen=0, facts=facts, sides=(("us", bodies["us"].pk), ("host", bodies["peru"].pk)), by=us
        )
        own = {"compact": compact, "unit_id": us.unit_id, "by": us.user_code}
        seats = [(bodies[who], capacity) for who, (_kind, _role, capacity) in SEATS.items() if capacity != "party"]
        Participation.objects.bulk_create(
            Participation(
                member=body.unit, organisation=body, capacity=capacity, regions=["08"] if capacity == "commission" else [], **own
            )
            for body, capacity in [*seats, *((one, "partner") for one in others)]
        )
        objectives = Objective.objects.bulk_create(
            [Objective(number=at, title_es=f"Objetivo {at}", title_en=f"Objective {at}", **own) for at in (1, 2, 3)]
        )
    house = House(compact, us, actors["peru"], actors["prime"], actors["sub"], bodies=bodies, objectives=objectives)
    return Seated(house, users, actors, others)


def _unit(code: str, kind: str, ubigeo: list[str]) -> Unit:
    home = Institution.objects.create(code=code, kind=kind)
    InstitutionName.objects.create(institution=home, name=code, short_name=code)
    unit = Unit.objects.create(code=code, institution=home, name=code, kind=kind, ubigeo=ubigeo)
    unit.refresh_from_db()
    return unit


def _person(unit: Unit, role: str) -> tuple[User, Actor]:
    user = User.objects.create(code=new_code("USR"), email=f"{unit.code}@example.pe", display_name=unit.code)
    Membership.objects.create(user=user, unit=unit, role=role, state="active")
    return user, actor_of(user, Membership.objects.select_related("unit__institution").get(user=user))


def _organisation(code: str, unit: Unit) -> Organisation:
    return Organisation.objects.create(code=code, kind="ngo", name_es=code, name_en=code, short_name=code, unit=unit)
