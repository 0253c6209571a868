"""Which user of the machine runs PostgreSQL: the caller, or when that is root an unprivileged one."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Account:
    """A user id and group id; `dropped` when it is not the caller's own and privileges must be given up."""

    uid: int
    gid: int
    dropped: bool

    def options(self) -> dict[str, Any]:
        """Return the arguments of `subprocess` that run a program as this account, in no other group."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.dropped else {}

    def give(self, path: Path) -> None:
        """Make the account owner of a path just made by us; nothing to do when it is the caller."""
        if self.dropped:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def can_enter(self, path: Path) -> bool:
        """Tell whether the account can really enter the folder; asked of the system, not guessed from mode bits."""
        command = ["/bin/sh", "-c", 'cd "$1"', "sh", str(path)]
        return subprocess.run(command, cwd="/", capture_output=True, check=False, **self.options()).returncode == 0


def choose_account(existing: Path) -> Account:
    """Return the account for a server whose data lies (or will lie) at `existing`.

    Who made the data keeps it. Otherwise the caller, or when root calls: `postgres` where the machine has it, else `nobody`.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), False)
    if existing.is_dir() and existing.stat().st_uid != 0:
        owner = existing.stat()
        return Account(owner.st_uid, owner.st_gid, True)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid, True)
    return Account(65534, 65534, True)
