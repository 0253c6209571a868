"""Applied, cut off, resumed, repeated, taken back: the sum holds and no child is made twice."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import IntegrityError, connection, transaction

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine, DemoMark
from amparo.cases.models import Case, Event
from amparo.core import keyshelf
from amparo.core.errors import Conflict, Denied, Invalid, Locked
from amparo.core.ids import new_id
from amparo.exchange import actions, runs, vessel
from amparo.exchange.models import Batch, Piece, Row
from amparo.vault.models import NameSearch, Person
from tests.exchange.conftest import adds_up, fresh, read, upload
from tests.exchange.samples import register
from tests.plugin import ROOT


def cases_of(actor):
    with acting_as(actor):
        return set(Case.objects.visible_to(actor).values_list("pk", flat=True))


def people_of(actor):
    with acting_as(actor):
        return Person.objects.visible_to(actor).count()


def undo(actor, batch):
    with acting_as(actor):
        return actions.undo_batch(id=new_id(), seen=batch.version, batch=batch.pk, by=actor)


def test_the_same_file_again_changes_nothing(cast):
    batch = runs.apply(cast.officer, read(cast.officer, register()).pk)
    before = cases_of(cast.officer)
    again = upload(cast.officer, register(), name="otro-nombre.csv")
    assert again.pk == batch.pk and again.state == "applied"
    runs.apply(cast.officer, again.pk)
    assert cases_of(cast.officer) == before and len(before) == 1


def test_another_unit_has_its_own(cast):
    read(cast.officer, register())
    assert read(cast.upe, register(), "upe").state == "ready"


def test_undo_restores_the_counts_and_destroys_the_keys(cast):
    kept = runs.apply(cast.officer, read(cast.officer, register("NI 9-2024;15/03/2024;APAZA CHURA, Luz;13;F")).pk)
    cases, people = cases_of(cast.officer), people_of(cast.officer)
    batch = runs.apply(cast.officer, read(cast.officer, register()).pk)
    with acting_as(cast.officer):
        new = Case.objects.visible_to(cast.officer).exclude(pk__in=cases)
        person_keys = list(Person.objects.filter(pk__in=new.values("person")).values_list("key_id", flat=True))
        events = Event.objects.visible_to(cast.officer).count()
    gone = undo(cast.officer, batch)
    assert gone.state == "undone" and adds_up(fresh(cast.officer, gone))
    assert cases_of(cast.officer) == cases and people_of(cast.officer) == people
    assert person_keys and keyshelf.unwrap([*person_keys, batch.key_id]) == {}
    with acting_as(cast.officer):
        assert Event.objects.visible_to(cast.officer).count() == events - 1
        assert not Row.objects.filter(batch=gone).exclude(cells=None).exists()
        with pytest.raises(Locked):
            vessel.batch_key(gone)
    assert fresh(cast.officer, kept).state == "applied"
    assert upload(cast.officer, register()).pk != batch.pk  # the same file may come in anew


def test_what_somebody_worked_on_is_not_taken_back(cast):
    batch = runs.apply(cast.officer, read(cast.officer, register()).pk)
    with acting_as(cast.officer):
        Case.objects.filter(batch=batch.pk).update(version=2)
    with pytest.raises(Invalid, match="1 expediente"):
        undo(cast.officer, batch)
    assert fresh(cast.officer, batch).state == "applied" and len(cases_of(cast.officer)) == 1


def test_a_demonstration_takes_samples_only(cast, police_sample):
    DemoMark.objects.create(seed=7)
    real = read(cast.officer, register())
    with pytest.raises(Invalid, match="./amparo start --empty"):
        runs.apply(cast.officer, real.pk)
    assert not cases_of(cast.officer)
    assert runs.apply(cast.officer, read(cast.officer, police_sample).pk).state == "applied"


def test_the_database_refuses_a_sum_that_does_not_hold(cast):
    batch = read(cast.officer, register())
    with acting_as(cast.officer), pytest.raises(IntegrityError, match="batch_rows_add_up"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(released=7)


def test_the_counts_follow_the_rows_by_themselves(cast):
    batch = read(cast.officer, register())
    with acting_as(cast.officer):
        Row.objects.filter(batch=batch, kind="quarantined").delete()
    now = fresh(cast.officer, batch)
    assert (now.rows, now.released, now.quarantined) == (1, 1, 0)


def test_a_row_that_waits_is_mended_and_becomes_a_file(cast):
    batch = runs.apply(cast.officer, read(cast.officer, register()).pk)
    with acting_as(cast.officer):
        row = Row.objects.get(batch=batch, kind="quarantined")
        key = vessel.batch_key(batch)
        cells = vessel.cells_of(row, key)
        with pytest.raises(Invalid, match="mayor de edad"):
            actions.mend_row(id=new_id(), seen=row.version, row=row.pk, cells=cells, decision="release", by=cast.officer)
    with acting_as(cast.officer):
        mended = [*cells[:3], "17", *cells[4:]]
        done = actions.mend_row(id=new_id(), seen=row.version, row=row.pk, cells=mended, decision="release", by=cast.officer)
        assert done.kind == "released" and done.state == "done" and len(done.codes) == 1
        assert vessel.cells_of(done, key, original=True) == cells and vessel.cells_of(done, key) == mended
    now = fresh(cast.officer, batch)
    assert adds_up(now) and now.quarantined == 0 and now.children == 2 == len(cases_of(cast.officer))


def test_a_row_called_a_repetition_makes_nothing(cast):
    batch = read(cast.officer, register())
    with acting_as(cast.officer):
        row = Row.objects.get(batch=batch, kind="quarantined")
        cells = vessel.cells_of(row, vessel.batch_key(batch))
        actions.mend_row(id=new_id(), seen=row.version, row=row.pk, cells=cells, decision="duplicate", by=cast.officer)
    now = fresh(cast.officer, batch)
    assert adds_up(now) and (now.quarantined, now.duplicates) == (0, 1)


def test_a_child_the_unit_has_a_file_of_is_a_repetition(cast):
    line = "NI 1-2024;15/03/2024;QUISPE MAMANI, Rosa Elena;10117410-2;15;F"
    head = "Nota informativa;Fecha;Apellidos y nombres;DNI;Edad;Sexo"
    runs.apply(cast.officer, read(cast.officer, f"{head}\n{line}".encode()).pk)
    other = f"{head}\nNI 77-2026;15/06/2026;Rosa Quispe Mamani;10117410-2;17;F".encode()
    batch = read(cast.officer, other)
    assert (batch.duplicates, batch.released) == (1, 0)
    elsewhere = read(cast.outsider_police, other)
    assert (elsewhere.duplicates, elsewhere.released) == (0, 1)  # what another unit holds is never told


def test_the_holders_are_asked_and_nobody_s_limit_is_used_up(cast):
    batch = runs.apply(cast.officer, read(cast.officer, register()).pk)
    with acting_as(cast.officer):
        (asked,) = NameSearch.objects.visible_to(cast.officer)
        assert asked.user_id == 0 and asked.about == Case.objects.get(batch=batch.pk).pk and bytes(asked.query)


def test_who_may_not_import_may_not_anything(cast):
    batch = read(cast.officer, register())
    with acting_as(cast.health), pytest.raises(Denied):
        actions.upload_register(id=new_id(), seen=0, profile="policial", file_name="x", content=register(), by=cast.health)
    with acting_as(cast.outsider_police):
        assert not Batch.objects.visible_to(cast.outsider_police).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM exchange_row")
            assert cursor.fetchone() == (0,)
    with acting_as(cast.officer), pytest.raises(Conflict):
        actions.begin_applying(id=new_id(), seen=batch.version + 1, batch=batch.pk, by=cast.officer)


def test_one_line_of_the_audit_stands_for_the_whole_batch(cast):
    batch = runs.apply(cast.officer, read(cast.officer, register()).pk)
    (line,) = AuditLine.objects.filter(subject=batch.code, detail__startswith="step=apply;")
    assert "files=1" in line.detail and "digest=" in line.detail
    with acting_as(cast.officer):
        assert not Piece.objects.filter(batch=batch).exists()  # the rows keep every cell; the file itself is gone


@pytest.mark.parametrize("at", [0.25, 0.6])
def test_killed_in_the_middle_it_goes_on(at, fresh_database, server, tmp_path):
    """The real command in a process of its own, kill -9 half-way, and again."""
    from tests.cast import assemble

    cast = assemble()
    file = tmp_path / "registro.xlsx"
    generator = [sys.executable, "-m", "amparo.exchange.sample_registers", "--seed", "3", "--long", str(file), "--rows", "2500"]
    subprocess.run(generator, check=True)
    command = [
        *(sys.executable, "-m", "django", "import_registro", str(file), "--perfil", "policial"),
        *("--como", "officer@example.pe", "--apply"),
    ]
    environment = {**os.environ, "DATABASE_URL": server.app_url(fresh_database)}
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        with acting_as(cast.officer):
            batch = Batch.objects.visible_to(cast.officer).first()
        if batch and batch.state == "applying" and batch.done >= at * batch.released:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        time.sleep(0.05)
    assert process.returncode == -signal.SIGKILL
    half = fresh(cast.officer, batch)
    assert half.state == "applying" and 0 < half.done < half.released and adds_up(half)
    assert len(cases_of(cast.officer)) == half.children
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    whole = fresh(cast.officer, batch)
    assert whole.state == "applied" and whole.done == whole.released and adds_up(whole)
    assert len(cases_of(cast.officer)) == whole.children == people_of(cast.officer)
    with acting_as(cast.officer):
        rows = Row.objects.filter(batch=whole, kind="released").values_list("cases", flat=True)
        made = [case for cases in rows for case in cases]
    assert len(made) == len(set(made)) == whole.children
