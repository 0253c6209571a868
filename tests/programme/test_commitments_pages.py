"""The board of commitments and the page of one: what stands on them, what they ask, how much they read."""

import pytest
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.models import Commitment
from tests.cases.conftest import demo_door
from tests.cases.pages import counted, signed_in, text
from tests.programme.promises import party, promised

__all__ = ["demo_door"]
pytestmark = pytest.mark.django_db


def base(compact):
    return f"/alianza/{compact.compact.code}/compromisos/"


def many(compact, number=12):
    """So many commitments of each side, each with evidence and a verdict."""
    cast = compact.cast
    for place in range(number):
        row = promised(compact, "host", f"P-{place:02}", due=PartialDate(2026, 1), owner=compact.organisations["mimp"])
        promised(compact, "us", f"U-{place:02}", state="met", objective=compact.objectives[0])
        with acting_as(cast.peru):
            act.attach_evidence(
                id=new_id(),
                seen=1,
                about="commitment",
                about_id=row.pk,
                facts=act.EvidenceFacts("Acta", "https://www.gob.pe/a"),
                by=cast.peru,
            )
        with acting_as(cast.us):
            act.give_verdict(id=new_id(), seen=1, about="commitment", about_id=row.pk, accepted=False, words="Falta.", by=cast.us)
    return row


@pytest.mark.parametrize("name", ["us", "partner"])
def test_the_board_and_a_commitment_read_little_however_many_there_are(compact, name):
    row = many(compact)
    client = signed_in(compact.cast, name)
    with counted(12):
        page = text(client.get(base(compact)))
    assert "Compromisos de las dos partes" in page and "Vencidos: 12" in page and "Objetado por la otra parte" in page
    with counted(12):
        page = text(client.get(f"{base(compact)}{row.code}/"))
    assert "Falta." in page and "https://www.gob.pe/a" in page and "Sin fuente" in page


def test_every_count_links_to_what_it_counts(compact):
    many(compact, 2)
    client = signed_in(compact.cast, "evaluator")
    assert "P-00" not in text(client.get(f"{base(compact)}?estado=met")).split('id="parte-host"')[1]
    late = text(client.get(f"{base(compact)}?estado=overdue")).split('id="parte-host"')[1]
    assert "P-00" in late and "U-00" not in late
    assert "U-00" in text(client.get(f"{base(compact)}?objetivo=1&estado=nada"))


def test_proposing_agreeing_and_meeting_by_hand(compact):
    cast = compact.cast
    us, peru = signed_in(cast, "us"), signed_in(cast, "peru")
    assert "¿Qué parte se compromete?" in text(us.get(f"{base(compact)}nuevo/"))
    sent = {
        "id": new_id(), "seen": 0, "party": party(compact, "host").pk, "kind": "service", "text_es": "Abrir cuatro centros",
        "due": "diciembre 2027", "wanted": "4",
    }  # fmt: skip
    back = text(us.post(f"{base(compact)}nuevo/", sent))
    assert "Diga qué se cuenta" in back and "Abrir cuatro centros" in back
    assert us.post(f"{base(compact)}nuevo/", {**sent, "counted_es": "centros"}).status_code == 302
    one = f"{base(compact)}P-01/"
    assert "Acordar" in text(peru.get(one)) and "Acordar" not in text(us.get(one)).split("<main")[1].split("Le toca acordarlo")[1]
    today = timezone.localdate().strftime("%d/%m/%Y")
    for number, step in enumerate(("agree", "start"), 1):
        done = peru.post(f"{one}{step}/", {"id": new_id(), "seen": number, "on": today, "words": ""})
        assert done.status_code == 302, text(done)
    kept = text(peru.post(f"{one}meet/", {"id": new_id(), "seen": 3, "on": today, "words": "Ya están", "done": "3"}))
    assert "no llega a lo prometido" in kept and "Ya están" in kept
    assert peru.post(f"{one}meet/", {"id": new_id(), "seen": 3, "on": today, "words": "", "done": "4"}).status_code == 302
    assert us.post(f"{one}reopen/", {"id": new_id(), "seen": 4, "on": today, "words": ""}).status_code == 403
    with acting_as(cast.us):
        assert Commitment.objects.get(code="P-01").state == "met"
    page = text(us.get(one))
    assert "4 de 4 centros" in page and "Le toca responder a" in page and "/aceptar/" in page
    assert peru.post(f"{one}meet/", {"id": new_id(), "seen": 2, "on": today, "words": ""}).status_code == 409


def test_rescheduling_asks_for_the_amendment(compact):
    promised(compact, due=PartialDate(2026, 1))
    client = signed_in(compact.cast, "peru")
    page = text(client.get(f"{base(compact)}P-01/reschedule/"))
    assert "¿Qué modificación del acuerdo la mueve?" in page and "¿Cuál es la nueva fecha?" in page
    sent = {"id": new_id(), "seen": 1, "on": timezone.localdate().strftime("%d/%m/%Y"), "due": "2027", "amendment": ""}
    assert "solo con una modificación" in text(client.post(f"{base(compact)}P-01/reschedule/", sent))


def test_english_readers_get_english(compact):
    promised(compact)
    client = signed_in(compact.cast, "us")
    client.cookies["lang"] = "en"
    page = text(client.get(base(compact)))
    assert "Open four centres" in page and "Commitments" in page


@pytest.mark.parametrize("name", ["outsider", "officer", "admin"])
def test_who_takes_no_part_finds_nothing(compact, name):
    promised(compact)
    client = signed_in(compact.cast, name)
    for address in (base(compact), f"{base(compact)}P-01/", f"{base(compact)}nuevo/", f"{base(compact)}P-01/start/"):
        assert client.get(address).status_code in (403, 404)


def test_what_is_not_there_is_not_found(compact):
    promised(compact)
    client = signed_in(compact.cast, "peru")
    assert client.get(f"{base(compact)}X-99/").status_code == 404
    assert client.get(f"{base(compact)}P-01/bailar/").status_code == 404
