"""The files as somebody attacks them who has an account: a colleague, an accused officer, a service that ended, who handed over."""

import pytest
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.access.actions import exclude
from amparo.access.actors import system
from amparo.access.models import Performed
from amparo.cases import actions as act
from amparo.cases.facts import ChildFacts
from amparo.cases.models import Bed, Case, Centre, Involvement, Referral
from amparo.cases.queries import file, listing, timeline
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.desk.models import Notice, RunningClock, Task
from tests.cases.pages import DAY, alert, now, protected, referred, signed_in, taken, text

LOOKER = system("looker")


def behind(model, **narrow):
    """Rows as nobody of the cast sees them."""
    with acting_as(LOOKER):
        return list(model.objects.filter(**narrow))


def hidden_from(cast, case, unit):
    with acting_as(cast.dpo) as by:
        exclude(id=new_id(), seen=0, subject_type="case", subject_id=case.pk, unit=cast.units[unit].pk, reason="accused", by=by)


def handed_over(cast, case):
    """UPE Cusco gives its part to UPE Loreto, which takes charge."""
    with acting_as(cast.upe) as by:
        act.hand_over(id=new_id(), seen=now(case).version, case=case.pk, part="protection", to_unit=cast.outsider.unit_id, by=by)
    with acting_as(cast.outsider) as by:
        act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)


def sheet_of(actor, case):
    return file.sheet(actor, file.find(actor, case.code))


def test_who_raised_an_alert_does_not_silence_it_for_the_unit_that_protects(cast):
    case = alert(cast)
    for who in (cast.officer, cast.prosecutor):
        with acting_as(who) as by, pytest.raises(Denied):
            act.dismiss(id=new_id(), seen=now(case).version, case=case.pk, reason="repeated", by=by)
    assert behind(Task, subject_id=case.pk, state="open")
    page = text(signed_in(cast, "officer").get(reverse("case", args=[case.code])))
    assert reverse("dismiss", args=[case.code]) not in page
    with acting_as(cast.upe) as by:
        act.dismiss(id=new_id(), seen=now(case).version, case=case.pk, reason="repeated", by=by)
    assert behind(Case, pk=case.pk)[0].protection == "dismissed"


@pytest.mark.parametrize("unit", ["pnp-loreto", "crtp-cusco", "upe-cusco", "house"])
def test_a_part_is_handed_to_a_unit_of_the_same_work_only(cast, unit):
    case = taken(cast)
    with acting_as(cast.upe) as by, pytest.raises(Invalid):
        act.hand_over(id=new_id(), seen=now(case).version, case=case.pk, part="protection", to_unit=cast.units[unit].pk, by=by)
    assert {row.unit.code for row in behind(Involvement, case=case, until=None)} == {"upe-cusco", "fistrap-cusco"}


def test_an_alert_handed_to_another_station_is_in_its_charge(cast):
    """The police have no step of taking charge: the file would be nobody's."""
    case = alert(cast)
    with acting_as(cast.officer) as by:
        act.hand_over(
            id=new_id(), seen=now(case).version, case=case.pk, part="alert", to_unit=cast.outsider_police.unit_id, by=by
        )
    with acting_as(cast.outsider_police) as by:
        act.begin_screening(id=new_id(), seen=now(case).version, case=case.pk, by=by)
        assert Notice.objects.visible_to(by).get().kind == "handed_over"
        assert not Task.objects.visible_to(by).filter(kind="take_charge").exists()


def test_a_part_of_which_the_unit_is_not_in_charge_is_not_handed_on(cast):
    case = alert(cast, by="health")
    with acting_as(cast.upe) as by:
        act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)
        act.open_protection(id=new_id(), seen=now(case).version, case=case.pk, resolution_number="", resolved=DAY, by=by)
    referred(cast, case)
    with acting_as(cast.health) as by, pytest.raises((Denied, Invalid)):
        act.hand_over(
            id=new_id(), seen=now(case).version, case=case.pk, part="service", to_unit=cast.outsider_health.unit_id, by=by
        )


@pytest.mark.parametrize(("unit", "service"), [("pnp-loreto", "health"), ("crtp-cusco", "health"), ("salud-cusco", "anything")])
def test_a_service_is_asked_of_who_gives_it(cast, unit, service):
    case = protected(cast)
    with acting_as(cast.upe) as by, pytest.raises(Invalid):
        need = act.Need(service, "Control pediátrico")
        act.refer(id=new_id(), seen=now(case).version, case=case.pk, to_unit=cast.units[unit].pk, need=need, by=by)
    assert not behind(Referral)


def test_nothing_is_sent_to_a_unit_the_file_is_hidden_from(cast):
    """It would wait there for ever: who should answer does not see it."""
    case = protected(cast)
    hidden_from(cast, case, "salud-loreto")
    hidden_from(cast, case, "upe-loreto")
    with acting_as(cast.upe) as by:
        for refused in (
            lambda: act.refer(
                id=new_id(),
                seen=now(case).version,
                case=case.pk,
                to_unit=cast.outsider_health.unit_id,
                need=act.Need("health", "x"),
                by=by,
            ),
            lambda: act.hand_over(
                id=new_id(), seen=now(case).version, case=case.pk, part="protection", to_unit=cast.outsider.unit_id, by=by
            ),
        ):
            with pytest.raises(Invalid):
                refused()


