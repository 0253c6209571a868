"""The rings of keys that never enter the database.

A ring is a small file in ``settings.AMPARO_KEYS_DIR`` (``master.key``, ``search.key``, ``audit.key``, ``secret.key``), one
``id:base64`` of 32 bytes per line. The first line seals; every line opens. The environment wins over the file
(``AMPARO_MASTER_KEY=id:base64[,id:base64…]``), so that a key service or a secret mount can feed it.

Nothing here runs at start-up: a missing or broken ring raises `Locked` where a key is used, and the rest of the product goes on.
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from amparo.core.errors import Invalid, Locked

KEY_BYTES = 32
RINGS = ("master", "search", "audit", "secret")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a ring: `id` is public and stored beside what it sealed, `secret` is 32 bytes."""

    id: str
    secret: bytes

    def __repr__(self) -> str:
        return f"Key({self.id!r})"

    def line(self) -> str:
        return f"{self.id}:{base64.b64encode(self.secret).decode()}"


Stamp = tuple[int, int, int]
_rings: dict[tuple[str, str], tuple[Stamp, tuple[Key, ...]]] = {}


def new_key() -> Key:
    """A fresh random key with a fresh random id."""
    return Key(secrets.token_hex(4), secrets.token_bytes(KEY_BYTES))


def ring(name: str) -> tuple[Key, ...]:
    """All keys of a ring, the sealing one first. Raises `Locked` when there is none or a line is broken."""
    if name not in RINGS:
        raise ValueError(name)
    text = os.environ.get(variable(name))
    if text:
        return _parse(text.replace(",", "\n"))
    path = ring_path(name)
    try:
        found = path.stat()
        stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
        known = _rings.get((name, str(path)))
        if known and known[0] == stamp:
            return known[1]
        keys = _parse(path.read_text("ascii"))
    except (OSError, UnicodeDecodeError) as error:
        raise Locked(_("Falta la llave; avise a quien administra el sistema.")) from error
    _rings[(name, str(path))] = (stamp, keys)
    return keys


def current(name: str) -> Key:
    """The key that seals. Raises `Locked`."""
    return ring(name)[0]


def find(name: str, key_id: str) -> Key:
    """The key with this id. Raises `Locked`."""
    for key in ring(name):
        if key.id == key_id:
            return key
    raise Locked(_("Esta identidad está cerrada con una llave que no está aquí."))


def subkey(name: str, label: str) -> bytes:
    """32 bytes for one purpose, derived from the sealing key of a ring by HKDF-SHA256 (RFC 5869) with `label` as info."""
    return derive(current(name).secret, label)


def derive(secret: bytes, label: str) -> bytes:
    """HKDF-SHA256 (RFC 5869), no salt, one block: 32 bytes bound to `label`."""
    pseudorandom = hmac.digest(bytes(32), secret, hashlib.sha256)
    return hmac.digest(pseudorandom, label.encode() + b"\x01", hashlib.sha256)


def variable(name: str) -> str:
    """The environment variable that feeds a ring."""
    return f"AMPARO_{name.upper()}_KEY"


def ring_path(name: str) -> Path:
    """The file that feeds a ring."""
    return Path(settings.AMPARO_KEYS_DIR) / f"{name}.key"


def from_environment(name: str) -> bool:
    """Whether the environment feeds this ring, so that no command may change it."""
    return bool(os.environ.get(variable(name)))


def write_ring(name: str, keys: tuple[Key, ...]) -> None:
    """Replace a ring's file at once (rename), mode 0600, on disk before it is seen.

    Raises `Invalid` for a ring of the environment.
    """
    if from_environment(name):
        raise Invalid(_("Esta llave viene del entorno: cámbiela allí."))
    path = ring_path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{name}.")  # mkstemp makes it 0600
    try:
        if path.exists() and os.geteuid() == 0:
            owner = path.stat()
            os.fchown(handle, owner.st_uid, owner.st_gid)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write("".join(key.line() + "\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def ensure_rings() -> list[str]:
    """Make the rings that do not exist yet (first start of an installation); the names of those made."""
    made = []
    for name in RINGS:
        if not from_environment(name) and not ring_path(name).exists():
            write_ring(name, (new_key(),))
            made.append(name)
    return made


def _parse(text: str) -> tuple[Key, ...]:
    keys = []
    for line in text.split():
        key_id, _colon, encoded = line.partition(":")
        try:
            secret = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            secret = b""
        if not key_id or len(secret) != KEY_BYTES:
            raise Locked(_("El archivo de llaves no se entiende; avise a quien administra el sistema."))
        keys.append(Key(key_id, secret))
    if not keys:
        raise Locked(_("Falta la llave; avise a quien administra el sistema."))
    return tuple(keys)
