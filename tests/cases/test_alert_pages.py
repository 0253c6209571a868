"""The alert: without JavaScript, with nothing lost, once however often one clicks; and who got it."""

import re

import pytest

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.cases.models import Case, Event
from amparo.core.ids import new_id
from tests.cases.pages import NAME, counted, signed_in, taken, text, weight

pytestmark = pytest.mark.django_db
NOW = {"danger": "no", "channel": "police_station", "happened": "hoy", "place_text": "Cusco", "register_number": ""}
GIRL = {
    "sex": "female", "age": "14", "age_source": "declared", "language": "que", "nationality": "PE", "whereabouts": "station",
    "given_names": NAME, "first_surname": "", "second_surname": "", "alias": "",
}  # fmt: skip


def sent(step, *children, **now):
    """What the browser sends."""
    data = {"id": str(new_id()), "seen": "0", "children": str(max(1, len(children))), "step": step, **NOW, **now}
    for number, child in enumerate(children):
        data |= {f"c{number}-{name}": value for name, value in child.items()}
    return data


def fields(page):
    """The fields of the page's own form, as a browser without JavaScript would send them back."""
    form = page.split('action="/aviso/nuevo/"')[1].split("</form>")[0]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        if "name" in attributes:
            found[attributes["name"]] = attributes.get("value", "")
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def behind():
    with acting_as(system("test")):
        return list(Case.objects.order_by("created_at")), list(Event.objects.all())


def test_an_alert_step_by_step_without_javascript(cast):
    client = signed_in(cast, "officer")
    first = fields(text(client.get("/aviso/nuevo/")))
    who = client.post("/aviso/nuevo/", {**first, **NOW, "step": "who"})
    assert who.status_code == 200
    second = {**fields(text(who)), **{f"c0-{name}": value for name, value in GIRL.items()}}
    review = client.post("/aviso/nuevo/", {**second, "step": "review"})
    page = text(review)
    assert "Niña, 12 a 14 años" in page
    assert "se presume menor de edad" in page
    response = client.post("/aviso/nuevo/", {**fields(page), "step": "send"})
    (case,), (event,) = behind()
    assert response["Location"] == f"/hechos/{event.code}/?enviado=1"
    assert (case.sex, case.age, case.language, event.place) == ("female", 14, "que", "08")
    done = text(client.get(response["Location"]))
    for shown in ("upe-cusco", "fistrap-cusco", case.code):
        assert shown in done
    assert NAME not in done


def test_a_double_click_makes_one_alert(cast):
    client, data = signed_in(cast, "officer"), sent("send", GIRL)
    first, second = client.post("/aviso/nuevo/", data), client.post("/aviso/nuevo/", data)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert len(behind()[0]) == 1


def test_adding_and_dropping_children_loses_nothing(cast):
    client = signed_in(cast, "officer")
    page = text(client.post("/aviso/nuevo/", sent("add", GIRL)))
    assert page.count("<legend><h2>") == 2
    typed = fields(page)
    assert typed["c0-age"] == "14"
    assert typed["c0-given_names"] == NAME
    other = {**GIRL, "sex": "male", "age": "9", "given_names": "Otro"}
    page = text(client.post("/aviso/nuevo/", sent("drop0", GIRL, other)))
    typed = fields(page)
    assert (typed["c0-age"], typed["c0-sex"], typed["children"]) == ("9", "male", "1")
    client.post("/aviso/nuevo/", sent("send", GIRL, other))
    cases, events = behind()
    assert len(cases) == 2
    assert len(events) == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(cast):
    client = signed_in(cast, "officer")
    response = client.post("/aviso/nuevo/", sent("who", danger="", happened="30/02/2026", register_number="C-114"))
    page = text(response)
    assert response.status_code == 400
    assert "Faltan" in page
    assert "30/02/2026" in page
    assert "C-114" in page
    page = text(client.post("/aviso/nuevo/", sent("review", {**GIRL, "age": "catorce"})))
    assert "Escriba la edad en años, por ejemplo 14." in page
    assert "catorce" in page
    page = text(client.post("/aviso/nuevo/", sent("who", happened="15/03/2999")))
    assert "Ponga una fecha que ya pasó, o la de hoy." in page


def test_nobody_has_to_know_anything(cast):
    client = signed_in(cast, "officer")
    unknown = {**GIRL, "sex": "unknown", "age": "", "age_unknown": "1", "age_source": "unknown", "language": "unknown",
               "nationality": "unknown", "whereabouts": "unknown", "given_names": ""}  # fmt: skip
    data = sent("send", unknown, danger="unknown", channel="unknown", happened="", happened_unknown="1", place_text="")
    assert client.post("/aviso/nuevo/", data).status_code == 302
    (case,), (event,) = behind()
    assert (case.age, case.minor, event.happened, event.place) == (None, "presumed", None, "")


def test_a_place_called_like_others_is_asked_and_never_guessed(cast):
    client = signed_in(cast, "officer")
    page = text(client.post("/aviso/nuevo/", sent("who", place_text="Santiago")))
    assert "Cuál de estos lugares" in page
    assert "Santiago, Cusco, Cusco" in page
    choice = re.search(r'value="(\d{6})"[^>]*>\s*<label[^>]*>Santiago, Cusco, Cusco', page)
    assert choice
    assert "¿A quién encontraron?" in text(client.post("/aviso/nuevo/", sent("who", place_text="Santiago", place=choice[1])))
    client.post("/aviso/nuevo/", sent("send", GIRL, place_text="Santiago", place=choice[1]))
    assert behind()[1][0].place == choice[1]
    page = text(client.post("/aviso/nuevo/", sent("who", place_text="Chacra del fondo")))
    assert "dejarlo sin lugar" in page
    assert "¿A quién encontraron?" in text(client.post("/aviso/nuevo/", sent("who", place_text="Chacra del fondo", place="none")))


def test_danger_shows_the_number_and_goes_on(cast):
    client = signed_in(cast, "officer")
    page = text(client.post("/aviso/nuevo/", sent("who", danger="yes")))
    assert "Hay peligro: llame ahora al" in page
    assert "¿A quién encontraron?" in page


def test_one_more_child_of_the_own_event(cast):
    case = taken(cast)
    with acting_as(system("test")):
        code = Event.objects.get().code
    client = signed_in(cast, "officer")
    page = f"/hechos/{code}/otra/"
    assert client.get(page).status_code == 200
    data = {"id": str(new_id()), "seen": "1", **GIRL}
    assert client.post(page, data).status_code == 302
    assert client.post(page, data).status_code == 302
    assert len(behind()[0]) == 2
    for other in ("outsider", "upe", "outsider_police"):
        assert signed_in(cast, other).get(page).status_code == 404
    assert signed_in(cast, "upe").get(f"/hechos/{code}/").status_code == 404
    assert case.code in text(client.get(f"/hechos/{code}/"))


def test_who_has_no_alerts_to_give_finds_no_page(cast):
    for name in ("crtp", "admin", "upe_chief", "court"):
        assert signed_in(cast, name).get("/aviso/nuevo/").status_code == 403


def test_weight_and_queries(cast):
    client = signed_in(cast, "officer")
    client.get("/aviso/nuevo/")
    for step in ("who", "review"):
        with counted(12):
            response = client.post("/aviso/nuevo/", sent(step, *([GIRL] * 5)))
        assert weight(response) <= 25_000
