"""The laws of adding up, for any values, any order and any grouping."""

from datetime import date, timedelta
from decimal import Decimal
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.programme.aggregation import (
    KINDS,
    Missing,
    Series,
    Total,
    Value,
    crossed,
    disjoint,
    joined,
    missing,
    one,
    periods,
    reading,
    total,
    year_of,
)

numbers = st.decimals(min_value=0, max_value=10_000, places=2)
regions = st.sampled_from(["", "08", "16", "17", "21"])
awards = st.sampled_from([("", ""), ("a", ""), ("a", "s"), ("b", "")])
days = st.integers(0, 1000).map(lambda n: date(2024, 1, 1) + timedelta(days=n))


@st.composite
def values(draw, *, known=False):
    starts, region, (award, sub) = draw(days), draw(regions), draw(awards)
    amount = draw(numbers if known else st.none() | numbers)
    denominator = draw(st.none() | st.decimals(min_value=1, max_value=1000, places=0))
    numerator = None if denominator is None else draw(st.decimals(min_value=0, max_value=denominator, places=0))
    ends = starts + timedelta(days=draw(st.integers(0, 90)))
    return Value(starts, ends, amount, numerator, denominator, Series(region, award, sub))


kinds = st.sampled_from(KINDS)
some = st.lists(values(), max_size=8)
DAY = date(2025, 3, 31)


def v(amount, region="", award="", sub="", starts=date(2025, 1, 1), ends=DAY, over=None):
    exact = None if amount is None else Decimal(str(amount))
    if over is not None:
        return Value(starts, ends, None, exact, Decimal(over), Series(region, award, sub))
    return Value(starts, ends, exact, series=Series(region, award, sub))


@given(kinds, some, st.randoms())
def test_order_changes_nothing(kind, every, random):
    shuffled = list(every)
    random.shuffle(shuffled)
    assert total(kind, every) == total(kind, shuffled)


@given(kinds, some, st.integers(0, 8), st.integers(0, 8))
def test_regrouping_changes_nothing(kind, every, first, second):
    first, second = sorted((first, second))
    groups = [every[:first], every[first:second], every[second:]]
    assert reduce(joined, (total(kind, group) for group in groups)) == total(kind, every)
    assert joined(total(kind, groups[0]), joined(total(kind, groups[1]), total(kind, groups[2]))) == total(kind, every)


@given(kinds, some)
def test_nothing_added_changes_nothing(kind, every):
    assert joined(total(kind, every), Total(kind)) == joined(Total(kind), total(kind, every)) == total(kind, every)


@given(st.lists(values(known=True), min_size=1, max_size=8))
def test_a_count_is_the_sum_of_its_parts(every):
    assert reading(total("count", every)).value == sum(value.value for value in every)


@given(st.lists(values(known=True), min_size=1, max_size=8))
def test_unique_people_lie_within_the_bounds(every):
    read = reading(total("unique", every))
    amounts = [value.value for value in every]
    assert (read.low, read.high) == (max(amounts), sum(amounts))
    assert read.value is None or read.value == read.low == read.high


@given(st.lists(values().filter(lambda value: value.denominator), min_size=1, max_size=8))
def test_a_ratio_lies_between_the_least_and_the_most_and_is_no_mean(every):
    read = reading(total("ratio", every), percent=False)
    ratios = [value.numerator / value.denominator for value in every]
    assert min(ratios) - Decimal("1e-20") <= read.value <= max(ratios) + Decimal("1e-20")
    assert read.value == sum(value.numerator for value in every) / sum(value.denominator for value in every)


@given(st.lists(values(known=True), min_size=1, max_size=8), st.sampled_from(["count", "unique"]))
def test_an_unknown_part_makes_the_whole_at_least(every, kind):
    read = reading(total(kind, [*every, v(None, "25")]))
    assert (read.value, read.high, read.complete) == (None, None, False)
    assert read.low == reading(total(kind, every)).low


@given(st.lists(values(known=True), min_size=1, max_size=8))
def test_a_level_takes_the_last_of_each_series(every):
    series = every[0].series
    own = [value for value in every if value.series == series]
    last = max(own, key=lambda value: (value.ends, value.starts, value.value))
    assert reading(total("level", own)).value == last.value
    read = reading(total("level", every))
    assert read.low <= read.high


@given(some)
def test_nobody_is_counted_under_the_whole_and_under_the_part(every):
    kept = disjoint(every)
    for value in kept:
        broader = set(value.series.broader())
        assert not any(other.series in broader and other.overlaps(value.starts, value.ends) for other in every)


def test_a_mean_of_ratios_would_say_something_else():
    read = reading(total("ratio", [v(1, over=1), v(0, "08", over=99)]))
    assert read.value == 1


def test_ratios_known_without_their_parts_are_shown_as_a_range():
    assert reading(total("ratio", [v(40)])).value == 40
    read = reading(total("ratio", [v(40, "08"), v(60, "16")]))
    assert (read.value, read.low, read.high, read.complete) == (None, 40, 60, False)


def test_levels_of_several_regions_are_a_range_not_a_sum():
    read = reading(total("level", [v(3, "08"), v(5, "16")]))
    assert (read.value, read.low, read.high) == (None, 3, 5)


def test_nothing_known_is_nothing_and_not_zero():
    for kind in KINDS:
        assert not reading(Total(kind)).known
        assert not reading(total(kind, [v(None)])).known


def test_kinds_do_not_mix():
    with pytest.raises(ValueError, match="do not add up"):
        joined(one("count", v(1)), one("level", v(1)))


def test_who_gave_the_whole_gave_the_exact_number():
    whole, part, later = v(10), v(4, "08"), v(3, "08", starts=date(2025, 4, 1), ends=date(2025, 6, 30))
    assert disjoint([whole, part, later]) == [whole, later]
    assert disjoint([v(9, award="a"), v(4, award="a", sub="s")]) == [v(9, award="a")]
    assert disjoint([v(9, "08"), v(4, "08", award="a")]) == [v(9, "08")]


def test_a_region_beside_an_award_may_be_counted_twice():
    assert crossed([v(1, "08"), v(1, award="a")])
    assert not crossed([v(1, "08"), v(1, "16", award="a")])


def test_what_is_missing_is_said_by_region_and_by_period():
    wanted = periods("quarterly", 2025, date(2025, 10, 5))
    assert [last.month for _first, last in wanted] == [3, 6, 9]
    second = v(1, "08", starts=date(2025, 4, 1), ends=date(2025, 6, 30))
    assert missing([v(1, "08"), second, v(1, "16")], wanted, ["08", "16", "17"]) == Missing(("16", "17"), (date(2025, 9, 30),))
    assert not missing([v(1)], wanted[:1], ["08"])
    assert missing([v(1), second], wanted[:2], ["08", "16"]).regions == ("16",)


def test_a_value_belongs_to_the_year_of_its_last_day_and_a_long_flow_to_none():
    assert year_of(v(1), "count") == 2025
    long = v(1, starts=date(2023, 1, 1))
    assert (year_of(long, "count"), year_of(long, "level")) == (None, 2025)
