"""Who was trained: counted once, by a keyed digest of the document; name and document lie sealed under a key of each person.

The digest is compared without opening anything. A name is opened in two places only: for whoever gives the training, in the list
of that training (`told`), and to see that a document does not come with the name of somebody else (`strangers`).
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import connection
from django.utils import timezone
from rapidfuzz import fuzz

from amparo.access.actors import Actor
from amparo.core import keyring, keyshelf
from amparo.core.ids import new_id
from amparo.core.sealed import read_sealed, write_sealed
from amparo.programme.correcting import correct
from amparo.programme.models import Attendance, Official, Reach, Training
from amparo.programme.rules_activities import NOWHERE, AttendanceFacts, normal_document

REALM = "officials"
SAME_NAME = 70  # of 100: another order, a second surname or an accent is the same person; another person is not
BATCH = 500


def digest(compact: UUID, document: str) -> bytes:
    """HMAC-SHA256 of a normalised document under a key of this purpose and this compact: equal where the document is."""
    key = keyring.subkey("search", f"programme officials {compact}")
    return hmac.digest(key, normal_document(document).encode(), hashlib.sha256)


def known(compact: UUID, rows: Iterable[AttendanceFacts], *, by: Actor) -> dict[bytes, Official]:
    """The officials of these lines that are counted already, by digest. Nobody else adds any until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"officials {compact}"])
    macs = [digest(compact, row.document) for row in rows]
    found = Official.objects.visible_to(by).filter(compact_id=compact, document_mac__in=macs)
    return {bytes(official.document_mac): official for official in found}


def strangers(compact: UUID, rows: Sequence[AttendanceFacts], counted: Mapping[bytes, Official]) -> list[AttendanceFacts]:
    """The lines whose name is not the one that their document came with before: a slip in the number, or somebody curious."""
    named = names(counted.values())
    seen: dict[bytes, str] = {mac: named.get(official.pk, "") for mac, official in counted.items()}
    found = []
    for row in rows:
        first = seen.setdefault(digest(compact, row.document), row.name)
        if first and fuzz.token_sort_ratio(_folded(first), _folded(row.name)) < SAME_NAME:
            found.append(row)
    return found


def names(officials: Iterable[Official]) -> dict[UUID, str]:
    """The names by official. Whoever calls this has recorded who reads them. Those whose key was destroyed are left out."""
    rows = list(officials)
    keys = keyshelf.unwrap([row.key for row in rows])
    return {row.pk: read_sealed(row, "name", key=keys[row.key]) for row in rows if row.key in keys}


def told(officials: Iterable[Official]) -> dict[UUID, tuple[str, str]]:
    """As `names`, each with the last three characters of the document: for the trainer's own list, where two may be called alike."""
    rows = list(officials)
    keys = keyshelf.unwrap([row.key for row in rows])
    found = [(row, keys[row.key]) for row in rows if row.key in keys]
    return {row.pk: (read_sealed(row, "name", key=key), read_sealed(row, "document", key=key)[-3:]) for row, key in found}


def enrol(training: Training, rows: Sequence[AttendanceFacts], counted: dict[bytes, Official], *, by: Actor) -> list[Attendance]:
    """Writes the lines down: who is new is counted, who is known learns what was unknown. The attendances that are new or changed."""
    once = {digest(training.compact_id, row.document): row for row in rows}
    _add({mac: row for mac, row in once.items() if mac not in counted}, training, counted, by)
    _learn([(counted[mac], row) for mac, row in once.items()], training)
    have = {row.official_id: row for row in Attendance.objects.visible_to(by).filter(training=training)}
    made, changed = [], []
    for mac, row in once.items():
        official = counted[mac]
        facts: dict[str, Any] = {"hours": row.hours, "before": row.before, "after": row.after}
        if (old := have.get(official.pk)) is None:
            made.append(_attendance(training, official, facts, by))
        elif any(getattr(old, name) != value for name, value in facts.items()):
            correct(old, by=by, **facts)
            changed.append(old)
    Attendance.objects.bulk_create(made, batch_size=BATCH)
    return [*made, *changed]


def _add(rows: Mapping[bytes, AttendanceFacts], training: Training, counted: dict[bytes, Official], by: Actor) -> None:
    keys = keyshelf.new_keys(REALM, len(rows)) if rows else {}
    made = []
    for (mac, row), (key_id, key) in zip(rows.items(), keys.items(), strict=True):
        official = Official(
            id=new_id(), compact_id=training.compact_id, unit_id=by.unit_id, by=by.user_code, reach=Reach.COMPACT, key=key_id,
            document_mac=mac, institution=row.institution, post=row.post, sex=row.sex, regions=[row.region or NOWHERE],
        )  # fmt: skip
        write_sealed(official, "document", normal_document(row.document), key=key)
        write_sealed(official, "name", " ".join(row.name.split()), key=key)
        made.append(official)
        counted[mac] = official
    Official.objects.bulk_create(made, batch_size=BATCH)


def _learn(pairs: Sequence[tuple[Official, AttendanceFacts]], training: Training) -> None:
    """What was unknown of an official is known now; what one list said stays. Where he was trained, he is in sight of the commission."""
    changed = []
    for official, row in pairs:
        before = (official.institution, official.post, official.sex, list(official.regions))
        if official.institution == "unknown" != row.institution:
            official.learned_at = timezone.now()
        for name in ("institution", "post", "sex"):
            if getattr(official, name) == "unknown":
                setattr(official, name, getattr(row, name))
        home, *trained = official.regions
        home = row.region or home if home == NOWHERE else home
        official.regions = [home, *sorted({*trained, *training.regions} - {home})]
        if before != (official.institution, official.post, official.sex, official.regions):
            official.version += 1
            changed.append(official)
    Official.objects.bulk_update(changed, ["institution", "post", "sex", "regions", "learned_at", "version"], batch_size=BATCH)


def _attendance(training: Training, official: Official, facts: Mapping[str, object], by: Actor) -> Attendance:
    return Attendance(
        id=uuid5(training.pk, str(official.pk)), compact_id=training.compact_id, award_id=training.award_id,
        subaward_id=training.subaward_id, unit_id=by.unit_id, by=by.user_code, reach=training.reach, regions=training.regions,
        training=training, official=official, **facts,
    )  # fmt: skip


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in plain if letter.isalnum() or letter.isspace()).split())
