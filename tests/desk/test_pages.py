"""The start pages: what each role sees first, numbers that link to what they count, few queries, no hint of more."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.models import Exclusion
from amparo.access.roles import ROLES
from amparo.core.ids import new_code
from amparo.desk import actions, effects, kinds, navigation, providers, queries
from amparo.desk.models import Notice, RunningClock, Task
from amparo.desk.subjects import Subject
from amparo.ui.components import Link
from tests.access.people import sign_in

SET_UP_QUERIES = 12  # session, user, memberships, second factor, savepoints, who acts


@pytest.fixture
def known(monkeypatch):
    """An app above that knows the subjects: every code leads to a page, and one file has no news."""
    quiet = Subject("thing", uuid.uuid4(), new_code("AMP"))
    calls = []

    def describe(actor, ids):
        calls.append(len(ids))
        return {key: providers.Described("/cosa/", "Niña, 12 a 14 años", "Contexto.") for key in ids}

    monkeypatch.setitem(providers._DESCRIBERS, "thing", describe)
    monkeypatch.setattr(providers, "_FINDERS", [lambda actor, code: "/cosa/" if code == quiet.code else None])
    work = providers.MyWork(
        quiet=lambda actor, busy, first, last: (1, [quiet][first:last]),
        panels=lambda actor: [providers.Panel("En la ruta", text="Seis")],
        begin=lambda actor: [Link("Registrar un aviso", "/aviso/")],
    )
    monkeypatch.setattr(providers, "MY_WORK", [work])
    return quiet, calls


def thing():
    return Subject("thing", uuid.uuid4(), new_code("AMP"))


def fill(cast, rules, late=3, soon=5):
    """A day at the UPE's desk."""
    upe, health, now = cast.upe.unit_id, cast.health.unit_id, timezone.now()
    with acting_as(cast.officer):
        for n in range(late):
            effects.start_clock("t_hours", upe, thing(), now - timedelta(hours=30 + n))
        for _n in range(soon):
            effects.give_task(kind="t_decide", unit=upe, subject=thing(), due=now + timedelta(days=2))
        effects.give_task(kind="t_call", unit=upe, subject=thing())
    with acting_as(cast.health):
        for _n in range(4):
            effects.notify("t_answered", thing(), unit=upe, about_unit=health)
    with acting_as(cast.upe):
        for _n in range(2):
            effects.start_clock("t_work", health, thing(), asked_by=upe)


def page(client, query=""):
    response = client.get(f"/{query}")
    assert response.status_code == 200
    return response.content.decode()


def counted(text):
    """Number and word of each counter."""
    inside = text.split('<nav class="quipu"')[1].split("</nav>")[0]
    return [(int(n), url.replace("&amp;", "&")) for url, n in re.findall(r'href="([^"]+)".*?<b>(\d+)</b>', inside)]


def rows_of(text):
    return re.findall(r'<p class="line1"><a href="[^"]*">([^<]+)</a>', text)


def test_every_counter_links_to_exactly_the_rows_it_counts(cast, rules, known):
    fill(cast, rules)
    client = sign_in(cast.users["upe"])
    counters = counted(page(client))
    assert [n for n, _url in counters] == [3, 5, 1, 4, 2, 1]
    for n, url in counters:
        assert len(rows_of(page(client, url.removeprefix("/")))) == n


def test_sixty_tasks_take_few_queries_and_little_weight(cast, rules, known, django_assert_max_num_queries):
    fill(cast, rules, late=30, soon=30)
    client = sign_in(cast.users["upe"])
    page(client)
    with django_assert_max_num_queries(12 + SET_UP_QUERIES) as seen:
        text = page(client, "?momento=vencidos")
    ours = [query["sql"] for query in seen.captured_queries if "desk_" in query["sql"]]
    assert len(ours) <= 4
    assert len(rows_of(text)) == 25
    assert known[1][-1] == 25  # one call of the describer for all rows
    assert len(client.get("/", headers={"accept-encoding": "gzip"}).content) <= 25 * 1024


def test_pages_of_a_group_hold_each_row_once(cast, rules, known):
    fill(cast, rules, late=30)
    client = sign_in(cast.users["upe"])
    first, second = rows_of(page(client, "?momento=vencidos")), rows_of(page(client, "?momento=vencidos&pagina=2"))
    assert (len(first), len(second), len(set(first) | set(second))) == (25, 5, 30)
    assert rows_of(page(client, "?momento=vencidos&pagina=9")) == []


def test_what_hurts_most_comes_first_or_the_nearest_term(cast, rules, known):
    now = timezone.now()
    heavy, near = thing(), thing()
    with acting_as(cast.officer):
        effects.give_task(kind="t_decide", unit=cast.upe.unit_id, subject=heavy, due=now + timedelta(days=5))
        effects.give_task(kind="t_call", unit=cast.upe.unit_id, subject=near, due=now + timedelta(days=1))
    client = sign_in(cast.users["upe"])
    assert rows_of(page(client))[:2] == [heavy.code, near.code]
    assert rows_of(page(client, "?orden=plazo"))[:2] == [near.code, heavy.code]


