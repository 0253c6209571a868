"""When a unit is kept away from a file, somebody else looks after the child in the same moment.

An exclusion that takes the file out of sight of the unit that protects her (or of the centre where she is, or of the last unit
in charge) gives it to the next one: another unit of that kind whose jurisdiction covers the place; else the unit above, which
takes charge or says who does; else whoever made the exclusion is asked, and the officers of data: one of them names a unit.
"""

from dataclasses import replace
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from amparo.access import audit, dependants, notices, policy
from amparo.access.acting import acting_as
from amparo.access.action import action
from amparo.access.actors import Actor, system
from amparo.access.models import Exclusion, Membership, Unit
from amparo.access.roles import ROLES
from amparo.access.verbs import Verb
from amparo.cases import states
from amparo.cases.actions.file import involve, knot, leave, subject_of, unit_for
from amparo.cases.actions.passing import hand_on
from amparo.cases.models import Case, Involvement, Stay
from amparo.cases.parts import FIRST_TASK, TRACK
from amparo.cases.queries import sight
from amparo.cases.queries.sight import NAME
from amparo.cases.relations import take_case
from amparo.core.errors import Invalid, NotFound
from amparo.core.versions import bump, take
from amparo.desk import effects
from amparo.desk.models import RunningClock
from amparo.desk.states import LIVE
from amparo.desk.subjects import Subject

SUCCESSION = system("cases.succession")  # whoever excludes may not see the file, and no unit sees what another has open
OFFICER = "dpo"


def after_exclusion(exclusion: Exclusion, by: Actor) -> None:
    """What follows from an exclusion, inside the transaction that makes it."""
    with acting_as(SUCCESSION):
        case = Case.objects.select_related("event").select_for_update(of=("self",)).filter(pk=exclusion.subject_id).first()
        if case is None or case.protection in states.ENDED:
            return
        live = _live(case)
        blind = sight.kept_out(case, [one.unit for one in live])
        lost = [one for one in live if one.unit_id in blind and _hits(exclusion, one.unit)]
        for one in lost:
            if one.part in TRACK.values():
                _find_next(case, one, by)
        if lost and not _somebody(case):
            _find_next(case, lost[0], by, part="protection")
        _centre(case, exclusion, by)


@action
def name_protector(*, id: UUID, seen: int, case: UUID, to_unit: int, by: Actor) -> Case:
    """Says which protection unit takes over a file that nobody protects who sees it and is at work.

    By the unit above the protection units, the prosecutor who hid the file, or an officer of data who was asked to. It gives
    what the one before had open. A closed file whose unit is gone is given as well: only to be opened again.
    """
    row = _unprotected(by, case, seen)
    to = unit_for(row, to_unit, kind="upe", by=by)
    with acting_as(SUCCESSION):
        held = list(Involvement.objects.filter(case=row, part="protection").select_related("unit"))
        away = sight.absent(row, [one.unit for one in held])
        if any(one.until is None and one.unit_id not in away for one in held):
            raise Invalid(_("Ya hay una unidad que la protege. Ella puede entregar el expediente."))
        for one in held:
            if one.unit_id in away:
                for unit in one.unit.path:  # what waited at the unit above goes on from there
                    _pass(row, "protection", unit, to)
        if row.protection in states.ENDED:
            involve(row, to.pk, "protection", "responsible")
        else:
            _receive(row, "protection", to, by)
        effects.close_tasks(subject_of(row), (NAME,), by=by)
        bump(row)
    audit.record(by=by, verb=Verb.NAME_PROTECTOR, subject_type="case", subject=row.code, detail=[("to", to.code)])
    return row


def _unprotected(by: Actor, case: UUID, seen: int) -> Case:
    """The file, locked; for an officer of data only one about which he was asked."""
    if not policy.can(by, Verb.NAME_PROTECTOR, group="house"):
        return take_case(by, case, seen, Verb.NAME_PROTECTOR, "header")
    with acting_as(SUCCESSION):
        asked = effects.asked(Subject("case", case), NAME, unit=by.unit_id, role=by.role)
        if not asked:
            raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
        row: Case = take(Case.objects.select_related("event"), case, seen)
        return row


def _live(case: Case) -> list[Involvement]:
    rows = Involvement.objects.filter(case=case, until=None).exclude(part="service")
    return list(rows.select_related("unit").order_by("since", "id"))


def _hits(exclusion: Exclusion, unit: Unit) -> bool:
    """Whether this exclusion, and not an earlier one, is about the unit or somebody in it."""
    if exclusion.unit_id is not None:
        return exclusion.unit_id in unit.path
    person = exclusion.user_id
    return person is not None and Membership.objects.filter(unit=unit, user_id=person, state="active").exists()


def _somebody(case: Case) -> bool:
    """Whether a unit at work that sees the file protects her, is asked to, or is in charge of anything of it, or is to say who does."""
    live = [one for one in _live(case) if one.part == "protection" or one.relation == "responsible"]
    away = sight.absent(case, [one.unit for one in live])
    waits = effects.asked(subject_of(case), NAME)
    return waits or any(one.unit_id not in away for one in live)


