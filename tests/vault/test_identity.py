"""Identities: kept sealed, opened one at a time with a reason, corrected, erased."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from amparo.core import keyring, keyshelf
from amparo.core.errors import Conflict, Denied, Invalid, Locked, NotFound
from amparo.core.ids import new_id
from amparo.vault import actions, queries
from amparo.vault.models import IdentityDocument, Person, Reveal
from amparo.vault.people import SEALED
from amparo.vault.rules import Document, Identity, check_digit
from tests.vault.conftest import CHILD, replaced

Keep = Callable[..., Person]


def reveal(actor: Any, person: Person, reason: str = "immediate_care") -> Reveal:
    with acting_as(actor):
        return actions.reveal(id=new_id(), seen=0, person=person.pk, reason=reason, by=actor)


def read(actor: Any, person: Person) -> Identity:
    with acting_as(actor):
        return queries.revealed_identity(actor, person.pk).identity


def test_what_is_kept_is_what_is_revealed(cast: Any, keep: Keep) -> None:
    person = keep()
    reveal(cast.upe, person)
    assert read(cast.upe, person) == CHILD


def test_nothing_is_opened_without_a_reason(cast: Any, keep: Keep) -> None:
    person = keep()
    with pytest.raises(Denied):
        read(cast.upe, person)
    with pytest.raises(Invalid):
        reveal(cast.upe, person, "curiosity")
    reveal(cast.upe, person)
    assert read(cast.upe, person).given_names == CHILD.given_names


def test_a_reveal_is_for_one_person_one_user_and_ten_minutes(cast: Any, keep: Keep) -> None:
    person, sister = keep(), keep(replace(CHILD, given_names="Rosa"))
    grant = reveal(cast.upe, person)
    assert grant.until - grant.since == timedelta(minutes=10)
    with pytest.raises(Denied):
        read(cast.upe, sister)
    with pytest.raises(Denied):
        read(cast.upe_two, person)
    with acting_as(cast.upe):
        Reveal.objects.filter(pk=grant.pk).update(
            since=timezone.now() - timedelta(hours=1), until=timezone.now() - timedelta(seconds=1)
        )
    with pytest.raises(Denied):
        read(cast.upe, person)


def test_the_audit_line_is_committed_before_anything_is_opened(cast: Any, keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    person = keep()

    def refuse(*_args: Any) -> None:
        raise AssertionError("opened")

    with monkeypatch.context() as during:
        during.setattr(keyshelf, "unwrap", refuse)
        reveal(cast.upe, person)  # writes its line without touching the key
    line = AuditLine.objects.get(verb="reveal_identity")
    assert (line.subject, line.detail, line.actor) == (str(person.pk), "reason=immediate_care", cast.upe.user_code)
    assert read(cast.upe, person) == CHILD


def test_an_outsider_finds_nothing_to_reveal(cast: Any, keep: Keep) -> None:
    person = keep()
    reveal(cast.upe, person)
    with pytest.raises(NotFound):
        reveal(cast.outsider, person)
    with pytest.raises(NotFound):
        read(cast.outsider, person)


def test_a_role_without_the_verb_does_not_reveal(cast: Any, keep: Keep) -> None:
    person = keep(also=[cast.hotline.unit_id])
    reveal(cast.upe, person)
    with pytest.raises(Denied):
        reveal(cast.hotline, person)


def test_a_lost_relation_ends_a_live_reveal(cast: Any, keep: Keep) -> None:
    person = keep(also=[cast.officer.unit_id])
    reveal(cast.officer, person)
    assert read(cast.officer, person) == CHILD
    with acting_as(cast.upe):
        Person.objects.filter(pk=person.pk).update(scope=[cast.upe.unit_id])
    with pytest.raises(NotFound):
        read(cast.officer, person)


def test_correcting_keeps_the_rest_and_says_which_fields_changed(cast: Any, keep: Keep) -> None:
    person = keep()
    better = replace(CHILD, second_surname="Qorimanya", documents=(Document("dni", "71234569"), Document("passport", "PE12345")))
    with acting_as(cast.upe):
        after = actions.correct_identity(id=new_id(), seen=person.version, person=person.pk, identity=better, by=cast.upe)
    assert after.version == person.version + 1
    reveal(cast.upe, person)
    assert read(cast.upe, person) == better
    line = AuditLine.objects.get(verb="edit_identity")
    assert line.detail == "fields=second_surname+documents"


def test_a_stale_correction_is_a_conflict(cast: Any, keep: Keep) -> None:
    person = keep()
    for wanted in (None, Conflict):
        with acting_as(cast.upe):
            call = dict(id=new_id(), seen=person.version, person=person.pk, identity=replace(CHILD, sex=""), by=cast.upe)
            if wanted is None:
                actions.correct_identity(**call)
            else:
                with pytest.raises(wanted):
                    actions.correct_identity(**call)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"given_names": "x" * 121}, "given_names"),
        ({"address": "x" * 501}, "address"),
        ({"sex": "z"}, "sex"),
        ({"aliases": ("a\nb",)}, "aliases"),
        ({"documents": (Document("dni", " "),)}, "documents"),
    ],
)
def test_refuses_what_cannot_be_kept(cast: Any, keep: Keep, wrong: dict[str, Any], where: str) -> None:
    with pytest.raises(Invalid) as refused:
        keep(replace(CHILD, **wrong))
    assert list(refused.value.messages) == [where]


@pytest.mark.parametrize(
    ("kind", "number", "right"),
    [
        ("dni", "10117410-2", True), ("dni", "10117410-3", False), ("dni", "10117410", True), ("dni", "1011741", False),
        ("foreign_card", "001234567", None), ("foreign_card", "12", False), ("passport", "PE 123456", None), ("other", "s/n", None),
    ],
)  # fmt: skip
def test_check_digits(kind: str, number: str, right: bool | None) -> None:
    assert check_digit(Document(kind, number)) is right


def test_values_bound_to_row_and_field(cast: Any, keep: Keep) -> None:
    one, other = keep(), keep(replace(CHILD, given_names="Rosa"))
    reveal(cast.upe, one)
    with acting_as(cast.upe):
        donor = Person.objects.get(pk=other.pk)
        Person.objects.filter(pk=one.pk).update(given_names=donor.given_names)  # from another row
    with pytest.raises(Locked):
        read(cast.upe, one)
    reveal(cast.upe, other)
    with acting_as(cast.upe):
        Person.objects.filter(pk=other.pk).update(given_names=donor.first_surname)  # from another field
    with pytest.raises(Locked):
        read(cast.upe, other)


def test_erasing_destroys_the_key_and_every_trace(cast: Any, keep: Keep) -> None:
    person = keep()
    reveal(cast.upe, person)
    with acting_as(cast.upe):
        before = Person.objects.get(pk=person.pk)
        blob = bytes(before.given_names)
        actions.erase_identity(id=new_id(), seen=person.version, person=person.pk, by=cast.upe)
        after = Person.objects.get(pk=person.pk)
        assert all(getattr(after, name) is None for name in SEALED)
        assert not IdentityDocument.objects.filter(person=person.pk).exists()
        with pytest.raises(NotFound):
            queries.revealed_identity(cast.upe, person.pk)
        with pytest.raises(Locked):
            keyshelf.unwrap_one(before.key_id)
    assert blob  # an old copy of the row may still be in a backup: its key is nowhere
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped, destroyed_at IS NOT NULL FROM keyshelf.key WHERE id = %s", [before.key_id])
        assert cursor.fetchone() == (None, True)


def test_only_the_responsible_protection_unit_erases(cast: Any, keep: Keep) -> None:
    person = keep(also=[cast.officer.unit_id])
    with acting_as(cast.officer), pytest.raises(Denied):
        actions.erase_identity(id=new_id(), seen=person.version, person=person.pk, by=cast.officer)


@pytest.mark.parametrize("content", [None, b"", b"other:" + b"A" * 43 + b"=\n"])
def test_with_a_missing_or_wrong_master_key_the_rest_works(cast: Any, keep: Keep, content: bytes | None) -> None:
    person = keep()
    if content and b"other" in content:
        content = keyring.Key(keyring.current("master").id, bytes(32)).line().encode()  # same id, another key
    with replaced("master", content):
        reveal(cast.upe, person)  # the leave and its audit line need no key
        with pytest.raises(Locked):
            read(cast.upe, person)
        with acting_as(cast.upe):
            assert queries.person_in_sight(cast.upe, person.pk).pk == person.pk
    assert read(cast.upe, person) == CHILD
