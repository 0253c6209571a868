"""The pages of protection, court, plan, goals, reintegration, visits and closure."""

import pytest

from amparo.access.acting import acting_as
from amparo.cases import actions as act
from amparo.cases.models import FollowUp, Goal, Measure, Plan
from amparo.core.ids import new_id
from tests.cases.pages import now, protected, signed_in, taken, text, weight

pytestmark = pytest.mark.django_db


def sent(client, url, seen, **data):
    return client.post(url, {"id": new_id(), "seen": seen, **data})


def seen_by(cast, name, read):
    with acting_as(cast.actors[name]):
        return read()


def version(cast, case):
    return seen_by(cast, "upe", lambda: now(case).version)


def state(cast, case):
    return seen_by(cast, "upe", lambda: now(case).protection)


def test_protection_opens_once_however_often_the_button_is_pressed(cast):
    case = taken(cast)
    client, url = signed_in(cast, "upe"), f"/expedientes/{case.code}/proteccion/"
    assert "Abrir protección" in text(client.get(url))
    form = {"id": new_id(), "seen": version(cast, case), "resolution_number": "012-2026-UPE", "resolved": "15/03/2026"}
    assert [client.post(url, form).status_code for _again in range(2)] == [302, 302]
    assert seen_by(cast, "upe", Measure.objects.count) == 1
    assert state(cast, case) == "protected"


def test_a_resolution_without_a_day_is_asked_again_and_keeps_its_number(cast):
    case = taken(cast)
    page = sent(
        signed_in(cast, "upe"),
        f"/expedientes/{case.code}/proteccion/",
        version(cast, case),
        resolution_number="012-2026",
        resolved="",
    )
    assert page.status_code == 200
    assert "012-2026" in text(page) and "Falta 1 cosa" in text(page)


def test_the_court_goes_step_by_step(cast):
    protected(cast)
    measure = seen_by(cast, "upe", Measure.objects.get)
    upe, court = signed_in(cast, "upe"), signed_in(cast, "court")
    assert court.get(f"/medidas/{measure.pk}/hold_hearing/").status_code == 404
    assert upe.get(f"/medidas/{measure.pk}/ratify/").status_code == 404, "not before it was sent"
    assert sent(upe, f"/medidas/{measure.pk}/send_to_court/", 1, happened="15/03/2026").status_code == 302
    assert sent(court, f"/medidas/{measure.pk}/hold_hearing/", 2, happened="", happened_unknown="1").status_code == 302
    assert sent(court, f"/medidas/{measure.pk}/ratify/", 3, happened="marzo 2026").status_code == 302
    assert seen_by(cast, "upe", Measure.objects.get).state == "ratified"
    assert upe.get(f"/medidas/{measure.pk}/bailar/").status_code == 404


def plan_form(**more):
    return {"kind": "pti", "opinion": "agrees", "sector_1": "education", "text_1": "Volver a la escuela", **more}


def test_a_plan_with_a_goal_without_its_sector_keeps_what_was_typed(cast):
    case = protected(cast)
    client, url = signed_in(cast, "upe"), f"/expedientes/{case.code}/plan/"
    page = sent(client, url, version(cast, case), **plan_form(text_2="Llamar a su abuela"))
    assert page.status_code == 200
    assert "Elija el área de esta meta." in text(page)
    assert "Llamar a su abuela" in text(page) and "Volver a la escuela" in text(page)
    assert not seen_by(cast, "upe", Plan.objects.exists)


def test_a_plan_without_goals_is_asked_for_one(cast):
    case = protected(cast)
    page = sent(signed_in(cast, "upe"), f"/expedientes/{case.code}/plan/", version(cast, case), kind="pti", opinion="agrees")
    assert page.status_code == 200 and "Escriba al menos una meta." in text(page)


