"""Found without being readable, inside the actor's sight, and the same answer for everyone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.access.models import AuditLine
from amparo.core.envelopes import BLOCK, OVERHEAD
from amparo.core.errors import Conflict, Denied, Invalid, Locked
from amparo.core.ids import new_id
from amparo.core.kept import held
from amparo.vault import actions, jobs, queries, rules
from amparo.vault.models import NameSearch, Person, PossibleMatch
from amparo.vault.rules import Document
from amparo.vault.search.find import Query
from tests.vault.conftest import CHILD, replaced

pytestmark = pytest.mark.system_postgres

Keep = Callable[..., Person]


def search(actor: Any, names: str = "", *, purpose: str = "same_child", **more: Any) -> NameSearch:
    with acting_as(actor):
        return actions.search_names(id=new_id(), seen=0, query=Query(names, **more), purpose=purpose, by=actor)


def test_the_application_cannot_read_the_features(cast: Any, keep: Keep) -> None:
    keep()
    with acting_as(cast.upe), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_lex")
        assert cursor.fetchone()[0] > 0
        for statement in ("SELECT f FROM vault_person_search", "DELETE FROM vault_person_search", "TABLE vault_person_search"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)


@pytest.mark.parametrize(
    "typed",
    [
        "Yanet Milagros Huamán Ccorimanya",
        "YANETH MILAGROS HUAMAN CCORIMANYA",
        "Ccorimanya Huamán Yanet",
        "Janet Guaman Korimania",
        "Yanet Wamán Qorimanya",
        "Ynet Huamna Ccorimanya",
        "Milagros Huamán",
        "Y. Huamán",
        "Pelusa Huamán",
        "Ccorimanya",
    ],
)
def test_finds_her_however_she_was_written(cast: Any, keep: Keep, typed: str) -> None:
    person = keep()
    keep(replace(CHILD, given_names="Edwin", first_surname="Quispe", second_surname="Rojas", aliases=()))
    assert search(cast.upe, typed).found == [person.pk]


def test_finds_her_by_document_and_only_by_this_one(cast: Any, keep: Keep) -> None:
    person = keep()
    assert search(cast.upe, document=Document("dni", "7123 4569")).found == [person.pk]
    assert search(cast.upe, document=Document("dni", "71234570")).found == []
    assert search(cast.upe, document=Document("passport", "71234569")).found == []


def test_year_and_sex_only_order(cast: Any, keep: Keep) -> None:
    older = keep(replace(CHILD, birth="2004", documents=()))
    younger = keep(replace(CHILD, birth="2013", documents=()))
    assert search(cast.upe, "Yanet Milagros Huamán", year=2013).found == [younger.pk, older.pk]
    assert search(cast.upe, "Yanet Milagros Huamán", year=2004).found == [older.pk, younger.pk]


def test_nothing_outside_the_sight(cast: Any, keep: Keep) -> None:
    person = keep()
    assert search(cast.upe, "Yanet Huamán").found == [person.pk]
    assert search(cast.outsider, "Yanet Huamán").found == []
    assert search(cast.outsider, document=Document("dni", "71234569")).found == []


def test_not_even_the_function_of_the_owner_tells(cast: Any, keep: Keep) -> None:
    keep()
    with connection.cursor() as cursor:
        for actor in (cast.upe, cast.outsider):
            with acting_as(actor):
                cursor.execute(
                    "SELECT count(*) FROM vault_find((SELECT array_agg(n) FROM generate_series(1, 1) n), '{}', '{}', 50)"
                )
                assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM vault_find('{1}', '{}', '{}', 50)")  # nobody acts
        assert cursor.fetchone() == (0,)


def test_a_person_hidden_by_an_exclusion_is_not_found(cast: Any, keep: Keep) -> None:
    person = keep(also=[cast.officer.unit_id])
    assert search(cast.officer, "Yanet Huamán").found == [person.pk]
    with acting_as(cast.upe):
        Person.objects.filter(pk=person.pk).update(hidden=[-cast.officer.user_id])
    assert search(cast.officer, "Yanet Huamán").found == []
    assert search(cast.officer_two, "Yanet Huamán").found == [person.pk]


def test_a_scope_that_changes_takes_the_search_and_the_documents_along(cast: Any, keep: Keep) -> None:
    person = keep()
    with acting_as(cast.upe):
        Person.objects.filter(pk=person.pk).update(scope=[cast.upe.unit_id, cast.outsider.unit_id])
    assert search(cast.outsider, "Yanet Huamán").found == [person.pk]
    assert search(cast.outsider, document=Document("dni", "71234569")).found == [person.pk]


def test_a_corrected_name_is_found_and_the_old_one_is_not(cast: Any, keep: Keep) -> None:
    person = keep()
    with acting_as(cast.upe):
        better = replace(
            CHILD, given_names="Rosmery", first_surname="Tupayachi", second_surname="Champi", aliases=(), documents=()
        )
        actions.correct_identity(id=new_id(), seen=person.version, person=person.pk, identity=better, by=cast.upe)
    assert search(cast.upe, "Yanet Huamán").found == []
    assert search(cast.upe, "Rosmery Tupayachi").found == [person.pk]


def test_an_erased_person_is_not_found(cast: Any, keep: Keep) -> None:
    person = keep()
    with acting_as(cast.upe):
        actions.erase_identity(id=new_id(), seen=person.version, person=person.pk, by=cast.upe)
    assert search(cast.upe, "Yanet Huamán").found == []


def test_a_search_wants_a_verb_a_purpose_and_something_to_look_for(cast: Any, keep: Keep) -> None:
    assert search(cast.officer, "Yanet Huamán").found == []
    with pytest.raises(Denied):
        search(cast.health, "Yanet Huamán")
    with pytest.raises(Invalid):
        search(cast.upe, "Yanet Huamán", purpose="curiosity")
    with pytest.raises(Invalid):
        search(cast.upe, "  ")


def test_a_search_is_recorded_without_the_name(cast: Any, keep: Keep) -> None:
    made = search(cast.upe, "Yanet Huamán")
    line = AuditLine.objects.get(verb="search_names")
    assert line.subject == str(made.pk)
    assert line.detail == "purpose=same_child;found=0"
    assert b"Yanet" not in bytes(made.query)


def test_limits_of_a_person_and_of_a_unit(cast: Any, keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    span = rules.USER_LIMITS[0][0]
    monkeypatch.setattr(queries, "USER_LIMITS", ((span, 2),))
    monkeypatch.setattr(queries, "UNIT_LIMITS", ((span, 3),))
    for _time in range(2):
        search(cast.upe, "Yanet Huamán")
    with pytest.raises(Denied):
        search(cast.upe, "Yanet Huamán")
    search(cast.upe_two, "Yanet Huamán")
    with pytest.raises(Denied):
        search(cast.upe_two, "Yanet Huamán")  # the unit's limit
    search(cast.outsider, "Yanet Huamán")  # another unit's is untouched


def test_without_search_key_it_says_locked(cast: Any, keep: Keep) -> None:
    keep()
    with replaced("search", None), pytest.raises(Locked):
        search(cast.upe, "Yanet Huamán")
    assert len(search(cast.upe, "Yanet Huamán").found) == 1


# Foreign matches


def before_query(typed: str) -> bytes:
    text = Query(typed).to_text().encode() + b"\x80"
    return bytes(len(text) + -len(text) % BLOCK + OVERHEAD)


def answer_of(made: NameSearch) -> tuple[Any, ...]:
    return (made.found, made.too_common, len(bytes(made.query)), made.purpose)


def test_the_answer_is_the_same_whether_or_not_another_unit_holds_her(cast: Any, keep: Keep) -> None:
    before = search(cast.outsider, "Yanet Milagros Huamán")
    keep()
    after = search(cast.outsider, "Yanet Milagros Huamán")
    assert answer_of(before) == answer_of(after)
    with acting_as(cast.outsider):
        assert not PossibleMatch.objects.exists()
    assert jobs.tell_holders() == 2
    with acting_as(cast.outsider):
        assert not PossibleMatch.objects.exists()
        assert [made.query for made in NameSearch.objects.all()] == [None, None]
    with acting_as(cast.upe):
        assert PossibleMatch.objects.count() == 1


def test_the_statements_of_a_search_do_not_depend_on_foreign_people(cast: Any, keep: Keep) -> None:
    def shape() -> list[str]:
        with held(), CaptureQueriesContext(connection) as captured:
            search(cast.outsider, "Yanet Milagros Huamán")
        return [query["sql"].split('"')[0].split("(")[0][:60] for query in captured.captured_queries]

    search(cast.outsider, "Yanet Milagros Huamán")
    before = shape()
    keep()
    assert shape() == before
    assert any("vault_find" in statement for statement in before)


@pytest.mark.parametrize("typed", ["Yanet", "Huamán", "Zzyzx", "Pelusa Zzyzx"])
def test_a_name_held_elsewhere_is_answered_as_a_name_nobody_has(cast: Any, keep: Keep, typed: str) -> None:
    before = answer_of(search(cast.outsider, typed))
    keep()
    assert answer_of(search(cast.outsider, typed)) == before == ([], False, len(before_query(typed)), "same_child")


def test_the_holder_is_told_once_and_decides(cast: Any, keep: Keep) -> None:
    person = keep()
    for _time in range(3):
        search(cast.outsider, "Yanet Milagros Huamán Ccorimanya")
    jobs.tell_holders()
    with acting_as(cast.upe):
        (row,) = queries.open_matches(cast.upe)
        assert (row.match.person_id, row.match.asking_unit_id, row.mine) == (person.pk, cast.outsider.unit_id, True)
        decided = actions.resolve_match(id=new_id(), seen=1, match=row.match.pk, decision="same", by=cast.upe)
        assert (decided.state, decided.decided_by) == ("same", cast.upe.user_id)
        assert queries.open_matches(cast.upe) == []
    with acting_as(cast.outsider):
        (told,) = queries.answered_matches(cast.outsider)
        assert not told.mine
        assert not Person.objects.filter(pk=person.pk).exists()  # the answer opens no identity
    search(cast.outsider, "Yanet Milagros Huamán Ccorimanya")
    jobs.tell_holders()
    with acting_as(cast.upe):
        assert queries.open_matches(cast.upe) == []


def test_a_no_is_never_told_and_not_asked_again_soon(cast: Any, keep: Keep) -> None:
    keep()
    search(cast.outsider, "Yanet Milagros Huamán")
    jobs.tell_holders()
    with acting_as(cast.upe):
        (row,) = queries.open_matches(cast.upe)
        actions.resolve_match(id=new_id(), seen=1, match=row.match.pk, decision="different", by=cast.upe)
    search(cast.outsider, "Yanet Milagros Huamán")
    jobs.tell_holders()
    with acting_as(cast.upe):
        assert queries.open_matches(cast.upe) == []
    with acting_as(cast.outsider):
        assert queries.answered_matches(cast.outsider) == []


def test_who_asked_learns_whom_to_call_but_does_not_decide(cast: Any, keep: Keep) -> None:
    keep()
    search(cast.outsider, "Yanet Milagros Huamán")
    jobs.tell_holders()
    with acting_as(cast.upe):
        (row,) = queries.open_matches(cast.upe)
        actions.resolve_match(id=new_id(), seen=1, match=row.match.pk, decision="ask", by=cast.upe)
        with pytest.raises(Conflict):
            actions.resolve_match(id=new_id(), seen=1, match=row.match.pk, decision="same", by=cast.upe)
    with acting_as(cast.outsider):
        (told,) = queries.answered_matches(cast.outsider)
        with pytest.raises(Denied):
            actions.resolve_match(id=new_id(), seen=2, match=told.match.pk, decision="same", by=cast.outsider)


def test_an_excluded_unit_does_not_give_its_search_away(cast: Any, keep: Keep) -> None:
    person = keep()
    with acting_as(cast.upe):
        Person.objects.filter(pk=person.pk).update(hidden=[cast.outsider_police.unit_id])
    search(cast.outsider_police, "Yanet Milagros Huamán")
    jobs.tell_holders()
    with acting_as(cast.upe):
        assert queries.open_matches(cast.upe) == []
    search(cast.outsider, "Yanet Milagros Huamán")
    jobs.tell_holders()
    with acting_as(cast.upe):
        assert len(queries.open_matches(cast.upe)) == 1


def test_a_replayed_search_returns_the_first_result(cast: Any, keep: Keep) -> None:
    person = keep()
    key: UUID = new_id()
    with acting_as(cast.upe):
        made = [
            actions.search_names(id=key, seen=0, query=Query("Yanet Huamán"), purpose="same_child", by=cast.upe)
            for _time in range(2)
        ]
        assert made[0].found == made[1].found == [person.pk]
        assert NameSearch.objects.count() == 1


def test_a_holder_she_is_hidden_from_is_not_told_that_somebody_looks(cast: Any, keep: Keep) -> None:
    person = keep(also=[cast.officer.unit_id])
    with acting_as(system("files")):
        Person.objects.filter(pk=person.pk).update(hidden=[cast.officer.unit_id])
        held = queries.holders(Person.objects.get(pk=person.pk))
    assert cast.upe.unit_id in held
    assert cast.officer.unit_id not in held
