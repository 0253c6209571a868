"""Every page about a file or an event leaves a line that says who opened it; twice in a quarter of an hour is one look."""

import pytest
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from tests.cases.pages import protected, signed_in, taken


def opened(cast, who, code):
    return AuditLine.objects.filter(verb="open_file", subject=code, actor=cast.actors[who].user_code).count()


@pytest.mark.parametrize(
    "page", ["protection_open", "plan_write", "referral_new", "reintegration_begin", "case_close", "case_reopen"]
)
def test_a_page_that_acts_on_a_file_opens_it(cast, page):
    case = taken(cast) if page == "protection_open" else protected(cast)
    client = signed_in(cast, "upe")
    for _twice in range(2):
        assert client.get(reverse(page, args=[case.code])).status_code == 200
    assert opened(cast, "upe", case.code) == 1


def test_the_board_of_places_for_a_child_opens_her_file(cast):
    case = protected(cast)
    assert signed_in(cast, "upe").get(reverse("place_board"), {"para": case.code}).status_code == 200
    assert opened(cast, "upe", case.code) == 1


def test_what_is_refused_was_not_opened(cast):
    case = protected(cast)
    assert signed_in(cast, "outsider").get(reverse("plan_write", args=[case.code])).status_code == 404
    assert not opened(cast, "outsider", case.code)


@pytest.mark.parametrize("page", ["event", "child_add"])
def test_an_event_is_opened_too(cast, page):
    case = taken(cast)
    with acting_as(cast.officer):
        event = case.event
    client = signed_in(cast, "officer")
    for _twice in range(2):
        assert client.get(reverse(page, args=[event.code])).status_code == 200
    assert opened(cast, "officer", event.code) == 1
    assert signed_in(cast, "upe").get(reverse("event", args=[event.code])).status_code == 404
    assert not opened(cast, "upe", event.code)
