"""Real PostgreSQL for every test: migrated by the owner, used as `amparo_app`, which is bound by row security."""

import os
import socket
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from amparo.config.server.testing import ThrowAwayServer, start_test_server
from amparo.config.settings import database
from amparo.core import keyring
from tests.plugin import ROOT

TEMPLATE = "amparo_template"


@pytest.fixture(scope="session", autouse=True)
def keys() -> None:
    """Fresh keys for this run, in a throw-away folder."""
    keyring.ensure_rings()


@pytest.fixture(autouse=True)
def no_sockets_beyond_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in a test may speak to another machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError("a test tried to reach another machine")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


def migrate(server: ThrowAwayServer, name: str) -> None:
    """Makes a database with all tables and the reference data, as the owner does at the first start."""
    server.prepare_database(name)
    environment = {**os.environ, "AMPARO_OWNER_URL": server.owner_url(name), "AMPARO_AS_OWNER": "1"}
    for command in (["migrate", "--verbosity", "0"], ["load_reference"]):
        subprocess.run(
            [sys.executable, "-m", "django", *command], env=environment, check=True, cwd=ROOT, stdout=subprocess.DEVNULL
        )


@pytest.fixture(scope="session")
def server() -> Iterator[ThrowAwayServer]:
    """The server of this run, with a migrated template to copy from."""
    running = start_test_server()
    migrate(running, TEMPLATE)
    yield running
    connections["default"].close()
    running.stop()


def use(server: ThrowAwayServer, name: str) -> None:
    """Points the connection of this process to a database, as `amparo_app`."""
    connections["default"].close()
    connections["default"].settings_dict.update(database(server.app_url(name)))
    settings.DATABASES["default"].update(database(server.app_url(name)))


@pytest.fixture(scope="session")
def django_db_setup(server: ThrowAwayServer) -> None:
    """Replaces pytest-django's own: the test database is a copy of the template."""
    server.clone(TEMPLATE, "amparo_test")
    use(server, "amparo_test")


@pytest.fixture
def fresh_database(server: ThrowAwayServer, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of its own, where commits are real: for parallel actions, jobs, restarts. Yields its name."""
    name = f"amparo_{uuid.uuid4().hex[:12]}"
    server.clone(TEMPLATE, name)
    use(server, name)
    with django_db_blocker.unblock():
        yield name
        connections.close_all()
    use(server, "amparo_test")
    server.drop(name)


@pytest.fixture
def as_owner(server: ThrowAwayServer) -> Callable[[str], Any]:
    """Connects to a database as its owner, to look behind the walls."""
    import psycopg

    @contextmanager
    def connect(name: str) -> Iterator[Any]:
        with psycopg.connect(server.owner_url(name), autocommit=True) as connection:
            yield connection

    return connect


@pytest.fixture
def cast(db: None) -> Any:
    """The cast in the test's own transaction."""
    from tests.cast import assemble

    return assemble()
