"""A part of a file in other hands: what belongs to it goes along, and nothing else; who gave it keeps what he wrote."""

import csv
import importlib
from importlib import resources

import pytest
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.access.models import Membership, Unit
from amparo.cases import actions as act
from amparo.cases import parts
from amparo.cases.actions.file import subject_of
from amparo.cases.models import Involvement, Referral, Stay
from amparo.core.errors import Denied
from amparo.core.ids import new_id
from amparo.desk import effects, kinds
from amparo.desk.models import Notice, RunningClock, Task
from tests.cases.pages import alert, now, protected, referred, signed_in, text
from tests.cases.test_attacks import LOOKER, behind, handed_over, hidden_from, stayed
from tests.cast import assemble


def say(actor, row, words="Hola"):
    with acting_as(actor) as by:
        version = Referral.objects.get(pk=row.pk).version
        return act.say(id=new_id(), seen=version, referral=row.pk, text=words, by=by)


def clocks_of(case, rule):
    return {clock.unit.code: clock.state for clock in behind(RunningClock, subject_id=case.pk, rule_code=rule)}


def test_the_new_unit_writes_in_the_running_requests_and_takes_them_back(cast):
    case = protected(cast)
    row = referred(cast, case)
    say(cast.upe, row, "Lo que escribió Cusco")
    handed_over(cast, case)
    say(cast.outsider, row, "Ahora escribe Loreto")
    say(cast.health, row, "Respuesta de salud")
    notices = behind(Notice, kind="referral_message")
    assert [notice.unit_id for notice in notices] == [cast.health.unit_id, cast.health.unit_id, cast.outsider.unit_id]
    page = text(signed_in(cast, "outsider").get(reverse("referral", args=[row.pk])))
    assert "Lo que escribió Cusco" in page and reverse("referral_step", args=[row.pk, "withdraw"]) in page
    with acting_as(cast.outsider) as by:
        done = act.withdraw_referral(id=new_id(), seen=row.version, referral=row.pk, text="Cambió", by=by)
    assert done.state == "withdrawn" and behind(Notice, kind="referral_withdrawn")[0].unit_id == cast.health.unit_id


def test_the_old_unit_keeps_what_it_wrote_and_nothing_that_came_of_it(cast):
    case = protected(cast)
    row = referred(cast, case)
    say(cast.upe, row, "Lo que escribió Cusco")
    handed_over(cast, case)
    say(cast.outsider, row, "Ahora escribe Loreto")
    say(cast.health, row, "Respuesta de salud")
    for deed in (
        lambda by: act.say(id=new_id(), seen=row.version, referral=row.pk, text="Hola", by=by),
        lambda by: act.withdraw_referral(id=new_id(), seen=row.version, referral=row.pk, by=by),
    ):
        with acting_as(cast.upe) as by, pytest.raises(Denied):
            deed(by)
    page = text(signed_in(cast, "upe").get(reverse("referral", args=[row.pk])))
    assert "Lo que escribió Cusco" in page
    assert "Ahora escribe Loreto" not in page and "Respuesta de salud" not in page
    assert reverse("referral_step", args=[row.pk, "withdraw"]) not in page


def test_a_unit_that_is_back_by_another_way_is_no_end_of_what_it_handed_over(cast):
    """Asked again as a service, it has the right to read its own requests; the old one is not its own any more."""
    case = protected(cast)
    row = referred(cast, case)
    handed_over(cast, case)
    say(cast.health, row, "Respuesta de salud")
    with acting_as(LOOKER):
        Involvement(
            id=new_id(), case_id=case.pk, unit_id=cast.upe.unit_id, part="family_law", relation="receiver", since=case.received_at
        ).save(force_insert=True)
    with acting_as(cast.upe) as by, pytest.raises(Denied):
        act.say(id=new_id(), seen=row.version, referral=row.pk, text="Hola", by=by)
    client = signed_in(cast, "upe")
    assert "Respuesta de salud" not in text(client.get(reverse("referral", args=[row.pk])))
    assert "Respuesta de salud" not in text(client.get(reverse("case", args=[case.code])))


