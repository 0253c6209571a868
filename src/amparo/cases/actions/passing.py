"""What goes along with a part of a file: the requests made under it, and what the desk of its unit holds and waits for."""

from dataclasses import replace
from uuid import UUID

from amparo.access.acting import acting_as
from amparo.cases.actions.file import subject_of
from amparo.cases.models import Case, Involvement, Referral
from amparo.cases.parts import BELONGS
from amparo.desk import effects
from amparo.desk.effects import Share


def hand_on(case: Case, part: str, *, from_unit: int, to_unit: int, to_part: str = "") -> None:
    """Another unit has the part: its requests, its tasks and terms, and what it waits for are that unit's now.

    `to_part` is the part as which that unit has it, where it is another one.
    """
    asked = _pass_requests(case, part, from_unit, to_unit, to_part or part)
    share = replace(BELONGS.get(part, Share()), targets=asked)
    effects.pass_on(subject_of(case), share, from_unit=from_unit, to_unit=to_unit)


def answer_for(case: Case, part: str, *, from_unit: int, to_unit: int, to_part: str) -> None:
    """A part ends in another (an alert in protection): whoever has that one waits for what was asked under the first."""
    asked = _pass_requests(case, part, from_unit, to_unit, to_part)
    share = replace(BELONGS.get(part, Share()), targets=asked)
    effects.wait_instead(subject_of(case), share, from_unit=from_unit, to_unit=to_unit)


def who_protects(case: Case) -> int | None:
    """The unit in charge of her protection."""
    with acting_as(effects.DESK):
        rows = Involvement.objects.filter(case=case, part="protection", relation="responsible", until=None)
        return rows.values_list("unit_id", flat=True).first()  # type: ignore[no-any-return]


def who_waits(row: Referral) -> int:
    """The unit that gets the answer: who asked while it is in the file, else who protects her."""
    with acting_as(effects.DESK):
        here = Involvement.objects.filter(case_id=row.case_id, unit_id=row.sender_id, until=None).exclude(part="service").exists()
    return int(row.sender_id) if here else who_protects(row.case) or int(row.sender_id)


def _pass_requests(case: Case, part: str, from_unit: int, to_unit: int, to_part: str) -> frozenset[UUID]:
    with acting_as(effects.DESK):
        rows = Referral.objects.filter(case=case, part=part, sender_id=from_unit)
        asked = frozenset(rows.values_list("pk", flat=True))
        rows.update(sender_id=to_unit, part=to_part)
    return asked
