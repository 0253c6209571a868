"""Opening a file, taking charge of it, handing it over, keeping somebody away from it."""

from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.models import Unit
from amparo.access.policy import Relation
from amparo.access.verbs import Verb
from amparo.cases.actions.file import involve, knot, leave, subject_of, unit_for
from amparo.cases.actions.passing import answer_for, hand_on
from amparo.cases.models import Case, Involvement
from amparo.cases.parts import BELONGS, FIRST_TASK, TRACK
from amparo.cases.queries import file
from amparo.cases.relations import take_case
from amparo.core import codelists
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.versions import bump, expect_new
from amparo.desk import effects


@action
def open_file(*, id: UUID, seen: int, code: str, by: Actor) -> Case:
    """Opens a file to read it: reading is recorded. Raises `NotFound` where the actor may not know that it exists.

    A supervisor above the unit may know that the file exists and still not open it: that is `Denied`. The row comes as
    `queries.file.find` reads it; a replay gives the plain row.
    """
    expect_new(seen)
    row = file.find(by, code)
    relations = file.sheet(by, row).relations if row else frozenset({Relation.NONE})
    if row is None or relations == {Relation.NONE}:
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    policy.check(by, Verb.OPEN_FILE, group="header", relations=relations)
    audit.record(by=by, verb=Verb.OPEN_FILE, subject_type="case", subject=row.code)
    return row


@action
def take_charge(*, id: UUID, seen: int, case: UUID, by: Actor) -> Case:
    """The actor's unit answers for its part from now on. When UPE does, whoever raised the alert has handed over."""
    row = take_case(by, case, seen, Verb.TAKE_CHARGE, "header")
    part = TRACK.get(by.role)
    if part is None:
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))
    if Involvement.objects.filter(case=row, part=part, relation="responsible", until=None).exists():
        raise Invalid(_("Otra unidad ya está a cargo. Pídale que le entregue el caso."))
    leave(row, unit_id=by.unit_id, part=part)
    involve(row, by.unit_id, part, "responsible")
    if part == "protection":
        for unit in Involvement.objects.filter(case=row, part="alert", until=None).values_list("unit_id", flat=True):
            answer_for(row, "alert", from_unit=unit, to_unit=by.unit_id, to_part=part)
        leave(row, part="alert")
    knot(row, "taken", track=part, by=by)
    task, rule = FIRST_TASK.get(part, ("take_charge", ""))
    effects.close_tasks(subject_of(row), (task,), by.unit_id, by=by)
    effects.meet_clock(subject_of(row), rule, unit=by.unit_id, by=by)
    bump(row)
    audit.record(by=by, verb=Verb.TAKE_CHARGE, subject_type="case", subject=row.code, detail=[("part", part)])
    return row


@action
def hand_over(*, id: UUID, seen: int, case: UUID, part: str, to_unit: int, by: Actor) -> Case:
    """Gives the actor's part to another unit of the same kind of work (another UPE, another prosecutor's office).

    What belongs to the part goes along: requests made under it, tasks, terms, what it waits for. The rest stays.
    """
    row = take_case(by, case, seen, Verb.HAND_OVER, "header")
    codelists.check(part=(BELONGS, part))
    own_kind = Unit.objects.values_list("kind", flat=True).get(pk=by.unit_id)
    unit_for(row, to_unit, kind=own_kind, by=by)
    if not leave(row, unit_id=by.unit_id, part=part, relation="responsible"):
        raise Invalid(_("Su unidad no tiene a cargo esa parte."))
    knot(row, "handed_over", track=part, by=by)
    hand_on(row, part, from_unit=by.unit_id, to_unit=to_unit)
    if part in TRACK.values():
        involve(row, to_unit, part, "receiver")
        effects.give_task(kind=FIRST_TASK.get(part, ("take_charge", ""))[0], unit=to_unit, subject=subject_of(row), by=by)
    else:  # an alert has no step of taking charge: it is theirs at once
        involve(row, to_unit, part, "responsible")
        effects.notify("handed_over", subject_of(row), unit=to_unit, about_unit=by.unit_id)
    bump(row)
    audit.record(by=by, verb=Verb.HAND_OVER, subject_type="case", subject=row.code, detail=[("part", part)])
    return row


@action
def write_note(*, id: UUID, seen: int, case: UUID, note: str, by: Actor) -> Case:
    """A note of the actor's unit: practical things for the next shift, not what she lived through. Only the own unit reads it."""
    row = take_case(by, case, seen, Verb.NOTE, "own")
    if not note.strip():
        raise Invalid({"note": [_("Escriba la anotación.")]})
    knot(row, "note", track="protection", group="own", by=by, note=note)
    audit.record(by=by, verb=Verb.NOTE, subject_type="case", subject=row.code)
    return row
