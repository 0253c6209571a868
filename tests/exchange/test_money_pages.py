"""The pages of files of movements: from the file to the ledger without JavaScript, in few queries, and nothing for others."""

import re
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from amparo.core.ids import new_id
from amparo.desk import jobs
from amparo.exchange.models import Batch
from amparo.exchange.money import runs
from tests.access.people import sign_in
from tests.cases.pages import counted
from tests.exchange.money import applied, cells_of, csv, fresh, read, row, rows_of

pytestmark = pytest.mark.django_db


def at(made, name="money_import", **more):
    return reverse(name, kwargs={"code": made.compact.code, **more})


def sent(batch, **more):
    return {"id": str(new_id()), "seen": batch.version, **more}


def bring(made, client, content, name="libro.csv", about="entries"):
    sent = {"id": str(new_id()), "seen": 0, "about": about, "file": SimpleUploadedFile(name, content)}
    return client.post(at(made, "money_import_new"), sent)


def test_from_the_file_to_the_ledger(made, partner, monkeypatch):
    deferred = []
    monkeypatch.setattr(jobs, "defer", lambda name, **ids: deferred.append((name, ids)))
    content = csv(row(), row(voucher="F-2", amount="5000"), "TOTAL;;;;5100.50;;;;;;")
    assert bring(made, partner, content).status_code == 302
    with acting_as(made.cast.partner) as actor:
        batch = Batch.objects.visible_to(actor).get()
    assert deferred == [("exchange.read_money", {"batch": batch.pk, "job": batch.job_id})]
    batch = runs.dry_run(made.cast.partner, batch.pk)
    page = partner.get(at(made, batch=batch.pk)).content.decode()
    assert "1 para registrar + 1 en espera + 0 repetidas + 1 fuera = 3 filas" in page
    assert "Lo que se registraría" in page and "US$\xa0100.50" in page  # the sum by award and movement
    assert "US$\xa01\u202f000" in page and "US$\xa0899.50" in page  # what is left, before and after
    assert "Fila de sumas: no se registra" in page and "Pasajes" not in page
    confirm = partner.get(at(made, "money_import_apply", batch=batch.pk)).content.decode()
    assert "Se registra 1 movimiento" in confirm
    assert partner.post(at(made, "money_import_apply", batch=batch.pk), sent(batch)).status_code == 302
    assert deferred[-1][0] == "exchange.post_money"
    batch = runs.apply(made.cast.partner, batch.pk)
    page = partner.get(at(made, batch=batch.pk)).content.decode()
    assert "1 registradas + 1 en espera" in page and "Lo que se registró" in page
    assert re.search(r"/dinero/movimientos/MOV-", page)
    again = bring(made, partner, content)
    assert again.status_code == 302 and str(batch.pk) in again.url
    assert partner.post(at(made, "money_import_undo", batch=batch.pk), sent(batch)).status_code == 302
    assert fresh(made, batch).state == "undone"


def test_a_row_is_mended_on_its_page(made, partner):
    batch = applied(made, csv(row(amount="5000"), row(voucher="F-2")))
    (one,) = rows_of(made, batch, kind="quarantined")
    page = at(made, "money_import_row", row=one.pk)
    drawn = partner.get(page).content.decode()
    assert "quedan US$" in drawn and "Pasajes" in drawn
    assert AuditLine.objects.filter(subject=batch.code, detail__startswith="step=open_row;").count() == 1
    fields = {f"c{place}": text for place, text in enumerate(cells_of(made, one))}
    refused = partner.post(page, {"id": str(new_id()), "seen": one.version, "decision": "release", **fields})
    assert refused.status_code == 200 and "quedan US$" in refused.content.decode()
    answer = partner.post(page, {"id": str(new_id()), "seen": one.version, "decision": "release", **fields, "c4": "77,00"})
    assert answer.status_code == 302 and fresh(made, batch).done == 2


def test_the_pages_ask_few_questions(made, partner):
    batch = read(made, csv(*(row(voucher=f"F-{number}", amount="1.50") for number in range(60))))
    pages = [
        at(made, batch=batch.pk),
        at(made, "money_imports"),
        at(made, "money_import_new"),
        at(made, "money_import_apply", batch=batch.pk),
    ]
    for page in pages:
        partner.get(page)
        with counted(12):
            assert partner.get(page).status_code == 200


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vacío"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "Excel antiguo"),
        (b"Fecha;Monto\n1;2\n", "Falta una columna: Movimiento"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(made, partner, content, words):
    answer = bring(made, partner, content)
    assert answer.status_code == 200 and words in answer.content.decode()
    with acting_as(made.cast.partner) as actor:
        assert not Batch.objects.visible_to(actor).exists()


def test_others_do_not_find_it(made):
    batch = read(made, csv(row()))
    for name, statuses in (("us", (404,)), ("other_partner", (404,)), ("evaluator", (403,)), ("outsider", (403, 404))):
        assert sign_in(made.cast.users[name]).get(at(made, batch=batch.pk)).status_code in statuses, name


def test_the_command_tries_and_posts(made, tmp_path):
    file = tmp_path / "libro.csv"
    file.write_bytes(csv(row(), row(voucher="F-2", amount="5000"), "TOTAL;;;;5100.50;;;;;;"))
    who = made.cast.users["partner"].email

    def told(*more):
        out = StringIO()
        call_command("import_dinero", str(file), "--como", who, *more, stdout=out, stderr=StringIO())
        return out.getvalue()

    dry = told()
    assert "1 para registrar + 1 en espera + 0 repetidas + 1 fuera = 3 filas" in dry and "--aplicar" in dry
    assert "A-1  Gasto  1  US$" in dry and "No alcanza" in dry
    assert "Listo: 1 movimientos" in told("--aplicar", "--alianza", made.compact.code)
    assert "no cambió nada" in told("--aplicar")
    with pytest.raises(CommandError, match="--alianza"):
        told("--alianza", "otra")
    with pytest.raises(CommandError, match="no puede importar"):
        call_command("import_dinero", str(file), "--como", made.cast.users["evaluator"].email)