def _find_next(case: Case, lost: Involvement, by: Actor, *, part: str = "") -> None:
    """Gives a part to the next unit. Where nobody covers the place, protection goes up; other parts stay where they are."""
    part = part or lost.part
    kind = "upe" if part == "protection" else lost.unit.kind
    to = sight.successor(case, kind, without=lost.unit_id)
    protects = to is not None
    if to is None and part == "protection":
        to, protects = sight.above(case, lost.unit)
    if to is None:
        if part == "protection":
            _nobody(case, by)
        return
    _pass(case, part, lost.unit_id, to)
    if part != lost.part:  # the last one in charge of anything: what it had open as that goes along
        hand_on(case, lost.part, from_unit=lost.unit_id, to_unit=to.pk, to_part=part)
    if protects:
        _receive(case, part, to, by)
    else:
        effects.give_task(kind=NAME, unit=to.pk, subject=subject_of(case), role=sight.NAMES_PROTECTOR, by=by)
    _passed(case, lost, part, to, by)


def _passed(case: Case, lost: Involvement, part: str, to: Unit, by: Actor) -> None:
    detail = [("part", part), ("from", lost.unit.code), ("to", to.code)]
    audit.record(by=by, verb="pass_part", subject_type="case", subject=case.code, detail=detail)


def _pass(case: Case, part: str, from_unit: int, to: Unit) -> None:
    """What a unit had open of a part is another's now, and it has no longer to do with it."""
    if from_unit != to.pk:
        leave(case, unit_id=from_unit, part=part)
        hand_on(case, part, from_unit=from_unit, to_unit=to.pk)


def _receive(case: Case, part: str, to: Unit, by: Actor) -> None:
    involve(case, to.pk, part, "receiver")
    effects.give_task(kind=FIRST_TASK.get(part, ("take_charge", ""))[0], unit=to.pk, subject=subject_of(case), by=by)
    knot(case, "passed_on", track=part, by=replace(SUCCESSION, unit_id=to.pk))


def _nobody(case: Case, by: Actor) -> None:
    """There is no next unit: who hid the file must see to it, or an officer of data, who may name one."""
    for unit in sorted(notices.watching_units()):
        effects.give_task(kind=NAME, unit=unit, subject=subject_of(case), role=OFFICER, by=by)
    told = set(notices.watchers().values_list("pk", flat=True))
    role = ROLES.get(by.role)
    if role is not None and role.sees_cases:
        effects.give_task(kind=NAME, unit=by.unit_id, subject=subject_of(case), role=by.role, by=by)
    elif by.user_id > 0:
        told.add(by.user_id)
    effects.notify_many([effects.NewNotice("nobody_protects", subject_of(case), user=person) for person in sorted(told)])


def _centre(case: Case, exclusion: Exclusion, by: Actor) -> None:
    """She lives in a centre that no longer sees her file."""
    for stay in Stay.objects.filter(case=case, until=None).select_related("unit"):
        if _hits(exclusion, stay.unit) and stay.unit_id in sight.kept_out(case, [stay.unit]):
            _where_to(case, stay.unit_id, by)


def _where_to(case: Case, centre: int, by: Actor) -> None:
    """Who protects her decides where she is to be, and watches the term of the centre that no longer does."""
    keepers = _keepers(case)
    if not keepers:
        _nobody(case, by)
    for keeper in keepers:
        effects.give_task(kind="centre_kept_away", unit=keeper, subject=subject_of(case), by=by)
        runs = Q(rule_code="unauthorised_leave", unit_id=centre, state__in=LIVE)
        clocks = RunningClock.objects.filter(runs, subject_type="case", subject_id=case.pk)
        clocks.update(unit_id=keeper, version=F("version") + 1)


def _keepers(case: Case) -> list[int]:
    """Who protects her now, or is asked to; one unit, or none."""
    live = [one for one in _live(case) if one.part == "protection"]
    away = sight.absent(case, [one.unit for one in live])
    return [one.unit_id for one in live if one.unit_id not in away][:1]


def files_of(unit: int) -> list[UUID]:
    """The files that a unit still has to do with though nobody works in it, or it closed; none where somebody does."""
    if dependants.at_work(unit):
        return []
    with acting_as(SUCCESSION):
        rows = Involvement.objects.filter(unit_id=unit, until=None).exclude(part="service")
        return list(rows.order_by("case_id").values_list("case_id", flat=True).distinct())


def pass_on(case: UUID, unit: int) -> None:
    """Gives one file of such a unit to the next one, as after an exclusion; a closed file so that somebody can open it again.

    In a transaction of its own. What was given already, or belongs to a unit that has people again, stays as it is.
    """
    with acting_as(SUCCESSION) as by:
        if dependants.at_work(unit):
            return
        row = Case.objects.select_related("event").select_for_update(of=("self",)).get(pk=case)
        own = [one for one in _live(row) if one.unit_id == unit]
        if row.protection in states.ENDED:
            _keep_reopenable(row, own, by)
            return
        for one in own:
            if one.part in TRACK.values():
                _find_next(row, one, by)
        if own and not _somebody(row):
            _find_next(row, own[0], by, part="protection")
        if any(one.part == "placement" for one in own):
            _where_to(row, unit, by)


def _keep_reopenable(case: Case, own: list[Involvement], by: Actor) -> None:
    """A closed file of a unit that closed: another unit of its kind has it. While the unit is only empty, it stays."""
    for one in own:
        if one.unit.active or one.part not in TRACK.values():
            continue
        to = sight.successor(case, one.unit.kind, without=one.unit_id, anywhere=True)
        if to is None and one.part == "protection":
            _nobody(case, by)
        if to is not None:
            leave(case, unit_id=one.unit_id, part=one.part)
            involve(case, to.pk, one.part, one.relation)
            _passed(case, one, one.part, to, by)
