"""The demo door opens on loopback, in a demo, for the cast; and says the same nothing in every other case."""

import pytest
from django.test import Client

from amparo.access.models import AuditLine, DemoMark, Membership


@pytest.fixture
def demo(cast, settings):
    settings.AMPARO_DEMO_DOOR = True
    DemoMark.objects.create(seed=1)
    return cast


def membership(cast, name="officer"):
    return {"membership": str(Membership.objects.get(user=cast.users[name]).pk)}


def test_one_click_lets_in_without_a_second_factor(demo):
    client = Client()
    page = client.get("/cuenta/entrar/").content.decode()
    assert membership(demo)["membership"] in page
    assert client.post("/cuenta/muestra/", membership(demo))["Location"] == "/"
    assert client.get("/cuenta/").status_code == 200
    assert AuditLine.objects.get(verb="sign_in").detail == "door=demo"


def test_entering_as_another_leaves_the_first(demo):
    client = Client()
    client.post("/cuenta/muestra/", membership(demo))
    client.post("/cuenta/muestra/", membership(demo, "admin"))
    assert client.get("/casa/").status_code == 200


@pytest.mark.parametrize(
    "extra",
    [
        {"REMOTE_ADDR": "10.0.0.5"},
        {"HTTP_X_FORWARDED_FOR": "10.0.0.5"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=10.0.0.5"},
        {"HTTP_X_REAL_IP": "10.0.0.5"},
    ],
)
def test_refused_from_elsewhere(demo, extra):
    client = Client(**extra)
    assert client.post("/cuenta/muestra/", membership(demo)).status_code == 404
    assert membership(demo)["membership"] not in client.get("/cuenta/entrar/").content.decode()


def test_refused_where_it_is_switched_off(demo, settings):
    settings.AMPARO_DEMO_DOOR = False
    assert Client().post("/cuenta/muestra/", membership(demo)).status_code == 404


def test_refused_where_the_database_is_no_demo(cast, settings):
    settings.AMPARO_DEMO_DOOR = True
    assert Client().post("/cuenta/muestra/", membership(cast)).status_code == 404


@pytest.mark.parametrize(
    "sent", [{}, {"membership": ""}, {"membership": "x"}, {"membership": "00000000-0000-0000-0000-000000000000"}]
)
def test_refused_for_nobody(demo, sent):
    assert Client().post("/cuenta/muestra/", sent).status_code == 404


def test_refused_for_who_lost_the_role(demo):
    sent = membership(demo)
    Membership.objects.filter(pk=sent["membership"]).update(state="ended")
    assert Client().post("/cuenta/muestra/", sent).status_code == 404


def test_a_get_opens_nothing(demo):
    assert Client().get("/cuenta/muestra/").status_code == 405


def test_when_the_door_is_shut_its_sessions_need_the_second_factor(demo, settings):
    client = Client()
    client.post("/cuenta/muestra/", membership(demo))
    settings.AMPARO_DEMO_DOOR = False
    assert client.get("/cuenta/")["Location"] == "/cuenta/paso/activar/"
