"""Laws of the ledger for any sequence of facts: the report's arithmetic, sums at every level, days, reversals, limits."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.core.errors import Invalid
from amparo.core.models import ExchangeRate
from amparo.programme.accounts import LIMITS, POSTINGS
from amparo.programme.models import Line
from amparo.programme.queries.ledger import DIMENSIONS, balances, sf425, summed
from tests.programme.money import post, reverse

pytestmark = pytest.mark.django_db

FIRST = date(2026, 1, 5)
DAYS = [FIRST + timedelta(days) for days in range(0, 30, 3)]

facts = st.tuples(
    st.sampled_from(sorted(POSTINGS)),
    st.decimals(Decimal("0.01"), Decimal(400), places=2),
    st.sampled_from(DAYS),
    st.sampled_from(["USD", "USD", "PEN"]),
    st.sampled_from([None, 0, 1]),
    st.sampled_from(["", "08", "16"]),
    st.sampled_from(["", "travel", "personnel"]),
)
stories = st.lists(facts, min_size=4, max_size=14)
story = given(stories)
kept = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


class Undo(Exception):
    """Takes an example back."""


def told(made, facts):
    """Posts what is permitted, after a first award; gives the entries."""
    ExchangeRate.objects.get_or_create(on=FIRST, base="USD", quote="PEN", defaults={"rate": Decimal("3.77")})
    entries = [(post(made, "award", 500, FIRST), "us"), (post(made, "subaward", 100, FIRST), "partner")]
    entries.append((post(made, "disbursement", 300, FIRST), "us"))
    who = {"us": "us", "host": "peru", "recipient": "partner", "sub": "subrecipient"}
    for kind, amount, on, currency, objective, region, category in facts:
        more = {"objective": made.objectives[objective].pk} if objective is not None else {}
        try:
            entry = post(made, kind, amount, on, currency=currency, region=region, category=category, **more)
        except Invalid:
            continue
        entries.append((entry, who[POSTINGS[kind].who]))
    return entries


def sums(made, on, by=()):
    """(account, currency, dimensions) → balance, without zeros."""
    us = made.cast.us
    with acting_as(us):
        rows = balances(us, made.compact, on, by=by)
    found = Counter()
    for row in rows:
        found[(row.account, row.base, *(getattr(row, name) for name in by))] += row.value
    return {key: value for key, value in found.items() if value}


def undone(test):
    """Runs an example and takes it back."""
    try:
        with transaction.atomic():
            test()
            raise Undo
    except Undo:
        pass


@story
@kept
def test_the_lines_of_the_federal_report_follow_from_each_other(compact, facts):
    def check():
        told(compact, facts)
        us = compact.cast.us
        for on in DAYS:
            with acting_as(us):
                report = sf425(us, compact.award, on)
            at = report.lines
            assert report.wrong == ()
            assert list(at) == list("abcdefghijklmno")
            assert at["c"] == at["a"] - at["b"]
            assert at["g"] == at["e"] + at["f"]
            assert at["h"] == at["d"] - at["g"]
            assert at["k"] == at["i"] - at["j"]
            assert at["o"] == at["l"] - at["m"] - at["n"]

    undone(check)


@story
@kept
def test_the_sum_at_any_level_is_the_ledger_at_any_day(compact, facts):
    def check():
        told(compact, facts)
        for on in (DAYS[0], DAYS[4], DAYS[-1]):
            whole = sums(compact, on)
            assert sum(whole.values()) == 0
            for name in DIMENSIONS:
                level = Counter()
                for (account, base, _key), value in sums(compact, on, (name,)).items():
                    level[(account, base)] += value
                assert {key: value for key, value in level.items() if value} == whole, name

    undone(check)


@story
@kept
def test_balances_at_a_day_never_see_what_came_later(compact, facts):
    def check():
        half = len(facts) // 2
        told(compact, facts[:half])
        before = {on: sums(compact, on) for on in DAYS}
        later = [(kind, amount, max(on, DAYS[5]), *rest) for kind, amount, on, *rest in facts[half:]]
        told_more(compact, later)
        for on in DAYS[:5]:
            assert sums(compact, on) == before[on]

    undone(check)


def told_more(made, facts):
    for kind, amount, on, currency, *_rest in facts:
        try:
            post(made, kind, amount, on, currency=currency)
        except Invalid:
            continue


@given(stories, st.integers(0, 40))
@kept
def test_a_reversal_restores_every_balance(compact, facts, which):
    def check():
        entries = told(compact, facts)
        today = timezone.localdate()
        entry, by = entries[which % len(entries)]
        with_it = {by_: sums(compact, today, by_) for by_ in ((), ("award", "subaward"), ("objective", "region", "category"))}
        moved = {by_: entry_sums(compact, entry, by_) for by_ in with_it}
        try:
            reverse(compact, entry, by=by)
        except Invalid:
            assert {by_: sums(compact, today, by_) for by_ in with_it} == with_it  # refused: nothing changed
            return
        for by_, before in with_it.items():
            left = Counter(before)
            left.subtract(moved[by_])
            assert sums(compact, today, by_) == {key: value for key, value in left.items() if value}

    undone(check)


def entry_sums(made, entry, by):
    us = made.cast.us
    with acting_as(us):
        rows = summed(Line.objects.visible_to(us).filter(entry=entry), by=by)
    return {(row.account, row.base, *(getattr(row, name) for name in by)): row.value for row in rows}


@story
@kept
def test_nothing_is_ever_spent_that_is_not_there(compact, facts):
    def check():
        told(compact, facts)
        for on in DAYS:
            held = sums(compact, on, ("award", "subaward"))
            for name, limit in LIMITS.items():
                left = Counter()
                for account, sign in limit.parts:
                    for (one, _base, award, sub), value in held.items():
                        if one == account:
                            left[(award, sub if limit.of != "award" else None)] += sign * value
                assert all(value >= 0 for value in left.values()), (name, on)

    undone(check)


@story
@kept
def test_every_entry_keeps_its_conversion(compact, facts):
    def check():
        for entry, _by in told(compact, facts):
            if entry.currency == entry.base_currency:
                assert (entry.rate, entry.base_amount) == (None, entry.amount)
            else:
                assert entry.rate_on == FIRST
                assert entry.base_amount == (entry.amount * entry.rate).quantize(Decimal("0.01")) or abs(
                    entry.base_amount - entry.amount * entry.rate
                ) <= Decimal("0.01")

    undone(check)
