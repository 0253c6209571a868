"""A name that becomes common is spread over more keys, and nobody is lost on the way."""

import time
from typing import Any

from django.db import connection

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.vault import actions, bulk, jobs
from amparo.vault.models import CHILDREN
from amparo.vault.people import names_of
from amparo.vault.rules import Identity
from amparo.vault.search import index, lexicon
from amparo.vault.search.find import Query, find
from amparo.vault.search.keys import PEOPLE, search_keys

GIVEN = [
    "Rosmery",
    "Yanet",
    "Nelida",
    "Edith",
    "Flor",
    "Luz",
    "Delia",
    "Sonia",
    "Ruth",
    "Noemi",
    "Esther",
    "Lidia",
    "Wilmer",
    "Edwin",
    "Elmer",
    "Percy",
    "Hugo",
    "Raul",
]


def bring(actor: Any, count: int, start: int) -> list[bulk.Newcomer]:
    people = [
        bulk.Newcomer(new_id(), Identity(GIVEN[number % len(GIVEN)], "Quispe", "Mamani"), (actor.unit_id,))
        for number in range(start, start + count)
    ]
    with acting_as(actor):
        actions.create_identities(id=new_id(), seen=0, newcomers=people, by=actor)
    return people


def entry(token: str) -> Any:
    return lexicon.read(search_keys(CHILDREN), [token])[token]


def all_found(actor: Any, people: list[bulk.Newcomer]) -> bool:
    with acting_as(actor):
        for given in GIVEN:
            wanted = {one.id for one in people if one.identity.given_names == given}
            found = {one.person for one in find(actor, CHILDREN, Query(f"{given} Quispe Mamani"), most=50).found}
            if not wanted <= found:
                return False
    return True


def test_before_during_and_after_a_correction_everybody_is_found(cast: Any) -> None:
    people = bring(cast.upe, 8, 0)
    assert (entry("kispe").band, entry("kispe").low) == (0, 0)
    people += bring(cast.upe, 150, 8)
    assert entry("kispe").band == 0  # the rows that are there were written with this one
    assert all_found(cast.upe, people)
    with acting_as(jobs.INDEXER):
        assert index.begin_correction(CHILDREN) == index.NOBODY
    assert entry("kispe").band > entry("kispe").low == 0
    assert all_found(cast.upe, people)
    people += bring(cast.upe, 10, 158)  # somebody works meanwhile
    assert all_found(cast.upe, people)
    assert jobs.correct_bands() == len(people)
    assert entry("kispe").low == entry("kispe").band > 0
    assert all_found(cast.upe, people)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_indexwalk")
        assert cursor.fetchone() == (0,)
    assert jobs.correct_bands() == 0


def test_a_correction_that_was_interrupted_goes_on(cast: Any) -> None:
    people = bring(cast.upe, 8, 0) + bring(cast.upe, 60, 8)
    with acting_as(jobs.INDEXER):
        reached = index.begin_correction(CHILDREN)
        assert reached is not None
        first = sorted(people, key=lambda one: one.id)[:20]
        index.correct(CHILDREN, [names_of(one.id, one.identity) for one in first])
        assert index.begin_correction(CHILDREN) == first[-1].id
    assert jobs.correct_bands() == len(people) - 20
    assert all_found(cast.upe, people)


def test_an_announced_import_writes_common_names_right_at_once(cast: Any) -> None:
    identities = [Identity(GIVEN[number % len(GIVEN)], "Quispe", "Mamani") for number in range(400)]
    with acting_as(cast.upe):
        bulk.announce_people(CHILDREN, identities)
    assert entry("kispe").band == entry("kispe").low > 0
    people = bring(cast.upe, 400, 0)
    assert all_found(cast.upe, people[:40])
    assert jobs.correct_bands() == 0


def test_frequencies_are_right_on_average(cast: Any) -> None:
    bring(cast.upe, 40, 0)
    for start in range(40, 340, 20):
        bring(cast.upe, 20, start)
    assert abs(entry(PEOPLE).count - 340) < 340 / 4
    assert abs(entry("kispe").count - 340) < 340 / 4


def test_one_batch_is_fast_enough_for_a_register(cast: Any) -> None:
    start = time.process_time()
    bring(cast.upe, 1000, 0)
    assert time.process_time() - start < 2  # this process's share; the whole must pass a thousand a second on an idle core
