"""Postings at the same moment: the lock of an award keeps them from passing its limit together."""

from amparo.core.errors import AmparoError
from amparo.programme.models import Entry
from tests.cast import assemble
from tests.house.test_actions_beside import beside
from tests.programme.money import held, post
from tests.programme.people import partnership


def test_two_at_once_do_not_pass_the_limit_together(fresh_database):
    made = partnership(assemble())
    post(made, "award", 100)
    results = beside([lambda: post(made, "expenditure", 60)] * 4)
    assert sum(isinstance(result, Entry) for result in results) == 1
    assert sum(isinstance(result, AmparoError) for result in results) == 3
    assert held(made, "unobligated") == 40
