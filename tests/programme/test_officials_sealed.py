"""A copy of the whole database, and the server's log, hold no name and no document of an official who was trained."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme import officials
from amparo.programme.models import Official
from tests.cast import assemble
from tests.programme.parts.activities import attended, training
from tests.programme.people import partnership
from tests.vault.test_nothing_readable import dump

NAME, DOCUMENT = "Zulmira Quispetito Ccorimayhua", "73918264"


def variants(*secrets: str) -> Iterator[bytes]:
    """Each word as written and in capitals, plain, in UTF-16, in hexadecimal and in base 64."""
    for word in {form for secret in secrets for part in secret.split() for form in (part, part.upper(), part.lower())}:
        plain = word.encode()
        yield from (plain, word.encode("utf-16-le"), plain.hex().encode())
        for shift in range(3):
            yield base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4]


@pytest.fixture
def used(fresh_database: str, server: Any) -> Iterator[tuple[str, Any]]:
    """A database in which an official was written down, corrected, and his name opened."""
    made = partnership(assemble())
    row = training(made)
    facts = officials.AttendanceFacts(
        document=DOCUMENT, name=NAME, institution="pnp", post="police", sex="female", region="08", hours=8
    )
    attended(row, made, facts)
    with acting_as(made.cast.partner) as by:
        row = act.attend(id=new_id(), seen=2, training=row.pk, facts=facts, by=by)
        act.open_attendance(id=new_id(), seen=row.version, training=row.pk, by=by)
        assert list(officials.names(Official.objects.visible_to(by)).values()) == [NAME]
    yield server.owner_url(fresh_database), made


def test_the_grep_finds_what_is_readable() -> None:
    assert any(needle in NAME.upper().encode() for needle in variants(NAME, DOCUMENT))


def test_a_dump_holds_no_name_and_no_document(used: tuple[str, Any]) -> None:
    owner_url, made = used
    content = dump(owner_url)
    assert str(made.compact.pk).encode() in content  # the dump is a real one
    for needle in variants(NAME, DOCUMENT):
        assert needle not in content


def test_the_server_log_holds_neither_after_a_forced_error(used: tuple[str, Any], server: Any) -> None:
    _owner_url, made = used
    with acting_as(made.cast.partner) as by, pytest.raises(Exception, match="duplicate"):
        known = Official.objects.visible_to(by).get()
        Official.objects.create(
            compact=made.compact, unit_id=by.unit_id, by=by.user_code, key=known.key, document_mac=known.document_mac,
            name=known.name, institution="pnp", post="police", sex="female",
        )  # fmt: skip
    log = server.log.read_bytes()
    for needle in variants(NAME, DOCUMENT):
        assert needle not in log
    assert settings.DEBUG is False
