"""`./amparo lock`: writes both locks from pyproject.toml, every file with its hashes, no host or machine named."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from amparo.config.server.folder import PROJECT
from amparo.config.server.texts import Trouble, say, tell

OPTIONS = (
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",
    "--strip-extras",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
)


def main(arguments: Sequence[str]) -> int:
    """Write requirements.lock, then requirements-dev.lock with the same versions and the tools. `--upgrade` takes newer ones."""
    for name, extra in (("requirements.lock", []), ("requirements-dev.lock", ["--extra", "dev", "-c", "requirements.lock"])):
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *extra, *arguments[1:], "-o", name, "pyproject.toml"]
        if subprocess.run(command, cwd=PROJECT, check=False).returncode:
            raise Trouble("lock.failed")
        clean(PROJECT / name)
        tell(say("lock.done", path=name))
    return 0


def clean(path: Path) -> None:
    """Drop every remark and option that names a place; what must stay and names one is refused."""
    kept = [
        line
        for line in path.read_text().splitlines()
        if not line.lstrip().startswith(("#", "--index", "--extra-index", "--find"))
    ]
    kept = [line for line in kept if line.strip()]
    if any("://" in line or " @ " in line for line in kept):
        raise Trouble("lock.failed")
    draft = path.with_suffix(".new")
    draft.write_text("\n".join(kept) + "\n")
    os.replace(draft, path)
