"""The pages of the agreement: who sees what, in how many queries, and the public one."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.actions.compact import CompactFacts
from amparo.programme.models import Clause, Commitment, Compact, MoneyClaim, Objective, Party, Visit
from tests.cases.pages import counted, signed_in, text, weight
from tests.programme.parts.agreement import amendment, territory
from tests.programme.real import OTHERS, load, others, real_compact

PERU = "/alianza/peru-2017/"
TEST = "/alianza/test-2025/"


def main(page):
    return text(page).split("<main")[1].split("<footer")[0]


def opened(cast, who, address):
    page = signed_in(cast, who).get(address)
    return page.status_code, main(page) if page.status_code == 200 else ""


def test_the_list_shows_each_compact_with_its_term(cast):
    real_compact(cast)
    for folder in OTHERS:
        others(cast, folder)
    client = signed_in(cast, "peru")
    client.get("/alianza/")  # code lists are kept for a minute
    with counted(3):
        page = client.get("/alianza/")
    found = main(page)
    for word in ("Ghana", "Jamaica", "Mongolia", "Colombia", "Filipinas", "2024", "Cerrada", "plazo conocido vencido"):
        assert word in found, word


def test_a_compact_on_one_page_says_who_what_where_how_much_and_how_far(cast):
    real_compact(cast)
    client = signed_in(cast, "us")
    client.get(PERU)
    with counted(12):
        page = client.get(PERU)
    found = main(page)
    for word in (
        "Gobierno de los Estados Unidos de América", "Ricardo Luna", "Perseguir y sancionar", "Lima Metropolitana", "Madre de Dios",
        "Puno", "Organización Internacional del Trabajo", "Instituto de Defensa Legal", "Ninguna fuente dice de quién recibe",
        "Cuánto", "US$\u00a06\u202f700\u202f000", "S/\u00a08\u202f000\u202f000", "Acordado", "Hasta dónde", "se dijo 3 veces", "Por verificar",
    ):  # fmt: skip
        assert word in found, word
    assert "0 soles" not in found and 'class="badge late"' not in found
    assert weight(page) < 25_000


def test_the_agreement_shows_its_amendments_clauses_periods_and_life(cast):
    real_compact(cast)
    client = signed_in(cast, "us")
    client.get(f"{PERU}acuerdo/")
    with counted(12):
        page = client.get(f"{PERU}acuerdo/")
    found = main(page)
    assert "Plazo: de junio de 2021 a junio de 2022" in found and "Plazo: de junio de 2022 a 2024" in found
    assert "de US$\u00a05\u202f000\u202f000 a US$\u00a06\u202f700\u202f000" in found
    assert found.count("Nadie ha visto este texto, en ninguno de los dos idiomas.") == 8, "eight clauses"
    assert "Se firmó la alianza." in found and 'class="tl"' in found
    assert "Registrar una adenda" in found
    assert weight(page) < 25_000
    english = signed_in(cast, "us")
    english.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Nobody has seen this text, in either language." in main(english.get(f"{PERU}acuerdo/"))


@pytest.mark.parametrize("who", ["us", "peru", "partner", "subrecipient", "evaluator", "cmnp", "crtp"])
def test_who_takes_part_reads_every_page(compact, who):
    cast = compact.cast
    with acting_as(cast.us):
        act.set_territory(id=new_id(), seen=0, compact=compact.compact.pk, facts=territory("08"), by=cast.us)
    for page in ("", "acuerdo/", "calendario/", "objetivo/1/", "region/08/"):
        status, found = opened(cast, who, f"{TEST}{page}")
        assert status == 200, page
        assert ("Registrar una adenda" in found) == (page == "acuerdo/" and who in ("us", "peru")), (
            "others add nothing to the agreement"
        )


def test_who_takes_no_part_finds_no_page(compact):
    for who in ("officer", "upe", "admin", "outsider"):
        for page in ("", "acuerdo/", "calendario/"):
            assert opened(compact.cast, who, f"{TEST}{page}")[0] in (302, 403, 404), "302: to the second factor"


def test_a_commission_sees_the_territory_of_its_region_only(compact):
    cast = compact.cast
    with acting_as(cast.us):
        for region in ("08", "16"):
            act.set_territory(id=new_id(), seen=0, compact=compact.compact.pk, facts=territory(region), by=cast.us)
    found = opened(cast, "crtp", f"{TEST}acuerdo/")[1]
    assert "Cusco" in found and "Loreto" not in found
    assert opened(cast, "crtp", f"{TEST}region/16/")[0] == 404


def test_a_region_counts_its_work_and_names_its_awards(compact):
    cast = compact.cast
    with acting_as(cast.us):
        act.set_territory(id=new_id(), seen=0, compact=compact.compact.pk, facts=territory("08"), by=cast.us)
        Visit.objects.create(
            compact=compact.compact, award=compact.award, unit_id=cast.us.unit_id, by=cast.us.user_code, reach="award", regions=["08"],
            planned_on="2026-12-01", purpose="Ver el avance", state="planned",
        )  # fmt: skip
    client = signed_in(cast, "us")
    with counted(8):
        found = main(client.get(f"{TEST}region/08/"))
    assert "Visitas de seguimiento" in found and "A-1" in found and "A-2" in found
    other = opened(cast, "partner", f"{TEST}region/08/")[1]
    assert "A-1" in other and "A-2" not in other, "a partner sees its own award"
    assert opened(cast, "us", f"{TEST}region/21/")[0] == 404


def test_the_calendar_has_what_is_open_by_month_and_what_is_late_first(compact):
    cast, year = compact.cast, timezone.localdate().year
    with acting_as(cast.us):
        party = Party.objects.visible_to(cast.us).get(compact=compact.compact, side="us")
        own = {"compact": compact.compact, "unit_id": cast.us.unit_id, "by": cast.us.user_code}
        for code, due, state in (("U-1", year + 1, "agreed"), ("U-2", year - 1, "in_progress"), ("U-3", year - 1, "met")):
            Commitment.objects.create(
                party=party, code=code, kind="money", text_es=f"Cosa {code}", due=PartialDate(due, 6), state=state, **own
            )
        Visit.objects.create(
            award=compact.award, reach="award", planned_on=f"{year + 1}-06-15", purpose="Ir a ver", state="planned", **own
        )
    client = signed_in(cast, "us")
    with counted(11):
        found = main(client.get(f"{TEST}calendario/"))
    assert "U-3" not in found, "what is met is due no more"
    assert found.index("U-2") < found.index("U-1") and found.count('class="badge late"') == 1
    assert f"Junio de {year + 1}".replace(" de ", " ") in found.replace(" de ", " ")
    assert "Ir a ver" not in opened(cast, "other_partner", f"{TEST}calendario/")[1]


def test_nothing_is_late_in_a_compact_that_is_over(cast):
    real_compact(cast)
    found = opened(cast, "us", f"{PERU}calendario/")[1]
    assert "P-01" in found and 'class="badge late"' not in found


def post(client, address, **answers):
    """Fills the form of a page as a browser would."""
    page = client.get(address)
    assert page.status_code == 200, address
    form = page.context["form"]
    hidden = {name: str(form.get_initial_for_field(form.fields[name], name)) for name in ("id", "seen")}
    return client.post(address, {**hidden, **answers})


FILLED = {
    "objetivos/nuevo/": {"number": "4", "title_es": "Coordinar"},
    "clausulas/nueva/": {"number": "1", "position": "1", "heading_es": "Duración", "text_es": "Dura cuatro años."},
    "firmas/nueva/": {
        "side": "us",
        "name": "Alguien",
        "office_es": "Embajada",
        "office_en": "Embassy",
        "signed_on": "15/06/2025",
    },
    "territorio/nuevo/": {"region": "08", "whole": "on", "since": "junio 2025"},
    "socios/nuevo/": {"organisation": "test-ilo", "role": "prime"},
    "documentos/nuevo/": {"kind": "page", "title_es": "Página", "url": "https://example.org/a"},
    "dichos/nuevo/": {"about": "shelters", "text_es": "Refugios", "value": "5", "bound": "exact", "source": "amparo"},
    "adendas/nueva/": {"number": "1", "instrument_es": "Adenda 1", "ends": "junio 2030", "currency": "USD", "amount": "1700000"},
    "cerrar/": {},
}


@pytest.mark.parametrize("address", FILLED)
def test_every_form_adds_to_the_agreement_and_comes_back_to_it(compact, address):
    client = signed_in(compact.cast, "us")
    answer = post(client, f"{TEST}acuerdo/{address}", **FILLED[address])
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer["Location"] == f"{TEST}acuerdo/"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("address", FILLED)
def test_only_who_keeps_agreements_finds_the_forms(compact, address):
    for who in ("partner", "evaluator", "crtp", "cmnp"):
        assert opened(compact.cast, who, f"{TEST}acuerdo/{address}")[0] == 403


def test_a_draft_is_signed_and_the_next_compact_begins_from_it(compact):
    client = signed_in(compact.cast, "us")
    facts = {"code": "test-2030", "country": "PE", "title_es": "Segunda", "title_en": "Second"}
    answer = post(client, f"{TEST}acuerdo/siguiente/", **facts)
    assert answer["Location"] == "/alianza/test-2030/acuerdo/"
    assert "Registrar la firma" in main(client.get(answer["Location"]))
    assert post(client, "/alianza/test-2030/acuerdo/firmar/", signed_on="15/06/2030").status_code == 302
    assert "En vigor" in main(client.get("/alianza/test-2030/acuerdo/"))


def test_a_compact_and_an_organisation_begin_from_the_list(compact):
    client = signed_in(compact.cast, "us")
    organisation = {"code": "aba", "kind": "ngo", "name_es": "ABA", "name_en": "ABA", "short_name": "ABA"}
    assert post(client, "/alianza/organizaciones/nueva/", **organisation).status_code == 302
    sides = {"us": str(compact.organisations["jtip"].pk), "host": str(compact.organisations["mimp"].pk)}
    answer = post(client, "/alianza/nueva/", code="chile-2030", country="RO", title_es="Otra", title_en="Other", **sides)
    assert answer["Location"] == "/alianza/chile-2030/acuerdo/"
    again = post(client, "/alianza/nueva/", code="chile-2030", country="RO", title_es="Otra", title_en="Other", **sides)
    assert "Ese código ya existe. Elija otro." in main(again) and 'value="Otra"' in main(again), "nothing typed is lost"


BAD = [
    ("adendas/nueva/", {"number": "1", "instrument_es": "X", "ends": "junio 2020"}, "El nuevo término es anterior al inicio de la alianza."),
    ("adendas/nueva/", {"number": "1", "instrument_es": "X", "ends": "junio 2026", "effective_on": "enero 2027"}, "La adenda termina antes de empezar."),
    ("adendas/nueva/", {"number": "1", "instrument_es": "X"}, "Diga qué cambió: al menos una cosa."),
    ("territorio/nuevo/", {"region": "08", "since": "2025", "until": "2024"}, "Termina antes de empezar."),
    ("socios/nuevo/", {"organisation": "test-chs", "role": "sub", "prime": "test-chs"}, "no puede ser subreceptora de sí misma"),
    ("dichos/nuevo/", {"about": "shelters", "text_es": "Refugios", "bound": "exact"}, "Diga dónde se leyó."),
    ("clausulas/nueva/", {"number": "1", "position": "1", "heading_es": "X", "text_es": "DNI 12345678"}, "Aquí no se escribe sobre una persona."),
]  # fmt: skip


@pytest.mark.parametrize(("address", "answers", "sentence"), BAD)
def test_bad_input_gets_one_clear_sentence_and_nothing_is_lost(compact, address, answers, sentence):
    cast = compact.cast
    with acting_as(cast.us):
        Compact.objects.visible_to(cast.us).update(starts="2025-01", ends="2029-01")
    answer = post(signed_in(cast, "us"), f"{TEST}acuerdo/{address}", **answers)
    assert answer.status_code == 200
    found = main(answer)
    assert sentence in found
    kept = [value for name, value in answers.items() if name in ("instrument_es", "since", "until", "text_es")]
    assert all(value in found for value in kept)


def test_one_side_does_not_write_on_the_others_entry(compact):
    cast = compact.cast
    assert opened(cast, "peru", f"{TEST}acuerdo/objetivos/1/")[0] == 404
    assert opened(cast, "us", f"{TEST}acuerdo/objetivos/1/")[0] == 200
    assert "objetivos/1/" not in opened(cast, "peru", f"{TEST}acuerdo/")[1]


def test_a_clause_is_written_anew_with_what_stood_there(compact):
    cast = compact.cast
    client = signed_in(cast, "us")
    post(client, f"{TEST}acuerdo/clausulas/nueva/", **FILLED["clausulas/nueva/"])
    page = client.get(f"{TEST}acuerdo/clausulas/1/")
    assert "Dura cuatro años." in main(page)
    post(client, f"{TEST}acuerdo/clausulas/1/", number="1", position="1", heading_es="Duración", text_es="Dura cinco años.")
    with acting_as(cast.us):
        assert Clause.objects.visible_to(cast.us).get(compact=compact.compact).text_es == "Dura cinco años."


def test_anybody_reads_what_is_published_and_no_more(compact):
    cast = compact.cast
    load(cast, bind=())
    with acting_as(cast.us):
        facts = {"compact": compact.compact, "by": cast.us.user_code, "unit_id": cast.us.unit_id}
        Objective.objects.create(number=7, title_es="En borrador", title_en="Draft", reach="own", **facts)
        MoneyClaim.objects.create(
            side="us", kind="unknown", amount=1, currency="USD", bound="exact", words="sin fuente", state="open", **facts
        )
        act.begin_successor(id=new_id(), seen=0, predecessor=compact.compact.pk, facts=successor(), by=cast.us)
    client = Client()
    client.get("/alianza-publica/")
    with counted(10):
        page = client.get("/alianza-publica/")
    found = main(page)
    assert page.status_code == 200 and "Lima Metropolitana" in found and "junio de 2017" in found
    assert "Alianza de prueba" in found, "in force"
    for hidden in ("En borrador", "US$\u00a01<", "No publicada", "A-1"):
        assert hidden not in found, hidden
    assert 'href="/alianza-publica/"' in text(client.get("/cuenta/entrar/"))


def successor():
    return CompactFacts(code="draft-2031", country="PE", title_es="No publicada", title_en="Not published")


def test_an_amendment_seen_on_an_old_page_is_a_conflict(compact):
    cast = compact.cast
    client = signed_in(cast, "us")
    address = f"{TEST}acuerdo/adendas/nueva/"
    form = client.get(address).context["form"]
    with acting_as(cast.peru):
        act.amend_compact(id=new_id(), seen=compact.again().version, compact=compact.compact.pk, facts=amendment(), by=cast.peru)
    answer = client.post(
        address, {"id": str(form.initial["id"]), "seen": str(form.initial["seen"]), **FILLED["adendas/nueva/"], "number": "2"}
    )
    assert answer.status_code == 409
    assert "Adenda 1" in text(answer), "what was typed is given back"


def test_the_public_page_tells_whose_money_is_spoken_of_and_which_term_has_passed(cast):
    load(cast, bind=())
    others(cast, OTHERS[1])
    found = main(Client().get("/alianza-publica/"))
    assert "Perú · Prometido" in found and "Estados Unidos · Adjudicado" in found
    assert "plazo conocido vencido" in found
