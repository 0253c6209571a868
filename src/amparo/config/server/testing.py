"""A throw-away server for tests and benchmarks: nothing is forced to disk, and it dies with the process that asked.

server = start_test_server("wheel")        # or "system", or None: AMPARO_PG, else the wheel
server.prepare_database("template")        # roles, schemas, extensions; then run the migrations with owner_url
server.clone("template", "test_1")         # fast copy
server.app_url("test_1")                   # DATABASE_URL as amparo_app
server.drop("test_1"); server.stop()
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from amparo.config.server.database import clone_database, drop_database, prepare_database
from amparo.config.server.postgres import APP, OWNER, SUPERUSER, Postgres
from amparo.config.server.programs import system_programs, wheel_programs


class ThrowAwayServer:
    """A running private PostgreSQL in a temporary folder."""

    def __init__(self, kind: str | None = None, *, settings: Mapping[str, str] | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="amparo-test-"))
        self.folder.chmod(0o711)
        choice = kind or os.environ.get("AMPARO_PG") or "wheel"
        self.postgres = Postgres(self.folder / "postgres", choice=choice, durable=False, settings=settings)
        try:
            self.postgres.make()
            self.postgres.start()
        except BaseException:
            self.stop()
            raise
        atexit.register(self.stop)

    @property
    def major(self) -> int:
        """The major version of the server."""
        return self.postgres.programs.major

    @property
    def log(self) -> Path:
        """The server's log file."""
        return self.postgres.log

    def superuser_url(self, database: str = "postgres") -> str:
        """Address as the bootstrap superuser: only to prepare databases."""
        return self.postgres.url(SUPERUSER, database)

    def owner_url(self, database: str) -> str:
        """Address as `amparo_owner`: migrations."""
        return self.postgres.url(OWNER, database)

    def app_url(self, database: str) -> str:
        """Address as `amparo_app`: everything else."""
        return self.postgres.url(APP, database)

    def prepare_database(self, name: str) -> None:
        """Make an empty database ready for migrations."""
        saved = self.postgres.secrets
        prepare_database(self.superuser_url(), name, {role: saved[role] for role in (OWNER, APP)})

    def clone(self, template: str, name: str) -> None:
        """Copy a database to which nobody is connected."""
        clone_database(self.superuser_url(), template, name)

    def drop(self, name: str) -> None:
        """Drop a database if it is there."""
        drop_database(self.superuser_url(), name)

    def stop(self) -> None:
        """Stop the server and remove its folder; calling twice is harmless."""
        atexit.unregister(self.stop)
        socket = self.postgres.secrets["socket"] if (self.postgres.home / "server.json").exists() else ""
        self.postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        if socket:
            shutil.rmtree(socket, ignore_errors=True)


def start_test_server(kind: str | None = None, *, settings: Mapping[str, str] | None = None) -> ThrowAwayServer:
    """Start a throw-away server of a kind: "wheel", "system" or a folder of programs. Raises Trouble when there is none."""
    return ThrowAwayServer(kind, settings=settings)


@contextmanager
def running_test_server(kind: str | None = None) -> Iterator[ThrowAwayServer]:
    """Keep a throw-away server for the length of a block."""
    server = ThrowAwayServer(kind)
    try:
        yield server
    finally:
        server.stop()


def available(kind: str) -> bool:
    """Tell whether this machine has working programs of the kind ("wheel" or "system")."""
    return next(system_programs() if kind == "system" else wheel_programs(), None) is not None
