"""The three pages: a reason before a name, a search that leaves no trace in an address, a decision between two units."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from amparo.access.sessions import DEMO_KEY
from amparo.core.ids import new_id
from amparo.desk.models import Notice, Task
from amparo.vault import jobs
from amparo.vault.models import NameSearch, Person, PossibleMatch
from tests.vault.conftest import CHILD, replaced

Keep = Callable[..., Person]


@pytest.fixture(autouse=True)
def demo_door(settings: Any) -> None:
    """The second factor is access's own affair."""
    settings.AMPARO_DEMO_DOOR = True


def signed_in(cast: Any, name: str) -> Client:
    """A client signed in as somebody of the cast."""
    client = Client()
    client.force_login(cast.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[DEMO_KEY] = True
    session.save()
    return client


def test_a_reason_then_the_name_then_no_store(cast: Any, keep: Keep) -> None:
    person = keep()
    client = signed_in(cast, "upe")
    ask, page = reverse("reveal", args=[person.pk]), reverse("identity", args=[person.pk])
    assert client.get(page).headers["Location"] == ask
    shown = client.get(ask)
    assert shown.status_code == 200
    assert CHILD.first_surname not in shown.content.decode()
    sent = {"id": new_id(), "seen": 0, "reason": "legal_act"}
    assert client.post(ask, sent).headers["Location"] == page
    assert client.post(ask, sent).headers["Location"] == page  # a second click gives no second leave
    with acting_as(cast.upe):
        assert person.reveals.count() == 1
    opened = client.get(page)
    for value in (CHILD.given_names, CHILD.first_surname, CHILD.contact, CHILD.documents[0].number):
        assert value in opened.content.decode()
    assert "no-store" in opened.headers["Cache-Control"]
    assert AuditLine.objects.filter(verb="reveal_identity", subject=str(person.pk)).count() == 1


def test_a_reveal_without_reason_shows_what_is_missing(cast: Any, keep: Keep) -> None:
    person = keep()
    client = signed_in(cast, "upe")
    answer = client.post(reverse("reveal", args=[person.pk]), {"id": new_id(), "seen": 0})
    assert answer.status_code == 200
    assert not AuditLine.objects.filter(verb="reveal_identity").exists()


def test_outsiders_and_other_roles_open_nothing(cast: Any, keep: Keep) -> None:
    person = keep(also=[cast.hotline.unit_id])
    for name, status in (("outsider", 404), ("hotline", 403), ("admin", 403)):
        for url in ("reveal", "identity"):
            assert signed_in(cast, name).get(reverse(url, args=[person.pk])).status_code == status, (name, url)


def test_locked_identities_say_so(cast: Any, keep: Keep) -> None:
    person = keep()
    client = signed_in(cast, "upe")
    client.post(reverse("reveal", args=[person.pk]), {"id": new_id(), "seen": 0, "reason": "legal_act"})
    with replaced("master", None):
        assert client.get(reverse("identity", args=[person.pk])).status_code == 503
    assert client.get(reverse("identity", args=[person.pk])).status_code == 200


def look(client: Any, **typed: Any) -> Any:
    sent = {"id": new_id(), "seen": 0, "names": "Yanet Huamán Ccorimanya", "sex": "unknown", "purpose": "same_child", **typed}
    return client.post(reverse("search_names"), sent)


def test_a_search_answers_with_codes_and_never_with_names(cast: Any, keep: Keep) -> None:
    person = keep()
    text = look(signed_in(cast, "upe")).content.decode()
    assert f"AMP-{str(person.pk)[:4]}" in text
    assert CHILD.first_surname not in text


def body(answer: Any) -> str:
    """The page without what is random in every page."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_the_page_is_the_same_whether_or_not_another_unit_holds_her(cast: Any, keep: Keep) -> None:
    client = signed_in(cast, "outsider")
    before = body(look(client))
    keep()
    after = body(look(client))
    jobs.tell_holders()
    later = body(look(client))
    assert before == after == later


@pytest.mark.parametrize(
    "typed",
    [{"names": ""}, {"purpose": ""}, {"document_kind": "dni"}, {"document_number": "71234569"}, {"year": "12"}],
    ids=str,
)
def test_what_is_missing_is_said_beside_its_question(cast: Any, keep: Keep, typed: dict[str, str]) -> None:
    answer = look(signed_in(cast, "upe"), **typed)
    assert answer.status_code == 200
    assert 'class="' in answer.content.decode()
    with acting_as(cast.upe):
        assert not NameSearch.objects.exists()


def test_a_search_by_get_shows_the_form_only(cast: Any, keep: Keep) -> None:
    keep()
    client = signed_in(cast, "upe")
    assert client.get(reverse("search_names"), {"names": "Yanet Huamán", "purpose": "same_child"}).status_code == 200
    with acting_as(cast.upe):
        assert not NameSearch.objects.exists()


def test_the_holder_decides_on_a_page_and_the_other_unit_learns_whom_to_call(cast: Any, keep: Keep) -> None:
    keep()
    look(signed_in(cast, "outsider"))
    jobs.tell_holders()
    with acting_as(cast.upe):
        found = PossibleMatch.objects.get()
        assert Task.objects.filter(kind="possible_match", target_id=found.pk, unit_id=cast.upe.unit_id).count() == 1
    page = reverse("possible_match", args=[found.pk])
    assert signed_in(cast, "outsider").get(page).status_code == 404
    client = signed_in(cast, "upe")
    assert "upe-loreto" in client.get(page).content.decode()
    assert client.get(reverse("possible_matches")).status_code == 200
    sent = {"id": new_id(), "seen": found.version, "decision": "same"}
    assert client.post(page, sent).headers["Location"] == reverse("possible_matches")
    with acting_as(cast.upe):
        assert not Task.objects.filter(kind="possible_match", state="open").exists()
    with acting_as(cast.outsider):
        assert Notice.objects.filter(kind="match_answered", unit_id=cast.outsider.unit_id).count() == 1
    told = signed_in(cast, "outsider").get(page).content.decode()
    assert "upe-cusco" in told
    assert CHILD.first_surname not in told


def test_a_unit_that_cannot_decide_gets_no_task(cast: Any, keep: Keep) -> None:
    keep(also=[cast.health.unit_id, cast.upe_chief.unit_id])
    look(signed_in(cast, "outsider"))
    jobs.tell_holders()
    with acting_as(jobs.MATCHER):
        assert list(Task.objects.filter(kind="possible_match").values_list("unit_id", flat=True)) == [cast.upe.unit_id]
