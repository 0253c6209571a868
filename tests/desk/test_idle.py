"""Idle sign-out: a page that asks for itself keeps nobody signed in, and its marks do nothing anywhere else."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.desk import actions
from amparo.desk.models import Job
from amparo.desk.subjects import Subject
from tests.access.people import sign_in

HTMX = {"headers": {"hx-request": "true"}}


@pytest.fixture
def job(cast):
    key = uuid.uuid4()
    with acting_as(cast.upe):
        actions.ask_job(id=key, seen=0, kind="import", subject=Subject("register", uuid.uuid4(), "REG-1"), total=10, by=cast.upe)
    return reverse("job", args=[key])


def left(client, minutes):
    """The session ends in so many minutes."""
    at = timezone.now() + timedelta(minutes=minutes)
    Session.objects.filter(pk=client.session.session_key).update(expire_date=at)
    return at


def ends(client):
    return Session.objects.get(pk=client.session.session_key).expire_date


@pytest.mark.parametrize(("query", "more"), [("", HTMX), ("?solo=1", {}), ("?solo=1", HTMX)])
def test_what_the_page_asks_by_itself_does_not_renew(cast, job, query, more):
    client = sign_in(cast.users["upe"])
    at = left(client, 4)
    answer = client.get(job + query, **more)
    assert answer.status_code == 200 and "s" not in answer.cookies
    assert ends(client) == at


@pytest.mark.parametrize(("url", "more"), [("job", {}), ("home", HTMX), ("home?solo=1", {}), ("inbox?solo=1", HTMX)])
def test_whatever_a_person_asks_does(cast, job, url, more):
    """The marks of a page's own request mean nothing elsewhere: nobody's work is signed out by an address."""
    client = sign_in(cast.users["upe"])
    at = left(client, 4)
    name, _mark, query = url.partition("?")
    client.get((job if name == "job" else reverse(name)) + (f"?{query}" if query else ""), **more)
    assert ends(client) > at


def test_sending_is_never_by_itself(cast, job):
    client = sign_in(cast.users["upe"])
    left(client, 4)
    key = client.session.session_key
    client.post(reverse("account_logout") + "?solo=1", **HTMX)
    assert not Session.objects.filter(pk=key).exists()


@pytest.mark.parametrize(("query", "more"), [("", HTMX), ("?solo=1", {})])
def test_after_the_end_it_shows_nothing_more(cast, job, query, more):
    client = sign_in(cast.users["upe"])
    left(client, -1)
    answer = client.get(job + query, **more)
    url = answer.headers.get("HX-Redirect") or answer.headers["Location"]
    assert url.startswith(reverse("account_login")) and b"progress" not in answer.content


def test_the_end_of_the_work_is_no_activity_either(cast, job):
    with acting_as(cast.upe) as by:
        Job.objects.visible_to(by).update(state="done", ended_at=timezone.now())
    client = sign_in(cast.users["upe"])
    at = left(client, 4)
    answer = client.get(job, **HTMX)
    client.get(answer.headers["HX-Redirect"])
    assert ends(client) == at
    assert "refresh" not in client.get(job).content.decode()


def test_without_javascript_the_page_says_that_it_asks_by_itself(cast, job):
    assert f"4;url={job}?solo=1" in sign_in(cast.users["upe"]).get(job).content.decode()
