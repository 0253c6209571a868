"""The door of every request: rolled back on failure, refusals written, the same page for what is not and what is not yours."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from amparo.access import audit
from amparo.access.gate import needs
from amparo.access.models import AuditLine, Institution
from amparo.access.verbs import Verb
from amparo.core.errors import Conflict, Denied, Invalid, Locked, NotFound
from tests.access.people import sign_in

FAILURES = {
    "denied": Denied("no"),
    "missing": NotFound("no"),
    "invalid": Invalid("mal"),
    "conflict": Conflict("otra"),
    "locked": Locked("llave"),
}


@needs(Verb.WORK)
def fails(request, kind):
    audit.record(by=request.actor, verb="work", subject_type="page", subject="begun")
    Institution.objects.create(code="half-done", kind="x")
    raise FAILURES.get(kind) or ZeroDivisionError


@needs(Verb.OPEN_FILE)
def closed(request):
    return HttpResponse("open")


def undeclared(request):
    return HttpResponse("open")


@needs(Verb.WORK)
def home(request):
    return HttpResponse("home")


urlpatterns = [
    path("falla/<str:kind>/", fails, name="fails"),
    path("cerrada/", closed, name="closed"),
    path("sin-verbo/", undeclared, name="undeclared"),
    path("", home, name="home"),
    path("", include("amparo.access.urls")),
]


@pytest.fixture(autouse=True)
def these_urls(settings):
    settings.ROOT_URLCONF = "tests.access.test_requests"


@pytest.fixture
def client(cast):
    client = sign_in(cast.users["officer"])
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("kind", "status"), [("denied", 403), ("missing", 404), ("invalid", 400), ("conflict", 409), ("locked", 503), ("bug", 500)]
)
def test_a_failure_leaves_nothing_behind(client, kind, status):
    response = client.get(f"/falla/{kind}/")
    assert response.status_code == status
    assert not Institution.objects.filter(code="half-done").exists()
    assert not AuditLine.objects.filter(subject="begun").exists()
    assert response["Cache-Control"] == "no-store, private"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(("page", "name"), [("/falla/denied/", "fails"), ("/falla/missing/", "fails"), ("/nada/", "unknown")])
def test_what_was_refused_is_written_afterwards_without_the_address(client, cast, page, name):
    client.get(page)
    line = AuditLine.objects.get(verb="denied")
    assert (line.subject, line.actor) == (name, cast.officer.user_code)


def test_a_verb_that_is_not_the_roles_is_refused_before_the_view(client, cast):
    assert client.get("/cerrada/").status_code == 200
    other = sign_in(cast.users["admin"])
    assert other.get("/cerrada/").status_code == 403
    assert AuditLine.objects.get(verb="denied").detail == "verb=open_file"


def bare(response):
    """The page without what differs between any two answers."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return re.sub(r'name="next" value="[^"]*"', "", text)


def test_unknown_undeclared_and_not_visible_look_alike(client):
    pages = [client.get(address) for address in ("/falla/missing/", "/nada/", "/sin-verbo/")]
    assert [page.status_code for page in pages] == [404, 404, 404]
    assert len({bare(page) for page in pages}) == 1


def test_a_conflict_gives_back_what_was_typed(client):
    sent = {"id": "x", "seen": "3", "csrfmiddlewaretoken": "t", "note": "lo que escribí", "password": "secreta", "code": "123456"}
    page = client.post("/falla/conflict/", sent).content.decode()
    assert "lo que escribí" in page
    assert "secreta" not in page
    assert "123456" not in page


def test_nobody_signed_in_is_sent_to_the_door_and_back(db):
    client = Client()
    assert client.get("/cerrada/?a=1")["Location"] == "/cuenta/entrar/?next=%2Fcerrada%2F%3Fa%3D1"
    assert client.post("/cerrada/")["Location"] == "/cuenta/entrar/"
    assert client.get("/sin-verbo/").status_code == 404
    assert not AuditLine.objects.exists()


def test_every_page_tells_the_browser_what_may_run(db):
    response = Client().get("/cuenta/entrar/")
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
