"""No name of a register anywhere but in its envelopes: not in a table, a log, a temporary folder or an answer that failed."""

import base64
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import DataError, connection, transaction

from amparo.access.acting import acting_as
from amparo.core.errors import Invalid
from amparo.core.ids import new_id
from amparo.exchange import actions, runs, vessel
from amparo.exchange.models import Row
from tests.cast import assemble
from tests.exchange.conftest import read, upload
from tests.plugin import DATA, ROOT

HEAD = "Nota informativa;Fecha;Apellidos y nombres;DNI;Edad;Sexo;Dirección"
ROWS = (
    "NI 1-2024;15/03/2024;ZORRITOSKA PUMACAYLLAZ, Wilkamayuna;70992413;15;F;Jirón Quellomarca 719",
    "NI 2-2024;16/03/2024;XIMBALUNA TACUNANZO, Yorkadina;;29;F;Pasaje Uchumayoz 12",
    "NI 3-2024;31/02/2024;QOYLLURITIA, Brankamil;45129987;12;M;",
)
FILE = "victimas-zorritoska.csv"
SECRETS = (
    "ZORRITOSKA",
    "PUMACAYLLAZ",
    "Wilkamayuna",
    "70992413",
    "Quellomarca",
    "XIMBALUNA",
    "Yorkadina",
    "Uchumayoz",
    "QOYLLURITIA",
    "Brankamil",
    "45129987",
)


def register() -> bytes:
    return "\n".join([HEAD, *ROWS]).encode()


def needles():
    for secret in {variant for text in SECRETS for variant in (text, text.lower(), text.upper(), text.title())}:
        yield secret.encode()
        yield secret.encode("utf-16-le")
        yield secret.encode().hex().encode()
        for shift in range(3):
            yield base64.b64encode(b"\0" * shift + secret.encode())[4 if shift else 0 : -4]


def found_in(content: bytes) -> list[bytes]:
    return [needle for needle in needles() if needle in content]


def dump(as_owner, name) -> bytes:
    parts = []
    with as_owner(name) as owner:
        tables = owner.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
            " AND schemaname NOT LIKE 'pg_temp%'"
        ).fetchall()
        for (table,) in tables:
            with owner.cursor().copy(f"COPY {table} TO STDOUT") as copy:
                parts.append(b"".join(bytes(block) for block in copy))
    return b"\n".join(parts)


def folders() -> bytes:
    """Every small file a process of ours could have left behind."""
    content = []
    for folder in {Path(tempfile.gettempdir()), DATA}:
        for path in folder.rglob("*") if folder == DATA else folder.glob("*"):
            with suppress(FileNotFoundError):  # of the other process of the tests, and gone already
                if path.is_file() and path.stat().st_size < 5_000_000:
                    content.append(path.read_bytes())
    return b"\n".join(content)


@pytest.fixture
def cast_here(fresh_database):
    return assemble()


def test_at_no_step_is_a_name_in_the_database(cast_here, fresh_database, as_owner):
    officer = cast_here.officer
    batch = upload(officer, register(), name=FILE)
    assert not found_in(dump(as_owner, fresh_database))
    with acting_as(officer):  # a reading that was cut off
        actions.begin_reading(id=new_id(), seen=batch.version, batch=batch.pk, by=officer)
    batch = runs.dry_run(officer, batch.pk)
    assert (batch.released, batch.quarantined) == (2, 1)
    assert not found_in(dump(as_owner, fresh_database))
    runs.apply(officer, batch.pk)
    with acting_as(officer):
        row = Row.objects.get(batch=batch, kind="quarantined")
        cells = vessel.cells_of(row, vessel.batch_key(batch))
        assert "Yorkadina" in " ".join(cells)  # it is there, in its envelope
        cells[4] = "16"
        actions.mend_row(id=new_id(), seen=row.version, row=row.pk, cells=cells, decision="release", by=officer)
    assert not found_in(dump(as_owner, fresh_database))


def test_no_name_in_the_server_s_log_after_a_forced_error(cast_here, server):
    batch = read(cast_here.officer, register())
    with acting_as(cast_here.officer), pytest.raises(DataError), transaction.atomic():
        Row.objects.filter(batch=batch).update(kind="demasiado-largo-para-la-columna")
    with acting_as(cast_here.officer), pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE exchange_row SET number = %s::int", ["no es un número"])
    assert not found_in(server.log.read_bytes())


def test_the_command_leaves_nothing_in_folders_or_on_the_screen(cast_here, fresh_database, server, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    inside = tmp_path / "in"
    inside.mkdir()
    file = inside / "registro.csv"
    file.write_bytes(register())
    command = [
        sys.executable,
        "-m",
        "django",
        "import_registro",
        str(file),
        "--perfil",
        "policial",
        "--como",
        "officer@example.pe",
        "--apply",
    ]
    environment = {**os.environ, "DATABASE_URL": server.app_url(fresh_database), "TMPDIR": str(scratch)}
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
    assert b"2 para crear + 1 en espera + 0 repetidas + 0 unidas = 3 filas" in done.stdout
    assert not found_in(done.stdout + done.stderr)
    assert not list(scratch.rglob("*"))
    assert not found_in(folders())


def test_a_refusal_does_not_quote_the_file(cast_here):
    content = register().replace(HEAD.encode(), b"")
    with pytest.raises(Invalid) as refused:
        upload(cast_here.officer, content)
    assert not found_in(str(refused.value).encode())


def test_values_hide_from_a_traceback(cast_here):
    batch = read(cast_here.officer, register())
    with acting_as(cast_here.officer):
        for row in Row.objects.filter(batch=batch):
            draft = vessel.draft_of(row, vessel.batch_key(batch))
            assert not found_in(repr(draft).encode())
