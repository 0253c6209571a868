"""Keeps the parts running: starts them, looks after them, starts again what falls, stops all in order.

Knows nothing of Django and imports none of it: this process stays a few megabytes.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from amparo.config.server.postgres import Postgres
from amparo.config.server.processes import die_with_parent
from amparo.config.server.texts import Trouble, say

DELAYS = (0.5, 1, 2, 4, 8)  # seconds before each new attempt
FORGIVEN_AFTER = 120.0  # seconds up that wipe the count


class Part(Protocol):
    """Something that runs: `code` is None while it does."""

    name: str
    log: Path

    def start(self) -> None: ...
    def code(self) -> int | None: ...
    def stop(self) -> None: ...


class DatabasePart:
    """The private server as a part."""

    name = "postgres"

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self.log = server.log

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        self.server.start()

    def code(self) -> int | None:
        """Exit code, None while running."""
        return self.server.process.poll() if self.server.process else -1

    def stop(self) -> None:
        """Stop it after everything was written down."""
        self.server.stop()


class ProgramPart:
    """A child process in a session of its own, so that Ctrl-C reaches only the supervisor."""

    def __init__(self, name: str, command: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        self.name, self.command, self.env, self.log = name, list(command), dict(env), log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; does not wait."""
        if self.log.exists() and self.log.stat().st_size > 5_000_000:
            os.replace(self.log, self.log.with_suffix(".log.1"))
        with open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),
            )

    def code(self) -> int | None:
        """Exit code, None while running."""
        return self.process.poll() if self.process else -1

    def stop(self, seconds: float = 10) -> None:
        """Ask it to end, insist after some seconds, and leave none of its own children behind."""
        process, self.process = self.process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class Supervisor:
    """Looks after parts; later ones need earlier ones, so they stop in the opposite order."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.parts: list[Part] = []
        self.tell = tell
        self._falls: dict[str, int] = {}
        self._since: dict[str, float] = {}
        self._due: dict[str, float] = {}

    def add(self, part: Part) -> None:
        """Start a part and look after it from now on."""
        self.parts.append(part)
        part.start()
        self._since[part.name] = time.monotonic()

    def look(self) -> None:
        """Look once at every part; start again what fell and whose pause is over. Raises Trouble when one keeps falling."""
        now = time.monotonic()
        for part in self.parts:
            name, code = part.name, part.code()
            if code is None:
                if now - self._since[name] > FORGIVEN_AFTER:
                    self._falls[name] = 0
            elif name not in self._due:
                self._fell(part, code, now)
            elif now >= self._due[name]:
                del self._due[name]
                part.stop()  # what its own children left behind
                part.start()
                self._since[name] = time.monotonic()
                self.tell(say("child.back", child=say(f"child.{name}")))

    def watch(self) -> None:
        """Look after the parts until interrupted."""
        while True:
            self.look()
            time.sleep(0.3)

    def stop(self) -> None:
        """Stop all parts, the last started first."""
        while self.parts:
            self.parts.pop().stop()

    def _fell(self, part: Part, code: int, now: float) -> None:
        falls = self._falls.get(part.name, 0)
        child = say(f"child.{part.name}")
        if falls >= len(DELAYS):
            raise Trouble("child.hopeless", child=child[0].upper() + child[1:], log=part.log)
        self._falls[part.name] = falls + 1
        self._due[part.name] = now + DELAYS[falls]
        self.tell(say("child.died", child=child, code=code, seconds=DELAYS[falls]))


def run_step(command: Sequence[str], env: Mapping[str, str], errors: Path | None = None) -> int:
    """Run a child to its end, out of reach of Ctrl-C but ended with us; return its exit code. errors: log of its complaints."""
    with open(errors, "ab") if errors else contextlib.nullcontext() as log:
        process = subprocess.Popen(
            command,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def interrupt_on_signals() -> None:
    """Make SIGTERM and SIGHUP end us the way Ctrl-C does."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


def ignore_signals() -> None:
    """Finish stopping in peace."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