def test_a_term_says_where_it_comes_from_and_whether_it_was_checked(cast, rules, known):
    with acting_as(cast.officer):
        effects.start_clock("t_work", cast.upe.unit_id, thing(), timezone.now())
        effects.start_clock("t_hours", cast.upe.unit_id, thing(), timezone.now())
    text = page(sign_in(cast.users["upe"]))
    assert "plazo de ley, texto de 2016, por verificar" in text
    assert "estándar del servicio" in text
    assert "Cumpla t_hours" in text


def test_another_unit_sees_none_of_it(cast, rules, known):
    fill(cast, rules)
    text = page(sign_in(cast.users["outsider"]))
    assert [n for n, _url in counted(text)] == [0, 0, 0, 0, 1]
    assert "vencidos</span></a>" not in text


def test_an_excluded_person_is_not_told_that_something_is_hidden(cast, rules, known):
    subject = thing()
    with acting_as(cast.officer):
        effects.give_task(kind="t_decide", unit=cast.upe.unit_id, subject=subject)
    Exclusion.objects.create(subject_type="thing", subject_id=subject.id, user=cast.users["upe"], reason="accused")
    assert subject.code not in page(sign_in(cast.users["upe"]))
    assert subject.code in page(sign_in(cast.users["upe_two"]))


def test_a_task_for_one_role_is_not_shown_to_another_of_the_unit(cast, rules, known):
    subject = thing()
    with acting_as(cast.officer):
        effects.give_task(kind="t_decide", unit=cast.upe.unit_id, subject=subject, role="reintegration")
    assert subject.code not in page(sign_in(cast.users["upe"]))


def test_the_menu_counts_what_is_overdue(cast, rules, known):
    fill(cast, rules)
    text = page(sign_in(cast.users["upe"]))
    assert re.search(r'<a href="/" aria-current="page">Mi trabajo <span class="cnt">3 vencidos</span>', text)


def test_a_supervisor_gets_counts_and_overdue_items_and_no_file(cast, rules, known):
    fill(cast, rules)
    text = page(sign_in(cast.users["upe_chief"]))
    assert text.count('class="code"') == 3
    assert "upe-cusco" in text
    assert "/cosa/" not in text and "Niña" not in text and "Contexto" not in text
    assert known[1] == []


def test_a_supervisor_narrows_to_one_unit(cast, rules, known):
    fill(cast, rules)
    client = sign_in(cast.users["upe_chief"])
    assert page(client, "?unidad=upe-cusco").count('class="code"') == 3
    assert page(client, "?unidad=upe-loreto").count('class="code"') == 0


def test_a_supervisor_of_others_sees_nothing_of_it(cast, rules, known):
    fill(cast, rules)
    assert 'class="code"' not in page(sign_in(cast.users["police_chief"]))


@pytest.mark.parametrize("name", ["admin", "dpo", "auditor"])
def test_roles_without_files_start_with_what_they_can_do(cast, rules, known, name):
    fill(cast, rules)
    client = sign_in(cast.users[name])
    text = page(client)
    assert str(ROLES[getattr(cast, name).role].name) in text
    assert "AMP-" not in text


def test_the_data_protection_officer_sees_changes_of_roles(cast, known):
    assert "Últimos cambios de funciones" in page(sign_in(cast.users["dpo"]))
    assert "Últimos cambios de funciones" not in page(sign_in(cast.users["admin"]))


def test_a_role_can_have_a_start_page_of_its_own(cast, known, monkeypatch):
    monkeypatch.setitem(providers.STARTS, "crtp", lambda request: HttpResponse("conteos"))
    assert page(sign_in(cast.users["crtp"])) == "conteos"


def test_the_menu_holds_only_what_the_matrix_allows(cast):
    def names(actor):
        with acting_as(actor):
            return {entry.url_name for entry, _url in navigation.entries(actor)}

    assert "people" in names(cast.admin) and "people" not in names(cast.upe)
    assert "audit" in names(cast.auditor) and "audit" not in names(cast.admin)
    assert {"home", "inbox"} <= names(cast.upe)


def test_every_menu_entry_of_the_desk_has_its_page(db):
    assert [reverse(entry.url_name) for entry in navigation.OWN]


def test_a_code_opens_its_file_and_leaves_no_trace_in_an_address(cast, known):
    quiet, _calls = known
    client = sign_in(cast.users["upe"])
    typed = quiet.code.lower().replace("-", " ")
    response = client.post("/buscar/", {"codigo": typed})
    assert (response.status_code, response["Location"]) == (302, "/cosa/")


