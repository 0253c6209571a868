"""Deny by default at the URL: every address has a verb, nobody comes in unasked, and no role makes a page fall."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from amparo.access.gate import LIBRARY_VIEWS, verb_of
from amparo.access.models import DemoMark, Institution, Membership, Unit, User
from amparo.access.roles import ROLES
from amparo.access.sessions import DEMO_KEY
from amparo.access.verbs import PUBLIC, Verb
from amparo.core.ids import new_code

# Public pages of our own, with the reason. A new one is a decision.
OUR_PUBLIC = {
    "set_language": "the switch is on every page",
    "quick_exit": "must work when the session is over",
    "pause": "where the quick exit lands",
    "enter_as": "the demo door, which looks for itself whether it is open",
    "accept_invitation": "the link is the key",
    "first_administrator": "the link is the key",
    "certificate_check": "whoever is shown a certificate may ask whether it is real; no name is said, and tries are limited",
    "certificate_of": "as certificate_check, with the code in the address, as a printed certificate carries it",
    "public_compacts": "the published facts of compacts, for anybody; read by a named system actor, no draft, nothing unsent",
}
SIGNS_OUT = {"account_logout", "quick_exit"}


def patterns(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(address, pattern) of every address there is."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = prefix + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            yield from patterns(entry, address)
        else:
            yield address, entry


ALL = list(patterns())
PLAIN = [(f"/{address}", entry) for address, entry in ALL if not ({"<", "("} & set(address))]


@pytest.mark.parametrize(("address", "entry"), ALL, ids=[address or "/" for address, _entry in ALL])
def test_every_address_has_a_name_and_a_verb(address: str, entry: URLPattern) -> None:
    assert entry.name, "an address without a name cannot be written in the audit"
    verb = verb_of(entry.callback, entry.name)
    assert verb is not None, f"{entry.name} declares no verb: use @needs, or list it in gate.LIBRARY_VIEWS"
    assert verb == PUBLIC or Verb(verb)
    if verb == PUBLIC and entry.name not in LIBRARY_VIEWS:
        assert entry.name in OUR_PUBLIC, "a page anybody may open is a decision: give its reason here"


def test_the_lists_hold_nothing_stale() -> None:
    names = {entry.name for _address, entry in ALL}
    assert set(LIBRARY_VIEWS) <= names
    assert set(OUR_PUBLIC) <= names


@pytest.mark.parametrize(("address", "entry"), ALL, ids=[address or "/" for address, _entry in ALL])
def test_nobody_comes_in_unasked(address: str, entry: URLPattern, db: None) -> None:
    if verb_of(entry.callback, entry.name) == PUBLIC:
        return
    target = f"/{address}"
    for converter, example in EXAMPLES.items():
        while converter in target:
            start = target.index(converter)
            target = target[:start] + example + target[target.index(">", start) + 1 :]
    for response in (Client().get(target), Client().post(target)):
        assert response.status_code in (302, 404)
        if response.status_code == 302:
            assert response["Location"].startswith("/cuenta/entrar/")


EXAMPLES = {
    "<uuid:": "00000000-0000-4000-8000-000000000000",
    "<slug:": "nada",
    "<str:": "nada",
    "<int:": "1",
    "<path:": "nada",
    "<": "nada",
}


@pytest.fixture
def house(db: None, settings: Any) -> Unit:
    settings.AMPARO_DEMO_DOOR = True
    DemoMark.objects.create(seed=1)
    institution = Institution.objects.create(code="house", kind="administration")
    unit = Unit.objects.create(code="house", institution=institution, name="house", kind="x")
    unit.refresh_from_db()
    return unit


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_role_makes_a_page_fall(role: str, house: Unit) -> None:
    user = User.objects.create(code=new_code("USR"), email="somebody@example.pe", display_name="Somebody")
    Membership.objects.create(user=user, unit=house, role=role, state="active")
    client = Client()
    client.force_login(user)
    session = client.session
    session[DEMO_KEY] = True
    session.save()
    opened = 0
    for address, entry in PLAIN:
        if entry.name in SIGNS_OUT:
            continue
        response = client.get(address)
        assert response.status_code in (200, 302, 400, 403, 404, 405), (address, response.status_code)
        if response.status_code == 200 and "html" in response["Content-Type"] and verb_of(entry.callback, entry.name) != PUBLIC:
            assert response["Cache-Control"] == "no-store, private", address
        opened += response.status_code == 200
    assert opened, "a role that can open nothing tests nothing"
