"""A sample of each action of the files."""

from uuid import uuid5

from amparo.access.acting import acting_as
from amparo.access.actions import exclude
from amparo.cases import actions as act
from amparo.cases.facts import ChildFacts, Claim, EventFacts, RegisterChild, RegisterEvent
from amparo.cases.models import Bed, Case, FollowUp, Goal
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.vault.rules import Identity
from tests.samples import sample

DAY = PartialDate(2026, 11)
FACTS = ChildFacts(
    sex="female", age=14, age_source="declared", identity=Identity(given_names="Inventada", first_surname="Prueba")
)
EVENT = EventFacts(channel="police_station", place="080101", danger="no")
PROFILE = act.Profile(specialised=True, sexes="female", age_from=10, age_to=17, with_baby=False)


def do(action, by, **kwargs):
    """Runs an action as its actor, in a transaction of its own."""
    with acting_as(by):
        return action(id=new_id(), by=by, **kwargs)


def on(row, by, **more):
    """The keywords of an act on a row as it is now."""
    with acting_as(by):
        seen = type(row).objects.get(pk=row.pk).version
    return dict(id=new_id(), seen=seen, by=by, **more)


def alerted(cast):
    event = do(act.raise_alert, cast.officer, seen=0, event=EVENT, children=(FACTS,))
    with acting_as(cast.officer):
        return Case.objects.get(event=event)


def step(action, row, by, **more):
    """One act on a row, at its version now."""
    return action_of(action, on(row, by, **more))


def action_of(action, kwargs):
    with acting_as(kwargs["by"]):
        return action(**kwargs)


def charged(cast):
    case = alerted(cast)
    for by in (cast.upe, cast.prosecutor):
        step(act.take_charge, case, by, case=case.pk)
    return case


def protected(cast):
    case = charged(cast)
    measure = step(act.open_protection, case, cast.upe, case=case.pk, resolution_number="01-2026", resolved=DAY)
    return case, measure


def referred(cast, to="health", service="health"):
    case, _measure = protected(cast)
    need = act.Need(service, "Control pediátrico")
    return case, step(act.refer, case, cast.upe, case=case.pk, to_unit=cast.actors[to].unit_id, need=need)


def asked_for_a_place(cast):
    do(act.arrange_centre, cast.centre, seen=0, profile=PROFILE, places=2)
    _case, row = referred(cast, "centre", "shelter_place")
    return step(act.answer_referral, row, cast.centre, referral=row.pk, step="accept")


def planned(cast):
    case, _measure = protected(cast)
    goals = (act.GoalFacts("education", "Volver a la escuela"),)
    step(act.write_plan, case, cast.upe, case=case.pk, kind="pti", opinion="agrees", goals=goals)
    return case


def screened(cast):
    case = charged(cast)
    return case, step(act.begin_screening, case, cast.upe, case=case.pk)


@sample("cases.raise_alert")
def raise_alert(cast):
    return dict(id=new_id(), seen=0, event=EVENT, children=(FACTS,), by=cast.officer)


@sample("cases.add_child", on_row=True)
def add_child(cast):
    return on(event_of(cast, alerted(cast)), cast.officer, child=FACTS) | {"event": event_of(cast).pk}


def event_of(cast, case=None):
    with acting_as(cast.officer):
        rows = Case.objects.filter(pk=case.pk) if case else Case.objects.all()
        return rows.select_related("event")[0].event


@sample("cases.triage", on_row=True)
def triage(cast):
    case = charged(cast)
    return on(case, cast.upe, case=case.pk, risk="high")


@sample("cases.dismiss", on_row=True)
def dismiss(cast):
    case = charged(cast)
    return on(case, cast.upe, case=case.pk, reason="other_route")


@sample("cases.open_file")
def open_file(cast):
    return dict(id=new_id(), seen=0, code=charged(cast).code, by=cast.upe)


@sample("cases.open_event")
def open_event(cast):
    return dict(id=new_id(), seen=0, code=event_of(cast, alerted(cast)).code, by=cast.officer)


@sample("cases.take_charge", on_row=True)
def take_charge(cast):
    case = alerted(cast)
    return on(case, cast.upe, case=case.pk)


@sample("cases.hand_over", on_row=True)
def hand_over(cast):
    case = charged(cast)
    return on(case, cast.upe, case=case.pk, part="protection", to_unit=cast.outsider.unit_id)


@sample("cases.name_protector", on_row=True)
def name_protector(cast):
    """The only protection unit of the place is kept away from the file: the unit above says who takes over."""
    case = charged(cast)
    about = dict(subject_type="case", subject_id=case.pk, unit=cast.units["upe-cusco"].pk, reason="accused")
    do(exclude, cast.dpo, seen=0, **about)
    return on(case, cast.upe_chief, case=case.pk, to_unit=cast.outsider.unit_id)


@sample("cases.write_note")
def write_note(cast):
    case = charged(cast)
    return on(case, cast.upe, case=case.pk, note="Prefiere que la atienda una mujer")


@sample("cases.begin_screening")
def begin_screening(cast):
    case = charged(cast)
    return on(case, cast.upe, case=case.pk)


