"""The keys of a data folder, made at its first start: master, search, audit, secret.

Each file holds lines `id:base64 of 32 random bytes`, readable by its owner alone. They are never made again once the folder is
in use: a lost key is restored from its copy, and until then identities say that they are locked.
"""

import base64
import os
import secrets
from pathlib import Path

NAMES = ("master", "search", "audit", "secret")


def make_keys(folder: Path) -> None:
    """Make the folder and the keys that are missing in it; an existing key is never touched."""
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    for name in NAMES:
        path, draft = folder / f"{name}.key", folder / f".{name}.new"
        if path.exists():
            continue
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)


def missing_keys(folder: Path) -> list[Path]:
    """Return the key files that are not there, or that the environment does not give instead (AMPARO_MASTER_KEY …)."""
    paths = {name: folder / f"{name}.key" for name in NAMES}
    return [path for name, path in paths.items() if not os.environ.get(f"AMPARO_{name.upper()}_KEY") and not path.is_file()]
