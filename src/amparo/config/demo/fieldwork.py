"""The work in the field under the awards of the invented compact: plan, trainings with officials who do not exist, prevention."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from amparo.access.acting import acting_as
from amparo.config.demo import fieldwork_data as told
from amparo.config.demo.telling import TELLER, Teller
from amparo.core.dates import PartialDate
from amparo.core.synthetic.people import SyntheticPerson, people
from amparo.programme import actions as act
from amparo.programme.actions.activities import Under
from amparo.programme.actions.prevention import CampaignFacts, OutreachFacts, ReachFacts, RiskPlaceFacts
from amparo.programme.actions.signals import SignalFacts
from amparo.programme.actions.trainings import CourseFacts, TrainingFacts
from amparo.programme.actions.work_plan import WorkItemFacts, WorkStep
from amparo.programme.models import Award, SubAward
from amparo.programme.rules_activities import AttendanceFacts

OFFICIALS = 40
ADULTS = (date(1965, 1, 1), date(1995, 12, 31))


def tell(teller: Teller) -> None:
    """All of it."""
    under = _under(teller)
    _plan(teller, under)
    _trainings(teller, under)
    _campaigns(teller, under)
    _watches(teller, under)


def _under(teller: Teller) -> dict[str, Under]:
    """Under which award or sub-award each unit works; a commission under none."""
    with acting_as(TELLER):
        awards = dict(Award.objects.visible_to(TELLER).filter(compact=teller.compact).values_list("number", "pk"))
        subs = dict(SubAward.objects.visible_to(TELLER).filter(compact=teller.compact).values_list("number", "pk"))
    return {unit: Under(awards.get(number), subs.get(number)) for unit, number in told.UNDER.items()}


def _plan(teller: Teller, under: dict[str, Under]) -> None:
    objectives = teller.objectives()
    for unit, code, objective, output, title_es, title_en, first, last, regions, wanted, counted, budget, steps in told.PLAN:
        facts = WorkItemFacts(
            objectives[objective], output, title_es, teller.day(first), teller.day(last), under=under[unit], regions=regions,
            code=code, title_en=title_en, wanted=Decimal(wanted), counted=counted, budget=Decimal(budget),
        )  # fmt: skip
        row = teller.at(unit, teller.day(10)).within(f"work {unit} {code}", act.plan_work, facts=facts)
        for day, step, done in steps:
            later = step == "postpone"
            move = WorkStep(
                step, done=Decimal(done) if done else None, starts=teller.day(first + 200) if later else None,
                ends=teller.day(last + 300) if later else None,
            )  # fmt: skip
            teller.at(unit, teller.day(day)).on(f"work {unit} {code} {step} {day}", act.move_work, row=row, facts=move)


def _trainings(teller: Teller, under: dict[str, Under]) -> None:
    """Courses, and who came: some of them twice, counted once."""
    objectives = teller.objectives()
    courses = {}
    for unit, code, title_es, title_en, hours, objective in told.COURSES:
        facts = CourseFacts(title_es, hours, code=code, title_en=title_en, objective=objectives[objective])
        courses[code] = teller.at(unit, teller.day(50)).within(f"course {code}", act.plan_course, facts=facts).pk
    officials = list(people(teller.first.year, OFFICIALS, born=ADULTS))
    for number, (unit, code, first, hours, region, place, who, step) in enumerate(told.TRAININGS):
        starts = teller.day(first)
        ends = starts + timedelta(days=2)
        given = TrainingFacts(courses[code], starts, ends, hours, under=under[unit], regions=(region,), place=place)
        row = teller.at(unit, teller.day(first - 30)).within(f"training {number}", act.plan_training, facts=given)
        if step:
            teller.at(unit, ends).on(f"training {number} {step}", act.move_training, row=row, step=step)
        if who:
            lines = tuple(_attendance(officials, place, hours, region) for place in range(*who))
            teller.at(unit, ends).on(f"training {number} list", act.attend_list, row=row, rows=lines)
            teller.at(unit, ends + timedelta(days=5)).on(f"training {number} certify", act.certify, row=row)


def _attendance(officials: Sequence[SyntheticPerson], place: int, hours: int, region: str) -> AttendanceFacts:
    person = officials[place]
    institution, post = told.POSTS[place % len(told.POSTS)]
    return AttendanceFacts(
        person.dni, str(person.name), institution, post, person.sex if place % 9 else "unknown", region, hours,
        before=Decimal(35 + place % 30), after=Decimal(50 + place % 45) if place % 7 else None, line=place + 1,
    )  # fmt: skip


def _campaigns(teller: Teller, under: dict[str, Under]) -> None:
    objectives = teller.objectives()
    for number, (unit, kind, title_es, title_en, first, last, regions, objective, reached, indirect, languages) in enumerate(
        told.CAMPAIGNS
    ):
        facts = CampaignFacts(
            kind, title_es, teller.day(first), teller.day(last), under=under[unit], regions=regions, title_en=title_en,
            objective=objectives[objective], reach=ReachFacts(*reached, *indirect), languages=languages,
            materials="Afiches inventados",
        )  # fmt: skip
        teller.at(unit, teller.day(last + 3)).within(f"campaign {number}", act.record_campaign, facts=facts)
    for number, (unit, sector, day, places, met, committed, district) in enumerate(told.OUTREACH):
        visited = OutreachFacts(
            sector, teller.day(day), places, under=under[unit], district=district, people=met, committed=committed
        )
        teller.at(unit, teller.day(day + 1)).within(f"outreach {number}", act.record_outreach, facts=visited)


def _watches(teller: Teller, under: dict[str, Under]) -> None:
    """What community watches saw, and kinds of places of risk."""
    moves: dict[str, Any] = {"hand": act.hand_signal, "dismiss": act.dismiss_signal}
    for number, (unit, kind, district, day, step) in enumerate(told.SIGNALS):
        on = teller.day(day)
        noted = SignalFacts(kind, district, under=under.get(unit, Under()), seen=PartialDate.from_date(on))
        row = teller.at(unit, on).within(f"signal {number}", act.note_signal, facts=noted)
        if step:
            teller.at(unit, on).on(f"signal {number} {step}", moves[step], row=row)
    for number, (unit, kind, district, level, day, over) in enumerate(told.RISK_PLACES):
        on = teller.day(day)
        place = RiskPlaceFacts(kind, district, level, under=under[unit], seen=PartialDate.from_date(on))
        row = teller.at(unit, on).within(f"place {number}", act.note_risk_place, facts=place)
        if over:
            teller.at(unit, teller.day(day + 90)).on(f"place {number} past", act.move_risk_place, row=row, step="end")
