"""The dialogue room as people use it: proposed, answered, frozen, held, agreed, kept as a commitment, followed up; the pack."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.core.ids import new_id
from amparo.desk.models import Job
from amparo.programme import jobs
from amparo.programme.models import Commitment, Dialogue, DialogueAgreement, FollowUp, Pack
from amparo.programme.said import one_stop
from tests.cases.pages import counted, signed_in, text
from tests.programme import dialogues as d
from tests.programme.pages import get, post, refused
from tests.programme.parts.dialogue import agreed_upon

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_door")]
BASE = "/alianza/test-2025/dialogos/"


def row_of(made, number=1):
    with acting_as(made.cast.us):
        return (
            Dialogue.objects.visible_to(made.cast.us)
            .select_related("compact", "snapshot")
            .get(compact=made.compact, number=number)
        )


def test_a_dialogue_goes_its_way_through_the_pages(compact):
    post(compact, "us", f"{BASE}nuevo/", held_on="febrero 2027", mode="in_person", place="Lima")
    post(compact, "us", f"{BASE}1/abrir/", seen=row_of(compact).version, choose_by=(d.today() + timedelta(9)).isoformat())
    made = d.indicator(compact)
    post(compact, "us", f"{BASE}1/proponer/", seen=row_of(compact).version, indicator=str(made.pk))
    assert "Por responder" in get(compact, "peru", f"{BASE}1/")
    with acting_as(compact.cast.us):
        choice = row_of(compact).choices.get()
    post(compact, "peru", f"{BASE}1/eleccion/{choice.pk}/", seen=choice.version, answer="agree")
    post(compact, "us", f"{BASE}1/cerrar-eleccion/", seen=row_of(compact).version)
    post(
        compact, "peru", f"{BASE}1/delegacion/", seen=row_of(compact).version, side="host", name="Autoridad de prueba", head="on"
    )
    post(
        compact,
        "peru",
        f"{BASE}1/agenda/",
        seen=row_of(compact).version,
        title_es="Indicadores",
        title_en="Indicators",
        minutes="30",
        side="",
    )
    post(compact, "us", f"{BASE}1/congelar/", seen=row_of(compact).version, cut_off=d.today().isoformat())
    assert "Cifras congeladas" in get(compact, "peru", f"{BASE}1/cifras/")
    post(compact, "us", f"{BASE}1/realizado/", seen=row_of(compact).version, held_on=d.today().isoformat())
    owner = str(compact.organisations["mimp"].pk)
    post(
        compact, "us", f"{BASE}1/acuerdo/", seen=row_of(compact).version, text_es="Abrir dos centros", text_en="Open two centres",
        side="host", owner=owner, due="junio 2027",
    )  # fmt: skip
    post(compact, "us", f"{BASE}1/acta/", seen=row_of(compact).version, minutes_es="Acta", minutes_en="Minutes")
    post(compact, "us", f"{BASE}1/cerrar/", seen=row_of(compact).version)
    assert row_of(compact).state == "closed"
    shown = get(compact, "partner", f"{BASE}1/")
    assert "Abrir dos centros" in shown and "Autoridad de prueba" in shown


def test_an_agreement_becomes_a_commitment_once_and_is_followed_up_at_the_next_dialogue(compact):
    agreement = agreed_upon(compact, d.past(compact))
    address = f"{BASE}1/acuerdo/{agreement.pk}/"
    post(compact, "peru", f"{address}compromiso/", seen=agreement.version, kind="service")
    with acting_as(compact.cast.us):
        kept = Commitment.objects.visible_to(compact.cast.us).get(agreed_in=agreement.pk)
        again = DialogueAgreement.objects.visible_to(compact.cast.us).get(pk=agreement.pk)
    assert (kept.state, kept.text_es, kept.owner.code, str(kept.due)) == ("agreed", "Se acordó algo", "test-mimp", "2027-06")
    assert "ya es un compromiso" in refused(compact, "peru", f"{address}compromiso/", seen=again.version, kind="service")
    d.planned(compact)
    assert "Sin seguimiento" in get(compact, "us", f"{BASE}2/")
    post(
        compact, "us", f"{BASE}2/acuerdo/{agreement.pk}/seguimiento/", seen=again.version, state="in_progress",
        words_es="Falta uno", words_en="One is missing",
    )  # fmt: skip
    with acting_as(compact.cast.us):
        assert FollowUp.objects.visible_to(compact.cast.us).get(agreement=agreement.pk).state == "in_progress"
    assert "Falta uno" in get(compact, "us", f"{BASE}2/")


def test_nobody_proposes_after_the_deadline(compact):
    row = d.choosing(compact)
    with acting_as(compact.cast.us):
        Dialogue.objects.filter(pk=row.pk).update(choose_by=d.today() - timedelta(1))
    shown = refused(
        compact, "us", f"{BASE}1/proponer/", seen=row.version, question_es="¿Qué falta?", question_en="What is missing?"
    )
    assert "El plazo para proponer terminó" in shown
    assert "¿Qué falta?" in shown  # nothing typed is lost
    assert "El plazo para elegir venció" in get(compact, "peru", f"{BASE}1/")


@pytest.mark.parametrize("name", ["partner", "subrecipient", "crtp", "outsider", "admin"])
def test_the_preparation_is_between_the_two_governments(compact, name):
    row = d.prepared(compact)
    client = signed_in(compact.cast, name)
    for address in ("", "cifras/", "proponer/", "congelar/", "acta/"):
        assert client.get(f"{BASE}{row.number}/{address}").status_code in (403, 404)


def test_the_pack_is_made_by_the_worker_and_kept(compact):
    row = d.prepared(compact)
    us = compact.cast.us
    client = signed_in(compact.cast, "us")
    shown = client.post(f"{BASE}1/paquete/", {"id": "7d9d2b86-7a2e-4a7b-9f43-2f1b9be7b001", "seen": row.version})
    with acting_as(us):
        job = Job.objects.visible_to(us).get(kind=jobs.KIND.code)
    assert shown.status_code == 302 and str(job.pk) in shown["Location"]
    for _turn in range(2):  # a worker that was cut off begins again
        jobs.make_pack(dialogue=row.pk, user=us.user_id, unit=us.unit_id, job=job.pk, by=system("test"))
    with acting_as(us):
        packs = {(one.language, one.format): one for one in Pack.objects.visible_to(us).filter(dialogue=row)}
        assert Job.objects.visible_to(us).get(pk=job.pk).state == "done"
    assert set(packs) == {("es", "docx"), ("es", "pdf"), ("en", "docx"), ("en", "pdf")}
    fetched = signed_in(compact.cast, "peru").get(f"{BASE}1/paquete/{packs['es', 'pdf'].pk}/")
    assert fetched.content.startswith(b"%PDF") and "no-store" in fetched["Cache-Control"]
    assert signed_in(compact.cast, "partner").get(f"{BASE}1/paquete/{packs['es', 'pdf'].pk}/").status_code == 404


def test_the_command_writes_two_files(compact, tmp_path, capsys):
    d.past(compact, number=1, held_on=d.PartialDate(2020, 2, 6))
    call_command("pack", compact="test-2025", dialogue=1, lang="en", out=tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["test-2025-1-en.docx", "test-2025-1-en.pdf"]
    assert row_of(compact).cut_off == date(2020, 2, 6)
    first = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    call_command("pack", compact="test-2025", dialogue=1, lang="en", out=tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == first
    for wrong in ({"compact": "nowhere"}, {"dialogue": 9}):
        with pytest.raises(CommandError):
            call_command("pack", **{"compact": "test-2025", "dialogue": 1, "lang": "es", "out": tmp_path, **wrong})


def test_pages_stay_small(compact):
    d.held(compact)
    client = signed_in(compact.cast, "us")
    for address in (BASE, f"{BASE}1/", f"{BASE}1/cifras/"):
        with counted(12):
            assert client.get(address).status_code == 200


def test_the_idle_web_process_does_not_load_what_only_the_pack_needs():

    code = "import django; django.setup(); import amparo.config.urls, sys; print([n for n in ('typst', 'docx', 'docxtpl') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_dialogue_that_cannot_be_closed_yet_says_in_its_room_what_is_missing(compact):
    row = d.past(compact)
    client = signed_in(compact.cast, "us")
    sent = {"id": str(new_id()), "seen": row_of(compact, row.number).version}
    page = text(client.post(f"{BASE}{row.number}/cerrar/", sent, follow=True))
    assert "Escriba el acta en los dos idiomas antes de cerrar." in page and "Lo que se mira" in page
    assert row_of(compact, row.number).state == "held"


def test_a_sentence_ends_with_one_full_stop_whatever_its_last_word():
    assert [one_stop(told) for told in ("Lo propuso EE. UU..", "Lo propuso Perú.", "Y así...")] == [
        "Lo propuso EE. UU.", "Lo propuso Perú.", "Y así...",
    ]  # fmt: skip
