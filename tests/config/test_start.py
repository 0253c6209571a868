"""`./amparo start`: expected troubles in one sentence; one whole life of the product in a folder of its own."""

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from amparo.config.cli import bench, start
from amparo.config.server.folder import DataFolder, fingerprint
from amparo.config.server.keys import NAMES, make_keys, missing_keys
from amparo.config.server.processes import marked, stop_marked
from amparo.config.server.supervisor import DELAYS, ProgramPart, Supervisor
from amparo.config.server.texts import Trouble
from tests.plugin import ROOT


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the unprivileged account can enter, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="amparo-place-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(autouse=True)
def no_server_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("AMPARO_LANG", "es")


def test_a_taken_port_names_a_free_one() -> None:
    with socket.socket() as other:
        other.bind((start.HOST, 0))
        other.listen()
        with pytest.raises(Trouble, match="--port"):
            start.check_port(other.getsockname()[1])


@pytest.mark.parametrize("port", [0, -1, 70000])
def test_an_impossible_port_is_refused(port: int) -> None:
    with pytest.raises(Trouble, match="1024"):
        start.check_port(port)


def test_a_folder_serves_one_start_at_a_time(place: Path) -> None:
    first, second = DataFolder(place / "data"), DataFolder(place / "data")
    first.claim()
    with pytest.raises(Trouble, match="Otro"):
        second.claim()
    first.release()
    second.claim()
    second.release()


def test_a_folder_with_other_things_is_left_alone(place: Path) -> None:
    (place / "thesis.txt").write_text("x")
    with pytest.raises(Trouble, match="otras cosas"):
        DataFolder(place).claim()
    assert [path.name for path in place.iterdir()] == ["thesis.txt"]


def test_a_file_in_the_place_of_the_folder_is_one_sentence(place: Path) -> None:
    (place / "data").write_text("x")
    with pytest.raises(Trouble, match="No se puede escribir"):
        DataFolder(place / "data").claim()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives up privileges")
def test_root_is_told_when_the_database_could_not_enter(place: Path) -> None:
    place.chmod(0o700)
    with pytest.raises(Trouble, match="no puede entrar"):
        DataFolder(place / "data").claim()
    assert not (place / "data").exists() and place.stat().st_mode & 0o777 == 0o700


def test_a_full_disk_is_seen_before_anything_is_made(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=30_000_000))
    with pytest.raises(Trouble, match="quedan 30 MB"):
        DataFolder(place).check_space()


def test_a_cut_short_state_file_counts_as_none(place: Path) -> None:
    (place / "setup.json").write_text('{"kind": "de')
    assert DataFolder(place).setup == {}


def test_keys_are_private_made_once_and_missed_when_lost(place: Path) -> None:
    folder = place / "keys"
    make_keys(folder)
    first = {name: (folder / f"{name}.key").read_text() for name in NAMES}
    assert len(set(first.values())) == len(NAMES) and folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    make_keys(folder)
    assert first == {name: (folder / f"{name}.key").read_text() for name in NAMES}
    (folder / "master.key").unlink()
    assert missing_keys(folder) == [folder / "master.key"]


def test_the_fingerprint_follows_migrations_and_data(place: Path) -> None:
    (place / "core" / "migrations").mkdir(parents=True)
    before = fingerprint(place)
    (place / "core" / "migrations" / "0001.py").write_text("1")
    one = fingerprint(place)
    (place / "core" / "migrations" / "0001.py").write_text("2")
    assert len({before, one, fingerprint(place)}) == 3


def test_a_part_that_falls_is_started_again_and_at_last_given_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amparo.config.server.supervisor.DELAYS", (0.0,) * len(DELAYS))
    said: list[str] = []
    supervisor = Supervisor(said.append)
    supervisor.add(ProgramPart("worker", [sys.executable, "-S", "-c", "raise SystemExit(3)"], os.environ, place / "worker.log"))
    with pytest.raises(Trouble, match="worker.log"):
        end = time.monotonic() + 30
        while time.monotonic() < end:
            supervisor.look()
            time.sleep(0.02)
    supervisor.stop()
    assert sum("código 3" in line for line in said) == len(DELAYS)


