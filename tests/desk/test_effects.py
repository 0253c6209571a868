"""What other apps do to desks: given once, closed by what was done, moved at a hand-over; never touching another subject."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from amparo.access.acting import acting_as, current_actor
from amparo.desk import effects
from amparo.desk.models import Notice, RunningClock, Task
from amparo.desk.subjects import Subject


def test_a_task_reaches_a_unit_the_giver_is_no_part_of(cast, case, behind):
    upe = cast.upe.unit_id
    with acting_as(cast.officer):
        effects.give_task(kind="t_decide", unit=upe, subject=case, by=cast.officer)
        effects.give_task(kind="t_decide", unit=upe, subject=case)  # said twice, given once
        assert current_actor() == cast.officer
        assert not Task.objects.visible_to(cast.officer).exists()
    (task,) = behind(Task)
    assert (task.unit_id, task.weight, task.given_by, task.state) == (upe, 80, cast.officer.user_code, "open")


def test_a_kind_nobody_registered_is_refused(cast, case):
    with acting_as(cast.officer), pytest.raises(KeyError):
        effects.give_task(kind="no_such", unit=cast.upe.unit_id, subject=case)


def test_closing_ends_only_the_named_tasks(cast, case, behind):
    other = Subject("case", uuid.uuid4(), "AMP-OTHER")
    with acting_as(cast.officer):
        for subject in (case, other):
            effects.give_task(kind="t_decide", unit=cast.upe.unit_id, subject=subject)
        effects.give_task(kind="t_call", unit=cast.upe.unit_id, subject=case)
        assert effects.close_tasks(case, ["t_decide"], by=cast.officer) == 1
        assert effects.close_tasks(case, ["t_decide"]) == 0
    states = {(task.subject_code, task.kind): (task.state, task.done_by, task.version) for task in behind(Task)}
    assert states == {
        (case.code, "t_decide"): ("done", cast.officer.user_code, 2),
        (case.code, "t_call"): ("open", "", 1),
        ("AMP-OTHER", "t_decide"): ("open", "", 1),
    }


def test_two_referrals_of_one_file_do_not_close_each_other(cast, case, behind):
    first, second = uuid.uuid4(), uuid.uuid4()
    with acting_as(cast.upe):
        for target in (first, second):
            effects.give_task(kind="t_decide", unit=cast.health.unit_id, subject=case, target=target)
        assert effects.close_tasks(case, ["t_decide"], target=first) == 1
    assert {task.target_id: task.state for task in behind(Task)} == {first: "done", second: "open"}


def test_a_clock_gives_its_task_and_meeting_it_ends_both(cast, case, rules, behind):
    with acting_as(cast.officer):
        clock = effects.start_clock("t_hours", cast.upe.unit_id, case, task="t_decide", asked_by=cast.officer.unit_id)
        again = effects.start_clock("t_hours", cast.upe.unit_id, case, task="t_decide")
        assert again.pk == clock.pk
    (task,) = behind(Task)
    assert (task.clock_id, task.due_at, task.kind) == (clock.pk, clock.due_at, "t_decide")
    assert clock.due_at == clock.started_at + timedelta(hours=24)
    with acting_as(cast.upe):
        assert effects.meet_clock(case, "t_hours", by=cast.upe) == 1
        assert effects.meet_clock(case, "t_hours") == 0
    (clock,), (task,) = behind(RunningClock), behind(Task)
    assert (clock.state, task.state, task.done_by) == ("met", "done", cast.upe.user_code)


def test_who_waits_sees_the_clock_too(cast, case, rules):
    with acting_as(cast.officer):
        effects.start_clock("t_hours", cast.upe.unit_id, case, asked_by=cast.officer.unit_id)
    for actor, sees in ((cast.officer, 1), (cast.police_chief, 1), (cast.upe, 1), (cast.outsider, 0), (cast.centre, 0)):
        with acting_as(actor):
            assert RunningClock.objects.visible_to(actor).count() == RunningClock.objects.count() == sees


def test_a_file_that_ends_takes_back_what_waits(cast, case, rules, behind):
    with acting_as(cast.upe):
        effects.start_clock("t_hours", cast.upe.unit_id, case)
        effects.give_task(kind="t_call", unit=cast.centre.unit_id, subject=case)
        effects.withdraw_all(case, by=cast.upe)
    assert {task.state for task in behind(Task)} == {"withdrawn"}
    assert [clock.state for clock in behind(RunningClock)] == ["cancelled"]


def test_a_hand_over_moves_what_is_open(cast, case, rules, behind):
    first, second = cast.officer.unit_id, cast.upe.unit_id
    with acting_as(cast.officer):
        effects.start_clock("t_hours", first, case)
        effects.give_task(kind="t_call", unit=first, subject=case)
        effects.give_task(kind="t_decide", unit=first, subject=case)
        effects.give_task(kind="t_decide", unit=second, subject=case)  # the second unit has it already
        effects.pass_on(
            case, effects.Share(frozenset({"t_call", "t_decide"}), frozenset({"t_hours"})), from_unit=first, to_unit=second
        )
    assert {clock.unit_id for clock in behind(RunningClock)} == {second}
    open_ones = [task for task in behind(Task) if task.state == "open"]
    assert sorted((task.kind, task.unit_id) for task in open_ones) == [("t_call", second), ("t_decide", second), ("term", second)]
    with acting_as(cast.officer):
        assert not Task.objects.visible_to(cast.officer).filter(state="open").exists()


def test_a_hand_over_leaves_what_belongs_to_another_part(cast, case, rules, behind):
    first, second, third = cast.officer.unit_id, cast.upe.unit_id, cast.health.unit_id
    mine, other = uuid.uuid4(), uuid.uuid4()
    with acting_as(cast.officer):
        for target in (mine, other):
            effects.start_clock("t_hours", third, case, asked_by=first, target=target)
        effects.start_clock("t_work", first, case)
        effects.start_clock("t_hours", first, case)
        effects.give_task(kind="t_call", unit=first, subject=case)
        share = effects.Share(frozenset({"t_decide"}), frozenset({"t_work"}), frozenset(), frozenset({mine}))
        effects.pass_on(case, share, from_unit=first, to_unit=second)
    assert {(clock.rule_code, clock.unit_id) for clock in behind(RunningClock)} == {
        ("t_work", second), ("t_hours", first), ("t_hours", third),
    }  # fmt: skip
    assert {clock.target_id: clock.asked_by_id for clock in behind(RunningClock) if clock.unit_id == third} == {
        mine: second, other: first,
    }  # fmt: skip
    assert {task.unit_id for task in behind(Task) if task.kind == "t_call"} == {first}
    moved = {clock.pk for clock in behind(RunningClock) if clock.unit_id == second}
    assert {task.unit_id for task in behind(Task) if task.clock_id in moved} == {second}


def test_the_same_term_for_two_things_passes_twice(cast, case, rules, behind):
    """Each visit has its own: one that the second unit owes already cancels only its like."""
    first, second = cast.officer.unit_id, cast.upe.unit_id
    one, two = uuid.uuid4(), uuid.uuid4()
    with acting_as(cast.officer):
        for unit, target in ((first, one), (first, two), (second, one)):
            effects.start_clock("t_hours", unit, case, target=target)
        effects.pass_on(case, effects.Share(owes=frozenset({"t_hours"})), from_unit=first, to_unit=second)
    live = [clock for clock in behind(RunningClock) if clock.state == "running"]
    assert {(clock.unit_id, clock.target_id) for clock in live} == {(second, one), (second, two)}


def test_a_notice_goes_to_a_unit_or_to_one_person(cast, case, behind):
    with acting_as(cast.health):
        effects.notify("t_answered", case, unit=cast.upe.unit_id, about_unit=cast.health.unit_id)
        effects.notify("t_news", user=cast.upe.user_id)
    with acting_as(cast.upe_two):
        assert [notice.kind for notice in Notice.objects.visible_to(cast.upe_two)] == ["t_answered"]
    assert len(behind(Notice)) == 2


def test_many_at_once_take_few_statements(cast, rules, django_assert_max_num_queries, behind):
    clocks = [
        effects.NewClock("t_work", cast.upe.unit_id, Subject("case", uuid.uuid4(), "AMP-1"), at=moment)
        for moment in [datetime(2026, 3, 2, 9, tzinfo=UTC)] * 60
    ]
    with acting_as(cast.officer), django_assert_max_num_queries(16):
        effects.start_clocks(clocks)
    assert len(behind(RunningClock)) == len(behind(Task)) == 60
