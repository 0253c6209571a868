"""The data folder: where it lies, who may use it, what it remembers.

DATA/amparo.json  mark that the folder is ours, with its format
DATA/setup.json   what the last complete set-up did: fingerprint, demo or not, the cast
DATA/run.json     the running supervisor's mark, to find what it leaves behind if killed
DATA/lock         held while a start runs
DATA/keys  DATA/log  DATA/postgres  DATA/static
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import IO, Any

from amparo.config.server.account import choose_account
from amparo.config.server.postgres import out_of_space
from amparo.config.server.texts import Trouble

SOURCE = Path(__file__).resolve().parents[2]  # src/amparo
PROJECT = SOURCE.parent.parent
MARK = "amparo.json"
FIRST_MB, LATER_MB = 600, 100


def default_folder(project: Path = PROJECT) -> Path:
    """Return AMPARO_DATA, else `var/` in the project; where others cannot enter and root calls, one in /var/lib."""
    if os.environ.get("AMPARO_DATA"):
        return Path(os.environ["AMPARO_DATA"]).absolute()
    folder = project / "var"
    if os.geteuid() == 0 and not choose_account(folder / "postgres" / "data").can_enter(project):
        return Path("/var/lib") / f"amparo-{hashlib.sha256(os.fsencode(project)).hexdigest()[:8]}"
    return folder


class DataFolder:
    """One installation's files. Reading needs nothing; `claim` before anything is started on it."""

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = Path(path).absolute() if path else default_folder()
        self.keys = self.path / "keys"
        self.log = self.path / "log"
        self.postgres = self.path / "postgres"
        self._lock: IO[str] | None = None

    def claim(self) -> None:
        """Make the folder if it is not there and hold it until the process ends. Raises Trouble when that cannot be."""
        try:
            self._make()
            lock = (self.path / "lock").open("a")
        except (PermissionError, FileExistsError, NotADirectoryError) as error:
            raise Trouble("folder.denied", path=self.path) from error
        except OSError as error:
            key = "disk.full.now" if out_of_space(error) else "folder.denied"
            raise Trouble(key, path=self.path) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise Trouble("folder.busy", path=self.path) from error
        self._lock = lock

    def release(self) -> None:
        """Let others use the folder."""
        if self._lock:
            self._lock.close()
            self._lock = None

    def check_space(self) -> None:
        """Raise Trouble when the disk has too little left: 600 MB before the first set-up, 100 MB later."""
        need = LATER_MB if self.setup else FIRST_MB
        free = shutil.disk_usage(self.path).free // 1_000_000
        if free < need:
            raise Trouble("disk.full", path=self.path, need=need, free=free)

    @property
    def known(self) -> bool:
        """Whether this folder was made by Amparo."""
        return (self.path / MARK).is_file()

    @property
    def setup(self) -> dict[str, Any]:
        """What the last complete set-up wrote; empty before the first."""
        return self.read("setup")

    def read(self, name: str) -> dict[str, Any]:
        """Return a small JSON file of the folder; empty when it is missing or was cut short."""
        with contextlib.suppress(OSError, ValueError):
            found = json.loads((self.path / f"{name}.json").read_text())
            return found if isinstance(found, dict) else {}
        return {}

    def write(self, name: str, values: dict[str, Any]) -> None:
        """Write a small JSON file whole or not at all, readable by its owner alone."""
        path, draft = self.path / f"{name}.json", self.path / f"{name}.json.new"
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(values, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)

    def _make(self) -> None:
        if self.path.is_dir():
            if not self.known and any(entry.name not in ("lost+found", "lock") for entry in self.path.iterdir()):
                raise Trouble("folder.foreign", path=self.path)
            if os.geteuid() not in (0, self.path.stat().st_uid) and self.known:
                raise Trouble("folder.owner", path=self.path)
        else:
            parent = next(path for path in self.path.parents if path.is_dir())
            if not os.environ.get("DATABASE_URL") and not choose_account(self.postgres / "data").can_enter(parent):
                raise Trouble("folder.unreachable", path=self.path)
            for missing in reversed([path for path in self.path.parents if not path.exists()]):
                make_folder(missing, 0o755)
            make_folder(self.path, 0o711 if os.geteuid() == 0 else 0o700)
        if not self.known:
            self.write("amparo", {"format": 1})
        self.log.mkdir(mode=0o700, exist_ok=True)


def make_folder(path: Path, mode: int) -> None:
    """Make a folder with exactly these permissions, whatever the umask; one that is there keeps its own."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
        path.chmod(mode)


def fingerprint(source: Path = SOURCE) -> str:
    """Return a digest of all that a set-up brings into a database or its static files; equal means nothing to do."""
    kinds = (
        "*/migrations/*.py",
        "*/data/**/*",
        "*/static/**/*",
        "*/locale/**/*.po",
        "config/setup.py",
        "config/server/database.py",
    )
    digest = hashlib.sha256()
    for path in sorted({path for kind in kinds for path in source.glob(kind)}):
        if path.is_file():
            digest.update(f"{path.relative_to(source)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
