"""One child's way, by the actions: alert, charge, screening, diverging decisions, protection, plan, referral, bed, leave, closure."""

import pytest

from amparo.access.acting import acting_as
from amparo.cases import actions as act
from amparo.cases.facts import ChildFacts, EventFacts
from amparo.cases.models import Bed, Case, Centre, FollowUp, Involvement, Measure, Milestone, Referral, StatusDecision, Stay
from amparo.core.dates import PartialDate
from amparo.core.errors import Conflict, Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.desk.models import RunningClock, Task
from amparo.vault.rules import Identity

TODAY = PartialDate(2026, 11)


def alert(cast, children=1, by="officer", place="080101"):
    """An alert of an officer in Cusco about one child or several."""
    facts = ChildFacts(
        sex="female", age=14, age_source="declared", identity=Identity(given_names="Inventada", first_surname="Prueba")
    )
    with acting_as(getattr(cast, by)) as actor:
        event = act.raise_alert(
            id=new_id(), seen=0, event=EventFacts(channel="police_station", place=place, danger="no"),
            children=(facts,) * children, by=actor,
        )  # fmt: skip
        return list(Case.objects.visible_to(actor).filter(event=event).order_by("code"))


def again(case):
    """The file as it is now, for whoever acts."""
    return Case.objects.get(pk=case.pk)


def charged(cast):
    """A file that UPE and prosecutor have taken."""
    (case,) = alert(cast)
    for who in (cast.upe, cast.prosecutor):
        with acting_as(who) as by:
            act.take_charge(id=new_id(), seen=again(case).version, case=case.pk, by=by)
    return case


def test_prosecutor_and_upe_of_the_place_get_it_at_once_and_nobody_else(cast):
    (case,) = alert(cast)
    for who in (cast.upe, cast.prosecutor, cast.officer):
        with acting_as(who) as by:
            assert Case.objects.visible_to(by).filter(pk=case.pk).exists()
    for who in (cast.upe, cast.prosecutor):
        with acting_as(who) as by:
            assert Task.objects.visible_to(by).filter(subject_id=case.pk, state="open").count() == 1
    for who in (cast.outsider, cast.outsider_police, cast.health, cast.outsider_prosecutor, cast.crtp, cast.admin):
        with acting_as(who) as by:
            assert not Case.objects.visible_to(by).exists()
            assert not Case.objects.exists(), "the second wall holds without the first"
            assert not Task.objects.exists()


def test_one_event_finds_several_children_each_with_her_own_file(cast):
    cases = alert(cast, children=3)
    assert len({case.code for case in cases}) == 3
    assert len({case.event_id for case in cases}) == 1
    assert len({case.person_id for case in cases}) == 3


def test_when_upe_takes_charge_the_officer_keeps_what_he_wrote_and_not_where_she_is(cast):
    case = charged(cast)
    with acting_as(cast.upe) as by:
        act.open_protection(
            id=new_id(), seen=again(case).version, case=case.pk, resolution_number="01-2026", resolved=TODAY, by=by
        )
    with acting_as(cast.officer) as by:
        assert Case.objects.visible_to(by).filter(pk=case.pk).exists()
        assert list(Milestone.objects.visible_to(by).values_list("kind", flat=True)) == ["alert"]
        assert not Measure.objects.exists()
        assert set(Involvement.objects.values_list("unit__code", flat=True)) == {"pnp-cusco"}


def test_protection_starts_the_clock_of_the_court_and_waits_for_nobody(cast):
    case = charged(cast)
    with acting_as(cast.upe) as by:
        assert again(case).protection == "alert"
        measure = act.open_protection(
            id=new_id(), seen=again(case).version, case=case.pk, resolution_number="", resolved=TODAY, by=by
        )
        clock = RunningClock.objects.visible_to(by).get(rule_code="court_copies")
        assert (clock.basis, clock.verified, clock.state) == ("legal", False, "running")
        act.record_court_step(id=new_id(), seen=measure.version, measure=measure.pk, step="send_to_court", happened=TODAY, by=by)
        clock.refresh_from_db()
        assert clock.state == "met"
    with acting_as(cast.court) as by:
        act.record_court_step(id=new_id(), seen=2, measure=measure.pk, step="hold_hearing", happened=TODAY, by=by)
        act.record_court_step(id=new_id(), seen=3, measure=measure.pk, step="ratify", happened=TODAY, by=by)
        assert Measure.objects.get().state == "ratified"


def test_decisions_of_institutions_stand_side_by_side(cast):
    case = charged(cast)
    for who, status in ((cast.prosecutor, "ruled_out"), (cast.upe, "identified")):
        with acting_as(who) as by:
            act.decide_status(
                id=new_id(), seen=again(case).version, case=case.pk, status=status, decided=TODAY, basis="indicators", by=by
            )
    with acting_as(cast.upe) as by:
        assert set(StatusDecision.objects.visible_to(by).values_list("status", flat=True)) == {"ruled_out", "identified"}
        act.open_protection(id=new_id(), seen=again(case).version, case=case.pk, resolution_number="", resolved=TODAY, by=by)
        assert again(case).protection == "protected"