def test_one_more_child_of_an_event_does_not_go_to_the_accused(cast):
    case = alert(cast, by="hotline")
    hidden_from(cast, case, "fistrap-cusco")
    with acting_as(cast.hotline) as by:
        event = Case.objects.get(pk=case.pk).event
        other = act.add_child(id=new_id(), seen=event.version, event=event.pk, child=ChildFacts(), by=by)
    assert "fistrap-cusco" not in {row.unit.code for row in behind(Involvement, case=other)}


def test_nobody_hides_a_file_from_himself(cast):
    case = taken(cast)
    with acting_as(cast.upe) as by:
        for unit in ("upe-cusco", "mimp-hq"):
            with pytest.raises(Invalid):
                exclude(
                    id=new_id(),
                    seen=0,
                    subject_type="case",
                    subject_id=case.pk,
                    unit=cast.units[unit].pk,
                    reason="accused",
                    by=by,
                )
        exclude(
            id=new_id(), seen=0, subject_type="case", subject_id=case.pk, unit=cast.units["mimp-hq"].pk, reason="accused",
            exempt=[cast.upe.user_id], by=by,
        )  # fmt: skip
        assert Case.objects.visible_to(by).filter(pk=case.pk).exists()


def test_reintegration_goes_to_who_does_it(cast):
    case = protected(cast)
    with acting_as(cast.upe) as by, pytest.raises(Invalid):
        act.begin_reintegration(id=new_id(), seen=now(case).version, case=case.pk, to_unit=cast.outsider_police.unit_id, by=by)


def test_a_service_whose_part_ended_writes_nothing_more(cast):
    case = protected(cast)
    row = referred(cast, case)
    with acting_as(cast.health) as by:
        row = act.answer_referral(id=new_id(), seen=row.version, referral=row.pk, step="accept", by=by)
    with acting_as(cast.upe) as by:
        act.close_case(id=new_id(), seen=now(case).version, case=case.pk, reason="reintegrated", by=by)
    with acting_as(cast.health) as by:
        with pytest.raises(Denied):
            act.answer_referral(id=new_id(), seen=row.version, referral=row.pk, step="attend", by=by)
        with pytest.raises(Denied):
            act.say(id=new_id(), seen=row.version, referral=row.pk, text="Hola", by=by)


def test_a_refused_referral_is_no_conversation(cast):
    case = protected(cast)
    row = referred(cast, case)
    with acting_as(cast.health) as by:
        row = act.answer_referral(id=new_id(), seen=row.version, referral=row.pk, step="refuse", reason="no_capacity", by=by)
        with pytest.raises(Denied):
            act.say(id=new_id(), seen=row.version, referral=row.pk, text="Hola", by=by)
    with acting_as(cast.upe) as by, pytest.raises(Invalid):
        act.say(id=new_id(), seen=row.version, referral=row.pk, text="Hola", by=by)


def test_after_the_hand_over_the_answer_goes_to_who_protects_now(cast):
    case = protected(cast)
    row = referred(cast, case, "centre", "shelter_place")
    handed_over(cast, case)
    with acting_as(cast.centre) as by:
        act.answer_referral(id=new_id(), seen=row.version, referral=row.pk, step="accept", text="Venga hoy", by=by)
    assert {one.unit_id for one in behind(Notice, kind="referral_answered")} == {cast.outsider.unit_id}
    with acting_as(cast.upe) as by:
        assert not RunningClock.objects.visible_to(by).filter(target_id=row.pk).exists()
        with pytest.raises(Denied):
            act.withdraw_referral(id=new_id(), seen=behind(Referral)[0].version, referral=row.pk, by=by)


def test_who_handed_over_does_not_follow_where_she_is_through_what_he_asked(cast):
    client = signed_in(cast, "officer")
    case = alert(cast)
    with acting_as(cast.officer) as by:
        need = act.Need("shelter_place", "Un lugar para esta noche")
        row = act.refer(id=new_id(), seen=now(case).version, case=case.pk, to_unit=cast.centre.unit_id, need=need, by=by)
    with acting_as(cast.upe) as by:
        act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)
    with acting_as(cast.centre) as by:
        act.answer_referral(id=new_id(), seen=row.version, referral=row.pk, step="accept", by=by)
    sent = text(client.get(reverse("referral_list"), {"ver": "enviadas"}))
    table = sent[sent.index("<tbody") :]
    assert case.code in table and "Aceptada" not in table
    assert case.code not in text(client.get(reverse("referral_list"), {"ver": "enviadas", "estado": "accepted"}))
    page = text(client.get(reverse("referral", args=[row.pk])))
    assert "Aceptada" not in page
    assert "referral_answered" not in {one.kind for one in behind(Notice, unit_id=cast.officer.unit_id)}


