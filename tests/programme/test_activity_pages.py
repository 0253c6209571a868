"""The pages of the activities: who opens which, what they offer, that numbers lead to what they count, and how little they ask."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.models import Training
from tests.cases.pages import counted, signed_in, text
from tests.programme.parts import activities as made_of
from tests.programme.parts.activities import CUSCO, official

pytestmark = pytest.mark.django_db
READERS = ("us", "peru", "partner", "other_partner", "subrecipient", "evaluator", "crtp")
LISTS = (
    "activities", "work_item_list", "training_list", "training_counts", "course_list", "campaign_list", "outreach_list", "signal_list",
    "risk_place_list",
)  # fmt: skip
FORMS = {
    "work_item_new": ("partner", "subrecipient"), "course_new": ("partner", "subrecipient"), "training_new": ("partner", "subrecipient"),
    "campaign_new": ("partner", "subrecipient", "crtp"), "outreach_new": ("partner", "crtp"), "signal_new": ("partner", "crtp"),
    "risk_place_new": ("partner", "crtp"),
}  # fmt: skip


def url(made, name, *args):
    return reverse(name, args=[made.compact.code, *args])


def sent(**data):
    return {"id": str(new_id()), "seen": "0", **data}


@pytest.fixture
def busy(compact):
    """A compact in which everything was done once."""
    made_of.planned(compact)
    row = made_of.training(compact)
    made_of.attended(row, compact, official(1, before=Decimal(40), after=Decimal(80)), official(2, institution="mpfn"))
    made_of.held(row, compact)
    made_of.campaign(compact)
    made_of.outreach(compact)
    made_of.signal(compact)
    made_of.risk_place(compact)
    compact.training = row
    return compact


@pytest.mark.parametrize("name", LISTS)
def test_all_who_take_part_read_and_nobody_else(busy, name):
    for who in READERS:
        assert signed_in(busy.cast, who).get(url(busy, name)).status_code == 200, who
    for who in ("officer", "upe", "admin"):
        assert signed_in(busy.cast, who).get(url(busy, name)).status_code in (302, 403, 404), who  # 302: the second factor


@pytest.mark.parametrize("name", sorted(FORMS))
def test_forms_open_for_who_does_the_work(busy, name):
    for who in ("partner", "subrecipient", "crtp", "us", "evaluator"):
        status = signed_in(busy.cast, who).get(url(busy, name)).status_code
        assert (status == 200) == (who in FORMS[name] or (who == "subrecipient" and name != "practice_new")), (who, status)


def test_a_partner_sees_nothing_of_another(busy):
    for name in LISTS:
        page = text(signed_in(busy.cast, "other_partner").get(url(busy, name)))
        assert busy.training.code not in page
        assert "Talleres en escuelas" not in page
    assert signed_in(busy.cast, "other_partner").get(url(busy, "training", busy.training.code)).status_code == 404


def test_numbers_lead_to_what_they_count(busy):
    client = signed_in(busy.cast, "us")
    page = text(client.get(url(busy, "activities") + "?region=08"))
    links = re.findall(r'<a href="([^"]+region=08[^"]*)">(\d+)</a>', page)
    assert len(links) >= 8
    for address, _number in links:
        assert client.get(address.replace("&amp;", "&")).status_code == 200
    assert "Ver las capacitaciones" in text(client.get(url(busy, "training_counts")))


def test_filters_narrow_by_region_objective_and_period(busy):
    client = signed_in(busy.cast, "us")
    for query, found in (("region=08", True), ("region=16", False), ("objetivo=1", True), ("objetivo=2", False),
                         ("desde=2026-03-01&hasta=2026-03-31", True), ("desde=2026-07-01", False), ("hasta=2026-02-01", False),
                         ("region=zz&objetivo=x&desde=ayer", True)):  # fmt: skip
        page = text(client.get(url(busy, "work_item_list") + f"?{query}"))
        assert ("Talleres en escuelas" in page) is found, query
        assert (busy.training.code in text(client.get(url(busy, "training_list") + f"?{query}"))) is found, query


def test_a_line_of_the_plan_by_its_form(compact):
    client = signed_in(compact.cast, "partner")
    data = sent(
        under=f"award:{compact.award.pk}", objective=str(compact.objectives[1].pk), output_es="Redes vigilantes", title_es="Formar redes",
        starts="2026-04-01", ends="2026-05-01", regions=["08"], wanted="12", counted="redes", currency="USD",
    )  # fmt: skip
    wrong = text(client.post(url(compact, "work_item_new"), {**data, "ends": "2026-03-01"}))
    assert "Termina antes de empezar" in wrong and "Formar redes" in wrong
    response = client.post(url(compact, "work_item_new"), data)
    assert response.status_code == 302
    page = text(client.get(response["Location"]))
    assert "Formar redes" in page and "Vencida" in page
    item = re.search(r"/plan/([0-9a-f-]{36})/", page)[1]
    here = text(client.get(url(compact, "work_item", item)))
    assert "Anotar el avance" not in here and "Empezar" in here
    assert client.post(url(compact, "work_item_move", item, "start"), sent(seen="1")).status_code == 302
    assert client.post(url(compact, "work_item_step", item, "advance"), sent(seen="2", done="5")).status_code == 302
    assert "5 de 12" in text(client.get(url(compact, "work_item_list")))


def test_a_line_of_the_plan_is_postponed_by_its_form(compact):
    row = made_of.planned(compact)
    page = signed_in(compact.cast, "partner").get(url(compact, "work_item_step", row.pk, "postpone"))
    assert page.status_code == 200 and f'value="{row.ends.isoformat()}"' in text(page)


def test_a_campaign_a_visit_a_place_and_a_signal_by_their_forms(compact):
    client = signed_in(compact.cast, "partner")
    under = f"award:{compact.award.pk}"
    campaign = sent(under=under, kind="fair", title_es="Feria", starts="2026-03-01", ends="2026-03-02", regions=["08"],
                    languages=["es", "quechua"], reached="30", reached_how="")  # fmt: skip
    assert "Diga cómo se contó" in text(client.post(url(compact, "campaign_new"), campaign))
    assert client.post(url(compact, "campaign_new"), {**campaign, "reached_how": "unknown"}).status_code == 302
    visit = sent(under=under, sector="school", on="2026-03-03", district="Wanchaq, Cusco", places="3", committed="9")
    assert "más lugares de los que se visitaron" in text(client.post(url(compact, "outreach_new"), visit))
    assert client.post(url(compact, "outreach_new"), {**visit, "committed": "2"}).status_code == 302
    place = sent(under=under, kind="mining", district="Santa Rosa", level="high", when="marzo 2026")
    assert "Hay varios distritos con ese nombre" in text(client.post(url(compact, "risk_place_new"), place))
    assert client.post(url(compact, "risk_place_new"), {**place, "district": CUSCO}).status_code == 302
    signal = sent(under=under, kind="movement", district="Cusco", when_unknown="1")
    assert client.post(url(compact, "signal_new"), signal).status_code == 302
    page = text(client.get(url(compact, "signal_list")))
    assert "Traslado" in page and "Entregar a quien abre avisos" in page


def test_a_list_that_cannot_be_read_is_shown_beside_what_is_wrong(compact):
    row = made_of.training(compact)
    client = signed_in(compact.cast, "partner")
    address = url(compact, "training_attend_list", row.code)
    good = "70000001;Zulmira Quispetito;Policía Nacional;Policía;Mujer;Cusco;16;40;80"
    text_sent = f"documento;nombre\n{good}\n7000002;Otra Persona;pnp;police;female;08;99;40;180\n"
    page = text(client.post(address, sent(seen="1", rows=text_sent)))
    assert "Zulmira Quispetito" in page  # what was typed stays
    for sentence in (
        "El documento tiene 7 cifras",
        "Anotó 99 horas y la capacitación tiene 16",
        "La nota va de 0 a 100",
        "Línea 3",
    ):
        assert sentence in page, sentence
    with acting_as(compact.cast.partner) as by:
        assert Training.objects.visible_to(by).get(pk=row.pk).version == 1
    assert client.post(address, sent(seen="1", rows=good)).status_code == 302
    assert "Zulmira" not in text(client.get(url(compact, "training", row.code)))


def test_an_uploaded_list_moves_into_the_text(compact):
    from django.core.files.uploadedfile import SimpleUploadedFile

    row = made_of.training(compact)
    client = signed_in(compact.cast, "partner")
    upload = SimpleUploadedFile("lista.csv", "70000001;Ángela Ñaupari;;;;;50;;\n".encode("cp1252"))
    page = text(client.post(url(compact, "training_attend_list", row.code), sent(seen="1", rows="", file=upload)))
    assert "70000001;Ángela Ñaupari" in page.split("<textarea")[1]
    upload = SimpleUploadedFile("lista.csv", "70000001;Ángela Ñaupari;;;;;5;;\n".encode())
    assert client.post(url(compact, "training_attend_list", row.code), sent(seen="1", rows="", file=upload)).status_code == 302


def test_names_are_shown_to_own_trainers_once_they_ask(busy):
    address = url(busy, "training", busy.training.code)
    client = signed_in(busy.cast, "partner")
    before = text(client.get(address))
    assert "Quispetito" not in before and "Dato oculto" in before
    seen = re.search(r'name="seen" value="(\d+)"', before)[1]
    assert client.post(url(busy, "training_names", busy.training.code), sent(seen=seen)).status_code == 302
    after = text(client.get(address))
    assert "Zulmira Quispetito" in after
    assert "70000001" not in after
    for who in ("us", "peru", "evaluator", "crtp"):
        page = text(signed_in(busy.cast, who).get(address))
        assert "Quispetito" not in page and "Abrir los nombres" not in page and "Lista de asistencia" not in page
        assert signed_in(busy.cast, who).post(url(busy, "training_names", busy.training.code), sent(seen=seen)).status_code in (
            403,
            404,
        )


@pytest.mark.parametrize("who", ["partner", "us"])
def test_pages_ask_little_also_with_five_hundred_attendances(compact, who):
    row = made_of.training(compact)
    made_of.attended(row, compact, *(official(number, after=Decimal(70)) for number in range(1, 501)))
    for number in range(15):
        made_of.planned(compact, code=f"1.{number}")
        made_of.campaign(compact)
        made_of.outreach(compact)
        made_of.signal(compact)
        made_of.risk_place(compact)
    client = signed_in(compact.cast, who)
    client.get(url(compact, "activities"))  # code lists and places are read once a minute by the process
    for name in LISTS:
        with counted(12):
            assert client.get(url(compact, name)).status_code == 200
    with counted(12):
        page = text(client.get(url(compact, "training", row.code)))
    assert "500" in page
    if who == "partner":
        client.post(url(compact, "training_names", row.code), sent(seen="2"))
        with counted(12):
            assert "Zulmira" in text(client.get(url(compact, "training", row.code)))


def test_the_english_pages_are_english(busy):
    client = signed_in(busy.cast, "us")
    client.cookies["lang"] = "en"
    for name in LISTS:
        page = text(client.get(url(busy, name)))
        assert "Actividades" not in page.split("<main")[1], name


def test_certificates_say_no_name(busy, settings):
    with acting_as(busy.cast.partner) as by:
        seen = Training.objects.visible_to(by).get(pk=busy.training.pk).version
        act.certify(id=new_id(), seen=seen, training=busy.training.pk, by=by)
    page = text(Client().get("/certificados/"))
    assert "Código del certificado" in page
