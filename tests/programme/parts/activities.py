"""Samples: the plan, trainings, prevention and signals of the ILO's award."""

from datetime import date
from decimal import Decimal

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.actions.activities import Under
from amparo.programme.actions.prevention import CampaignFacts, OutreachFacts, ReachFacts, RiskPlaceFacts
from amparo.programme.actions.signals import SignalFacts
from amparo.programme.actions.trainings import CourseFacts, TrainingFacts
from amparo.programme.actions.work_plan import WorkItemFacts, WorkStep
from amparo.programme.models import Attendance
from amparo.programme.rules_activities import AttendanceFacts
from tests.programme.people import partnership
from tests.samples import sample

CUSCO = "080101"
DAY = date(2026, 3, 2)


def official(number=1, **more):
    """A line of a list, with an invented person."""
    told = {"institution": "pnp", "post": "police", "sex": "female", "region": "08", "hours": 8, **more}
    return AttendanceFacts(document=f"{70000000 + number}", name=f"Zulmira Quispetito{'abcdefghij'[number % 10]}", **told)


def under(made, by="partner"):
    """What the unit of somebody of the cast holds."""
    held = {
        "partner": Under(award=made.award.pk), "other_partner": Under(award=made.other_award.pk),
        "subrecipient": Under(subaward=made.subaward.pk), "other_subrecipient": Under(subaward=made.other_subaward.pk),
    }  # fmt: skip
    return held.get(by, Under())


def planned(made, by="partner", **more):
    """A line of the plan."""
    facts = {
        "objective": made.objectives[0].pk, "output_es": "Escuelas que previenen", "title_es": "Talleres en escuelas", "starts": DAY,
        "ends": date(2026, 6, 30), "regions": ("08",), "wanted": Decimal(20), "counted": "talleres", "under": under(made, by), **more,
    }  # fmt: skip
    with acting_as(made.cast.actors[by]) as actor:
        return act.plan_work(id=new_id(), seen=0, compact=made.compact.pk, facts=WorkItemFacts(**facts), by=actor)


def course(made, by="partner", **more):
    facts = CourseFacts(**{"title_es": "Entrevista única", "hours": 16, "objective": made.objectives[0].pk, **more})
    with acting_as(made.cast.actors[by]) as actor:
        return act.plan_course(id=new_id(), seen=0, compact=made.compact.pk, facts=facts, by=actor)


def training(made, by="partner", of=None, **more):
    """A course given in Cusco in March 2026."""
    facts = {
        "course": (of or course(made, by)).pk, "starts": DAY, "ends": DAY, "hours": 16, "regions": ("08",), "under": under(made, by), **more,
    }  # fmt: skip
    with acting_as(made.cast.actors[by]) as actor:
        return act.plan_training(id=new_id(), seen=0, compact=made.compact.pk, facts=TrainingFacts(**facts), by=actor)


def attended(row, made, *rows, by="partner"):
    """The training with these lines written down."""
    with acting_as(made.cast.actors[by]) as actor:
        seen = type(row).objects.visible_to(actor).get(pk=row.pk).version
        return act.attend_list(id=new_id(), seen=seen, training=row.pk, rows=rows, by=actor)


def held(row, made, by="partner"):
    with acting_as(made.cast.actors[by]) as actor:
        seen = type(row).objects.visible_to(actor).get(pk=row.pk).version
        return act.move_training(id=new_id(), seen=seen, training=row.pk, step="hold", by=actor)


def campaign(made, by="partner", reach=None, **more):
    facts = {
        "kind": "community", "title_es": "Aquí sí cuidamos", "starts": DAY, "ends": DAY, "regions": ("08",),
        "languages": ("es", "quechua"), "under": under(made, by), "reach": reach or ReachFacts(40, "attendance_list"), **more,
    }  # fmt: skip
    with acting_as(made.cast.actors[by]) as actor:
        return act.record_campaign(id=new_id(), seen=0, compact=made.compact.pk, facts=CampaignFacts(**facts), by=actor)


def outreach(made, by="partner", **more):
    facts = {
        "sector": "transport",
        "on": DAY,
        "places": 5,
        "district": CUSCO,
        "people": 30,
        "committed": 3,
        "under": under(made, by),
        **more,
    }
    with acting_as(made.cast.actors[by]) as actor:
        return act.record_outreach(id=new_id(), seen=0, compact=made.compact.pk, facts=OutreachFacts(**facts), by=actor)


