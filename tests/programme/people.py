"""A compact with everybody in it, for the tests of the partnership."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.actions.compact import CompactFacts
from amparo.programme.models import Award, Compact, Objective, Organisation, SubAward

NAMESPACE = UUID("0d8f9c52-6d53-5c0b-9f3e-6d1b53a9a001")

# organisation → (kind, unit in the cast)
ORGANISATIONS = {
    "jtip": ("government", "gov-us"),
    "peru": ("government", "gov-pe"),
    "ilo": ("multilateral", "ilo"),
    "yanapanakusun": ("ngo", "yanapanakusun"),
    "chs": ("ngo", "chs"),
    "idl": ("ngo", "idl"),
    "mimp": ("government", None),
}


@dataclass
class Partnership:
    """A compact with two parties, three objectives, two awards with a sub-award each, and every kind of participant."""

    cast: Any
    compact: Compact
    organisations: dict[str, Organisation]
    objectives: list[Objective] = field(default_factory=list)
    award: Award | None = None
    other_award: Award | None = None
    subaward: SubAward | None = None
    other_subaward: SubAward | None = None

    def again(self) -> Compact:
        """The compact as it is now."""
        with acting_as(self.cast.us):
            self.compact.refresh_from_db()
        return self.compact


def organisations(cast: Any) -> dict[str, Organisation]:
    """The organisations of the tests, bound to the units of the cast."""
    made = {}
    for code, (kind, unit) in ORGANISATIONS.items():
        made[code] = Organisation.objects.create(
            id=uuid5(NAMESPACE, code), code=f"test-{code}", kind=kind, name_es=code.upper(), name_en=code.upper(), short_name=code.upper(),
            unit=cast.units[unit] if unit else None,
        )  # fmt: skip
    return made


def facts(code: str = "test-2025", **more: Any) -> CompactFacts:
    """A compact of the tests."""
    return CompactFacts(code=code, country="PE", title_es="Alianza de prueba", title_en="Test compact", state="in_force", **more)


def partnership(cast: Any, code: str = "test-2025") -> Partnership:
    """Begins a compact and seats everybody."""
    found = organisations(cast)
    with acting_as(cast.us):
        compact = act.begin_compact(
            id=new_id(), seen=0, facts=facts(code), sides=(("us", found["jtip"].pk), ("host", found["peru"].pk)), by=cast.us
        )
    made = Partnership(cast, compact, found)
    seats = [
        ("ilo", "partner", "ilo"), ("yanapanakusun", "partner", "yanapanakusun"), ("chs", "subrecipient", "chs"),
        ("idl", "subrecipient", "idl"), ("evaluation", "evaluator", None), ("crtp-cusco", "commission", None),
        ("crtp-loreto", "commission", None), ("cmnp", "observer", None),
    ]  # fmt: skip
    for member, capacity, organisation in seats:
        _join(made, member, capacity, found[organisation].pk if organisation else None)
    with acting_as(cast.us):
        for number in (1, 2, 3):
            made.objectives.append(
                Objective.objects.create(
                    compact=compact, unit_id=cast.us.unit_id, by=cast.us.user_code, number=number,
                    title_es=f"Objetivo {number}", title_en=f"Objective {number}",
                )
            )  # fmt: skip
        made.award, made.subaward = _award(made, "ilo", "chs", "A-1")
        made.other_award, made.other_subaward = _award(made, "yanapanakusun", "idl", "A-2")
    return made


def _join(made: Partnership, member: str, capacity: str, organisation: UUID | None) -> None:
    us = made.cast.us
    seen = made.again().version
    with acting_as(us):
        act.join_compact(
            id=new_id(), seen=seen, compact=made.compact.pk, member=member, capacity=capacity,
            organisation=organisation, regions=(), by=us,
        )  # fmt: skip


def _award(made: Partnership, prime: str, sub: str, number: str) -> tuple[Award, SubAward]:
    """Rows as a signed award and sub-award leave them, without money yet."""
    us = made.cast.us
    own = {
        "compact": made.compact,
        "unit_id": us.unit_id,
        "by": us.user_code,
        "state": "active",
        "reach": "award",
        "currency": "USD",
    }
    award = Award.objects.create(number=number, recipient=made.organisations[prime], title_es=number, regions=["08", "16"], **own)
    sub_award = SubAward.objects.create(
        number=f"{number}-S", award=award, recipient=made.organisations[sub], title_es=number, regions=["08"], **own
    )
    return award, sub_award
