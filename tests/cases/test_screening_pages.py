"""The screening: her safety first, no field for her story, stops and goes on, proposes and never decides."""

import re

import pytest

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.cases.models import CaseCode, Screening, ScreeningAnswer, StatusDecision
from amparo.cases.queries.screening import ORDER, STEPS, questions
from amparo.core.ids import new_id
from tests.cases.pages import alert, counted, signed_in, taken, text, weight

pytestmark = pytest.mark.django_db


def behind(model, **fields):
    with acting_as(system("test")):
        return list(model.objects.filter(**fields))


def begun(cast, name="officer", **facts):
    case = alert(cast, **facts)
    client = signed_in(cast, name)
    page = f"/expedientes/{case.code}/tamizaje/"
    key = {"id": str(new_id()), "seen": case.version}
    for _click in range(2):
        assert client.post(f"{page}empezar/", key).status_code == 302
    return case, client, page


def keep(client, page, step, go="next", **answers):
    row = behind(Screening)[-1]
    data = {"id": str(new_id()), "seen": row.version, "go": go, **{name.replace("__", "-"): v for name, v in answers.items()}}
    return client.post(f"{page}{step}/", data)


def test_it_says_whose_the_interview_is_and_has_no_field_for_her_story(cast):
    case, client, page = begun(cast)
    sentence = "La entrevista única la hace la Fiscalía."
    assert sentence in text(client.get(f"{page}safety/"))
    for step in STEPS:
        shown = text(client.get(f"{page}{step}/"))
        assert sentence in shown
        form = shown.split("<h1>")[1].split("</form>")[0]
        assert "<textarea" not in form
        assert 'type="text"' not in form
    assert not [field.name for model in (Screening, ScreeningAnswer) for field in model._meta.fields if "text" in field.name]


def test_every_question_stands_at_not_known(cast):
    _case, client, page = begun(cast)
    for step in STEPS:
        shown = text(client.get(f"{page}{step}/"))
        checked = re.findall(r'value="(\w+)"[^>]* checked', shown)
        assert checked == ["unknown"] * len(questions(step))


def test_many_signs_are_folded_and_a_group_with_an_answer_stands_open(cast):
    _case, client, page = begun(cast)
    shown = text(client.get(f"{page}indicators/"))
    folded = shown.count('<details class="qs fold"')
    assert folded > 3
    assert '<details class="qs fold" open>' not in shown
    assert "fold" not in text(client.get(f"{page}safety/")).split("<h1>")[1]
    first = questions("indicators")[0]
    keep(client, page, "indicators", go="stop", **{first.name: "no"})
    again = text(client.get(f"{page}indicators/"))
    assert (again.count('<details class="qs fold" open>'), again.count('<details class="qs fold"')) == (1, folded)


def test_safety_comes_first_and_danger_is_shown_from_then_on(cast):
    _case, client, page = begun(cast)
    assert client.get(page)["Location"] == f"{page}safety/"
    assert keep(client, page, "safety", **{"safety-locked_in": "yes"})["Location"] == f"{page}observations/"
    assert "Su seguridad va primero" in text(client.get(f"{page}observations/"))


def test_it_stops_and_is_taken_up_where_it_stood(cast):
    case, client, page = begun(cast)
    keep(client, page, "safety", **{"safety-injured": "no"})
    assert (
        keep(client, page, "observations", go="stop", **{"observation-afraid": "yes"})["Location"] == f"/expedientes/{case.code}/"
    )
    assert [row.state for row in behind(Screening)] == ["paused"]
    shown = text(client.get(page))
    assert "quedó a medias" in shown
    assert re.search(r'id="id_observation-afraid_0"[^>]* checked', text(client.get(f"{page}observations/")))
    keep(client, page, "observations", **{"observation-afraid": "yes"})
    assert [row.state for row in behind(Screening)] == ["begun"]


def finish(client, page, key=None):
    row = behind(Screening)[-1]
    return client.post(f"{page}terminar/", key or {"id": str(new_id()), "seen": row.version})


def test_the_system_proposes_and_a_person_decides_and_means_are_not_needed(cast):
    case, client, page = begun(cast)
    keep(client, page, "facts", **{"act-recruit": "yes", "purpose-sexual": "yes"})
    review = text(client.get(f"{page}review/"))
    assert "Captar" in review
    key = {"id": str(new_id()), "seen": behind(Screening)[-1].version}
    assert [finish(client, page, key).status_code for _click in range(2)] == [302, 302]
    shown = text(client.get(page))
    assert "El sistema propone, usted decide" in shown
    assert "Hay señales de trata" in shown
    assert f"/expedientes/{case.code}/condicion/" in shown
    assert not behind(StatusDecision)
    assert {row.kind for row in behind(CaseCode)} == {"act", "purpose"}


def test_an_adult_with_doubt_is_presumed_a_minor(cast):
    _case, client, page = begun(cast, age=19, age_source="declared")
    keep(client, page, "facts", **{"act-transport": "yes", "purpose-labour": "yes"})
    finish(client, page)
    assert behind(Screening)[0].outcome == "presumed"


def test_signs_alone_and_nothing_at_all(cast):
    _case, client, page = begun(cast)
    finish(client, page)
    assert "No se ven señales" in text(client.get(page))
    assert "condicion" in text(client.get(page))


def test_a_double_click_keeps_one_answer(cast):
    _case, client, page = begun(cast)
    row = behind(Screening)[0]
    data = {"id": str(new_id()), "seen": row.version, "go": "next", "safety-injured": "yes"}
    assert [client.post(f"{page}safety/", data).status_code for _click in range(2)] == [302, 302]
    assert len(behind(ScreeningAnswer, code="injured")) == 1
    assert behind(Screening)[0].version == row.version + 1


def test_each_unit_has_its_own_and_services_have_none(cast):
    case, client, page = begun(cast)
    keep(client, page, "safety", **{"safety-injured": "yes"})
    for name in ("outsider", "health", "upe_chief", "crtp"):
        assert signed_in(cast, name).get(page).status_code in (403, 404)
    assert ORDER[-1] == "review"


def test_the_colleague_of_the_shift_goes_on_with_it(cast):
    _case, client, page = begun(cast)
    keep(client, page, "safety", **{"safety-injured": "yes"})
    assert signed_in(cast, "officer_two").get(page)["Location"] == f"{page}observations/"


def test_upe_screens_a_file_it_took(cast):
    case = taken(cast)
    client = signed_in(cast, "upe")
    assert "Empezar por su seguridad" in text(client.get(f"/expedientes/{case.code}/tamizaje/"))


def test_weight_and_queries(cast):
    _case, client, page = begun(cast)
    client.get(f"{page}indicators/")
    for step in ORDER:
        with counted(12):
            response = client.get(f"{page}{step}/")
        assert response.status_code == 200
        assert weight(response) <= 25_000
