"""`python -m amparo.config.setup`: brings a database from nothing, or from an older version, to ready.

Roles and extensions as superuser (private server only), migrations as `amparo_owner`, reference and demo data as `amparo_app`.
What is done is written in the table `house.step`; a first set-up cut short begins again, a later one goes on. Ends with code 0,
or with one sentence and code 1; the reason of the unforeseen goes to DATA/log/setup.log without any value of a row.
"""

import argparse
import contextlib
import errno
import io
import os
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence

import django
import psycopg
from django.core.management import call_command, get_commands
from django.utils import translation
from psycopg.conninfo import conninfo_to_dict

from amparo.config.server.database import at_database, check_version, drop_database, prepare_database
from amparo.config.server.folder import DataFolder
from amparo.config.server.postgres import APP, OWNER
from amparo.config.server.texts import Trouble, complain, say, tell

STEPS = (
    "CREATE SCHEMA IF NOT EXISTS house",
    "CREATE TABLE IF NOT EXISTS house.step (name text PRIMARY KEY, value text NOT NULL, at timestamptz NOT NULL DEFAULT now())",
)
NOTHING_LEFT = 20_000_000  # bytes
INVALID = -2  # pg_database.datconnlimit of a database whose making or dropping was cut short
MARK = """
    INSERT INTO house.step (name, value) VALUES (%s, %s) ON CONFLICT (name) DO UPDATE
    SET value = CASE WHEN house.step.name = 'kind' THEN house.step.value ELSE excluded.value END, at = now()
"""


def main(arguments: Sequence[str]) -> int:
    """Run the set-up, or with --migrate only its step as owner."""
    options = parse(arguments)
    folder = DataFolder(os.environ["AMPARO_DATA"])
    try:
        if options.migrate:
            migrate()
        else:
            whole(options, folder)
    except Trouble as trouble:
        complain(trouble)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the last door: whatever happened becomes one sentence
        complain(explain(error, folder))
    else:
        return 0
    return 1


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read what the supervisor passes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--migrate", action="store_true")
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--cases", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--fingerprint", default="")
    return parser.parse_args(arguments)


def whole(options: argparse.Namespace, folder: DataFolder) -> None:
    """Prepare, migrate, load, and write down what was done."""
    prepare()
    done = steps()
    tell(say("start.migrate"))
    again = [sys.executable, "-m", "amparo.config.setup", "--migrate"]
    if subprocess.run(again, env={**os.environ, "AMPARO_AS_OWNER": "1"}, check=False).returncode:
        raise SystemExit(1)
    let_app_read()
    kind = done.get("kind") or ("real" if options.empty else "demo")
    django.setup()
    commands = get_commands()
    if "load_reference" in commands:
        tell(say("start.reference"))
        call_command("load_reference", stdout=io.StringIO())
    if kind == "demo" and "ready" not in done and "load_demo" in commands:
        tell(say("start.demo"))
        chosen = {name: getattr(options, name) for name in ("cases", "seed") if getattr(options, name) is not None}
        call_command("load_demo", stdout=io.StringIO(), **chosen)
    mark("kind", kind)
    mark("ready", options.fingerprint)
    cast = {code: spoken("print_cast", code) for code in ("es", "en")} if kind == "demo" else {}
    folder.write("setup", {"fingerprint": options.fingerprint, "kind": kind, "cast": cast})


def prepare() -> None:
    """Prepare the private server's database, or look at the one we were given."""
    superuser, owner, app = (os.environ.get(name, "") for name in ("AMPARO_SUPERUSER_URL", "AMPARO_OWNER_URL", "DATABASE_URL"))
    if not superuser:
        try:
            with psycopg.connect(owner or app, connect_timeout=10) as connection:
                check_version(connection)
        except psycopg.OperationalError as error:
            raise Trouble("postgres.unreachable") from error
        return
    name = str(conninfo_to_dict(app)["dbname"])
    passwords = {OWNER: str(conninfo_to_dict(owner)["password"]), APP: str(conninfo_to_dict(app)["password"])}
    if unfinished(superuser, name):
        drop_database(superuser, name)
    prepare_database(superuser, name, passwords)


def unfinished(superuser: str, name: str) -> bool:
    """Tell whether a first set-up of the private server was cut short: nobody has worked in that database yet."""
    with psycopg.connect(superuser) as connection:
        found = connection.execute("SELECT datconnlimit FROM pg_database WHERE datname = %s", [name]).fetchone()
    if found is None or found[0] == INVALID:
        return found is not None
    with psycopg.connect(at_database(superuser, name)) as connection:
        marked = connection.execute("SELECT to_regclass('house.step')").fetchone()
        if not marked or marked[0] is None:
            return True
        return connection.execute("SELECT 1 FROM house.step WHERE name = 'ready'").fetchone() is None


def owner_connection() -> psycopg.Connection:
    """Connect as the role that migrates."""
    return psycopg.connect(os.environ.get("AMPARO_OWNER_URL") or os.environ["DATABASE_URL"])


def steps() -> dict[str, str]:
    """Return the steps done in this database: "kind" (demo or real) and "ready"."""
    with owner_connection() as connection:
        for statement in STEPS:
            connection.execute(statement)
        return dict(connection.execute("SELECT name, value FROM house.step").fetchall())


def mark(name: str, value: str) -> None:
    """Write down a step. The mark of a kind is never changed."""
    with owner_connection() as connection:
        connection.execute(MARK, [name, value])


def let_app_read() -> None:
    """Let `amparo_app` read the marks, so that the product can tell a demo from the database itself."""
    with owner_connection() as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
            connection.execute(f"GRANT USAGE ON SCHEMA house TO {APP}")
            connection.execute(f"GRANT SELECT ON house.step TO {APP}")


def migrate() -> None:
    """Run as owner: tables, cache table, static files."""
    django.setup()
    compile_catalogues()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def compile_catalogues() -> None:
    """Compile the translations where the command for it is there."""
    if "compile_catalogues" in get_commands():
        call_command("compile_catalogues", stdout=io.StringIO())


def spoken(command: str, code: str) -> str:
    """Return what a management command says in a language; empty when there is no such command."""
    if command not in get_commands():
        return ""
    said = io.StringIO()
    with translation.override(code):
        call_command(command, stdout=said)
    return said.getvalue().rstrip()


def explain(error: Exception, folder: DataFolder) -> Trouble:
    """Write where the error happened to the log, and return the sentence for the person."""
    chain: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and step not in chain:
        chain.append(step)
        step = step.__cause__ or step.__context__
    log = folder.log / "setup.log"
    with contextlib.suppress(OSError), open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
        file.write(time.strftime("%Y-%m-%dT%H:%M:%SZ\n", time.gmtime()))
        for one in reversed(chain):
            file.writelines(traceback.format_tb(one.__traceback__))
            file.write(f"{type(one).__name__}: {str(one).splitlines()[0] if str(one) else ''}\n")  # no DETAIL: it holds values
    full = any(isinstance(one, psycopg.errors.DiskFull) or getattr(one, "errno", None) == errno.ENOSPC for one in chain)
    full = full or shutil.disk_usage(folder.path).free < NOTHING_LEFT  # the server fell over it and could not say so
    return Trouble("disk.full.now", path=folder.path) if full else Trouble("setup.failed", log=log)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