@sample("cases.answer_screening", on_row=True)
def answer_screening(cast):
    _case, screening = screened(cast)
    return on(screening, cast.upe, screening=screening.pk, step="facts", answers={("act", "recruit"): "yes"}, pause=False)


@sample("cases.finish_screening", on_row=True)
def finish_screening(cast):
    _case, screening = screened(cast)
    return on(screening, cast.upe, screening=screening.pk)


@sample("cases.decide_status")
def decide_status(cast):
    case = charged(cast)
    return on(case, cast.upe, case=case.pk, status="identified", decided=DAY, basis="indicators")


@sample("cases.open_protection", on_row=True)
def open_protection(cast):
    case = charged(cast)
    return on(case, cast.upe, case=case.pk, resolution_number="01-2026", resolved=DAY)


@sample("cases.record_court_step", on_row=True)
def record_court_step(cast):
    _case, measure = protected(cast)
    return on(measure, cast.upe, measure=measure.pk, step="send_to_court", happened=DAY)


@sample("cases.record_penal_step")
def record_penal_step(cast):
    case = charged(cast)
    return on(case, cast.prosecutor, case=case.pk, step="complaint", happened=DAY)


@sample("cases.write_plan", on_row=True)
def write_plan(cast):
    case, _measure = protected(cast)
    goals = (act.GoalFacts("education", "Volver a la escuela"),)
    return on(case, cast.upe, case=case.pk, kind="pti", opinion="agrees", goals=goals)


@sample("cases.move_goal", on_row=True)
def move_goal(cast):
    planned(cast)
    with acting_as(cast.upe):
        goal = Goal.objects.get()
    return on(goal, cast.upe, goal=goal.pk, step="start")


@sample("cases.refer")
def refer(cast):
    case, _measure = protected(cast)
    return on(case, cast.upe, case=case.pk, to_unit=cast.health.unit_id, need=act.Need("health", "Control pediátrico"))


@sample("cases.answer_referral", on_row=True)
def answer_referral(cast):
    _case, row = referred(cast)
    return on(row, cast.health, referral=row.pk, step="accept", text="Jueves 8:00")


@sample("cases.withdraw_referral", on_row=True)
def withdraw_referral(cast):
    _case, row = referred(cast)
    return on(row, cast.upe, referral=row.pk, text="Ya no hace falta")


@sample("cases.say")
def say(cast):
    _case, row = referred(cast)
    return on(row, cast.upe, referral=row.pk, text="¿Hay cita el jueves?")


@sample("cases.arrange_centre", on_row=True)
def arrange_centre(cast):
    centre = do(act.arrange_centre, cast.centre, seen=0, profile=PROFILE, places=2)
    return on(centre, cast.centre, profile=PROFILE, places=5)


@sample("cases.reserve_bed", on_row=True)
def reserve_bed(cast):
    row = asked_for_a_place(cast)
    bed = Bed.objects.order_by("number").first()
    return on(row, cast.centre, referral=row.pk, bed=bed.pk)


@sample("cases.move_stay", on_row=True)
def move_stay(cast):
    row = asked_for_a_place(cast)
    bed = Bed.objects.order_by("number").first()
    stay = step(act.reserve_bed, row, cast.centre, referral=row.pk, bed=bed.pk)
    return on(stay, cast.centre, stay=stay.pk, step="arrive")


@sample("cases.begin_reintegration", on_row=True)
def begin_reintegration(cast):
    case, _measure = protected(cast)
    return on(case, cast.upe, case=case.pk, to_unit=None)


@sample("cases.record_visit", on_row=True)
def record_visit(cast):
    case, _measure = protected(cast)
    step(act.begin_reintegration, case, cast.upe, case=case.pk, to_unit=None)
    with acting_as(cast.upe):
        visit = FollowUp.objects.get(month=1)
    return on(visit, cast.upe, visit=visit.pk, outcome="safe")


@sample("cases.close_case", on_row=True)
def close_case(cast):
    case, _measure = protected(cast)
    return on(case, cast.upe, case=case.pk, reason="reintegrated")


@sample("cases.reopen_case", on_row=True)
def reopen_case(cast):
    case, _measure = protected(cast)
    step(act.close_case, case, cast.upe, case=case.pk, reason="reintegrated")
    return on(case, cast.upe, case=case.pk)


def register():
    """Two rows of a register: one event, two children."""
    batch = new_id()
    event = RegisterEvent(uuid5(batch, "event"), DAY, "080101", "12-2026")
    children = [
        RegisterChild(uuid5(batch, f"child {n}"), event.id, FACTS, (("act", "recruit"),), (Claim("identified"),))
        for n in range(2)
    ]
    return batch, [event], children


@sample("cases.register_children")
def register_children(cast):
    batch, events, children = register()
    return dict(id=new_id(), seen=0, batch=batch, events=events, children=children, by=cast.upe)


@sample("cases.withdraw_children")
def withdraw_children(cast):
    batch, events, children = register()
    do(act.register_children, cast.upe, seen=0, batch=batch, events=events, children=children)
    return dict(id=new_id(), seen=0, batch=batch, cases=[child.id for child in children], by=cast.upe)
