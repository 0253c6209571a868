"""The audit: one chain an institution and month, each line bound to the one before by a key that is outside the database.

Lines wait in the running `acting_as` and are written just before it commits, so that a chain is held for a few
milliseconds. What is rolled back leaves no line; denials and failed sign-ins are recorded in a transaction of their own.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from amparo.access.acting import Acting, Waiting, before_commit, current
from amparo.access.actors import Actor
from amparo.access.models import AuditLine
from amparo.core import keyring

LONGEST_DETAIL = 400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
START = b"\x00" * 32
_CODE = re.compile(r"^[\w.:@/+\-]{0,80}$", re.ASCII)


def record(*, by: Actor, verb: str, subject_type: str, subject: str, detail: Iterable[tuple[str, str]] = ()) -> None:
    """Adds a line to the running `acting_as`. All strings are codes; anything that looks like words is refused.

    Called from `*.actions` (and the doors that record denials) only; import-linter checks it.
    """
    acting = current()
    if acting is None:
        raise RuntimeError("audit.record outside acting_as")
    pairs = tuple((str(key), str(value)) for key, value in detail)
    for text in (verb, subject_type, subject, *(part for pair in pairs for part in pair)):
        if not _CODE.match(text):
            raise ValueError("an audit line holds codes only")
    joined = ";".join(f"{key}={value}" for key, value in pairs)
    if len(joined) > LONGEST_DETAIL:
        raise ValueError("an audit line holds a few codes only")
    acting.lines.append(Waiting(timezone.now(), by, str(verb), subject_type, str(subject), joined))


def chain_of(institution: str, at: datetime) -> str:
    """The chain a line belongs to: institution code and month (UTC)."""
    return f"{institution}/{at.astimezone(UTC):%Y-%m}"


def _canonical(line: AuditLine) -> bytes:
    moment = (line.at - EPOCH) // timedelta(microseconds=1)
    return json.dumps(
        [line.chain, line.seq, moment, line.actor, line.role, line.unit, line.verb, line.subject_type, line.subject, line.detail],
        separators=(",", ":"),
    ).encode()


def mac_of(line: AuditLine, before: bytes, secret: bytes | None = None) -> bytes:
    """HMAC-SHA256 over the MAC of the line before and this line's canonical form, under the audit key (or an earlier one)."""
    key = keyring.derive(secret or keyring.current("audit").secret, "chain")
    return hmac.digest(key, before + _canonical(line), hashlib.sha256)


@before_commit
def write(acting: Acting) -> None:
    """Writes the waiting lines, chain by chain in a fixed order: two transactions never wait for each other in a circle."""
    waiting: dict[str, list[Waiting]] = {}
    for entry in acting.lines:
        waiting.setdefault(chain_of(entry.by.institution, entry.at), []).append(entry)
    for chain in sorted(waiting):
        _append(chain, waiting[chain])
    acting.lines.clear()


def _append(chain: str, entries: list[Waiting]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [chain])
    last = AuditLine.objects.filter(chain=chain).order_by("-seq").values_list("seq", "mac").first()
    seq, before = (last[0], bytes(last[1])) if last else (0, START)
    lines = []
    for entry in entries:
        seq += 1
        line = AuditLine(
            chain=chain, seq=seq, at=entry.at, actor=entry.by.user_code, role=entry.by.role, unit=entry.by.unit_code,
            verb=entry.verb, subject_type=entry.subject_type, subject=entry.subject, detail=entry.detail,
        )  # fmt: skip
        line.mac = before = mac_of(line, before)
        lines.append(line)
    AuditLine.objects.bulk_create(lines)


def digest(codes: Iterable[str]) -> str:
    """A batch as one value: SHA-256 over its sorted codes, 32 hex digits of it."""
    return hashlib.sha256("\n".join(sorted(codes)).encode()).hexdigest()[:32]
