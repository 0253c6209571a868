"""The pages of files of budgets are those of movements: from the workbook to the budget without JavaScript, in few queries."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.desk import jobs, progress
from amparo.desk.subjects import Subject
from amparo.exchange.models import Batch
from amparo.exchange.money import runs
from tests.access.people import sign_in
from tests.cases.pages import counted
from tests.exchange.budgets import ABOUT, applied, line, of_sub, read, sheet, stands
from tests.exchange.money import cells_of, fresh, rows_of
from tests.exchange.test_money_pages import at, bring, sent

pytestmark = pytest.mark.django_db

TWO = (line("Viajes", "400"), line("Personal", "600"))


def test_from_the_workbook_to_the_budget_and_back(made, partner, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "defer", lambda name, **ids: None)
    content = sheet(tmp_path, *TWO, of_sub(region="Marte"), ("TOTAL", "", "", "", "", 1100))
    assert "checked" in partner.get(f"{at(made, 'money_import_new')}?trae={ABOUT}").content.decode()
    where = bring(made, partner, content, "presupuesto.xlsx", ABOUT)
    assert where.status_code == 302
    batch = runs.dry_run(made.cast.partner, the_batch(made).pk)
    progress.report(batch.job_id, 1, 1)
    progress.finish(batch.job_id, subject=Subject("money_import", batch.pk, batch.code))
    assert at(made, batch=batch.pk) in partner.get(where.url).content.decode()  # the page of the work leads to its result
    page = partner.get(at(made, batch=batch.pk)).content.decode()
    assert "2 para registrar + 1 en espera + 0 repetidas + 1 fuera = 4 filas" in page
    assert "Total que reparte" in page and "US$\xa01\u202f000" in page and "Proponer el presupuesto" in page
    confirm = partner.get(at(made, "money_import_apply", batch=batch.pk)).content.decode()
    assert "Se proponen 2 líneas" in confirm
    assert partner.post(at(made, "money_import_apply", batch=batch.pk), sent(batch)).status_code == 302
    batch = runs.apply(made.cast.partner, batch.pk)
    assert "2 registradas + 1 en espera" in partner.get(at(made, batch=batch.pk)).content.decode() and len(stands(made)) == 2
    award = partner.get(reverse("award", args=[made.award.pk])).content.decode()
    assert f"?trae={ABOUT}" in award and "Propuesto, por aprobar" in award
    assert "Presupuestos" in partner.get(at(made, "money_imports")).content.decode()
    assert "el que era" in partner.get(at(made, "money_import_undo", batch=batch.pk)).content.decode()
    assert partner.post(at(made, "money_import_undo", batch=batch.pk), sent(batch)).status_code == 302
    assert fresh(made, batch).state == "undone" and stands(made) == []


def the_batch(made):
    with acting_as(made.cast.partner) as actor:
        return Batch.objects.visible_to(actor).get()


def test_a_row_is_mended_on_its_page_and_says_whether_its_budget_still_waits(made, partner, tmp_path):
    batch = read(made, sheet(tmp_path, line("Viaje", "400"), line("Personal", "500")))
    for place, answer in ((0, "todavía espera"), (1, "dejó de esperar")):
        one = rows_of(made, batch)[place]
        page = at(made, "money_import_row", row=one.pk)
        drawn = partner.get(page).content.decode()
        assert ("No se entiende la categoría" in drawn) == (place == 0) and "Fecha" not in drawn
        fields = {f"c{column}": text for column, text in enumerate(cells_of(made, one))}
        mended = {**fields, "c4": "Viajes"} if place == 0 else {**fields, "c5": "600"}
        answered = partner.post(page, {"id": str(new_id()), "seen": one.version, "decision": "release", **mended}, follow=True)
        assert answer in answered.content.decode()
    assert fresh(made, batch).released == 2


def test_the_pages_ask_few_questions(made, partner, tmp_path):
    rows = [line("Viajes", "10", region=f"{number:02}", award="", sub="A-1-S") for number in range(1, 26)]
    batch = read(made, sheet(tmp_path, *rows, *TWO, of_sub(region="Marte", category="Otros")))
    row = rows_of(made, batch)[0]
    for page in (
        at(made, batch=batch.pk), at(made, "money_imports"), at(made, "money_import_row", row=row.pk),
        at(made, "money_import_undo", batch=applied(made, sheet(tmp_path, *TWO)).pk),
    ):  # fmt: skip
        partner.get(page)
        with counted(12):
            assert partner.get(page).status_code == 200


def test_others_do_not_find_it(made, tmp_path):
    batch = read(made, sheet(tmp_path, *TWO))
    for name in ("us", "other_partner", "subrecipient"):
        assert sign_in(made.cast.users[name]).get(at(made, batch=batch.pk)).status_code == 404, name


def test_the_command_tries_and_proposes(made, tmp_path):
    file = tmp_path / "mio.xlsx"
    file.write_bytes(sheet(tmp_path, *TWO, of_sub(region="Marte")))

    def told(*more, who="partner"):
        out = StringIO()
        call_command("import_presupuesto", str(file), "--como", made.cast.users[who].email, *more, stdout=out, stderr=StringIO())
        return out.getvalue()

    dry = told()
    assert "2 para registrar + 1 en espera + 0 repetidas + 0 fuera = 3 filas" in dry and "no se propuso nada" in dry
    assert "A-1  Viajes  1  US$" in dry and "A-1  Total que reparte  US$" in dry and "No se entiende la región" in dry
    assert stands(made) == [] and "Listo: 2 líneas" in told("--aplicar") and len(stands(made)) == 2
    assert "no cambió nada" in told("--aplicar")
    assert "2 recorded + 1 waiting" in told("--idioma", "en")
    with pytest.raises(CommandError, match="no puede importar"):
        told(who="evaluator")
