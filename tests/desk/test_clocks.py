"""Running clocks: due over holidays, standing still and going on, told above once, and never in the way of work."""

from datetime import UTC, datetime

import pytest

from amparo.access.acting import acting_as
from amparo.core import clocks
from amparo.core.errors import Invalid
from amparo.core.models import ClockRule
from amparo.core.transitions import move, unreachable
from amparo.desk import effects, states, terms
from amparo.desk.models import ClockSuspension, RunningClock, Task

LIMA = clocks.LIMA


def lima(*parts):
    return datetime(*parts, tzinfo=LIMA)


def start(cast, case, rule, at, unit="upe", **more):
    actor = getattr(cast, unit)
    with acting_as(actor):
        return effects.start_clock(rule, actor.unit_id, case, at, **more)


def only_clock(behind):
    (clock,) = behind(RunningClock)
    return clock


def test_working_days_leave_out_the_holidays_of_the_country(cast, case, rules):
    # Tuesday 28 and Wednesday 29 July are holidays: two working days after Monday 27 are Thursday and Friday
    clock = start(cast, case, "t_work", lima(2026, 7, 27, 10))
    assert clock.due_at == lima(2026, 7, 31, 23, 59, 59)


def test_a_day_off_of_one_region_counts_there_only(cast, case, rules, regional_holiday):
    monday = lima(2026, 6, 22, 10)  # 24 June is a day off in Cusco
    assert start(cast, case, "t_work", monday).due_at == lima(2026, 6, 25, 23, 59, 59)
    assert start(cast, case, "t_work", monday, unit="outsider").due_at == lima(2026, 6, 24, 23, 59, 59)


def test_a_rule_without_amount_runs_without_end_and_gives_no_task_of_its_own(cast, case, rules, behind):
    clock = start(cast, case, "t_open", lima(2026, 3, 2, 9))
    assert (clock.due_at, clock.state) == (None, "running")
    assert behind(Task) == []


def test_a_unit_may_set_the_amount_the_rule_leaves_open(cast, case, rules):
    assert start(cast, case, "t_open", lima(2026, 3, 2, 9), amount=10).due_at == lima(2026, 3, 12, 23, 59, 59)


def test_the_version_of_the_rule_is_fixed_at_the_start(cast, case, rules):
    clock = start(cast, case, "t_hours", lima(2026, 3, 2, 9))
    ClockRule.objects.create(
        code="t_hours", version=2, amount=2, unit="hours", kind="service", name_es="x", name_en="x", trigger="t", owner_role="upe"
    )
    with acting_as(cast.upe):
        clock.refresh_from_db()
    assert (clock.rule.version, clock.amount) == (1, 24)
    assert start(cast, case, "t_hours", lima(2026, 3, 2, 9), unit="outsider").amount == 2


def test_a_rule_nobody_loaded_is_a_fault(cast, case, db):
    with pytest.raises(terms.NoRule):
        start(cast, case, "t_nowhere", lima(2026, 3, 2, 9))


def test_a_suspended_clock_has_no_end_and_goes_on_with_what_was_left(cast, case, rules, behind):
    start(cast, case, "t_hours", lima(2026, 3, 2, 9))
    with acting_as(cast.upe):
        assert effects.suspend_clock(case, "t_hours", lima(2026, 3, 2, 12)) == 1
        assert effects.suspend_clock(case, "t_hours") == 0
    assert (only_clock(behind).state, only_clock(behind).due_at, behind(Task)[0].due_at) == ("suspended", None, None)
    with acting_as(cast.upe):
        assert effects.resume_clock(case, "t_hours", lima(2026, 3, 4, 12)) == 1
    clock, (task,) = only_clock(behind), behind(Task)
    assert clock.due_at == task.due_at == lima(2026, 3, 5, 9)
    assert clock.state == "running"
    (suspension,) = behind(ClockSuspension)
    assert suspension.scope == clock.scope


def test_a_suspension_is_behind_the_walls_of_its_clock(cast, case, rules):
    start(cast, case, "t_hours", lima(2026, 3, 2, 9))
    with acting_as(cast.upe):
        effects.suspend_clock(case, "t_hours", lima(2026, 3, 2, 12))
    for actor, sees in ((cast.upe, 1), (cast.upe_chief, 1), (cast.outsider, 0)):
        with acting_as(actor):
            assert ClockSuspension.objects.count() == ClockSuspension.objects.visible_to(actor).count() == sees
    with acting_as(cast.upe):
        effects.pass_on(
            case, effects.Share(owes=frozenset({"t_hours"})), from_unit=cast.upe.unit_id, to_unit=cast.outsider.unit_id
        )
    for actor, sees in ((cast.upe, 0), (cast.outsider, 1)):
        with acting_as(actor):
            assert ClockSuspension.objects.count() == sees


def test_a_late_clock_locks_nothing(cast, case, rules, behind):
    start(cast, case, "t_hours", datetime(2020, 1, 1, tzinfo=UTC))
    with acting_as(cast.upe):
        effects.give_task(kind="t_decide", unit=cast.upe.unit_id, subject=case)
        assert effects.close_tasks(case, ["t_decide"]) == 1
        assert effects.meet_clock(case, "t_hours") == 1
    assert only_clock(behind).state == "met"


@pytest.mark.parametrize("table, start", [(states.TASK, "open"), (states.CLOCK, "running"), (states.JOB, "waiting")])
def test_every_state_is_reached(table, start):
    assert unreachable(table, start) == frozenset()


def test_late_is_no_state(db):
    assert {state for state in states.CLOCK} == {"running", "suspended", "met", "cancelled"}
    with pytest.raises(Invalid):
        move(states.CLOCK, "met", "resume")
