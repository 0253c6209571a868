"""The product as `./amparo start` runs it, on a database of its own with the demonstration in it."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from amparo.config.cli.start import GRANIAN, HOST, QUIET, port_free
from amparo.config.server.testing import ThrowAwayServer
from tests.plugin import ROOT

CASES, SEED = 14, 7
PATIENCE = 90.0  # seconds until the first page answers, on a busy machine


class Product:
    """Web server and worker of one database. `url` has no slash at its end."""

    def __init__(self, server: ThrowAwayServer, database: str) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="amparo-browser-"))
        self.environment = surroundings(server, database, self.data)
        self.parts: list[subprocess.Popen[bytes]] = []
        for command in (["compile_catalogues"], ["collectstatic", "--noinput", "--verbosity", "0"]):
            self._django(*command)
        self._django("load_demo", "--cases", str(CASES), "--seed", str(SEED), "--verbosity", "0")
        port = next(number for number in range(18_100, 19_000) if port_free(number))
        self.url = f"http://{HOST}:{port}"
        self._run("web", "-m", "granian", *GRANIAN, *QUIET, "--host", HOST, "--port", str(port), "amparo.config.wsgi:application")
        self._run("worker", "-m", "amparo.config.worker")
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def log(self, name: str = "web") -> str:
        """What a part has said."""
        return (self.data / f"{name}.log").read_text()

    def stop(self) -> None:
        """Ends web server and worker."""
        for part in self.parts:
            part.terminate()
        for part in self.parts:
            try:
                part.wait(20)
            except subprocess.TimeoutExpired:
                part.kill()
                part.wait()

    def _django(self, *words: str) -> None:
        command = [sys.executable, "-m", "django", *words]
        subprocess.run(command, env=self.environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    def _run(self, name: str, *words: str) -> None:
        with (self.data / f"{name}.log").open("wb") as log:
            self.parts.append(subprocess.Popen([sys.executable, *words], env=self.environment, cwd=ROOT, stdout=log, stderr=log))

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.parts[0].poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{self.url}/cuenta/entrar/", timeout=20) as answer:
                answer.read()
                return
            time.sleep(0.2)
        raise RuntimeError(self.log())


def surroundings(server: ThrowAwayServer, database: str, data: Path) -> dict[str, str]:
    """The environment that `./amparo start` gives its children, for this database and the keys of this run."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("AMPARO_PLAIN_STATIC", "AMPARO_DEV")}
    return inherited | {
        "DATABASE_URL": server.app_url(database),
        "AMPARO_DATA": str(data),
        "AMPARO_KEYS": os.environ["AMPARO_KEYS"],
        "AMPARO_DEMO": "1",
        "MALLOC_ARENA_MAX": "2",
    }
