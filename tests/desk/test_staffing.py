"""A unit where nobody works: its tasks wait at the nearest unit above with people, and the sentence says so."""

from datetime import UTC, datetime

from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.access.models import Membership
from amparo.core.ids import new_id
from amparo.desk import actions, effects, jobs, queries, rows
from amparo.desk.models import Notice, RunningClock, Task
from amparo.desk.staffing import standing_in
from tests.cases.pages import signed_in


def emptied(cast, unit):
    Membership.objects.filter(unit=cast.units[unit]).update(state="ended")


def mine(actor):
    with acting_as(actor) as by:
        return [rows.sentence(task) for task in queries.my_tasks(by).select_related("clock__rule", "meant_for")]


def test_a_term_reaches_the_unit_above_and_says_for_whom(cast, case, rules, behind):
    emptied(cast, "upe-cusco")
    upe, above = cast.units["upe-cusco"].pk, cast.units["mimp-hq"].pk
    with acting_as(cast.officer):
        effects.start_clock("t_hours", upe, case, task="t_decide", asked_by=cast.officer.unit_id)
    (clock,), (task,) = behind(RunningClock), behind(Task)
    assert (clock.unit_id, task.unit_id, task.meant_for_id) == (upe, above, upe)
    assert mine(cast.upe_chief) == ["Decida la medida. En upe-cusco no trabaja nadie: decida quién lo hace."]
    with acting_as(cast.outsider):
        assert not Task.objects.exists()


def test_who_supervises_finds_it_on_the_start_page(cast, case, settings):
    settings.AMPARO_DEMO_DOOR = True
    emptied(cast, "upe-cusco")
    with acting_as(cast.officer):
        effects.give_task(kind="t_decide", unit=cast.units["upe-cusco"].pk, subject=case)
    page = signed_in(cast, "upe_chief").get(reverse("home")).content.decode()
    assert "Unidades sin personal" in page and "En upe-cusco no trabaja nadie" in page
    assert "Unidades sin personal" not in signed_in(cast, "police_chief").get(reverse("home")).content.decode()


def test_a_unit_that_has_people_again_finds_its_tasks_and_ends_them(cast, case, rules, behind):
    emptied(cast, "upe-cusco")
    upe = cast.units["upe-cusco"].pk
    with acting_as(cast.officer):
        effects.give_task(kind="t_decide", unit=upe, subject=case)
        effects.give_task(kind="t_call", unit=upe, subject=case)
    Membership.objects.filter(unit=upe).update(state="active")
    assert sorted(mine(cast.upe)) == ["Decida la medida.", "Llame a la escuela."]
    with acting_as(cast.upe) as by:
        assert effects.close_tasks(case, ["t_decide"], upe) == 1
        call = Task.objects.visible_to(by).get(kind="t_call")
        actions.finish_task(id=new_id(), seen=call.version, task=call.pk, by=by)
    assert {task.state for task in behind(Task)} == {"done"}


def test_what_a_unit_stands_in_for_is_not_its_own(cast, case, behind):
    emptied(cast, "upe-cusco")
    above = cast.units["mimp-hq"].pk
    with acting_as(cast.officer):
        effects.give_task(kind="t_decide", unit=cast.units["upe-cusco"].pk, subject=case)
        assert effects.close_tasks(case, ["t_decide"], above) == 0
        effects.pass_on(
            case, effects.Share(frozenset({"t_decide"})), from_unit=cast.units["upe-cusco"].pk, to_unit=cast.outsider.unit_id
        )
    (task,) = behind(Task)
    assert (task.unit_id, task.meant_for_id) == (cast.outsider.unit_id, None)


def test_without_anybody_above_it_stays(cast, db):
    emptied(cast, "upe-cusco")
    emptied(cast, "mimp-hq")
    emptied(cast, "salud-cusco")
    upe, health, loreto = (cast.units[code].pk for code in ("upe-cusco", "salud-cusco", "upe-loreto"))
    assert standing_in([upe, health, loreto]) == {upe: upe, health: health, loreto: loreto}


def test_reminders_and_overdue_terms_reach_somebody(cast, case, rules, behind):
    emptied(cast, "upe-cusco")
    with acting_as(cast.officer) as by:
        clock = effects.start_clock(
            "t_hours", cast.units["upe-cusco"].pk, case, datetime(2020, 1, 1, tzinfo=UTC), asked_by=by.unit_id
        )
        actions.remind(id=new_id(), seen=clock.version, clock=clock.pk, by=by)
    sweeper = jobs.system("desk.sweep_clocks", jobs.Verb.RUN_JOBS)
    with acting_as(sweeper):
        actions.sweep_clocks(by=sweeper)
    assert {(notice.kind, notice.unit.code) for notice in behind(Notice)} == {
        ("reminder", "mimp-hq"), ("clock_overdue", "mimp-hq"),
    }  # fmt: skip