def test_a_plan_is_written_and_its_goals_move(cast):
    case = protected(cast)
    client, url = signed_in(cast, "upe"), f"/expedientes/{case.code}/plan/"
    page = client.get(url)
    assert text(page).count("<fieldset") >= 6 and weight(page) <= 25 * 1024
    assert sent(client, url, version(cast, case), **plan_form()).status_code == 302
    goal = seen_by(cast, "upe", Goal.objects.get)
    move = {"id": new_id(), "seen": 1, "step": "start"}
    assert [client.post(f"/metas/{goal.pk}/", move).status_code for _again in range(2)] == [302, 302]
    assert seen_by(cast, "upe", Goal.objects.get).state == "under_way"
    assert client.post(f"/metas/{goal.pk}/", {"id": new_id(), "seen": 1, "step": "reach"}).status_code == 409, "stale"
    assert client.get(f"/metas/{goal.pk}/").status_code == 405
    assert client.post(f"/metas/{goal.pk}/", {"step": "reach"}).status_code == 400
    assert signed_in(cast, "outsider").post(f"/metas/{goal.pk}/", move).status_code == 404


def test_reintegration_visit_closure_and_opening_again(cast):
    case = protected(cast)
    client, base = signed_in(cast, "upe"), f"/expedientes/{case.code}"
    assert client.get(f"{base}/reintegracion/").status_code == 200
    assert sent(client, f"{base}/reintegracion/", version(cast, case)).status_code == 302
    visit = seen_by(cast, "upe", lambda: FollowUp.objects.order_by("month").first())
    assert "Visita del primer mes" in text(client.get(f"/visitas/{visit.pk}/"))
    empty = sent(client, f"/visitas/{visit.pk}/", 1, note="Necesita útiles")
    assert empty.status_code == 200 and "Necesita útiles" in text(empty)
    assert sent(client, f"/visitas/{visit.pk}/", 1, outcome="needs_help", note="Necesita útiles").status_code == 302
    assert client.get(f"/visitas/{visit.pk}/").status_code == 404, "done already"
    assert state(cast, case) == "follow_up"
    assert "Terminan sus plazos" in text(client.get(f"{base}/cerrar/"))
    assert sent(client, f"{base}/cerrar/", version(cast, case), reason="reintegrated").status_code == 302
    assert state(cast, case) == "closed"
    assert sent(client, f"{base}/reabrir/", version(cast, case)).status_code == 302
    assert state(cast, case) == "presumed"


def test_a_later_visit_is_called_by_its_month(cast):
    case = protected(cast)
    with acting_as(cast.upe) as by:
        act.begin_reintegration(id=new_id(), seen=now(case).version, case=case.pk, to_unit=None, by=by)
        visit = FollowUp.objects.get(month=6)
    assert "Visita de los 6 meses" in text(signed_in(cast, "upe").get(f"/visitas/{visit.pk}/"))


@pytest.mark.parametrize("page", ["proteccion", "plan", "reintegracion", "cerrar", "reabrir"])
@pytest.mark.parametrize(
    ("who", "status"), [("outsider", 404), ("officer", 403), ("health", 403), ("upe_chief", 403), ("admin", 403)]
)
def test_nobody_else_opens_the_form(cast, page, who, status):
    case = protected(cast)
    assert signed_in(cast, "upe").get(f"/expedientes/{case.code}/{page}/").status_code == 200
    client = signed_in(cast, who)
    assert client.get(f"/expedientes/{case.code}/{page}/").status_code == status
    assert sent(client, f"/expedientes/{case.code}/{page}/", 1).status_code == status


def test_a_stale_form_gives_back_what_was_typed(cast):
    case = protected(cast)
    old = version(cast, case)
    with acting_as(cast.upe) as by:
        goals = (act.GoalFacts("health", "Control"),)
        act.write_plan(id=new_id(), seen=old, case=case.pk, kind="pti", opinion="agrees", goals=goals, by=by)
    page = sent(signed_in(cast, "upe"), f"/expedientes/{case.code}/plan/", old, **plan_form(text_1="Aprender a tejer"))
    assert page.status_code == 409 and "Aprender a tejer" in text(page)
