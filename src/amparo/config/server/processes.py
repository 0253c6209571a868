"""Small facts about processes: tie a child's life to ours, and find what a killed supervisor left behind."""

import contextlib
import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

RUN = "AMPARO_RUN"
SET_PARENT_DEATH_SIGNAL = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(number: int) -> Callable[[], None] | None:
    """Return a `preexec_fn` that sends the child this signal when we die, however we die. None outside Linux."""
    libc = LIBC
    if libc is None:
        return None

    def ask() -> None:
        libc.prctl(SET_PARENT_DEATH_SIGNAL, number)

    return ask


def alive(pid: int) -> bool:
    """Tell whether a process exists and is not merely waiting to be reaped."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def wait_gone(pid: int, seconds: float) -> bool:
    """Wait until the process is gone, at most so long; tell whether it is."""
    end = time.monotonic() + seconds
    while alive(pid):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def working_in(folder: Path) -> list[int]:
    """Return the processes whose working directory is the folder: every process of a PostgreSQL on it."""
    found = []
    for cwd in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if os.path.samefile(cwd, folder):
                found.append(int(cwd.parent.name))
    return found


def marked(run: str) -> list[int]:
    """Return the processes whose environment carries AMPARO_RUN=<run>: children of one supervisor, and theirs."""
    mark = f"{RUN}={run}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0") and int(folder.name) != os.getpid():
                found.append(int(folder.name))
    return found


def stop_marked(run: str, seconds: float = 5.0) -> int:
    """Stop what a dead supervisor left running; ask first, then insist. Return how many there were."""
    left = marked(run)
    for number, patience in ((signal.SIGTERM, seconds), (signal.SIGKILL, seconds)):
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)
        end = time.monotonic() + patience
        left_now = [pid for pid in left if not wait_gone(pid, max(0.0, end - time.monotonic()))]
        if not left_now:
            break
    return len(left)