def test_a_service_sees_its_referral_and_nothing_else(cast):
    case = charged(cast)
    with acting_as(cast.upe) as by:
        act.open_protection(id=new_id(), seen=again(case).version, case=case.pk, resolution_number="", resolved=TODAY, by=by)
        need = act.Need("health", "Control pediátrico", urgency="unknown")
        referral = act.refer(id=new_id(), seen=again(case).version, case=case.pk, to_unit=cast.health.unit_id, need=need, by=by)
    with acting_as(cast.health) as by:
        assert Referral.objects.visible_to(by).get().state == "sent"
        assert not Measure.objects.exists() and not Milestone.objects.exists()
        act.answer_referral(id=new_id(), seen=1, referral=referral.pk, step="see", by=by)
        with pytest.raises(Invalid):
            act.answer_referral(id=new_id(), seen=2, referral=referral.pk, step="refuse", by=by)
    with acting_as(cast.health) as by:
        act.answer_referral(id=new_id(), seen=2, referral=referral.pk, step="accept", text="Jueves 8:00", by=by)
        act.answer_referral(id=new_id(), seen=3, referral=referral.pk, step="attend", by=by)
        act.answer_referral(id=new_id(), seen=4, referral=referral.pk, step="return", text="Atendida", by=by)
        assert not Involvement.objects.filter(until=None).exists()
    with acting_as(cast.outsider_health):
        assert not Referral.objects.exists() and not Case.objects.exists()


def centre_with_beds(cast, number=1):
    centre = Centre.objects.create(unit_id=cast.centre.unit_id, specialised=True, sexes="female", age_from=10, age_to=17)
    return [Bed.objects.create(centre=centre, number=n + 1) for n in range(number)]


def accepted_place(cast, case):
    with acting_as(cast.upe) as by:
        need = act.Need("shelter_place", "Necesita ingreso esta noche")
        referral = act.refer(id=new_id(), seen=again(case).version, case=case.pk, to_unit=cast.centre.unit_id, need=need, by=by)
    with acting_as(cast.centre) as by:
        return act.answer_referral(id=new_id(), seen=1, referral=referral.pk, step="accept", by=by)


def test_a_bed_is_never_given_twice(cast):
    (bed,) = centre_with_beds(cast)
    first, second = charged(cast), charged(cast)
    one, two = accepted_place(cast, first), accepted_place(cast, second)
    with acting_as(cast.centre) as by:
        act.reserve_bed(id=new_id(), seen=one.version, referral=one.pk, bed=bed.pk, by=by)
        with pytest.raises(Conflict):
            act.reserve_bed(id=new_id(), seen=two.version, referral=two.pk, bed=bed.pk, by=by)


def test_leaving_without_leave_is_an_alarm_and_she_can_come_back(cast):
    (bed,) = centre_with_beds(cast)
    case = charged(cast)
    asked = accepted_place(cast, case)
    with acting_as(cast.centre) as by:
        stay = act.reserve_bed(id=new_id(), seen=asked.version, referral=asked.pk, bed=bed.pk, by=by)
        for step in ("arrive", "leave_unannounced"):
            stay = act.move_stay(id=new_id(), seen=stay.version, stay=stay.pk, step=step, by=by)
        assert again(case).whereabouts == "away"
    with acting_as(cast.upe) as by:
        assert Task.objects.visible_to(by).filter(kind="left_without_leave", state="open").exists()
        assert Stay.objects.visible_to(by).exists()
    with acting_as(cast.centre) as by:
        act.move_stay(id=new_id(), seen=stay.version, stay=stay.pk, step="come_back", by=by)
        assert again(case).whereabouts == "centre"
    with acting_as(cast.upe) as by:
        assert not Task.objects.visible_to(by).filter(kind="left_without_leave", state="open").exists()


def test_plan_reintegration_visits_and_closure(cast):
    case = charged(cast)
    with acting_as(cast.upe) as by:
        act.open_protection(id=new_id(), seen=again(case).version, case=case.pk, resolution_number="", resolved=TODAY, by=by)
        goals = (act.GoalFacts("education", "Volver a la escuela"),)
        plan = act.write_plan(
            id=new_id(), seen=again(case).version, case=case.pk, kind="pti", opinion="agrees", goals=goals, by=by
        )
        act.move_goal(id=new_id(), seen=1, goal=plan.goals.get().pk, step="start", by=by)
        act.begin_reintegration(id=new_id(), seen=again(case).version, case=case.pk, to_unit=None, by=by)
        assert list(FollowUp.objects.order_by("month").values_list("month", flat=True)) == [1, 3, 6, 12]
        visit = FollowUp.objects.get(month=1)
        act.record_visit(id=new_id(), seen=1, visit=visit.pk, outcome="safe", note="Va al colegio", by=by)
        assert again(case).protection == "follow_up"
        act.close_case(id=new_id(), seen=again(case).version, case=case.pk, reason="reintegrated", by=by)
        assert again(case).protection == "closed"
        assert not Task.objects.visible_to(by).filter(subject_id=case.pk, state="open").exists()
        act.reopen_case(id=new_id(), seen=again(case).version, case=case.pk, by=by)
        assert again(case).protection == "presumed"


def test_nobody_acts_on_a_file_that_is_not_his(cast):
    case = charged(cast)
    with acting_as(cast.outsider) as by, pytest.raises(NotFound):
        act.triage(id=new_id(), seen=2, case=case.pk, risk="high", by=by)
    with acting_as(cast.officer) as by, pytest.raises(Denied):
        act.decide_status(id=new_id(), seen=3, case=case.pk, status="identified", decided=TODAY, basis="unknown", by=by)
    with acting_as(cast.upe_chief) as by, pytest.raises(Denied):
        act.open_file(id=new_id(), seen=0, code=case.code, by=by)


def test_an_accused_officer_and_his_station_see_nothing_any_more(cast):
    from amparo.access.models import Exclusion

    (case,) = alert(cast)
    Exclusion.objects.create(subject_type="case", subject_id=case.pk, unit_id=cast.officer.unit_id, reason="official_involved")
    with acting_as(cast.officer) as by:
        assert not Case.objects.visible_to(by).exists() and not Case.objects.exists() and not Milestone.objects.exists()
    with acting_as(cast.police_chief):
        assert Case.objects.exists()
    with acting_as(cast.upe):
        assert Case.objects.exists()
