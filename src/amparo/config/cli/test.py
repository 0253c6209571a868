"""`./amparo test`: everything the tests need, then pytest. Its closing line and its exit code are the answer."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from amparo.config.server.folder import PROJECT, SOURCE
from amparo.config.server.texts import complain, say, tell

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OURS = ("DATABASE_URL", "AMPARO_OWNER_URL", "AMPARO_SUPERUSER_URL", "AMPARO_DATA", "AMPARO_DEMO", "AMPARO_KEYS")


def main(arguments: Sequence[str]) -> int:
    """Become pytest. The servers are started by the tests themselves, so that pytest alone works too."""
    browser()
    env = {name: value for name, value in os.environ.items() if name not in OURS}  # never a real database
    env["PYTHONPATH"] = str(SOURCE.parent)
    os.chdir(PROJECT)
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, "-m", "pytest", *(arguments[1:] or everything())], env)


def everything() -> list[str]:
    """The whole suite takes every core, each with a server of its own (files stay whole: tests/plugin.py); more than four gain nothing."""
    cores = min(len(os.sched_getaffinity(0)), 4)
    return ["-n", str(cores)] if cores > 1 else []


def browser() -> None:
    """Install what drives the pages where it is missing and we may; otherwise say how. Browser tests fail without it."""
    lacking = packages()
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        tell(say("test.chromium.get", packages=" ".join(lacking)))
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["-y", "--no-install-recommends", "install", *lacking]):
            subprocess.run(["apt-get", "-qq", *words], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
        lacking = packages()
    if lacking:
        complain(say("test.chromium", packages=" ".join(lacking)))


def packages() -> list[str]:
    """Debian's packages that the browser tests lack here: a browser with a font, and what the node of playwright's driver links to."""
    chromium = [] if any(map(shutil.which, BROWSERS)) else ["chromium", "fonts-dejavu-core"]
    return chromium if drives() else [*chromium, "libatomic1"]


def drives() -> bool:
    """Whether the driver of the browser runs at all: a bare Debian 12 lacks a library of it."""
    spec = importlib.util.find_spec("playwright")
    if spec is None or spec.origin is None:
        return True  # pytest itself says what is missing
    node = Path(spec.origin).parent / "driver" / "node"
    return subprocess.run([node, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0
