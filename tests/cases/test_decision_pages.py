"""Small acts on a file: each once however often one clicks, none by who may not, and both versions where two wrote."""

import pytest

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.cases.models import Case, Involvement, Milestone, StatusDecision
from amparo.core.ids import new_id
from amparo.desk.models import Task
from tests.cases.pages import alert, counted, protected, signed_in, taken, text, weight

pytestmark = pytest.mark.django_db


def behind(model=Case, **fields):
    with acting_as(system("test")):
        return list(model.objects.filter(**fields).order_by("pk"))


def version(case):
    return behind(pk=case.pk)[0].version


def submit(client, case, page, seen=None, **data):
    return client.post(
        f"/expedientes/{case.code}/{page}/", {"id": str(new_id()), "seen": version(case) if seen is None else seen, **data}
    )


def test_taking_charge_is_one_click(cast):
    case, client = alert(cast), signed_in(cast, "upe")
    page = text(client.get(f"/expedientes/{case.code}/"))
    assert "Hacerse cargo" in page
    key = {"id": str(new_id()), "seen": 1}
    for _click in range(2):
        assert client.post(f"/expedientes/{case.code}/a-cargo/", key).status_code == 302
    assert len(behind(Involvement, part="protection", relation="responsible", until=None)) == 1
    page = text(client.get(f"/expedientes/{case.code}/"))
    assert "Hacerse cargo" not in page
    assert "Por clasificar" in page


def test_triage_then_both_versions_where_two_wrote(cast):
    case, client = taken(cast), signed_in(cast, "upe")
    old = version(case)
    assert submit(client, case, "clasificar", risk="high").status_code == 302
    assert behind(pk=case.pk)[0].risk == "high"
    response = submit(client, case, "anotar", seen=old, note="Come bien; llamar a su tía")
    page = text(response)
    assert response.status_code == 409
    assert "Come bien; llamar a su tía" in page
    assert f'name="seen" value="{version(case)}"' in page or f'value="{version(case)}" id="id_seen"' in page
    assert not behind(Milestone, kind="note")


def test_a_risk_somebody_else_chose_stands_beside_mine(cast):
    case = alert(cast)
    one, other = signed_in(cast, "officer"), signed_in(cast, "officer_two")
    old = version(case)
    submit(one, case, "clasificar", risk="low")
    response = submit(other, case, "clasificar", seen=old, risk="high")
    assert response.status_code == 409
    page = text(response)
    assert "Bajo" in page
    assert "Alto" in page


def test_an_alert_that_belongs_elsewhere(cast):
    case, client = taken(cast), signed_in(cast, "upe")
    assert "Elija" in text(submit(client, case, "no-sigue")) or "Responda" in text(submit(client, case, "no-sigue"))
    assert submit(client, case, "no-sigue", reason="repeated").status_code == 302
    assert behind(pk=case.pk)[0].protection == "dismissed"
    assert not behind(Task, subject_id=case.pk, state="open")


def test_handing_over_twice_by_a_double_click(cast):
    case, client = taken(cast), signed_in(cast, "upe")
    data = {"id": str(new_id()), "seen": version(case), "part": "protection", "to_unit": cast.outsider.unit_id}
    page = f"/expedientes/{case.code}/entregar/"
    assert "upe-loreto" in text(client.get(page))
    assert [client.post(page, data).status_code for _click in range(2)] == [302, 302]
    assert behind(Involvement, unit_id=cast.outsider.unit_id, until=None)
    assert "Su unidad ya entregó" in text(client.get(f"/expedientes/{case.code}/"))
    assert client.get(page).status_code == 403


def test_a_note_is_for_the_own_unit(cast):
    case, client = taken(cast), signed_in(cast, "upe")
    assert "no se escribe" in text(client.get(f"/expedientes/{case.code}/anotar/"))
    assert submit(client, case, "anotar", note="Duerme con luz encendida").status_code == 302
    assert "Duerme con luz encendida" in text(signed_in(cast, "upe_two").get(f"/expedientes/{case.code}/"))
    for other in ("prosecutor", "officer"):
        assert "Duerme con luz" not in text(signed_in(cast, other).get(f"/expedientes/{case.code}/"))


def test_each_institution_decides_beside_the_others(cast):
    case = taken(cast)
    upe, prosecutor = signed_in(cast, "upe"), signed_in(cast, "prosecutor")
    assert submit(prosecutor, case, "condicion", status="ruled_out", decided="ayer", basis="no_elements").status_code == 302
    page = text(upe.get(f"/expedientes/{case.code}/condicion/"))
    assert "fistrap-cusco" in page
    assert "Descartada" in page
    wrong = submit(upe, case, "condicion", status="identified", decided="15/03/2999", basis="indicators")
    assert "Ponga una fecha que ya pasó" in text(wrong)
    assert submit(upe, case, "condicion", status="identified", decided="marzo 2025", basis="indicators").status_code == 302
    assert {row.status for row in behind(StatusDecision)} == {"ruled_out", "identified"}


def test_a_penal_milestone_is_the_prosecutors(cast):
    case = taken(cast)
    assert (
        submit(signed_in(cast, "prosecutor"), case, "penal", step="complaint", happened="", happened_unknown="1").status_code
        == 302
    )
    assert submit(signed_in(cast, "upe"), case, "penal", step="complaint", happened="hoy").status_code == 403


def test_a_file_hidden_from_a_station_is_gone_for_it(cast):
    case = now_taken(cast, alert(cast))
    page = f"/expedientes/{case.code}/ocultar/"
    client = signed_in(cast, "upe")
    assert "pnp-cusco" in text(client.get(page))
    data = {"id": str(new_id()), "seen": 0, "whom": f"unit-{cast.officer.unit_id}", "reason": "official_involved"}
    data["exempt"] = [str(cast.officer_two.user_id)]
    assert client.post(page, data).status_code == 302
    assert signed_in(cast, "officer").get(f"/expedientes/{case.code}/").status_code == 404
    assert signed_in(cast, "officer_two").get(f"/expedientes/{case.code}/").status_code == 200
    assert signed_in(cast, "officer").get(page).status_code == 403


def now_taken(cast, case):
    client = signed_in(cast, "upe")
    client.post(f"/expedientes/{case.code}/a-cargo/", {"id": str(new_id()), "seen": version(case)})
    return behind(pk=case.pk)[0]


@pytest.mark.parametrize("page", ["clasificar", "no-sigue", "entregar", "anotar", "condicion", "penal", "ocultar", "tamizaje"])
def test_outsiders_find_no_page_and_nothing_happens(cast, page):
    case = protected(cast)
    for name in ("outsider", "outsider_police", "outsider_prosecutor", "health"):
        client = signed_in(cast, name)
        assert client.get(f"/expedientes/{case.code}/{page}/").status_code in (403, 404)
        assert submit(client, case, page, risk="low", reason="repeated", note="x").status_code in (403, 404, 405)
    assert behind(pk=case.pk)[0].protection == "protected"


@pytest.mark.parametrize("page", ["anotar", "condicion", "entregar", "ocultar"])
def test_forms_are_light(cast, page):
    case, client = protected(cast), signed_in(cast, "upe")
    client.get("/expedientes/")
    with counted(12):
        response = client.get(f"/expedientes/{case.code}/{page}/")
    assert response.status_code == 200
    assert weight(response) <= 25_000
