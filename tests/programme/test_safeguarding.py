"""Safeguarding: every standard answered, the result by a rule, the next day, what is overdue."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.core.errors import Denied, Invalid
from amparo.desk.models import Task
from amparo.programme.models import SafeguardingCheck
from amparo.programme.queries.monitoring import answered, overdue
from amparo.programme.rules_awards import next_check, safeguarding_result
from tests.programme import grants

pytestmark = pytest.mark.django_db


def check(made, who="us", on=None, sub=False, answers=None, **different):
    of = {"award": None, "subaward": made.subaward.pk} if sub else {"award": made.award.pk, "subaward": None}
    given_answers = grants.answers(**different) if answers is None else answers
    return grants.do(made, who, "check_safeguarding", on=on or grants.in_days(0), answers=given_answers, **of)


@pytest.mark.parametrize(
    ("different", "result", "months"),
    [
        ({}, "meets", 12),
        ({"policy": "partly"}, "partly", 6),
        ({"policy": "partly", "conduct": "unknown"}, "unknown", 3),
        ({"policy": "no", "conduct": "unknown", "training": "partly"}, "not_met", 3),
    ],
)
def test_the_result_and_the_next_day_follow_from_the_answers(compact, different, result, months):
    row = check(compact, on=date(2026, 1, 31), **different)
    assert row.result == result and (row.next_due.year * 12 + row.next_due.month) - (2026 * 12 + 1) == months
    assert len(answered(row)) == 7 and dict(answered(row)).get("policy") == different.get("policy", "yes")


def test_the_next_check_waits_on_the_desk_and_the_one_before_is_done(compact):
    us = compact.cast.us
    check(compact)
    check(compact, policy="no")
    with acting_as(us):
        states = list(
            Task.objects.visible_to(us)
            .filter(kind="programme.safeguarding_due")
            .order_by("created_at")
            .values_list("state", flat=True)
        )
    assert states == ["done", "open"]


def test_an_overdue_check_counts_and_a_new_one_ends_it(compact):
    us, today = compact.cast.us, grants.in_days(0)
    old = check(compact, on=date(2025, 1, 1))
    with acting_as(us):
        assert overdue(us, compact.compact, today).count == {(compact.award.pk, None): 1}
        assert overdue(us, compact.compact, old.next_due).count == {}
    check(compact)
    with acting_as(us):
        assert overdue(us, compact.compact, today).count == {}


def test_every_standard_is_answered_and_nothing_else(compact):
    every = grants.answers()
    for wrong in (every[:-1], (*every, ("zz", "yes")), (*every[:-1], (every[-1][0], "zz")), ()):
        with pytest.raises(Invalid) as problem:
            check(compact, answers=wrong)
        assert list(problem.value.messages) == ["answers"]
    with pytest.raises(Invalid):
        check(compact, on=grants.in_days(1))
    with acting_as(compact.cast.us):
        assert not SafeguardingCheck.objects.visible_to(compact.cast.us).exists()


def test_who_checks_whom(compact):
    check(compact, "partner", sub=True)
    for who, sub in (("partner", False), ("subrecipient", True), ("peru", False), ("crtp", True), ("evaluator", False)):
        with pytest.raises(Denied):
            check(compact, who, sub=sub)


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from(["yes", "partly", "no", "unknown"]), min_size=1))
def test_one_worse_answer_never_makes_the_result_better(answers):
    order = {"meets": 0, "partly": 1, "unknown": 2, "not_met": 3}
    worse = {**answers, sorted(answers)[0]: "no"}
    assert order[safeguarding_result(worse)] >= order[safeguarding_result(answers)]
    assert (safeguarding_result(answers) == "meets") == (set(answers.values()) == {"yes"})


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["meets", "partly", "not_met", "unknown"]))
def test_the_next_check_is_later(day, result):
    assert next_check(day, result) > day
