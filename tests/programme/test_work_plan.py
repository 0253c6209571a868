"""The work plan: own award only, its steps, what is late, how it lies on the board, and one sentence for each bad input."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from amparo.access.acting import acting_as
from amparo.core.errors import Conflict, Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.core.transitions import allowed
from amparo.programme import actions as act
from amparo.programme import states
from amparo.programme.actions.work_plan import WorkStep
from amparo.programme.models import Award, WorkItem
from amparo.programme.queries import work_plan
from tests.programme.parts.activities import DAY, planned, under

pytestmark = pytest.mark.django_db


def step(made, row, name, by="partner", **more):
    with acting_as(made.cast.actors[by]) as actor:
        seen = WorkItem.objects.visible_to(actor).get(pk=row.pk).version
        return act.move_work(id=new_id(), seen=seen, item=row.pk, facts=WorkStep(name, **more), by=actor)


def sentence(problem):
    return " ".join(text for texts in problem.value.messages.values() for text in texts)


def test_a_line_is_planned_started_advanced_and_done(compact):
    row = planned(compact)
    assert (row.state, row.award_id, row.reach) == ("planned", compact.award.pk, "award")
    assert step(compact, row, "start").state == "under_way"
    assert step(compact, row, "advance", done=Decimal(7)).done == 7
    done = step(compact, row, "do", done=Decimal(21))
    assert (done.state, done.done) == ("done", 21)  # more than wanted is no fault


def test_a_line_is_postponed_and_cancelled(compact):
    row = planned(compact)
    later = step(compact, row, "postpone", starts=DAY + timedelta(60), ends=DAY + timedelta(90))
    assert (later.state, later.starts) == ("postponed", DAY + timedelta(60))
    assert step(compact, row, "cancel").state == "cancelled"
    with pytest.raises(Invalid):
        step(compact, row, "start")


def test_every_step_of_the_table_is_a_step_and_no_other(compact):
    for state in states.WORK_ITEM:
        row = planned(compact)
        with acting_as(compact.cast.partner) as by:
            WorkItem.objects.visible_to(by).filter(pk=row.pk).update(state=state)
        for name in ("start", "advance", "do", "postpone", "cancel", "fly"):
            if name not in allowed(states.WORK_ITEM, state):
                with pytest.raises(Invalid):
                    step(compact, row, name, done=Decimal(1), starts=date(2030, 1, 1), ends=date(2030, 2, 1))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"ends": DAY - timedelta(1)}, "Termina antes de empezar"),
        ({"regions": ("99",)}, "Elija regiones de la lista"),
        ({"wanted": Decimal(-1)}, "Escriba una cantidad desde 0"),
        ({"budget": Decimal(-1)}, "Escriba una cantidad desde 0"),
        ({"currency": "XYZ"}, "Elija una de las opciones"),
        ({"title_es": "Visitar a 70123456"}, "Aquí no se escribe sobre una persona"),
        ({"output_es": "Preguntar a ana@example.pe"}, "Aquí no se escribe sobre una persona"),
    ],
)
def test_what_cannot_be_right_is_one_sentence(compact, facts, said):
    with pytest.raises(Invalid) as problem:
        planned(compact, **facts)
    assert said in sentence(problem)


def test_a_code_is_once_in_a_plan_and_another_partner_has_its_own(compact):
    planned(compact, code="1.1")
    with pytest.raises(Invalid) as problem:
        planned(compact, code="1.1")
    assert "Ese código ya está en el plan" in sentence(problem)
    assert planned(compact, "other_partner", code="1.1").code == "1.1"
    assert planned(compact, "subrecipient", code="1.1").code == "1.1"


def test_an_objective_is_of_this_compact_and_an_advance_says_how_much(compact):
    with pytest.raises(Invalid):
        planned(compact, objective=new_id())
    row = planned(compact)
    step(compact, row, "start")
    for more in ({}, {"done": Decimal(-2)}):
        with pytest.raises(Invalid):
            step(compact, row, "advance", **more)
    for more in ({}, {"starts": DAY}, {"starts": DAY + timedelta(9), "ends": DAY}):
        with pytest.raises(Invalid):
            step(compact, row, "postpone", **more)


def test_only_ones_own_award_or_sub_award(compact):
    for by, whose, expected in (
        ("partner", "other_partner", NotFound), ("other_partner", "partner", NotFound), ("partner", "subrecipient", Denied),
        ("subrecipient", "partner", NotFound), ("us", "partner", Denied), ("evaluator", "partner", Denied), ("crtp", "partner", Denied),
        ("partner", "us", Invalid), ("us", "us", Denied), ("crtp", "us", Denied),
    ):  # fmt: skip
        with pytest.raises(expected):
            planned(compact, by, under=under(compact, whose))
    assert planned(compact, "subrecipient").subaward_id == compact.subaward.pk


def test_others_read_as_their_part_is_and_change_nothing(compact):
    row = planned(compact)
    sub = planned(compact, "subrecipient", regions=("16",))
    seen = {
        "us": 2, "peru": 2, "evaluator": 2, "partner": 2, "subrecipient": 1, "other_partner": 0, "other_subrecipient": 0, "crtp": 1,
        "outsider_crtp": 1, "cmnp": 0,
    }  # fmt: skip
    for who, count in seen.items():
        with acting_as(compact.cast.actors[who]) as actor:
            assert WorkItem.objects.visible_to(actor).count() == count, who
    for who in ("us", "peru", "evaluator", "crtp"):
        with pytest.raises(Denied):
            step(compact, row, "start", by=who)
    with pytest.raises(Denied):
        step(compact, sub, "start", by="partner")


def test_nothing_is_planned_in_a_closed_award(compact):
    with acting_as(compact.cast.us) as by:
        Award.objects.visible_to(by).filter(pk=compact.award.pk).update(state="closed")
    with pytest.raises(Invalid) as problem:
        planned(compact)
    assert "ya se cerró" in sentence(problem)


def test_a_stale_version_is_a_conflict(compact):
    row = planned(compact)
    step(compact, row, "start")
    with acting_as(compact.cast.partner) as by, pytest.raises(Conflict):
        act.move_work(id=new_id(), seen=1, item=row.pk, facts=WorkStep("cancel"), by=by)


def test_late_is_what_is_past_its_end_and_still_open(compact):
    row = planned(compact)
    after, last = row.ends + timedelta(1), row.ends
    for state, late in (("planned", True), ("under_way", True), ("postponed", True), ("done", False), ("cancelled", False)):
        row.state = state
        assert work_plan.is_late(row, after) is late
        assert not work_plan.is_late(row, last)


def test_the_board_groups_by_objective_on_one_timeline(compact):
    first = planned(compact, starts=date(2026, 1, 1), ends=date(2026, 1, 10))
    planned(compact, starts=date(2026, 1, 6), ends=date(2026, 1, 20), objective=compact.objectives[2].pk)
    step(compact, first, "start")
    step(compact, first, "advance", done=Decimal(5))
    with acting_as(compact.cast.peru) as by:
        groups = work_plan.board(work_plan.rows(by, compact.compact), date(2026, 1, 15))
    assert [(group.objective.number, group.late) for group in groups] == [(1, 1), (3, 0)]
    one, other = groups[0].lines[0], groups[1].lines[0]
    assert (one.x, one.width, one.share) == (0.0, 50.0, 25)
    assert (other.x, other.width, other.share) == (25.0, 75.0, None)
