"""The private server: found again after a crash, silent about rows, tied to the version that made its data."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from amparo.config.server.postgres import APP, OWNER, SUPERUSER, Postgres
from amparo.config.server.processes import working_in
from amparo.config.server.programs import find_programs
from amparo.config.server.testing import ThrowAwayServer, available, running_test_server
from amparo.config.server.texts import Trouble

SECRET = "Rosaura-Quispe-Mamani"
KINDS = [
    "wheel",
    pytest.param(
        "system", marks=[pytest.mark.system_postgres, pytest.mark.skipif(not available("system"), reason="none on this machine")]
    ),
]


@pytest.fixture(scope="module", params=KINDS)
def throw_away(request: pytest.FixtureRequest) -> Iterator[ThrowAwayServer]:
    with running_test_server(request.param) as running:
        running.prepare_database("house")
        yield running


def test_the_app_reads_and_writes_but_defines_nothing(throw_away: ThrowAwayServer) -> None:
    with psycopg.connect(throw_away.owner_url("house")) as owner:
        owner.execute("CREATE TABLE thing (id int GENERATED ALWAYS AS IDENTITY, name text)")
        owner.execute("CREATE TABLE keyshelf.thing (id int)")
    with psycopg.connect(throw_away.app_url("house"), autocommit=True) as app:
        app.execute("INSERT INTO thing (name) VALUES ('a')")
        app.execute("UPDATE thing SET name = 'b'")
        assert app.execute("SELECT name FROM thing").fetchall() == [("b",)]
        app.execute("DELETE FROM thing")
        app.execute("SELECT * FROM keyshelf.thing")
        for forbidden in (
            "CREATE TABLE other (id int)",
            "DROP TABLE thing",
            "TRUNCATE thing",
            "CREATE SCHEMA other",
            "CREATE ROLE x",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(forbidden)


def test_neither_role_can_go_around_row_security(throw_away: ThrowAwayServer) -> None:
    with psycopg.connect(throw_away.superuser_url("house")) as connection:
        text = "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = ANY(%s)"
        assert set(connection.execute(text, [[OWNER, APP]]).fetchall()) == {(False, False, False, False)}


def test_extensions_are_where_migrations_expect_them(throw_away: ThrowAwayServer) -> None:
    with psycopg.connect(throw_away.app_url("house")) as app:
        assert app.execute("SELECT public.similarity('rosa', 'rosa'), public.unaccent('ñandú')").fetchone() == (1.0, "nandu")
        assert app.execute("SELECT intarray.sort(ARRAY[2, 1])").fetchone() == ([1, 2],)


def test_preparing_twice_changes_nothing(throw_away: ThrowAwayServer) -> None:
    throw_away.prepare_database("house")
    with psycopg.connect(throw_away.app_url("house")) as app:
        assert app.execute("SELECT current_user").fetchone() == (APP,)


def test_a_clone_has_the_rights_of_its_template(throw_away: ThrowAwayServer) -> None:
    throw_away.clone("house", "copy")
    with psycopg.connect(throw_away.app_url("copy")) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("CREATE TABLE other (id int)")
    throw_away.drop("copy")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(throw_away.app_url("copy"))


def test_it_does_not_listen_on_the_network_and_its_socket_is_private(throw_away: ThrowAwayServer) -> None:
    with psycopg.connect(throw_away.superuser_url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert os.stat(throw_away.postgres.secrets["socket"]).st_mode & 0o777 == 0o700
    assert (throw_away.postgres.home / "server.json").stat().st_mode & 0o777 == 0o600


def test_a_wrong_password_does_not_enter(throw_away: ThrowAwayServer) -> None:
    url = throw_away.app_url("house").replace(throw_away.postgres.secrets[APP], "wrong")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


@pytest.mark.parametrize("role", [OWNER, APP, SUPERUSER])
def test_the_log_never_holds_a_value(throw_away: ThrowAwayServer, role: str) -> None:
    """Unique, check, length, type, unknown object: each error carries the value in its detail, its statement or its text."""
    with psycopg.connect(throw_away.owner_url("house")) as owner:
        owner.execute("DROP TABLE IF EXISTS person")
        owner.execute("CREATE TABLE person (name text UNIQUE CHECK (length(name) < 30), age int, code varchar(3))")
        owner.execute("INSERT INTO person VALUES (%s, 3, 'a')", [SECRET])
    wrong = [
        ("INSERT INTO person VALUES (%s, 3, 'a')", [SECRET]),
        ("INSERT INTO person VALUES (%s, 3, 'a')", [SECRET + "-" + SECRET]),
        ("INSERT INTO person VALUES ('VALUE', 3, 'a')", None),
        ("INSERT INTO person VALUES ('x', 'VALUE'::int, 'a')", None),
        ("INSERT INTO person VALUES ('y', 3, %s)", [SECRET]),
        ('SELECT "VALUE" FROM person', None),
        ("SELECT 1 FROM nowhere WHERE a = 'VALUE'", None),
    ]
    with psycopg.connect(throw_away.postgres.url(role, "house"), autocommit=True) as connection:
        for statement, values in wrong:
            with pytest.raises(psycopg.Error):
                connection.execute(statement.replace("VALUE'", f"{SECRET}'").replace('VALUE"', f'{SECRET}"'), values)  # type: ignore[arg-type]
    everything = b"".join(path.read_bytes() for path in throw_away.log.parent.iterdir())
    assert b"LOG:" in everything
    assert SECRET.encode() not in everything


def test_it_comes_back_after_kill_9(throw_away: ThrowAwayServer) -> None:
    with psycopg.connect(throw_away.owner_url("house")) as owner:
        owner.execute("SET LOCAL synchronous_commit = on")  # off in test servers: the last moments may be lost
        owner.execute("CREATE TABLE kept AS SELECT 1 AS n")
    process = throw_away.postgres.process
    assert process
    process.send_signal(signal.SIGKILL)
    process.wait()
    throw_away.postgres.start()
    with psycopg.connect(throw_away.app_url("house")) as app:
        assert app.execute("SELECT n FROM kept").fetchone() == (1,)


def test_a_server_left_behind_is_stopped_before_a_new_one(throw_away: ThrowAwayServer) -> None:
    left = throw_away.postgres.process
    again = Postgres(throw_away.postgres.home, choice=throw_away.postgres.programs.origin, durable=False)
    again.start()
    assert left and again.process and left.wait(5) is not None
    assert again.running() == again.process.pid
    throw_away.postgres.process = again.process


def test_root_runs_it_as_somebody_else(throw_away: ThrowAwayServer) -> None:
    pid = throw_away.postgres.running()
    assert pid and os.stat(f"/proc/{pid}").st_uid != 0
    assert working_in(throw_away.postgres.data)


def test_data_of_another_version_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "house" / "postgres"
    (home / "data").mkdir(parents=True)
    (home / "data" / "PG_VERSION").write_text("13\n")
    with pytest.raises(Trouble, match="PostgreSQL 13"):
        Postgres(home, choice="wheel").programs  # noqa: B018 - looking is what fails


def test_a_folder_without_programs_is_named(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=str(tmp_path)):
        find_programs(str(tmp_path))


def test_a_half_made_data_folder_is_made_again() -> None:
    with running_test_server("wheel") as running:
        running.postgres.stop()
        os.rename(running.postgres.data, running.postgres.home / "data.new")
        (running.postgres.home / "data.new" / "PG_VERSION").unlink()
        assert running.postgres.make() is True
        running.postgres.start()
        assert running.postgres.ready()


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    with running_test_server("wheel") as running:
        running.postgres.stop()
        deep = running.folder / ("d" * 120)
        os.rename(running.postgres.home, deep)
        moved = Postgres(deep, choice="wheel", durable=False)
        moved.start()
        try:
            with psycopg.connect(moved.url(SUPERUSER, "postgres")) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
            assert len(moved.secrets["socket"]) < 90
        finally:
            moved.stop()
            Path(moved.secrets["socket"]).rmdir()


def test_it_dies_with_the_process_that_started_it() -> None:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        running = ThrowAwayServer("wheel")
        os.write(writer, f"{running.postgres.running()} {running.folder}".encode())
        time.sleep(60)
        os._exit(0)
    os.close(writer)
    pid, folder = os.read(reader, 200).decode().split()
    os.close(reader)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    end = time.monotonic() + 10
    while working_in(Path(folder) / "postgres" / "data") and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}/exe").exists() or not working_in(Path(folder) / "postgres" / "data")
    os.system(f"rm -rf '{folder}'")
