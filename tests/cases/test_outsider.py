"""Whoever has nothing to do with a file does not learn that it exists: by no address, list, count, search, error, log or e-mail."""

import re
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from amparo.cases.models import Case, Event, FollowUp, Goal, Measure, Referral, Stay
from amparo.core.ids import new_code, new_id
from amparo.desk.models import Notice, RunningClock, Task
from amparo.exchange.models import Batch, Row
from amparo.vault.models import Person
from tests.cases.pages import signed_in, text
from tests.cases.test_attacks import behind, referred, stayed
from tests.exchange.conftest import read
from tests.exchange.samples import register
from tests.house.test_urls import ALL, PLAIN, SIGNS_OUT

OURS = ("amparo.cases", "amparo.vault", "amparo.desk", "amparo.exchange.views")
STEPS = {"stay_step": "end", "court_step": "send_to_court", "referral_step": "accept", "screening_step": "seguridad"}
OUTSIDERS = ["outsider", "outsider_police", "outsider_health", "outsider_centre", "outsider_crtp", "dpo", "admin", "partner"]
LOOK_AROUND = ["outsider", "outsider_police", "outsider_crtp", "admin"]
# what the sign-in itself changes; the board of places, which tells how many are free to whoever looks for one, and of whom nothing
OTHER = {"mfa_activate_totp", "account", "mfa_index", "place_board"}
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|nonce-?="?[\w+/=-]+|[0-9a-f]{8}-[0-9a-f-]{27}|\d{1,2}:\d\d'
    r"|\d{4}-\d\d-\d\dT[\d:.+-]+|hace [^<]+"
)


@pytest.fixture(autouse=True)
def demo_door(settings):
    settings.AMPARO_DEMO_DOOR = True


def a_whole_file(cast):
    """A file of Cusco with something of everything, and a register of the police of Cusco."""
    case = stayed(cast)
    referred(cast, case)
    read(cast.officer, register())
    return case


def same(response, *hide):
    """What there is to tell two answers apart, besides what was asked."""
    body = response.content.decode(errors="replace")
    for word in hide:
        body = body.replace(str(word), "·")
    return response.status_code, response.headers.get("Location", ""), CHANGING.sub("·", body)


def kept_things(case):
    """For each name of a part of an address: what is really there, of this file."""
    about = {"subject_id": case.pk}
    rows = {
        "referral": behind(Referral, case=case), "stay": behind(Stay, case=case), "measure": behind(Measure, case=case),
        "goal": behind(Goal, case=case), "visit": behind(FollowUp, case=case), "person": behind(Person, pk=case.person_id),
        "clock": behind(RunningClock, **about), "task": behind(Task, **about), "notice": behind(Notice, **about),
        "batch": behind(Batch), "row": behind(Row), "subject": [case],
    }  # fmt: skip
    there = {name: found[0].pk for name, found in rows.items() if found}
    event = behind(Event, pk=case.event_id)[0].code
    return {**there, "code": case.code, "event": event}


def addresses(there):
    """(url name, arguments of something real, the same shape of something that is not there)."""
    for _address, entry in ALL:
        words = list(entry.pattern.converters)
        if not words or not entry.callback.__module__.startswith(OURS):
            continue
        real, invented = {}, {}
        for word in words:
            key = "event" if entry.name in ("event", "child_add") and word == "code" else word
            if word == "step":
                real[word] = invented[word] = STEPS[entry.name]
            elif word == "form":
                real[word] = invented[word] = "note"
            elif key in there:
                real[word] = there[key]
                invented[word] = new_code(there[key][:3]) if word == "code" else uuid4()
        if len(real) == len(words):
            yield entry.name, real, invented


@pytest.mark.parametrize("name", OUTSIDERS)
def test_what_is_there_and_what_is_not_get_the_same_answer(cast, name, caplog):
    case = a_whole_file(cast)
    there = kept_things(case)
    client, asked = signed_in(cast, name), set()
    for url, real, invented in addresses(there):
        for send in (client.get, lambda path: client.post(path, {"id": new_id(), "seen": 1})):
            one = same(send(reverse(url, kwargs=real)), *real.values())
            other = same(send(reverse(url, kwargs=invented)), *invented.values())
            assert one == other, (url, one[:2], other[:2])
        asked.add(url)
    assert (
        len(asked) > 35 and {"case", "referral", "stay_step", "court_step", "identity", "register_row", "clock_remind"} <= asked
    )
    assert case.code not in caplog.text and str(case.person_id) not in caplog.text


@pytest.mark.parametrize("name", LOOK_AROUND)
def test_no_page_differs_by_a_file_of_somebody_else(cast, name):
    def everything():
        client = signed_in(cast, name)
        return {address: same(client.get(address)) for address, entry in PLAIN if entry.name not in SIGNS_OUT | OTHER}

    before = everything()
    case = a_whole_file(cast)
    after = everything()
    assert {address for address in before if before[address] != after[address]} == set()
    assert len(before) > 30 and case.code not in str(after)


def test_looking_for_its_code_tells_nothing(cast):
    case = a_whole_file(cast)
    for name in OUTSIDERS:
        client = signed_in(cast, name)
        answers = []
        for code in (case.code, new_code("AMP")):
            found = client.post(reverse("find"), {"codigo": code})
            listed = client.get(reverse("case_list"), {"q": code})
            answers.append((same(found, code), same(listed, code)))
        assert answers[0] == answers[1], name


def test_no_letter_leaves_the_house_about_it(cast):
    case = a_whole_file(cast)
    assert mail.outbox == [] and case.code not in text(signed_in(cast, "outsider").get("/"))
    assert behind(Case, pk=case.pk)