def signal(made, by="partner", **more):
    facts = SignalFacts(**{"kind": "movement", "district": CUSCO, "under": under(made, by), **more})
    with acting_as(made.cast.actors[by]) as actor:
        return act.note_signal(id=new_id(), seen=0, compact=made.compact.pk, facts=facts, by=actor)


def risk_place(made, by="partner", **more):
    facts = RiskPlaceFacts(**{"kind": "terminal", "district": CUSCO, "level": "high", "under": under(made, by), **more})
    with acting_as(made.cast.actors[by]) as actor:
        return act.note_risk_place(id=new_id(), seen=0, compact=made.compact.pk, facts=facts, by=actor)


def new(made, **more):
    return {"id": new_id(), "seen": 0, "compact": made.compact.pk, "by": made.cast.partner, **more}


def on(made, name, row, **more):
    return {"id": new_id(), "seen": row.version, name: row.pk, "by": made.cast.partner, **more}


@sample("programme.plan_work")
def plan_work(cast):
    made = partnership(cast)
    facts = WorkItemFacts(
        made.objectives[0].pk, "Escuelas que previenen", "Talleres en escuelas", DAY, DAY, under(made), ("08",), code="1.1",
    )  # fmt: skip
    return new(made, facts=facts)


@sample("programme.move_work", on_row=True)
def move_work(cast):
    made = partnership(cast)
    return on(made, "item", planned(made), facts=WorkStep("start"))


@sample("programme.plan_course")
def plan_course(cast):
    return new(partnership(cast), facts=CourseFacts("Entrevista única", 16))


@sample("programme.plan_training")
def plan_training(cast):
    made = partnership(cast)
    return new(made, facts=TrainingFacts(course(made).pk, DAY, DAY, 16, under(made), ("08",)))


@sample("programme.move_training", on_row=True)
def move_training(cast):
    made = partnership(cast)
    return on(made, "training", training(made), step="hold")


@sample("programme.attend", on_row=True)
def attend(cast):
    made = partnership(cast)
    return on(made, "training", training(made), facts=official())


@sample("programme.attend_list", on_row=True)
def attend_list(cast):
    made = partnership(cast)
    return on(made, "training", training(made), rows=(official(1), official(2)))


@sample("programme.certify", on_row=True)
def certify(cast):
    made = partnership(cast)
    row = training(made)
    attended(row, made, official(1, after=Decimal(80)), official(2, after=Decimal(40)))
    return on(made, "training", held(row, made))


@sample("programme.open_attendance")
def open_attendance(cast):
    made = partnership(cast)
    return on(made, "training", attended(training(made), made, official()))


@sample("programme.open_certificate")
def open_certificate(cast):
    made = partnership(cast)
    row = training(made)
    attended(row, made, official(1, after=Decimal(80)))
    row = held(row, made)
    with acting_as(cast.partner) as by:
        row = act.certify(id=new_id(), seen=row.version, training=row.pk, by=by)
        code = Attendance.objects.visible_to(by).get(training=row).certificate
    return on(made, "training", row, certificate=code)


@sample("programme.record_campaign")
def record_campaign(cast):
    made = partnership(cast)
    return new(made, facts=CampaignFacts("community", "Aquí sí cuidamos", DAY, DAY, under(made), ("08",)))


@sample("programme.count_reach", on_row=True)
def count_reach(cast):
    made = partnership(cast)
    return on(made, "campaign", campaign(made), facts=ReachFacts(12, "head_count", 9000, "population"))


@sample("programme.record_outreach")
def record_outreach(cast):
    made = partnership(cast)
    return new(made, facts=OutreachFacts("school", DAY, 4, under(made), district=CUSCO))


@sample("programme.note_risk_place")
def note_risk_place(cast):
    made = partnership(cast)
    return new(made, facts=RiskPlaceFacts("terminal", CUSCO, "high", under(made)))


@sample("programme.move_risk_place", on_row=True)
def move_risk_place(cast):
    made = partnership(cast)
    return on(made, "place", risk_place(made), step="end")


@sample("programme.note_signal")
def note_signal(cast):
    made = partnership(cast)
    return new(made, facts=SignalFacts("movement", CUSCO, under(made)))


@sample("programme.hand_signal", on_row=True)
def hand_signal(cast):
    made = partnership(cast)
    return on(made, "signal", signal(made))


@sample("programme.dismiss_signal", on_row=True)
def dismiss_signal(cast):
    made = partnership(cast)
    return on(made, "signal", signal(made))
