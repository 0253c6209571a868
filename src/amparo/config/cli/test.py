"""`./amparo test`: everything the tests need, then pytest. Its closing line and its exit code are the answer."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

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
    """Install Debian's chromium where it is missing and we may; otherwise say how. Browser tests fail without it."""
    if any(map(shutil.which, BROWSERS)):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        tell(say("test.chromium.get"))
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update"], ["-y", "--no-install-recommends", "install", "chromium", "fonts-dejavu-core"]):
            subprocess.run(["apt-get", "-qq", *words], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    if not any(map(shutil.which, BROWSERS)):
        complain(say("test.chromium"))
