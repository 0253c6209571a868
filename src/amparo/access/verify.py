"""Does the audit still say what was written? Finds change, removal, reorder, a cut tail and a recomputed chain.

The first three break the MACs or the numbers. A tail cut off, or a whole chain made anew by somebody who has the audit
key, shows only against a signed head that the auditor keeps elsewhere (`heads`).
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from amparo.access.audit import START, mac_of
from amparo.access.heads import Head
from amparo.access.models import AuditLine
from amparo.core import keyring


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where: `kind` is missing, changed, cut, recomputed or gone; `seq` the number of the line."""

    chain: str
    seq: int
    kind: str

    def __str__(self) -> str:
        return f"{self.chain} #{self.seq} {self.kind}"


def everything(heads: Sequence[Head] = ()) -> tuple[int, list[Finding]]:
    """Verifies all chains against all heads: (how many lines were read, what is wrong)."""
    chains = set(AuditLine.objects.values_list("chain", flat=True).distinct()) | {head.chain for head in heads}
    findings: list[Finding] = []
    for name in sorted(chains):
        findings += chain(name, [head for head in heads if head.chain == name])
    return AuditLine.objects.count(), findings


def chain(name: str, heads: Iterable[Head] = ()) -> list[Finding]:
    """Verifies one chain: numbers without a gap from 1, each MAC over the one before, and the heads kept of it."""
    lines = AuditLine.objects.filter(chain=name).order_by("seq").iterator(2_000)
    known = {head.seq: head for head in heads}
    findings, last = _walk(name, lines, known)
    return findings + _beyond(name, last, known)


def _walk(name: str, lines: Iterable[AuditLine], known: Mapping[int, Head]) -> tuple[list[Finding], int]:
    secrets = [key.secret for key in keyring.ring("audit")]
    findings: list[Finding] = []
    before, seq = START, 0
    for line in lines:
        seq += 1
        if line.seq != seq:
            findings.append(Finding(name, seq, "missing"))
            seq = line.seq
        stored = bytes(line.mac)
        if not any(hmac.compare_digest(mac_of(line, before, secret), stored) for secret in secrets):
            findings.append(Finding(name, seq, "changed"))
        elif seq in known and not hmac.compare_digest(bytes.fromhex(known[seq].mac), stored):
            findings.append(Finding(name, seq, "recomputed"))
        before = stored
    return findings, seq


def _beyond(name: str, last: int, known: Mapping[int, Head]) -> list[Finding]:
    """Heads of lines that are not there any more."""
    farthest = max(known, default=0)
    if farthest <= last:
        return []
    return [Finding(name, last + 1, "cut" if last else "gone")]