def test_what_a_killed_supervisor_left_is_found_and_stopped() -> None:
    run = os.urandom(8).hex()
    left = subprocess.Popen(["sleep", "60"], env={"AMPARO_RUN": run, "PATH": os.environ["PATH"]})
    end = time.monotonic() + 5
    while not marked(run) and time.monotonic() < end:
        time.sleep(0.02)
    assert marked(run) == [left.pid]
    assert stop_marked(run) == 1 and left.wait(5) == -signal.SIGTERM


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((start.HOST, 0))
        return int(probe.getsockname()[1])


class Running:
    """A `./amparo start` in a process of its own."""

    def __init__(self, data: Path, *words: str) -> None:
        self.port = free_port()
        env = {name: value for name, value in os.environ.items() if not name.startswith(("AMPARO_", "DATABASE_URL"))}
        env |= {"AMPARO_PG": "wheel", "AMPARO_LANG": "es", "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-m", "amparo.config.cli", "start", "--port", str(self.port), "--data", str(data), *words]
        self.log = data.parent / "said.txt"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, env=env, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def wait(self, seconds: float = 300) -> int:
        """Wait until the address is printed; return the status of the front page."""
        self.until("Ctrl-C", seconds)
        connection = http.client.HTTPConnection(start.HOST, self.port, timeout=20)
        connection.request("GET", "/")
        status = connection.getresponse().status
        connection.close()
        return status

    def until(self, words: str, seconds: float = 60) -> None:
        """Wait until it has said something."""
        end = time.monotonic() + seconds
        while words not in self.log.read_text():
            assert self.process.poll() is None and time.monotonic() < end, self.log.read_text()
            time.sleep(0.05)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)


def family(pid: int) -> dict[int, str]:
    """All processes below this one, with their command."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found, grown = {pid}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in found} - found
        found, grown = found | more, bool(more)
    return {one: command.replace("\0", " ") for one in found if (command := _told(one, "cmdline"))}


def _told(pid: int, what: str) -> str:
    """What the kernel says of a process; "" for one that ended meanwhile."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/{what}").read_text()
    return ""


def memory(pids: Iterable[int]) -> float:
    """What these processes hold together (PSS), in MB."""
    found = (re.search(r"^Pss: +(\d+)", _told(pid, "smaps_rollup"), re.M) for pid in pids)
    return sum(int(one[1]) for one in found if one) / 1024


def test_one_life_first_start_kill_9_second_start_and_a_clean_end(place: Path) -> None:
    data = place / "data"
    running = Running(data, "--empty")
    assert running.wait() < 500
    assert "/cuenta/primera/" in running.log.read_text()  # the one-time link; there is no door of a demonstration
    parts = family(running.process.pid)
    assert memory(parts) < 400
    (worker,) = (pid for pid, command in parts.items() if "amparo.config.worker" in command)
    os.kill(worker, signal.SIGKILL)
    running.until("Volvió el proceso de tareas")
    assert (data / "setup.json").exists() and DataFolder(data).setup["kind"] == "real"
    running.stop(signal.SIGKILL)
    again = Running(data)
    assert again.wait() < 500
    assert "demostración" not in again.log.read_text(), "real data never becomes a demo"
    assert again.stop() == 0
    assert not (data / "postgres" / "data" / "postmaster.pid").exists()


@pytest.mark.parametrize(
    ("value", "goal", "holds"),
    [
        (0.33, "<= 0.33", True),
        (0.34, "<= 0.33", False),
        (0.98, ">= .98", True),
        (1, "== 1", True),
        (2, "< 2", False),
        (3, "> 2", True),
    ],
)
def test_a_goal_is_worked_out(value: float, goal: str, holds: bool) -> None:
    assert bench.meets(value, goal) is holds


def test_a_goal_that_says_nothing_is_an_error_and_one_without_figure_does_not_hold() -> None:
    with pytest.raises(ValueError, match="fast"):
        bench.meets(1, "fast")
    answer = bench.summary("x", bench.Result(rows=3, figures={"a": 1}, ratios={"b": 0.5}, goals={"b": "<= 0.33", "c": "<= 1"}))
    assert answer == {
        "bench": "x",
        "rows": 3,
        "figures": {"a": 1},
        "ratios": {"b": 0.5},
        "goals": {"b": "<= 0.33", "c": "<= 1"},
        "holds": {"b": False, "c": False},
    }
