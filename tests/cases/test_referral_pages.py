"""Asking for a service and answering it, on the pages, without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.cases import actions as act
from amparo.cases.models import Referral, ReferralMessage
from amparo.core.ids import new_id
from amparo.desk.models import Draft, RunningClock
from tests.cases.pages import NAME, counted, now, protected, referred, signed_in, text, weight

pytestmark = pytest.mark.django_db


def fields(page):
    """What a browser would send with the form of a page: its hidden fields."""
    html = text(page).split("<main")[1]
    inputs = re.findall(r"<input[^>]*>", html)
    pairs = ((re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in inputs if 'type="hidden"' in tag)
    return {name[1]: value[1] if value else "" for name, value in pairs if name}


def typed(**more):
    return {
        "to_unit": "salud-cusco", "need": "Control pediátrico", "urgency": "unknown", "wanted": "", "interpreter": "yes",
        "opinion": "agrees", **more,
    }  # fmt: skip


def first(cast):
    with acting_as(cast.upe):
        return Referral.objects.select_related("case").first()


def see(cast, row, who="health"):
    with acting_as(cast.actors[who]) as by:
        return act.answer_referral(id=new_id(), seen=1, referral=row.pk, step="see", by=by)


def test_from_the_service_to_the_conversation_with_forms_only(cast):
    case = protected(cast)
    client, url = signed_in(cast, "upe"), f"/expedientes/{case.code}/derivar/"
    assert 'value="health"' in text(client.get(url))
    page = client.get(f"{url}?servicio=health")
    assert "salud-cusco" in text(page) and "intérprete de quechua" in text(page) and "No se envía" in text(page)
    review = client.post(f"{url}?servicio=health", {**fields(page), **typed()})
    assert "Esto y nada más llegará a salud-cusco" in text(review)
    assert "Control pediátrico" in text(review) and "antes de 24 h" in text(review)
    assert first(cast) is None, "nothing is sent by reviewing"
    back = client.post(f"{url}?servicio=health", {**fields(review), "paso": "corregir"})
    assert "Control pediátrico" in text(back) and re.search(r'name="interpreter" value="yes"[^>]*checked', text(back))
    form = {**fields(review), "paso": "enviar"}
    done = [client.post(f"{url}?servicio=health", form) for _again in range(2)]
    row = first(cast)
    assert [answer.headers["Location"] for answer in done] == [f"/derivaciones/{row.pk}/"] * 2
    with acting_as(cast.upe):
        assert Referral.objects.count() == 1


def test_what_is_missing_is_said_beside_its_question_and_nothing_typed_is_lost(cast):
    case = protected(cast)
    client, url = signed_in(cast, "upe"), f"/expedientes/{case.code}/derivar/?servicio=health"
    page = client.post(
        url, {**fields(client.get(url)), **typed(need="", urgency="date", wanted="12/11/2020", opinion="disagrees")}
    )
    assert page.status_code == 200
    assert "Escriba qué necesita la niña." in text(page) and "Aún no lo ha escrito" in text(page)
    page = client.post(url, {**fields(client.get(url)), **typed(urgency="date", wanted="12/11/2020")})
    assert "Ponga una fecha desde hoy." in text(page) and "12/11/2020" in text(page) and "Control pediátrico" in text(page)
    page = client.post(url, {**fields(client.get(url)), **typed(urgency="date")})
    assert "No se sabe todavía" in text(page) and "Falta 1 cosa" in text(page)


def test_a_draft_comes_back_and_goes_when_it_is_sent(cast):
    case = protected(cast)
    client, url = signed_in(cast, "upe"), f"/expedientes/{case.code}/derivar/?servicio=health"
    draft = re.search(r'data-draft-url="([^"]+)"', text(client.get(url)))[1].replace("&amp;", "&")
    client.post(draft, typed(need="Lo que iba escribiendo"))
    page = client.get(url)
    assert "Lo que iba escribiendo" in text(page)
    review = client.post(url, {**fields(page), **typed()})
    client.post(url, {**fields(review), "paso": "enviar"})
    with acting_as(system("test")):
        assert not Draft.objects.exists()


def test_units_of_the_place_come_first(cast):
    case = protected(cast)
    page = text(signed_in(cast, "upe").get(f"/expedientes/{case.code}/derivar/?servicio=health"))
    assert page.index("salud-cusco") < page.index("salud-loreto")
    assert "De otra zona." in page


@pytest.mark.parametrize(
    ("who", "status"), [("outsider", 404), ("health", 404), ("upe_chief", 403), ("crtp", 403), ("admin", 403), ("officer", 403)]
)
def test_nobody_else_refers(cast, who, status):
    case = protected(cast)
    assert signed_in(cast, who).get(f"/expedientes/{case.code}/derivar/?servicio=health").status_code == status
    assert signed_in(cast, "outsider").get("/expedientes/AMP-2222222-2/derivar/").status_code == 404


def test_the_receiver_answers_step_by_step(cast):
    case = protected(cast)
    row = referred(cast, case)
    client, url = signed_in(cast, "health"), f"/derivaciones/{row.pk}/"
    page = client.get(url)
    assert "Control pediátrico" in text(page) and "Marcar como recibida" in text(page) and "Niña, 12 a 14 años" in text(page)
    assert "El nombre se dice en persona" in text(page) and "estándar del servicio" in text(page)
    assert first(cast).state == "sent", "looking changes nothing"
    one = {"id": new_id(), "seen": 1}
    assert [client.post(f"{url}see/", one).status_code for _again in range(2)] == [302, 302]
    assert first(cast).state == "seen"
    client.post(f"{url}accept/", {"id": new_id(), "seen": 2, "text": "Jueves a las 8:00"})
    assert "Jueves a las 8:00" in text(signed_in(cast, "upe").get(url))
    client.post(f"{url}attend/", {"id": new_id(), "seen": 3, "text": "Atendida"})
    client.post(f"{url}return/", {"id": new_id(), "seen": 4, "text": "Vuelve en un mes"})
    assert first(cast).state == "returned"
    past = text(client.get(url))
    assert "conserva que se le pidió" in past and "Vuelve en un mes" in past
    assert "Control pediátrico" not in past, "who is past keeps that it was asked and what it wrote"


def test_refusing_needs_a_reason_and_tells_it(cast):
    row = referred(cast, protected(cast))
    client, url = signed_in(cast, "health"), f"/derivaciones/{row.pk}/refuse/"
    page = client.post(url, {"id": new_id(), "seen": 1, "text": "Prueben en la posta"})
    assert page.status_code == 200 and "Prueben en la posta" in text(page)
    assert (
        client.post(url, {"id": new_id(), "seen": 1, "reason": "no_capacity", "text": "Prueben en la posta"}).status_code == 302
    )
    page = text(signed_in(cast, "upe").get(f"/derivaciones/{row.pk}/"))
    assert "Motivo: no hay capacidad" in page and "Prueben en la posta" in page


def test_both_ends_write_and_an_empty_message_is_asked_for(cast):
    row = referred(cast, protected(cast))
    upe, health, url = signed_in(cast, "upe"), signed_in(cast, "health"), f"/derivaciones/{row.pk}/"
    assert upe.post(url, {"id": new_id(), "seen": 1, "text": "¿Hay cita el jueves?"}).status_code == 302
    assert "¿Hay cita el jueves?" in text(health.get(url))
    assert "Escriba el mensaje." in text(health.post(url, {"id": new_id(), "seen": 1, "text": " "}))
    with acting_as(cast.upe):
        assert ReferralMessage.objects.count() == 1


def test_the_sender_withdraws_and_the_conversation_ends(cast):
    row = referred(cast, protected(cast))
    upe, health, url = signed_in(cast, "upe"), signed_in(cast, "health"), f"/derivaciones/{row.pk}/"
    assert health.get(f"{url}withdraw/").status_code == 404
    assert upe.get(f"{url}accept/").status_code == 404
    assert upe.post(f"{url}withdraw/", {"id": new_id(), "seen": 1, "text": "Ya no hace falta"}).status_code == 302
    assert health.post(url, {"id": new_id(), "seen": 2, "text": "Hola"}).status_code == 403
    assert "Control pediátrico" not in text(health.get(url))


def test_nobody_else_reads_the_conversation(cast):
    case = protected(cast)
    row = referred(cast, case)
    see(cast, row)
    assert "Control pediátrico" in text(signed_in(cast, "health").get(f"/derivaciones/{row.pk}/"))
    for who, status in (
        ("outsider", 404),
        ("outsider_health", 404),
        ("school", 404),
        ("officer", 404),
        ("crtp", 403),
        ("admin", 403),
    ):
        assert signed_in(cast, who).get(f"/derivaciones/{row.pk}/").status_code == status, who
    unknown = signed_in(cast, "outsider").get(f"/derivaciones/{new_id()}/")
    known = signed_in(cast, "outsider").get(f"/derivaciones/{row.pk}/")
    strip = re.compile(r'value="[^"]{20,}"|/derivaciones/[^"]*')
    assert strip.sub("", text(unknown)) == strip.sub("", text(known)), "not there and not theirs look the same"


def test_a_stale_answer_is_a_conflict_that_gives_back_the_words(cast):
    row = referred(cast, protected(cast))
    see(cast, row)
    page = signed_in(cast, "health").post(
        f"/derivaciones/{row.pk}/accept/", {"id": new_id(), "seen": 1, "text": "Jueves a las 8:00"}
    )
    assert page.status_code == 409 and "Jueves a las 8:00" in text(page)


def test_the_list_shows_what_is_late_first_and_no_name(cast):
    first_case, second = protected(cast), protected(cast)
    referred(cast, first_case)
    late = referred(cast, second, need="Otra cosa")
    with acting_as(system("test")):
        RunningClock.objects.filter(target_id=late.pk).update(due_at=timezone.now() - timedelta(hours=3))
    health, upe = signed_in(cast, "health"), signed_in(cast, "upe")
    page = text(health.get("/derivaciones/"))
    assert page.index(second.code) < page.index(first_case.code) and "Venció hace 3 h" in page
    assert NAME not in page and "Otra cosa" not in page
    assert first_case.code not in text(upe.get("/derivaciones/"))
    assert first_case.code in text(upe.get("/derivaciones/?ver=enviadas"))
    assert first_case.code not in text(health.get("/derivaciones/?estado=accepted"))
    assert first_case.code not in text(health.get("/derivaciones/?servicio=school"))
    assert first_case.code in text(health.get("/derivaciones/?estado=sent&servicio=health&pagina=x"))
    for who in ("outsider", "outsider_health"):
        assert first_case.code not in text(signed_in(cast, who).get("/derivaciones/"))


def test_few_queries_and_little_weight(cast):
    case = protected(cast)
    for _n in range(30):
        row = referred(cast, case)
    health, upe = signed_in(cast, "health"), signed_in(cast, "upe")
    pages = [
        (health, "/derivaciones/"), (health, "/derivaciones/?pagina=2"), (upe, f"/expedientes/{case.code}/derivar/"),
        (upe, f"/expedientes/{case.code}/derivar/?servicio=health"), (health, f"/derivaciones/{row.pk}/"), (upe, f"/derivaciones/{row.pk}/"),
        (health, f"/derivaciones/{row.pk}/accept/"),
    ]  # fmt: skip
    for client, url in pages:
        client.get(url)
        with counted(12):
            page = client.get(url)
        assert page.status_code == 200 and weight(page) <= 25 * 1024, url


def test_in_english_too(cast):
    row = referred(cast, protected(cast))
    client = signed_in(cast, "health")
    client.post("/idioma/", {"language": "en", "next": "/"})
    page = text(client.get(f"/derivaciones/{row.pk}/"))
    assert "Mark as received" in page and "Conversation" in page


def test_who_was_asked_long_ago_is_told_apart_from_who_never_was(cast):
    case = protected(cast)
    row = referred(cast, case)
    with acting_as(cast.upe) as by:
        act.withdraw_referral(id=new_id(), seen=1, referral=row.pk, by=by)
        assert now(case).protection == "protected"
    assert signed_in(cast, "health").get(f"/derivaciones/{row.pk}/").status_code == 200
    assert signed_in(cast, "school").get(f"/derivaciones/{row.pk}/").status_code == 404
