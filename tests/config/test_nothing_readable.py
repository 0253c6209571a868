"""A thief who copies everything reads no child: neither in a dump, nor in the server's files and log, nor in temporary files.

Invented words that occur nowhere else go through every door that takes a name, a number or an address: an alert, a correction, a draft,
a note, a referral, a register half-way with rows in quarantine, a search, and errors forced in the database. Then everything is grepped.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from amparo.access.acting import acting_as
from amparo.cases import actions as act
from amparo.cases.facts import ChildFacts, EventFacts
from amparo.cases.models import Case
from amparo.core.ids import new_id
from amparo.desk import actions as desk
from amparo.desk.subjects import Subject
from amparo.exchange import actions as exchange
from amparo.exchange import runs
from amparo.exchange.models import Batch
from amparo.vault import actions as vault
from amparo.vault.rules import Document, Identity
from amparo.vault.search.find import Query
from amparo.vault.search.fold import fold
from tests.cast import assemble
from tests.plugin import DATA

NAME, FIRST, SECOND = "Xulvinka", "Qorvazeño", "Wimbatuya"
NUMBER, STREET, PHONE = "99173064", "Zorvelinas", "100987321"
REFUSED = "Errovinka"  # sent to the database in statements that it refuses
SAID = (NAME, FIRST, SECOND, NUMBER, STREET, PHONE)
CHILD = Identity(
    given_names=NAME, first_surname=FIRST, second_surname=SECOND, sex="f", birth="2011-05-17", contact=PHONE,
    address=f"Jirón {STREET} 1234", documents=(Document("dni", NUMBER),),
)  # fmt: skip
REGISTER = (
    "N°;Fecha;Apellidos y nombres;Edad;Sexo;Documento;Lugar;Observaciones\n"
    f"1;12/03/2024;{FIRST} {SECOND}, {NAME};13;F;{NUMBER};Cusco;vive en Jirón {STREET}\n"
    f"2;fecha pendiente;{NAME};;;;;tel {PHONE}\n"
)


def needles() -> Iterator[bytes]:
    """Each word as written, in small and capital letters, folded as the search folds it, in the encodings of files."""
    for word in SAID:
        for form in {word, word.lower(), word.upper(), fold(word.lower())}:
            for encoding in ("utf-8", "latin-1", "utf-16-le"):
                yield form.encode(encoding)
            yield form.encode().hex().encode()


def found_in(content: bytes) -> set[bytes]:
    return {needle for needle in needles() if len(needle) > 4 and needle in content}


def files_below(*folders: Path) -> Iterator[Path]:
    """`os.walk` passes over a folder that vanishes meanwhile: the other process of the tests has its own there."""
    for folder in folders:
        paths = (Path(home, name) for home, _folders, names in os.walk(folder) for name in names)
        yield from (path for path in paths if path.is_file() and not path.is_symlink())


@pytest.fixture
def used(fresh_database: str, server: Any) -> Any:
    """A database in which the child went through every door."""
    before = {path for path in Path(tempfile.gettempdir()).iterdir()}
    cast = assemble()
    facts = ChildFacts(sex="female", age=14, identity=CHILD)
    with acting_as(cast.officer) as by:
        event = act.raise_alert(id=new_id(), seen=0, event=EventFacts("police_station", place="080101"), children=(facts,), by=by)
        case = Case.objects.get(event=event)
        act.write_note(id=new_id(), seen=case.version, case=case.pk, note=f"{NAME} {FIRST}", by=by)
    with acting_as(cast.upe) as by:
        act.take_charge(id=new_id(), seen=1, case=case.pk, by=by)
        need = act.Need("health", f"Control para {NAME} en {STREET}")
        act.refer(id=new_id(), seen=2, case=case.pk, to_unit=cast.health.unit_id, need=need, by=by)
        vault.correct_identity(id=new_id(), seen=1, person=case.person_id, identity=CHILD, by=by)
        vault.search_names(id=new_id(), seen=0, query=Query(f"{NAME} {FIRST}"), purpose="new_alert", by=by)
        vault.reveal(id=new_id(), seen=0, person=case.person_id, reason="legal_act", by=by)
        desk.save_draft(
            id=new_id(),
            seen=0,
            form="alert",
            subject=Subject("alert"),
            content={"given_names": [NAME], "address": [STREET]},
            by=by,
        )
    with acting_as(cast.upe) as by:
        upload = exchange.upload_register(
            id=new_id(), seen=0, profile="policial", file_name=f"{NAME}.csv", content=REGISTER.encode(), by=by
        )
    runs.dry_run(cast.upe, upload.pk)
    with acting_as(cast.upe) as by:
        assert Batch.objects.visible_to(by).get(pk=upload.pk).rows == 2
    _force_errors(server, fresh_database)
    return server, fresh_database, before


def _force_errors(server: Any, name: str) -> None:
    with psycopg.connect(server.app_url(name), autocommit=True) as connection:
        for statement in (
            "INSERT INTO access_user (code, email, display_name, password, language, is_active, created_at, version)"
            " SELECT 'x', email, %s, '', 'es', true, now(), 1 FROM access_user LIMIT 1",
            "INSERT INTO access_user (code, email, display_name, password, language, is_active, created_at, version)"
            " VALUES (%s, NULL, '', '', 'es', true, now(), 1)",
            "SELECT %s::text::int",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(statement, [REFUSED])


def test_the_grep_sees_what_is_there():
    assert found_in(f"…{NAME}…".encode()) and found_in(f"…{FIRST.upper()}…".encode("utf-16-le")) and found_in(NUMBER.encode())


def test_neither_dump_nor_files_nor_log_nor_temporary_files_hold_a_child(used):
    server, name, before = used
    with psycopg.connect(server.superuser_url(name), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        tables = connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND schemaname !~ '^pg_t'"
        ).fetchall()
        for (table,) in tables:
            with connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
                assert not found_in(b"".join(bytes(block) for block in copy)), table
    assert len(tables) > 40
    new = [path for path in Path(tempfile.gettempdir()).iterdir() if path not in before]
    looked = 0
    for path in files_below(server.folder, DATA, *(path for path in new if path.is_dir())):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        looked += 1
        assert not found_in(content), path
    assert looked > 500 and os.path.getsize(server.log) > 0
    assert REFUSED.encode() not in server.log.read_bytes()
