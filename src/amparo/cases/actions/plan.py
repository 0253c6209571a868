"""The plan with her: goals by sector, her opinion, how far each goal is."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.cases import coded, states
from amparo.cases.actions.file import knot, subject_of
from amparo.cases.models import Case, Goal, Plan
from amparo.cases.relations import take_case
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.core.sealed import write_sealed
from amparo.core.transitions import move
from amparo.core.versions import bump, take
from amparo.desk import effects


@dataclass(frozen=True)
class GoalFacts:
    """A goal as written: the sector, the words, until when."""

    sector: str
    text: str
    due: PartialDate | None = None


@action
def write_plan(*, id: UUID, seen: int, case: UUID, kind: str, opinion: str, goals: tuple[GoalFacts, ...], by: Actor) -> Plan:
    """Writes the plan (PTI or PRI) with its goals; a plan before it is kept as replaced."""
    row = take_case(by, case, seen, Verb.PLAN, "plan")
    written = [goal for goal in goals if goal.text.strip()]
    if not written:
        raise Invalid({"goals": [_("Escriba al menos una meta.")]})
    codelists.check(
        kind=(coded.PLANS, kind), opinion=("opinion", opinion), sector=("goal_sector", [goal.sector for goal in written])
    )
    row.protection = move(states.PROTECTION, row.protection, "plan")
    Plan.objects.filter(case=row).exclude(state="replaced").update(state="replaced")
    plan = Plan(id=id, case=row, unit_id=by.unit_id, by=by.user_code, kind=kind, state="agreed", opinion=opinion)
    plan.save(force_insert=True)
    for position, facts in enumerate(written):
        _add_goal(plan, row, facts, position, uuid5(id, f"goal {position}"), by)
    row.current_plan = plan
    bump(row, "protection", "current_plan")
    knot(row, "plan_written", track="protection", by=by, codes=(f"opinion:{opinion}",))
    subject = subject_of(row)
    for rule in ("first_evaluation", "plan_made", "plan_reviewed"):
        effects.meet_clock(subject, rule, by=by)
    effects.start_clock("plan_reviewed", by.unit_id, subject, plan.created_at, task="")
    audit.record(by=by, verb=Verb.PLAN, subject_type="case", subject=row.code, detail=[("goals", str(len(written)))])
    return plan


@action
def move_goal(*, id: UUID, seen: int, goal: UUID, step: str, by: Actor) -> Goal:
    """Says how far a goal is: start, reach, stop. `seen` is the goal's version."""
    row: Goal = take(Goal.objects.visible_to(by), goal, seen)
    case = take_case(by, row.case_id, row.case.version, Verb.PLAN, "plan")
    row.state = move(states.GOAL, row.state, step)
    bump(row, "state")
    knot(case, f"goal_{step}", track="protection", group="plan", by=by, codes=(f"goal_sector:{row.sector}",))
    audit.record(by=by, verb=Verb.PLAN, subject_type="case", subject=case.code, detail=[("goal", step)])
    return row


def _add_goal(plan: Plan, case: Case, facts: GoalFacts, position: int, id: UUID, by: Actor) -> None:
    goal = Goal(
        id=id, plan=plan, case=case, unit_id=by.unit_id, by=by.user_code, sector=facts.sector, state="pending",
        due=facts.due, position=position,
    )  # fmt: skip
    write_sealed(goal, "text", facts.text.strip(), key=case.key)
    goal.save(force_insert=True)
