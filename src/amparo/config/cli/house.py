"""What the commands share: the environment of a child of the house, and a database for as long as a command needs one."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from amparo.config.server.folder import SOURCE, DataFolder
from amparo.config.server.postgres import APP, OWNER, SUPERUSER, Postgres
from amparo.config.server.texts import Trouble

NAME = "amparo"


def own_server() -> bool:
    """Tell whether an administrator gave us a server: then none is started."""
    return bool(os.environ.get("DATABASE_URL"))


def environment(folder: DataFolder, server: Postgres | None, *, step: bool = False) -> dict[str, str]:
    """Return the environment of a child; `step` adds what only the set-up may have, the owner and the superuser."""
    kept = {name: value for name, value in os.environ.items() if name not in ("AMPARO_DEMO", "AMPARO_SUPERUSER_URL")}
    env = kept | {
        "DJANGO_SETTINGS_MODULE": "amparo.config.settings",
        "PYTHONPATH": str(SOURCE.parent),
        "AMPARO_DATA": str(folder.path),
        "MALLOC_ARENA_MAX": "2",
    }
    if folder.setup.get("kind") == "demo":
        env["AMPARO_DEMO"] = "1"
    if server:
        env["DATABASE_URL"] = server.url(APP, NAME)
    if not step:
        env.pop("AMPARO_OWNER_URL", None)
    elif server:
        env |= {"AMPARO_OWNER_URL": server.url(OWNER, NAME), "AMPARO_SUPERUSER_URL": server.url(SUPERUSER, "postgres")}
    return env


@contextmanager
def database(folder: DataFolder, seconds: float = 30) -> Iterator[Postgres | None]:
    """Give the folder's database: the running one, or one started for the length of the block. None with DATABASE_URL."""
    if not folder.setup:
        raise Trouble("folder.none", path=folder.path)
    if own_server():
        yield None
        return
    server = Postgres(folder.postgres)
    end = time.monotonic() + seconds
    while True:
        try:
            folder.claim()
        except Trouble as trouble:
            if trouble.key != "folder.busy":
                raise
            if server.ready():
                yield server
                return
            if time.monotonic() > end:
                raise Trouble("folder.starting", path=folder.path) from trouble
            time.sleep(0.3)
            continue
        break
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        folder.release()