def test_unknown_and_not_ours_get_the_same_answer(cast, known):
    client = sign_in(cast.users["upe"])
    answers = []
    for code in (new_code("AMP"), new_code("AMP")):
        response = client.post("/buscar/", {"codigo": code})
        answers.append(re.sub(r"AMP-[\w-]+|csrfmiddlewaretoken\" value=\"\w+", "", response.content.decode()))
        assert "no existe o no es parte de su trabajo" in answers[-1]
    assert answers[0] == answers[1]
    assert "falta o sobra una letra" in client.post("/buscar/", {"codigo": "AMP-1"}).content.decode()


def test_reading_news_is_for_the_whole_unit(cast, known, behind):
    with acting_as(cast.health):
        effects.notify("t_answered", thing(), unit=cast.upe.unit_id, about_unit=cast.health.unit_id)
    (notice,) = behind(Notice)
    client = sign_in(cast.users["upe"])
    text = client.get("/novedades/").content.decode()
    assert "Salud respondió" in text and "Marcar todo como leído" in text
    for _twice in range(2):
        key = str(uuid.uuid4()) if not _twice else key  # noqa: F821
        response = client.post(f"/novedades/{notice.pk}/", {"id": key, "seen": notice.version})
        assert (response.status_code, response["Location"]) == (302, "/cosa/")
    (read,) = behind(Notice)
    assert (read.read_by, read.version) == (cast.users["upe"].code, 2)
    with acting_as(cast.upe_two):
        assert not queries.my_answers(cast.upe_two).exists()


def test_what_arrives_after_the_page_was_made_stays_new(cast, known, behind):
    with acting_as(cast.health):
        effects.notify("t_answered", thing(), unit=cast.upe.unit_id)
    client = sign_in(cast.users["upe"])
    until = re.search(r'name="until" value="([^"]+)"', client.get("/novedades/").content.decode())[1]
    with acting_as(cast.health):
        effects.notify("t_answered", thing(), unit=cast.upe.unit_id)
    assert client.post("/novedades/leidos/", {"id": uuid.uuid4(), "seen": 0, "until": until}).status_code == 302
    assert sorted(notice.read_at is None for notice in behind(Notice)) == [False, True]


def test_a_stale_page_is_told_so(cast, known, behind):
    with acting_as(cast.officer):
        effects.give_task(kind="t_call", unit=cast.upe.unit_id, subject=thing())
    (task,) = behind(Task)
    client = sign_in(cast.users["upe"])
    url = reverse("task_finish", args=[task.pk])
    assert client.post(url, {"id": uuid.uuid4(), "seen": 7}).status_code == 409
    assert client.post(url, {"id": "x", "seen": 7}).status_code == 400
    assert client.post(url, {"id": uuid.uuid4(), "seen": 1}).status_code == 302
    assert [row.state for row in behind(Task)] == ["done"]


def test_a_task_that_ends_by_the_work_is_not_ticked_off(cast, known, behind):
    with acting_as(cast.officer):
        effects.give_task(kind="t_decide", unit=cast.upe.unit_id, subject=thing())
    (task,) = behind(Task)
    client = sign_in(cast.users["upe"])
    assert client.post(reverse("task_finish", args=[task.pk]), {"id": uuid.uuid4(), "seen": 1}).status_code == 400
    assert (
        sign_in(cast.users["outsider"]).post(reverse("task_finish", args=[task.pk]), {"id": uuid.uuid4(), "seen": 1}).status_code
        == 404
    )


def test_a_reminder_goes_once_a_day(cast, rules, known, behind):
    with acting_as(cast.upe):
        clock = effects.start_clock("t_work", cast.health.unit_id, thing(), asked_by=cast.upe.unit_id)
    client = sign_in(cast.users["upe"])
    assert ">Recordar<" in page(client)
    url = reverse("clock_remind", args=[clock.pk])
    assert client.post(url, {"id": uuid.uuid4(), "seen": 1}).status_code == 302
    assert [notice.kind for notice in behind(Notice)] == [kinds.REMINDER]
    assert client.post(url, {"id": uuid.uuid4(), "seen": 2}).status_code == 400
    assert ">Recordar<" not in page(client)
    assert behind(RunningClock)[0].due_at == clock.due_at


def test_long_work_shows_how_far_it_is_with_and_without_javascript(cast, known):
    key = uuid.uuid4()
    with acting_as(cast.upe):
        actions.ask_job(id=key, seen=0, kind="import", subject=thing(), total=10, by=cast.upe)
    client = sign_in(cast.users["upe"])
    text = client.get(f"/trabajos/{key}/").content.decode()
    assert '<noscript><meta http-equiv="refresh"' in text and "every 2s" in text
    part = client.get(f"/trabajos/{key}/", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part and "<progress" in part
    assert sign_in(cast.users["outsider"]).get(f"/trabajos/{key}/").status_code == 404


def test_the_door_is_closed_to_who_is_not_signed_in(db):
    for name in ("home", "inbox", "find"):
        assert Client().get(reverse(name)).status_code == 302


def test_moments_of_a_page_are_those_of_one_clock(cast, known):
    with acting_as(cast.upe):
        desk = queries.my_work(cast.upe, queries.Wanted())
    assert isinstance(desk.now, datetime)
