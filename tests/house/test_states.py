"""State tables: every state can be reached, every step leads somewhere the table knows, the docs draw them."""

import pytest

from amparo.access.describe import state_tables
from amparo.core.transitions import Table, states, unreachable

TABLES = list(state_tables())
each = pytest.mark.parametrize(("start", "table"), [row[2:] for row in TABLES], ids=[f"{app}.{name}" for app, name, *_ in TABLES])


@each
def test_every_state_can_be_reached(start: str, table: Table) -> None:
    assert unreachable(table, start) == frozenset()


@each
def test_it_begins_somewhere_and_can_move(start: str, table: Table) -> None:
    assert start in table
    assert table[start], "nothing can ever happen"


@each
def test_every_state_and_step_has_a_code(start: str, table: Table) -> None:
    words = states(table) | {step for steps in table.values() for step in steps}
    assert [word for word in words if not (word.isascii() and word.replace("_", "").isalnum() and word.islower())] == []


def test_names_are_given_once() -> None:
    names = [(app, name) for app, name, *_rest in TABLES]
    assert len(names) == len(set(names))
    assert names