def test_police_of_the_search_do_not_learn_which_centre_or_hospital(cast):
    case = protected(cast)
    row = referred(cast, case, "centre", "shelter_place")
    with acting_as(cast.centre) as by:
        act.answer_referral(id=new_id(), seen=row.version, referral=row.pk, step="accept", by=by)
        act.open_file(id=new_id(), seen=0, code=case.code, by=by)
    with acting_as(LOOKER):
        for unit, part, relation in (
            (cast.officer.unit_id, "search", "receiver"),
            (cast.centre.unit_id, "placement", "responsible"),
        ):
            Involvement(id=new_id(), case_id=case.pk, unit_id=unit, part=part, relation=relation, since=case.received_at).save(
                force_insert=True
            )
    with acting_as(cast.officer) as by:
        sheet = sheet_of(by, case)
        assert sheet.sees("milestones")
        assert "care-sur" not in {part.unit.code for part in sheet.parts}
        assert "care-sur" not in {knot.unit.code for knot in timeline.knots(sheet)}
    client = signed_in(cast, "officer")
    for page in ("case", "case_people", "case_timeline", "case_opened"):
        assert "care-sur" not in text(client.get(reverse(page, args=[case.code])))
    with acting_as(cast.upe) as by:
        assert "care-sur" in {part.unit.code for part in sheet_of(by, case).parts}


def test_the_list_is_no_oracle_for_who_does_not_read_how_a_file_stands(cast):
    case = protected(cast)
    referred(cast, case)
    for who, finds in ((cast.upe, True), (cast.health, False), (cast.officer, False)):
        with acting_as(who) as by:
            assert listing.matching(by, listing.Wanted()).exists()
            assert listing.matching(by, listing.Wanted(state="protected")).exists() is finds


def test_a_service_is_not_told_which_children_were_found_together(cast):
    one, other = alert(cast, children=2)
    for case in (one, other):
        with acting_as(cast.upe) as by:
            act.take_charge(id=new_id(), seen=now(case).version, case=case.pk, by=by)
        referred(cast, case)
    with acting_as(cast.health) as by:
        assert not sheet_of(by, one).siblings
    with acting_as(cast.upe) as by:
        assert sheet_of(by, one).siblings == (other.code,)


def test_an_old_form_gives_nothing_back_that_is_out_of_sight_by_now(cast):
    case = alert(cast)
    form = new_id()
    with acting_as(cast.outsider) as by:
        Performed.objects.create(
            id=form, action="cases.open_file", user_code=by.user_code, at="2026-11-01T00:00:00Z",
            result_model="cases.case", result_pk=str(case.pk),
        )  # fmt: skip
        with pytest.raises(NotFound):
            act.open_file(id=form, seen=0, code=case.code, by=by)


def stayed(cast, *steps):
    """She is in the centre, and then the steps (name, reason); the file."""
    case = protected(cast)
    row = referred(cast, case, "centre", "shelter_place")
    bed = Bed.objects.create(
        number=1, centre=Centre.objects.create(unit_id=cast.centre.unit_id, specialised=True, sexes="any", age_from=0, age_to=17)
    )
    with acting_as(cast.centre) as by:
        row = act.answer_referral(id=new_id(), seen=row.version, referral=row.pk, step="accept", by=by)
        stay = act.reserve_bed(id=new_id(), seen=row.version, referral=row.pk, bed=bed.pk, by=by)
        for step, reason in (("arrive", ""), *steps):
            stay = act.move_stay(id=new_id(), seen=stay.version, stay=stay.pk, step=step, reason=reason, by=by)
    return case


def test_who_looked_for_her_is_past_when_she_is_back(cast):
    case = stayed(cast, ("leave_unannounced", ""))
    assert behind(Involvement, case=case, part="search", until=None)
    with acting_as(LOOKER):
        case.refresh_from_db()
        stay = case.current_stay
    with acting_as(cast.centre) as by:
        act.move_stay(id=new_id(), seen=stay.version, stay=stay.pk, step="come_back", by=by)
    assert not behind(Involvement, case=case, part="search", until=None)


def test_a_child_who_did_not_come_back_is_looked_for_when_her_place_is_free_again(cast):
    case = stayed(cast, ("leave_unannounced", ""), ("end", "not_returned"))
    open_tasks = {task.unit.code for task in behind(Task, kind="left_without_leave", state="open")}
    assert open_tasks == {"upe-cusco", "pnp-cusco"}
    assert behind(Involvement, case=case, part="search", until=None)
    assert behind(Case, pk=case.pk)[0].whereabouts == "away"


def test_a_closed_file_asks_nobody_for_anything(cast):
    case = taken(cast)
    with acting_as(cast.upe) as by:
        act.close_case(id=new_id(), seen=now(case).version, case=case.pk, reason="unknown", by=by)
        with pytest.raises(Invalid):
            need = act.Need("health", "Control")
            act.refer(id=new_id(), seen=now(case).version, case=case.pk, to_unit=cast.health.unit_id, need=need, by=by)
