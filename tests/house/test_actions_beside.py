"""Every action beside itself, on two connections: commits are real, and every test finds the cast and nothing else."""

import copy
import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections

from amparo.access.action import ACTIONS
from amparo.access.models import Performed
from amparo.config.server.testing import ThrowAwayServer
from amparo.core.errors import AmparoError
from amparo.core.ids import new_id
from tests.cast import Cast, assemble
from tests.conftest import TEMPLATE, use
from tests.house.test_actions import SAMPLES, every, run, same
from tests.resetting import Resetting


def beside(calls: list[Callable[[], Any]]) -> list[Any]:
    """Runs calls at the same moment, each on a connection of its own; results, or the expected failure."""
    gate, results = threading.Barrier(len(calls)), [None] * len(calls)

    def one(place: int, call: Callable[[], Any]) -> None:
        try:
            gate.wait(10)
            results[place] = call()
        except AmparoError as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.fixture(scope="module")
def own_database(server: ThrowAwayServer, django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[str, Cast, Resetting]]:
    """A database with the cast in it, made once for all tests here."""
    name = f"amparo_{uuid.uuid4().hex[:12]}"
    server.clone(TEMPLATE, name)
    use(server, name)
    with django_db_blocker.unblock():
        cast = assemble()
        connections.close_all()
    use(server, "amparo_test")
    resetting = Resetting(server.superuser_url(name))
    yield name, cast, resetting
    resetting.close()
    server.drop(name)


@pytest.fixture
def real_cast(own_database: tuple[str, Cast, Resetting], server: ThrowAwayServer, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast in a database where commits are real; afterwards it is as it was."""
    name, cast, resetting = own_database
    use(server, name)
    with django_db_blocker.unblock():
        yield copy.deepcopy(cast)
        connections.close_all()
    use(server, "amparo_test")
    resetting.reset()


@every
def test_beside_itself_it_has_one_effect(name: str, real_cast: Any) -> None:
    kwargs = SAMPLES[name].build(real_cast)
    results = beside([lambda: run(name, kwargs)] * 2)
    assert same(*results), results
    assert Performed.objects.filter(pk=kwargs["id"]).count() == 1


@pytest.mark.parametrize("name", sorted(name for name in ACTIONS if name in SAMPLES and SAMPLES[name].on_row))
def test_of_two_who_saw_the_same_one_wins(name: str, real_cast: Any) -> None:
    kwargs = SAMPLES[name].build(real_cast)
    results = beside([lambda: run(name, kwargs), lambda: run(name, {**kwargs, "id": new_id()})])
    lost = [result for result in results if isinstance(result, AmparoError)]
    assert len(lost) == 1, results


def test_every_test_finds_the_same_rows(own_database: tuple[str, Cast, Resetting]) -> None:
    """What a test here wrote is gone, what it changed or removed is back."""
    _name, _cast, resetting = own_database
    before = resetting.marks.copy()
    person, places = "public.access_user", "public.core_place"
    shown = "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t"
    rows = [resetting.connection.execute(shown.format(table)).fetchone() for table in (person, places)]
    resetting.connection.execute("DELETE FROM public.core_place WHERE ctid = (SELECT min(ctid) FROM public.core_place)")
    resetting.connection.execute(
        "UPDATE public.access_user SET display_name = 'otra' WHERE id = (SELECT min(id) FROM public.access_user)"
    )
    resetting.connection.execute(
        "INSERT INTO public.access_performed (id, action, user_code, at, result_model, result_pk) SELECT gen_random_uuid(), 'x', 'x', now(), '', ''"
    )
    resetting.reset()
    assert {table: count for table, (count, _last) in resetting.marks.items()} == {
        table: count for table, (count, _last) in before.items()
    }
    assert [resetting.connection.execute(shown.format(table)).fetchone() for table in (person, places)] == rows
