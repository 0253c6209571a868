"""A file hidden from a unit: what else goes out of its sight, what stays, and who looks after the child from then on."""

import pytest
from django.db import connection
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.access.actions import end_exclusion, exclude
from amparo.cases import actions as act
from amparo.cases.facts import ChildFacts
from amparo.cases.models import Event
from amparo.cases.queries import events
from amparo.core.ids import new_id
from amparo.desk.models import Task
from amparo.vault import actions as vault
from amparo.vault import jobs
from amparo.vault.models import PossibleMatch
from amparo.vault.search.find import Query
from tests.cases.pages import alert, signed_in, taken, text

pytestmark = pytest.mark.system_postgres


def hide(cast, case, unit="", *, user="", exempt=(), by="dpo"):
    """The exclusion of a unit or of a person of the cast."""
    whom = {"unit": cast.units[unit].pk} if unit else {"user": cast.users[user].pk}
    with acting_as(cast.actors[by]) as actor:
        return exclude(
            id=new_id(), seen=0, subject_type="case", subject_id=case.pk, reason="accused", by=actor,
            exempt=[cast.users[name].pk for name in exempt], **whom,
        )  # fmt: skip


def lift(cast, row):
    with acting_as(cast.dpo) as by:
        end_exclusion(id=new_id(), seen=row.version, exclusion=row.pk, by=by)


def rows_behind_the_wall(actor, table, column, value):
    """What the database itself shows, whatever the program asks for."""
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [value])  # noqa: S608 - names from this file
        return cursor.fetchone()[0]


# ---------------------------------------------------------------- the event that several files share


def event_of(case):
    return Event.objects.get(pk=case.event_id)


def test_who_is_kept_from_one_child_still_reads_the_event_of_her_sister(cast):
    hidden, seen = alert(cast, children=2)
    hide(cast, hidden, "pnp-cusco")
    with acting_as(cast.officer) as by:
        event = events.event(by, event_of(seen).code)
        assert [found.case.pk for found in events.children(by, event)] == [seen.pk]
    assert rows_behind_the_wall(cast.officer, "cases_event", "id", seen.event_id) == 1
    client = signed_in(cast, "officer")
    page = text(client.get(reverse("event", args=[event.code])))
    assert seen.code in page and "1 expediente abierto" in page
    assert hidden.code not in page
    assert client.get(reverse("case", args=[seen.code])).status_code == 200
    assert client.get(reverse("case", args=[hidden.code])).status_code == 404


def test_an_event_of_which_every_file_is_hidden_is_hidden(cast):
    one, other = alert(cast, children=2)
    hide(cast, one, "pnp-hq")
    second = hide(cast, other, user="officer")
    assert rows_behind_the_wall(cast.officer, "cases_event", "id", one.event_id) == 0
    assert rows_behind_the_wall(cast.officer_two, "cases_event", "id", one.event_id) == 1
    with acting_as(cast.officer) as by:
        assert not Event.objects.visible_to(by).filter(pk=one.event_id).exists()
    with acting_as(cast.officer_two) as by:
        assert Event.objects.visible_to(by).filter(pk=one.event_id).exists()
    lift(cast, second)
    assert rows_behind_the_wall(cast.officer, "cases_event", "id", one.event_id) == 1


def test_one_more_child_added_beside_a_hidden_one_goes_to_nobody_kept_from_her(cast):
    hidden, seen = alert(cast, by="hotline", children=2)
    hide(cast, hidden, "linea-1818", exempt=["hotline"])
    hide(cast, hidden, "fistrap-cusco")
    with acting_as(cast.hotline) as by:
        event = event_of(seen)
        third = act.add_child(id=new_id(), seen=event.version, event=event.pk, child=ChildFacts(), by=by)
    assert rows_behind_the_wall(cast.prosecutor, "cases_case", "id", third.pk) == 0
    assert rows_behind_the_wall(cast.upe, "cases_case", "id", third.pk) == 1


# ---------------------------------------------------------------- a possible match told before


def matched(cast):
    """A file of UPE Cusco that UPE Loreto may be looking for."""
    case = taken(cast)
    with acting_as(cast.outsider) as by:
        vault.search_names(id=new_id(), seen=0, query=Query("Inventada Prueba"), purpose="same_child", by=by)
    jobs.tell_holders()
    return case


def tasks_of(actor, kind):
    with acting_as(actor) as by:
        return Task.objects.visible_to(by).filter(kind=kind, state="open").count()


def test_a_possible_match_told_before_an_exclusion_goes_out_of_sight_and_comes_back(cast):
    case = matched(cast)
    assert (tasks_of(cast.upe, "possible_match"), tasks_of(cast.prosecutor, "possible_match")) == (1, 1)
    made = hide(cast, case, "fistrap-cusco")
    assert (tasks_of(cast.upe, "possible_match"), tasks_of(cast.prosecutor, "possible_match")) == (1, 0)
    assert rows_behind_the_wall(cast.prosecutor, "desk_task", "kind", "possible_match") == 0
    assert "puede ser la misma persona" not in text(signed_in(cast, "prosecutor").get("/"))
    lift(cast, made)
    assert tasks_of(cast.prosecutor, "possible_match") == 1


def test_the_answer_to_a_search_goes_out_of_sight_with_the_child(cast):
    case = matched(cast)
    with acting_as(cast.upe) as by:
        match = PossibleMatch.objects.get()
        vault.resolve_match(id=new_id(), seen=match.version, match=match.pk, decision="same", by=by)
    count = lambda: rows_behind_the_wall(cast.outsider, "desk_notice", "kind", "match_answered")  # noqa: E731
    assert count() == 1
    made = hide(cast, case, "upe-loreto")
    assert count() == 0
    lift(cast, made)
    assert count() == 1


def test_an_exempt_colleague_keeps_what_lies_on_the_desk(cast):
    case = matched(cast)
    hide(cast, case, "fistrap-cusco", exempt=["prosecutor"])
    assert tasks_of(cast.prosecutor, "possible_match") == 1
