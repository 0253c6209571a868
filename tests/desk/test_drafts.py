"""Drafts: sealed, own, brought back into the form, gone with their key."""

import uuid
from datetime import timedelta

import pytest
from django import forms
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.access.models import Exclusion
from amparo.access.verbs import Verb
from amparo.core import keyshelf
from amparo.core.errors import Conflict, Invalid, Locked, NotFound
from amparo.core.sealed import read_sealed
from amparo.desk import actions, drafts
from amparo.desk.models import Draft
from amparo.desk.subjects import Subject
from tests.access.people import sign_in

WORDS = "La niña espera con su tía Rosaura"


class Note(forms.Form):
    """A form with the fields every action has, one of words and one of several choices."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    needs = forms.CharField(required=False)
    days = forms.MultipleChoiceField(required=False, choices=[("1", "lunes"), ("2", "martes")])


@pytest.fixture
def about():
    return Subject("case", uuid.uuid4(), "AMP-1")


def save(actor, about, text=WORDS, seen=0, **more):
    with acting_as(actor):
        content = {"needs": [text], "days": ["1", "2"]}
        return actions.save_draft(id=uuid.uuid4(), seen=seen, form="note", subject=about, content=content, by=actor, **more)


def stored():
    """All drafts as the system sees the table."""
    with acting_as(system("t")), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(d)::text, content FROM desk_draft d")
        return cursor.fetchall()


def test_what_is_typed_lies_sealed(cast, about):
    row = save(cast.upe, about)
    ((text, content),) = stored()
    for part in ("Rosaura", "niña", WORDS.encode().hex()):
        assert part not in text and part.encode() not in bytes(content)
    with acting_as(cast.upe):
        assert WORDS in read_sealed(row, "content", key=row.key)


def test_nobody_else_reaches_it_not_even_in_the_same_unit(cast, about):
    save(cast.upe, about)
    for other in (cast.upe_two, cast.upe_chief, cast.outsider, cast.admin):
        with acting_as(other), connection.cursor() as cursor:
            assert not Draft.objects.visible_to(other).exists()
            cursor.execute("SELECT count(*) FROM desk_draft")
            assert cursor.fetchone() == (0,)


@pytest.fixture
def as_shelf(db):
    def there(ids):
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM keyshelf.key WHERE id = ANY (%s)", [list(ids)])
            return {row[0] for row in cursor.fetchall()}

    return there


def test_nobody_writes_one_for_another(cast, about):
    with acting_as(cast.upe_two), pytest.raises(Exception, match="row-level security"):
        Draft(user=cast.users["upe"], form="note", key=uuid.uuid4(), updated_at=timezone.now(), expires_at=timezone.now()).save(
            force_insert=True
        )


def test_saving_again_replaces_and_a_stale_one_is_a_conflict(cast, about):
    first = save(cast.upe, about)
    again = save(cast.upe, about, "otra cosa", seen=1)
    assert (again.pk, again.version, again.key) == (first.pk, 2, first.key)
    with pytest.raises(Conflict):
        save(cast.upe, about, seen=1)
    assert len(stored()) == 1


def test_the_same_save_twice_is_one(cast, about):
    key = uuid.uuid4()
    with acting_as(cast.upe):
        given = {"id": key, "seen": 0, "form": "note", "subject": about, "content": {"needs": ["x"]}, "by": cast.upe}
        made = [actions.save_draft(**given) for _twice in range(2)]
    assert made[0].pk == made[1].pk


def test_too_much_is_said_and_not_kept(cast, about):
    with pytest.raises(Invalid):
        save(cast.upe, about, "x" * 70_000)
    assert stored() == []


def restored(actor, about):
    request = RequestFactory().get("/")
    request.actor = actor
    with acting_as(actor):
        return drafts.restore(request, Note, "note", about, initial={"id": uuid.uuid4(), "seen": 3})


def test_it_comes_back_into_the_form_with_a_fresh_id(cast, about):
    save(cast.upe, about)
    form = restored(cast.upe, about)
    assert (form["needs"].value(), form["days"].value(), form["seen"].value()) == (WORDS, ["1", "2"], 3)
    assert form.restored_at is not None
    empty = restored(cast.upe_two, about)
    assert (empty["needs"].value(), empty.restored_at) == (None, None)


def test_sending_the_form_destroys_the_draft_and_its_key(cast, about):
    row = save(cast.upe, about)
    with acting_as(cast.upe):
        drafts.drop(cast.upe, "note", about)
        drafts.drop(cast.upe, "note", about)
        with pytest.raises(Locked):
            keyshelf.unwrap_one(row.key)
    assert stored() == []


def test_discarding_is_for_the_owner(cast, about):
    row = save(cast.upe, about)
    with acting_as(cast.upe_two), pytest.raises(NotFound):
        actions.discard_draft(id=uuid.uuid4(), seen=1, draft=row.pk, by=cast.upe_two)
    with acting_as(cast.upe):
        actions.discard_draft(id=uuid.uuid4(), seen=1, draft=row.pk, by=cast.upe)
    assert stored() == []


def test_old_ones_go_by_themselves(cast, about):
    row = save(cast.upe, about)
    save(cast.upe_two, about)
    with acting_as(cast.upe):
        Draft.objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    sweeper = system("desk.expire_drafts", Verb.RUN_JOBS)
    with acting_as(sweeper):
        assert actions.expire_drafts(by=sweeper) == 1
    assert len(stored()) == 1
    with pytest.raises(Locked):
        keyshelf.unwrap_one(row.key)


def test_what_is_left_of_a_drafts_key_goes_a_month_later_and_no_other_key(cast, about, as_shelf):
    live, file_key = save(cast.upe, about).key, keyshelf.new_key("files")
    young, old = keyshelf.new_key("drafts"), keyshelf.new_key("drafts")
    keyshelf.destroy([young, old, file_key])
    assert keyshelf.forget_drafts(timezone.now() - timedelta(days=30)) == 0
    assert as_shelf([live, young, old, file_key]) == {live, young, old, file_key}
    assert keyshelf.forget_drafts(timezone.now() + timedelta(minutes=1)) == 2
    assert as_shelf([live, young, old, file_key]) == {live, file_key}


def test_the_page_saves_what_is_typed_and_none_of_the_machinery(cast, about):
    client = sign_in(cast.users["upe"])
    sent = {"needs": WORDS, "days": ["1"], "id": str(uuid.uuid4()), "seen": "4", "password": "secreto"}
    for _twice in range(2):
        assert client.post(drafts.url_of("note", about), sent).status_code == 204
    ((_text, _content),) = stored()
    with acting_as(cast.upe):
        row = Draft.objects.get()
        assert "secreto" not in read_sealed(row, "content", key=row.key)
    assert restored(cast.upe, about)["needs"].value() == WORDS


def test_an_empty_form_leaves_no_draft(cast):
    assert sign_in(cast.users["upe"]).post(drafts.url_of("note"), {"needs": "", "seen": "1"}).status_code == 204
    assert stored() == []


def test_without_its_key_the_form_comes_empty_and_works(cast, about):
    row = save(cast.upe, about)
    with acting_as(cast.upe):
        keyshelf.destroy([row.key])
    form = restored(cast.upe, about)
    assert (form["needs"].value(), form.restored_at) == (None, None)


def test_a_draft_about_what_is_hidden_from_its_writer_is_hidden_too(cast, about):
    save(cast.upe, about)
    Exclusion.objects.create(subject_type="case", subject_id=about.id, user=cast.users["upe"], reason="accused")
    assert restored(cast.upe, about).restored_at is None
