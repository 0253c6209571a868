"""A copy of the whole database holds no name, number or address of a child, in any encoding a curious reader would try."""

import base64
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.vault import actions
from amparo.vault.models import Person
from amparo.vault.search.find import Query
from amparo.vault.search.fold import fold, words
from tests.cast import assemble
from tests.vault.conftest import CHILD

SECRETS = (
    *words(CHILD.given_names), *words(CHILD.first_surname), *words(CHILD.second_surname), *CHILD.aliases,
    CHILD.contact, "Saúcos", "Saucos", CHILD.documents[0].number, "2010-04",
)  # fmt: skip


def needles() -> Iterator[bytes]:
    """Every secret as written, folded, in capitals, in UTF-16, in hexadecimal and in base 64."""
    for secret in {
        variant for text in SECRETS for variant in (text, text.lower(), text.upper(), text.title(), fold(text.lower()))
    }:
        plain = secret.encode()
        yield plain
        yield secret.encode("utf-16-le")
        yield plain.hex().encode()
        for shift in range(3):
            yield base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4]


def dump(owner_url: str) -> bytes:
    """What a backup holds: every row of every table, keys included, as PostgreSQL writes it."""
    found = []
    with psycopg.connect(owner_url, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
        ).fetchall()
        for (table,) in tables:
            with connection.cursor().copy(f"COPY {table} TO STDOUT") as copy:
                found.append(b"".join(bytes(block) for block in copy))
    return b"\n".join(found)


@pytest.fixture
def used(fresh_database: str, server: Any) -> tuple[str, Any, Person]:
    """A database in which a child was kept, searched for (here and elsewhere), corrected and revealed."""
    cast = assemble()
    cast.before = dump(server.owner_url(fresh_database))
    with acting_as(cast.upe):
        person = actions.create_identity(id=new_id(), seen=0, identity=CHILD, scope=[cast.upe.unit_id], by=cast.upe)
        actions.reveal(id=new_id(), seen=0, person=person.pk, reason="legal_act", by=cast.upe)
    for actor in (cast.upe, cast.outsider):
        with acting_as(actor):
            query = Query("Yanet Milagros Huamán Ccorimanya", 2010, "f", CHILD.documents[0])
            actions.search_names(id=new_id(), seen=0, query=query, purpose="new_alert", by=actor)
    with acting_as(cast.upe):
        actions.correct_identity(id=new_id(), seen=1, person=person.pk, identity=CHILD, by=cast.upe)
    return server.owner_url(fresh_database), cast, person


def test_the_grep_finds_what_is_readable() -> None:
    text = "x" + "\t".join(("Yanet", "HUAMAN")) + base64.b64encode(b"ab71234569cd").decode()
    assert {needle for needle in needles() if needle in text.encode()} >= {b"Yanet", b"HUAMAN"}


def test_a_dump_holds_no_name_number_or_address(used: tuple[str, Any, Person]) -> None:
    owner_url, cast, person = used
    content = dump(owner_url)
    assert str(person.pk).encode() in content  # the dump is a real one
    raw = b"".join(bytes.fromhex(part.decode()) for part in _hexes(content))
    assert len(raw) > 500
    for needle in needles():
        if len(needle) > 3:
            assert content.count(needle) == cast.before.count(needle)  # places of the reference data sound like names
            assert needle not in raw
    assert b"Ccorimanya" not in content
    assert CHILD.documents[0].number.encode() not in content


def _hexes(content: bytes) -> Iterator[bytes]:
    for piece in content.split(b"\\\\x")[1:]:
        end = next((at for at, byte in enumerate(piece) if byte not in b"0123456789abcdef"), len(piece))
        yield piece[: end - end % 2]


def test_the_server_log_holds_no_name_after_a_forced_error(used: tuple[str, Any, Person], server: Any) -> None:
    _owner_url, cast, person = used
    with acting_as(cast.upe), pytest.raises(Exception, match="duplicate"):
        Person.objects.create(pk=person.pk, key_id=new_id(), given_names=b"Yanet Milagros", scope=[cast.upe.unit_id])
    log = server.log.read_bytes()
    for needle in needles():
        if len(needle) > 3:
            assert needle not in log
