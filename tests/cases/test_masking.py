"""Nothing hidden can be worked out from what is shown."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.cases.masking import SMALLEST_SHOWN, hide, masked, pinned, with_totals


def shown(table):
    return [[count.value for count in row] for row in masked(table).cells]


def derivable(table, hidden):
    """Hidden places that the equations of the lines fix, by elimination over fractions: nothing clever, to check the clever."""
    from fractions import Fraction

    places = sorted(hidden)
    rows, columns = len(table), len(table[0])
    lines = []
    for r in range(rows):
        lines.append({(r, c): (-1 if c == columns - 1 else 1) for c in range(columns)})
    for c in range(columns):
        lines.append({(r, c): (-1 if r == rows - 1 else 1) for r in range(rows)})
    matrix = [[Fraction(line.get(place, 0)) for place in places] for line in lines]
    lead = 0
    for column in range(len(places)):
        pick = next((i for i in range(lead, len(matrix)) if matrix[i][column]), None)
        if pick is None:
            continue
        matrix[lead], matrix[pick] = matrix[pick], matrix[lead]
        first = matrix[lead][column]
        matrix[lead] = [value / first for value in matrix[lead]]
        for i, row in enumerate(matrix):
            if i != lead and row[column]:
                factor = row[column]
                matrix[i] = [a - factor * b for a, b in zip(row, matrix[lead], strict=True)]
        lead += 1
    alone = [row for row in matrix if sum(1 for value in row if value) == 1]
    return {places[next(i for i, value in enumerate(row) if value)] for row in alone}


TABLES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 40), min_size=columns, max_size=columns), min_size=1, max_size=5)
)


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_no_hidden_cell_follows_from_what_is_shown(table):
    whole = with_totals(table)
    hidden = hide(whole)
    assert not derivable(whole, hidden)
    assert all(value >= SMALLEST_SHOWN for r, row in enumerate(whole) for c, value in enumerate(row) if (r, c) not in hidden)


@settings(max_examples=200, deadline=None)
@given(TABLES)
def test_who_reads_fewer_than_eleven_learns_no_single_value_either(table):
    """A cell called "fewer than 11" is so, and no cell is pinned by that knowledge; where one were, it is only called hidden."""
    whole, result = with_totals(table), masked(table)
    cells = [*(count for row in result.cells for count in row), *result.row_totals, *result.column_totals, result.total]
    if any(count.small for count in cells):
        assert not pinned(whole, hide(whole))
    for row, counts in zip(result.cells, table, strict=True):
        for count, value in zip(row, counts, strict=True):
            assert count.value in (None, value)
            assert not count.small or value < SMALLEST_SHOWN


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=2, max_size=2))
def test_another_table_fits_as_well(table):
    """Small enough to try them all: for each hidden cell some other table shows the same."""
    whole, limit = with_totals(table), 3
    hidden, bounded = hide(whole, limit), not pinned(whole, hide(whole, limit), limit)

    def seen(other):
        return [
            [("small" if bounded and v < limit else "hidden") if (r, c) in hidden else v for c, v in enumerate(row)]
            for r, row in enumerate(other)
        ]

    same = [other for four in product(range(8), repeat=4) if seen(other := with_totals([four[:2], four[2:]])) == seen(whole)]
    for r, c in hidden:
        assert len({other[r][c] for other in same}) > 1


def test_a_single_small_cell_takes_the_next_smallest_with_it():
    assert shown([[5, 20, 90], [30, 40, 50], [60, 70, 80]]) == [[None, None, 90], [None, None, 50], [60, 70, 80]]


def test_totals_that_give_nothing_away_are_shown():
    result = masked([[5, 20, 90], [30, 40, 50], [60, 70, 80]])
    assert [count.value for count in result.row_totals] == [115, 120, 210]
    assert result.total.value == 445
    assert masked([[50, 60]]).hides is False


@pytest.mark.parametrize("table", [[[3]], [[0]], [[3, 40]], [[0, 0], [0, 0]], [[10, 11], [12, 13]]])
def test_tables_too_small_to_protect_show_no_more_than_they_may(table):
    whole = with_totals(table)
    assert not derivable(whole, hide(whole))
