"""The last line of each chain, signed, for a file the auditor keeps where this installation cannot reach it.

A head is one JSON line: chain, number and MAC of its last line, the moment, the id of the key and an Ed25519 signature
(RFC 8032) over the rest. The signing key is derived from the audit ring; its public half goes to the auditor once.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access.models import AuditLine
from amparo.core import keyring
from amparo.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain at a moment. `mac` in hex, `signature` in base64."""

    chain: str
    seq: int
    mac: str
    at: str
    key: str
    signature: str = ""

    def signed_bytes(self) -> bytes:
        return json.dumps([self.chain, self.seq, self.mac, self.at, self.key], separators=(",", ":")).encode()

    def line(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))


def _private(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keyring.derive(secret, "head"))


def public_keys() -> dict[str, str]:
    """Key id → public key (base64, 32 bytes) of every key of the audit ring. The auditor keeps them."""
    found = {}
    for key in keyring.ring("audit"):
        raw = _private(key.secret).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        found[key.id] = base64.b64encode(raw).decode()
    return found


def current_heads(at: datetime | None = None) -> list[Head]:
    """A signed head of every chain as it is now."""
    key = keyring.current("audit")
    signer, moment = _private(key.secret), (at or timezone.now()).isoformat()
    heads = []
    for name, seq in AuditLine.objects.values_list("chain").annotate(last=Max("seq")).order_by("chain"):
        mac = bytes(AuditLine.objects.values_list("mac", flat=True).get(chain=name, seq=seq))
        head = Head(name, seq, mac.hex(), moment, key.id)
        signature = base64.b64encode(signer.sign(head.signed_bytes())).decode()
        heads.append(Head(**{**asdict(head), "signature": signature}))
    return heads


def read(path: Path, trusted: dict[str, str] | None = None) -> list[Head]:
    """The heads of a file, each with a good signature by a trusted public key (those of this installation unless given).

    Raises `Invalid` on a line that is no head or whose signature is wrong.
    """
    keys = trusted or public_keys()
    heads = []
    for number, text in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if text.strip():
            heads.append(_checked(text, number, keys))
    return heads


def _checked(text: str, number: int, keys: dict[str, str]) -> Head:
    try:
        head = Head(**json.loads(text))
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys[head.key]))
        public.verify(base64.b64decode(head.signature), head.signed_bytes())
    except (ValueError, TypeError, KeyError, InvalidSignature) as error:
        raise Invalid(_("La línea %(number)d del archivo no lleva una firma válida.") % {"number": number}) from error
    return head


def folder() -> Path:
    """Where the daily heads are written: `AMPARO_HEADS_DIR`, else `heads` in the data folder. To be carried away."""
    return Path(getattr(settings, "AMPARO_HEADS_DIR", "") or Path(settings.DATA) / "heads")


def append(path: Path, heads: Iterable[Head]) -> None:
    """Adds heads to a file, which is readable by the installation's own account only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        path.chmod(0o600)
        file.writelines(head.line() + "\n" for head in heads)


def write_daily_head() -> Path:
    """Appends the heads of now to the file of this day; the periodic job calls it once a day. Returns the file."""
    now = timezone.now()
    path = folder() / f"{timezone.localdate(now):%Y-%m-%d}.jsonl"
    append(path, current_heads(now))
    return path