def test_before_the_new_unit_takes_charge_the_answer_goes_to_it_already(cast):
    case = protected(cast)
    row = referred(cast, case)
    with acting_as(cast.upe) as by:
        act.hand_over(id=new_id(), seen=now(case).version, case=case.pk, part="protection", to_unit=cast.outsider.unit_id, by=by)
    with acting_as(cast.health) as by:
        act.answer_referral(id=new_id(), seen=row.version, referral=row.pk, step="accept", by=by)
    assert {notice.unit_id for notice in behind(Notice, kind="referral_answered")} == {cast.outsider.unit_id}


def test_what_an_officer_asked_is_answered_for_by_who_takes_charge(cast):
    case = alert(cast)
    with acting_as(cast.officer) as by:
        need = act.Need("health", "Revisión")
        row = act.refer(id=new_id(), seen=now(case).version, case=case.pk, to_unit=cast.health.unit_id, need=need, by=by)
    assert row.part == "alert"
    with acting_as(cast.upe) as by:
        act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)
    kept = behind(Referral, pk=row.pk)[0]
    assert (kept.unit_id, kept.sender_id, kept.part) == (cast.officer.unit_id, cast.upe.unit_id, "protection")
    assert behind(RunningClock, target_id=row.pk)[0].asked_by_id == cast.upe.unit_id
    say(cast.upe, row)


def test_requests_of_another_part_stay_with_who_asked(cast):
    case = protected(cast)
    with acting_as(cast.prosecutor) as by:
        need = act.Need("mental_health", "Apoyo antes de la entrevista")
        row = act.refer(id=new_id(), seen=now(case).version, case=case.pk, to_unit=cast.health.unit_id, need=need, by=by)
    handed_over(cast, case)
    kept = behind(Referral, pk=row.pk)[0]
    assert (kept.part, kept.sender_id) == ("penal", cast.prosecutor.unit_id)
    say(cast.prosecutor, row)


def test_what_a_unit_owes_as_a_service_stays_with_it(cast):
    """UPE Cusco is asked for something on a file it protects, and then gives the protection away."""
    case = protected(cast)
    row = referred(cast, case)
    with acting_as(LOOKER):  # the same file asks Cusco for an answer as a service
        Referral.objects.filter(pk=row.pk).update(
            to_unit=cast.upe.unit_id, unit=cast.prosecutor.unit_id, sender=cast.prosecutor.unit_id, part="penal"
        )
        RunningClock.objects.filter(target_id=row.pk).update(unit=cast.upe.unit_id, asked_by=cast.prosecutor.unit_id)
        Task.objects.filter(target_id=row.pk).update(unit=cast.upe.unit_id)
    handed_over(cast, case)
    assert clocks_of(case, "referral_health") == {"upe-cusco": "running"}
    assert [task.unit.code for task in behind(Task, kind="answer_referral", state="open")] == ["upe-cusco"]
    assert clocks_of(case, "court_copies") == {"upe-loreto": "running"}
    assert {task.unit.code for task in behind(Task, kind="first_evaluation", state="open")} == {"upe-loreto"}


def test_the_police_hand_on_an_alert_and_keep_looking(cast):
    case = alert(cast)
    with acting_as(LOOKER):
        effects.give_task(kind="left_without_leave", unit=cast.officer.unit_id, subject=subject_of(case))
    with acting_as(cast.officer) as by:
        act.hand_over(
            id=new_id(), seen=now(case).version, case=case.pk, part="alert", to_unit=cast.outsider_police.unit_id, by=by
        )
    assert {task.unit.code for task in behind(Task, kind="left_without_leave", state="open")} == {"pnp-cusco"}
    assert {clock.asked_by.code for clock in behind(RunningClock, subject_id=case.pk)} == {"pnp-loreto"}


def test_every_task_and_every_term_belongs_somewhere():
    """A new kind that no part names would stay with a unit that left."""
    shares = parts.BELONGS.values()
    ours = {code for code, kind in kinds._TASKS.items() if kind.url_name == "case"}
    assert ours <= {task for share in shares for task in share.tasks}
    text_ = resources.files("amparo.cases").joinpath("data/clock_rules.csv").read_text("utf-8")
    started = {"alert_taken", "alert_seen_by_prosecutor", "court_copies", "court_hearing", "court_decision", "first_evaluation",
               "plan_made", "plan_reviewed", "unauthorised_leave", *(f"follow_up_{n}" for n in (1, 3, 6, 12))}  # fmt: skip
    assert started <= {row["code"] for row in csv.DictReader(text_.splitlines())}
    assert started <= {rule for share in shares for rule in share.owes}


