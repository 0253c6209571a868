"""The file on one screen: what each role sees of it, and that nothing hints at the rest."""

import pytest

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from amparo.cases import actions as act
from amparo.core.ids import new_code, new_id
from tests.cases.pages import DAY, NAME, counted, now, protected, referred, signed_in, taken, text, weight

pytestmark = pytest.mark.django_db


def open_as(cast, name, case, page=""):
    return signed_in(cast, name).get(f"/expedientes/{case.code}/{page}")


def test_the_protecting_unit_sees_the_whole_file_and_never_a_name(cast):
    case = protected(cast)
    referred(cast, case)
    with acting_as(cast.upe) as by:
        goals = (act.GoalFacts("education", "Volver a la escuela"),)
        act.write_plan(id=new_id(), seen=now(case).version, case=case.pk, kind="pti", opinion="agrees", goals=goals, by=by)
        act.write_note(id=new_id(), seen=now(case).version, case=case.pk, note="Prefiere que la atienda una mujer", by=by)
    page = text(open_as(cast, "upe", case))
    for shown in (
        case.code,
        "Con plan",
        "Riesgo alto",
        "Comisaría",
        "Control pediátrico",
        "Volver a la escuela",
        "Prefiere que la atienda",
        "Quechua",
    ):
        assert shown in page
    assert "texto de 2016, por verificar" in page
    assert "estándar del servicio" in page
    assert NAME not in page


def test_an_officer_who_handed_over_sees_the_header_and_what_he_wrote(cast):
    case = taken(cast)
    with acting_as(cast.upe) as by:
        act.triage(id=new_id(), seen=now(case).version, case=case.pk, risk="high", by=by)
    page = text(open_as(cast, "officer", case))
    assert "Su unidad ya entregó" in page
    assert "Niña, 12 a 14 años" in page
    assert "Llegó el aviso" in page
    for hidden in (
        "Comisaría",
        "Dónde está",
        "Riesgo",
        "Plan con ella",
        "Condición de víctima",
        "Proceso penal",
        "Lugar",
        "Derivar",
        "upe-cusco",
    ):
        assert hidden not in page, hidden


def test_a_service_sees_its_referral_and_not_what_it_is_about(cast):
    case = protected(cast)
    referred(cast, case)
    referred(cast, case, "school", "school", "Una vacante")
    page = text(open_as(cast, "health", case))
    assert "Control pediátrico" in page
    for hidden in (
        "Una vacante",
        "víctima",
        "Condición",
        "penal",
        "En protección",
        "Riesgo",
        "Dónde está",
        "Plan con ella",
        "trata",
    ):
        assert hidden not in page.split("<main")[1].split("<footer")[0], hidden


def test_the_prosecutor_sees_the_penal_route_and_no_plan(cast):
    case = protected(cast)
    with acting_as(cast.prosecutor) as by:
        act.record_penal_step(id=new_id(), seen=now(case).version, case=case.pk, step="complaint", happened=DAY, by=by)
    page = text(open_as(cast, "prosecutor", case))
    assert "Proceso penal" in page
    assert "Se presentó la denuncia" in page
    assert "Plan con ella" not in page
    assert "Proceso penal" not in text(open_as(cast, "officer", case))


def test_decisions_stand_side_by_side(cast):
    case = taken(cast)
    for who, status in (("prosecutor", "ruled_out"), ("upe", "identified")):
        with acting_as(cast.actors[who]) as by:
            act.decide_status(
                id=new_id(), seen=now(case).version, case=case.pk, status=status, decided=DAY, basis="indicators", by=by
            )
    page = text(open_as(cast, "upe", case))
    assert "Víctima identificada" in page
    assert "Descartada" in page


def test_outsider_and_unknown_get_the_same_page(cast):
    case = taken(cast)
    outsider = signed_in(cast, "outsider")
    theirs, nobodys = outsider.get(f"/expedientes/{case.code}/"), outsider.get(f"/expedientes/{new_code('AMP')}/")
    assert (theirs.status_code, nobodys.status_code) == (404, 404)

    def body(response):
        return text(response).split("<main")[1].split("<footer")[0]

    assert body(theirs) == body(nobodys)


@pytest.mark.parametrize("page", ["cronologia/", "quien/", "miradas/"])
def test_parts_of_the_file_are_closed_like_the_file(cast, page):
    case = taken(cast)
    assert open_as(cast, "upe", case, page).status_code == 200
    assert open_as(cast, "outsider", case, page).status_code == 404
    assert open_as(cast, "upe_chief", case, page).status_code == 403
    assert open_as(cast, "crtp", case, page).status_code == 403


def test_who_handed_over_does_not_learn_who_looks(cast):
    case = taken(cast)
    assert open_as(cast, "officer", case, "miradas/").status_code == 404


def test_looking_is_recorded_once_a_quarter_of_an_hour(cast):
    case = taken(cast)
    client = signed_in(cast, "upe")
    for _again in range(3):
        assert client.get(f"/expedientes/{case.code}/").status_code == 200
    assert AuditLine.objects.filter(verb="open_file", subject=case.code).count() == 1
    page = text(client.get(f"/expedientes/{case.code}/miradas/"))
    assert "upe-cusco" in page


def test_a_full_file_costs_twelve_queries_and_25_kilobytes(cast):
    case = protected(cast)
    for service, to in (("health", "health"), ("school", "school"), ("legal_defence", "defender")):
        referred(cast, case, to, service)
    with acting_as(cast.upe) as by:
        goals = tuple(act.GoalFacts("education", f"Meta {n}") for n in range(6))
        act.write_plan(id=new_id(), seen=now(case).version, case=case.pk, kind="pti", opinion="agrees", goals=goals, by=by)
        for number in range(40):
            act.write_note(id=new_id(), seen=now(case).version, case=case.pk, note=f"Anotación {number} para el turno", by=by)
    client = signed_in(cast, "upe")
    client.get("/expedientes/")  # reference data is read once a minute
    with counted(12):
        response = client.get(f"/expedientes/{case.code}/")
    assert response.status_code == 200
    assert weight(response) <= 25_000
    with counted(12):
        client.get(f"/expedientes/{case.code}/")
    with counted(12):
        response = client.get(f"/expedientes/{case.code}/cronologia/")
    assert "Anotación 39" in text(response)
    assert weight(response) <= 25_000


def test_english_readers_read_english(cast):
    case = protected(cast)
    client = signed_in(cast, "upe")
    client.cookies["lang"] = "en"
    page = text(client.get(f"/expedientes/{case.code}/"))
    assert "Girl, 12 to 14 years" in page
    assert "Opened provisional protection" in page
