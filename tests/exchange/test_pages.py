"""The pages of registers: one way from the file to its files, without JavaScript, and nothing for others."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from amparo.core.ids import new_id
from amparo.desk import jobs
from amparo.exchange import runs
from amparo.exchange.models import Batch, Profile, Row
from tests.access.people import sign_in
from tests.exchange.conftest import fresh, read
from tests.exchange.samples import register


@pytest.fixture
def officer(cast):
    return sign_in(cast.users["officer"])


def sent(batch, **more):
    return {"id": str(new_id()), "seen": batch.version, **more}


def bring(client, content=None, profile="policial", name="registro.csv"):
    file = SimpleUploadedFile(name, register() if content is None else content)
    return client.post(reverse("register_new"), {"id": str(new_id()), "seen": 0, "profile": profile, "file": file})


def test_from_the_file_to_its_files(cast, officer, monkeypatch):
    deferred = []
    monkeypatch.setattr(jobs, "defer", lambda name, **ids: deferred.append((name, ids)))
    answer = bring(officer)
    assert answer.status_code == 302 and "/trabajo/" in answer.url or deferred
    with acting_as(cast.officer):
        batch = Batch.objects.visible_to(cast.officer).get()
    assert deferred == [("exchange.read", {"batch": batch.pk, "job": batch.job_id})]
    batch = runs.dry_run(cast.officer, batch.pk)
    page = officer.get(reverse("register", args=[batch.pk])).content.decode()
    assert "1 para crear + 1 en espera + 0 repetidas + 0 unidas = 2 filas" in page
    assert "QUISPE" not in page and "TAMANI" not in page  # lists hold no name
    confirm = officer.get(reverse("register_apply", args=[batch.pk])).content.decode()
    assert "Se crean los expedientes de 1 fila" in confirm
    assert officer.post(reverse("register_apply", args=[batch.pk]), sent(batch)).status_code == 302
    assert deferred[-1][0] == "exchange.apply"
    batch = runs.apply(cast.officer, batch.pk)
    assert officer.post(reverse("register_undo", args=[batch.pk]), sent(batch)).status_code == 302
    assert fresh(cast.officer, batch).state == "undone"


def test_the_worker_does_it_as_the_person_who_asked(fresh_database, server):
    from tests.cast import assemble

    cast = assemble()
    client = sign_in(cast.users["officer"])
    bring(client)
    jobs.run_worker(wait=False)
    with acting_as(cast.officer):
        batch = Batch.objects.visible_to(cast.officer).get()
    assert batch.state == "ready"
    client.post(reverse("register_apply", args=[batch.pk]), sent(batch))
    jobs.run_worker(wait=False)
    assert fresh(cast.officer, batch).state == "applied"
    assert client.get(reverse("job", args=[fresh(cast.officer, batch).job_id])).status_code == 200


def test_the_same_file_again_leads_to_what_is_there(cast, officer):
    batch = read(cast.officer, register())
    assert bring(officer).url == reverse("register", args=[batch.pk])


def test_a_file_that_cannot_be_read_says_what_to_do_and_keeps_the_form(officer):
    page = bring(officer, b"%PDF-1.7 ...").content.decode()
    assert "guarde el registro como .xlsx o .csv" in page
    assert "está vacío" in bring(officer, b"").content.decode()


def test_a_row_is_opened_beside_what_was_understood_and_that_is_recorded(cast, officer):
    batch = read(cast.officer, register())
    with acting_as(cast.officer):
        row = Row.objects.get(batch=batch, kind="released")
    page = officer.get(reverse("register_row", args=[row.pk]))
    assert "QUISPE MAMANI, Rosa" in page.content.decode() and "no-store" in page["Cache-Control"]
    assert AuditLine.objects.filter(subject=batch.code, detail=f"step=open_row;row={row.number}").exists()


def test_a_row_that_waits_is_mended_on_its_page(cast, officer):
    batch = runs.apply(cast.officer, read(cast.officer, register()).pk)
    with acting_as(cast.officer):
        row = Row.objects.get(batch=batch, kind="quarantined")
    url = reverse("register_row", args=[row.pk])
    page = officer.get(url).content.decode()
    cells = dict(re.findall(r'name="(c\d+)"[^>]*value="([^"]*)"', page)) or {}
    assert cells["c3"] == "29"
    wrong = officer.post(url, {"id": str(new_id()), "seen": row.version, **cells, "decision": "release"}).content.decode()
    assert "mayor de edad" in wrong
    cells["c3"] = "17"
    assert officer.post(url, {"id": str(new_id()), "seen": row.version, **cells, "decision": "release"}).status_code == 302
    now = fresh(cast.officer, batch)
    assert (now.released, now.quarantined, now.children) == (2, 0, 2)


def test_columns_are_proposed_and_kept_as_a_profile(cast, officer):
    batch = read(cast.officer, b"Nombre de la victima;Anios;Sexo;Cosas\nQUISPE MAMANI, Rosa;15;F;x")
    page = officer.get(reverse("register_columns", args=[batch.pk])).content.decode()
    assert re.search(r'<option value="full_name" selected', page)
    columns = {"c0": "full_name", "c1": "age", "c2": "sex", "c3": "keep"}
    values = {
        "name_es": "Comisaría", "row_per": "person", "name_order": "surnames_first", "date_order": "dmy", "place_codes": "mixed",
        "authority": "police",
    }  # fmt: skip
    twice = officer.post(reverse("register_columns", args=[batch.pk]), {**sent(batch), **values, **columns, "c2": "age"})
    assert "una sola columna" in twice.content.decode()
    assert officer.post(reverse("register_columns", args=[batch.pk]), {**sent(batch), **values, **columns}).status_code == 302
    profile = Profile.objects.get(unit=cast.units["pnp-cusco"])
    assert dict(profile.columns.values_list("heading", "target"))["Anios"] == "age"
    again = runs.dry_run(cast.officer, batch.pk)
    assert again.profile_id == profile.pk and again.released == 1


def test_others_get_the_same_page_as_for_nothing(cast):
    batch = read(cast.officer, register())
    with acting_as(cast.officer):
        row = Row.objects.filter(batch=batch).first()
    outsider = sign_in(cast.users["outsider_police"])
    for name, key in (
        ("register", batch.pk),
        ("register_apply", batch.pk),
        ("register_columns", batch.pk),
        ("register_row", row.pk),
    ):
        there, nowhere = outsider.get(reverse(name, args=[key])), outsider.get(reverse(name, args=[new_id()]))
        assert there.status_code == nowhere.status_code == 404
    health = sign_in(cast.users["health"])
    assert health.get(reverse("registers")).status_code == 403


def test_the_pages_are_light_and_ask_little(cast, officer, police_sample, django_assert_max_num_queries):
    batch = read(cast.officer, police_sample)
    for url in (reverse("registers"), reverse("register", args=[batch.pk]), reverse("register_new")):
        with django_assert_max_num_queries(12 + 12):
            page = officer.get(url)
        assert page.status_code == 200 and len(page.content) < 60_000


def test_no_way_of_asking_reads_a_row_unrecorded(cast, officer):
    batch = read(cast.officer, register())
    with acting_as(cast.officer):
        row = Row.objects.get(batch=batch, kind="quarantined")
    address = reverse("register_row", args=[row.pk])
    for method in ("options", "put", "patch", "delete", "trace"):
        assert getattr(officer, method)(address).status_code == 405
    for answer in (officer.post(address, {"id": "wrong"}), officer.head(address)):
        assert answer.status_code == 200
    assert AuditLine.objects.filter(detail__contains="open_row").count() == 2