def test_a_child_who_did_not_come_back_is_no_term_of_the_centre_any_more(cast):
    case = stayed(cast, ("leave_unannounced", ""), ("end", "not_returned"))
    assert clocks_of(case, "unauthorised_leave") == {"upe-cusco": "running"}
    with acting_as(cast.centre) as by:
        assert not RunningClock.objects.visible_to(by).filter(rule_code="unauthorised_leave").exists()


def test_where_nobody_protects_her_the_police_have_the_term(cast):
    case = stayed(cast, ("leave_unannounced", ""))
    with acting_as(LOOKER):
        Involvement.objects.filter(case=case, part="protection").delete()
    with acting_as(cast.centre) as by:
        stay = Stay.objects.visible_to(by).get(case=case)
        act.move_stay(id=new_id(), seen=stay.version, stay=stay.pk, step="end", reason="not_returned", by=by)
    assert clocks_of(case, "unauthorised_leave") == {"pnp-cusco": "running"}


def test_who_left_for_another_place_ends_the_term(cast):
    case = stayed(cast, ("leave_unannounced", ""), ("end", "transfer"))
    assert clocks_of(case, "unauthorised_leave") == {"care-sur": "met"}


def test_what_a_centre_asked_is_answered_for_by_who_protects_her(cast):
    case = stayed(cast)
    with acting_as(cast.centre) as by:
        need = act.Need("health", "Control")
        row = act.refer(id=new_id(), seen=now(case).version, case=case.pk, to_unit=cast.health.unit_id, need=need, by=by)
        stay = Stay.objects.visible_to(by).get(case=case)
        act.move_stay(id=new_id(), seen=stay.version, stay=stay.pk, step="end", reason="family", by=by)
    assert behind(Referral, pk=row.pk)[0].sender_id == cast.upe.unit_id
    say(cast.upe, row)


def test_an_alert_for_a_unit_without_people_reaches_the_unit_above(cast):
    Membership.objects.filter(unit=cast.units["upe-cusco"]).update(state="ended")
    case = alert(cast)
    (task,) = behind(Task, subject_id=case.pk, kind="take_charge")
    assert (task.unit.code, task.meant_for.code) == ("mimp-hq", "upe-cusco")
    Membership.objects.filter(unit=cast.units["upe-cusco"]).update(state="active")
    with acting_as(cast.upe) as by:
        act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)
    assert behind(Task, pk=task.pk)[0].state == "done" and clocks_of(case, "alert_taken") == {"upe-cusco": "met"}


def test_requests_of_before_get_their_part_and_who_answers_for_them(fresh_database, as_owner):
    """What the migration fills in is what the acts would have written."""
    cast = assemble()
    case = protected(cast)
    moved, kept = referred(cast, case), None
    with acting_as(cast.prosecutor) as by:
        need = act.Need("mental_health", "Apoyo")
        kept = act.refer(id=new_id(), seen=now(case).version, case=case.pk, to_unit=cast.health.unit_id, need=need, by=by)
    handed_over(cast, case)
    written = {row.pk: (row.part, row.sender_id) for row in behind(Referral)}
    assert written == {moved.pk: ("protection", cast.outsider.unit_id), kept.pk: ("penal", cast.prosecutor.unit_id)}
    with as_owner(fresh_database) as connection:
        connection.execute("UPDATE cases_referral SET part = '', sender_id = unit_id")
        connection.execute(importlib.import_module("amparo.cases.migrations.0005_referral_sender").FILL)
    assert {row.pk: (row.part, row.sender_id) for row in behind(Referral)} == written


def test_where_the_file_is_hidden_from_who_asked_the_next_unit_answers_for_it(cast):
    case = protected(cast)
    row = referred(cast, case)
    Unit.objects.filter(code="upe-loreto").update(ubigeo=["08", "16"])
    hidden_from(cast, case, "upe-cusco")
    assert behind(Referral, pk=row.pk)[0].sender_id == cast.outsider.unit_id
    with acting_as(cast.outsider) as by:
        act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)
    say(cast.outsider, row)
    with acting_as(cast.upe):
        assert not Referral.objects.exists() and not RunningClock.objects.filter(target_id=row.pk).exists()
