"""The traffic light, only from its rule."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from amparo.programme.aggregation import Reading
from amparo.programme.light import Judged, code_of, expected, judge, light, share_passed
from amparo.ui.components import KINDS

D = Decimal
CODES = ("met", "on_track", "slow", "below", "unknown")


def exactly(amount):
    return Reading(D(amount), D(amount), D(amount))


def code(actual, target, share="1", *, kind="count", direction="up", baseline=None):
    known = actual if isinstance(actual, Reading) else Reading() if actual is None else exactly(actual)
    return code_of(
        Judged(kind, direction, None if baseline is None else D(baseline), None if target is None else D(target), known, D(share))
    )


TABLE = [
    # actual, target, share, kind, direction, baseline, light
    (30, 30, "1", "count", "up", None, "met"),
    (16, 30, "1", "count", "up", None, "below"),
    (16, 30, "0.75", "count", "up", None, "slow"),
    (23, 30, "0.75", "count", "up", None, "on_track"),
    (30, 30, "0.1", "count", "up", None, "met"),
    (57, 70, "0.5", "ratio", "up", 31, "on_track"),
    (50, 70, "0.5", "ratio", "up", 31, "slow"),
    (50, 70, "0.5", "ratio", "up", None, "slow"),
    (57, 70, "1", "ratio", "up", 31, "below"),
    (80, 90, "1", "level", "down", 120, "met"),
    (100, 90, "1", "level", "down", 120, "below"),
    (100, 90, "0.5", "level", "down", 120, "on_track"),
    (110, 90, "0.5", "level", "down", 120, "slow"),
    (3, 10, "0.5", "count", "down", None, "on_track"),
    (11, 10, "0.5", "count", "down", None, "below"),
    (8, 10, "0.5", "count", "down", None, "slow"),
    (None, 10, "1", "count", "up", None, "unknown"),
    (5, None, "1", "count", "up", None, "unknown"),
    (5, 10, "0", "count", "up", None, "unknown"),
]


@pytest.mark.parametrize(("actual", "target", "share", "kind", "direction", "baseline", "wanted"), TABLE)
def test_the_rule(actual, target, share, kind, direction, baseline, wanted):
    assert code(actual, target, share, kind=kind, direction=direction, baseline=baseline) == wanted


def test_what_may_lie_on_either_side_of_the_target_has_no_colour():
    between, at_least = Reading(None, D(5), D(15)), Reading(None, D(5), None, complete=False)
    assert code(between, 10) == code(at_least, 10) == "unknown"
    assert code(between, 5) == code(at_least, 5) == "met"
    assert code(between, 20) == "below"
    assert code(between, 10, direction="down") == code(at_least, 10, direction="down") == "unknown"
    assert code(at_least, 4, direction="down") == "below"
    assert code(between, 15, direction="down") == "met"


def test_below_the_target_is_never_red():
    for name in CODES:
        assert light(name).kind != "late"
        assert light(name).kind in KINDS
    assert judge(Judged("count", "up", None, D(30), exactly(16), D(1))).kind == "warn"
    assert light("unknown").kind == "unknown"


def test_the_light_has_words_in_both_languages():
    with translation.override("es"):
        assert [light(name).words for name in CODES] == ["Cumple", "En camino", "Va lento", "Bajo la meta", "No se sabe"]
    with translation.override("en"):
        assert [light(name).words for name in CODES] == ["Meets", "On track", "Slow", "Below target", "Not known"]


def test_the_share_of_the_year():
    assert share_passed(2025, day_of_year=10, current=2026, length=365) == 1
    assert share_passed(2027, day_of_year=10, current=2026, length=365) == 0
    assert share_passed(2026, day_of_year=73, current=2026, length=365) == D("0.2")


numbers = st.decimals(min_value=0, max_value=1000, places=1)
shares = st.decimals(min_value="0.01", max_value=1, places=2)


@given(numbers, numbers, numbers, numbers, shares, st.sampled_from(["count", "ratio", "level"]))
def test_more_is_never_a_worse_light_where_up_is_better(baseline, target, low, more, share, kind):
    rank = {"below": 0, "slow": 0, "on_track": 1, "met": 2}
    less, greater = (code_of(Judged(kind, "up", baseline, target, exactly(n), share)) for n in (low, low + more))
    assert rank[greater] >= rank[less]


@given(numbers, numbers, shares)
def test_where_it_should_stand_lies_between_baseline_and_target(baseline, target, share):
    now = expected(Judged("ratio", "up", baseline, target, Reading(), share))
    assert min(baseline, target) <= now <= max(baseline, target)
