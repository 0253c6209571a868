"""Which cells of a table of counts may be shown: none below eleven, and none that gives such a one away.

A table with its totals is a network: every row and every column (the totals' own too) is a node, every cell joins two of
them, and each line says that what goes in comes out. What is hidden can be worked out from what is shown exactly where no
closed way of hidden cells leads round it, along which one unit could be moved without anybody noticing. So a hidden cell
that is alone in its line brings the next smallest with it, and so on until none can be worked out.
Source: Cox 1980, Suppression methodology and statistical disclosure control, JASA 75; the threshold is issue 2 part 3.
"""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST_SHOWN = 11
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Count:
    """A cell as it may be shown. Without a value it is hidden; `small` says that it may be called "fewer than 11"."""

    value: int | None
    small: bool = False


@dataclass(frozen=True, slots=True)
class Masked:
    """A table that gives nothing away: its cells, the totals of rows and columns, the total of all."""

    cells: tuple[tuple[Count, ...], ...]
    row_totals: tuple[Count, ...]
    column_totals: tuple[Count, ...]
    total: Count

    @property
    def hides(self) -> bool:
        """Whether anything is hidden."""
        return any(count.value is None for row in (*self.cells, self.row_totals, self.column_totals) for count in row)


def masked(counts: Sequence[Sequence[int]], smallest: int = SMALLEST_SHOWN, *, least: int = 0) -> Masked:
    """The table with what may be shown of it. `counts` are rows of equal length, at least one cell.

    least  what everybody knows each cell to hold at the very least: 1 where a line that holds nothing is left out
    """
    table = with_totals(counts)
    hidden = hide(table, smallest, least=least)
    bounded = not pinned(table, hidden, smallest, least=least)
    shown = [
        [Count(None, bounded and value < smallest) if (r, c) in hidden else Count(value) for c, value in enumerate(row)]
        for r, row in enumerate(table)
    ]
    return Masked(
        tuple(tuple(row[:-1]) for row in shown[:-1]),
        tuple(row[-1] for row in shown[:-1]),
        tuple(shown[-1][:-1]),
        shown[-1][-1],
    )


def with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """The table with a last column and a last row of totals."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def hide(table: Sequence[Sequence[int]], smallest: int = SMALLEST_SHOWN, *, least: int = 0) -> frozenset[Place]:
    """The places to hide in a table with totals: the small ones, and those that protect them."""
    hidden = {(r, c) for r, row in enumerate(table) for c, value in enumerate(row) if value < smallest}
    while found := pinned(table, hidden, smallest, least=least):
        more = _next_smallest(table, hidden, found)
        if more is None:
            break  # everything is hidden
        hidden.add(more)
    return frozenset(hidden)


def pinned(
    table: Sequence[Sequence[int]], hidden: frozenset[Place] | set[Place], smallest: int = SMALLEST_SHOWN, *, least: int = 0
) -> set[Place]:
    """The hidden places whose value follows from what is shown, knowing also which of them are small."""
    ways = {place: _ways(table, place, smallest, least) for place in hidden}
    return {place for place in hidden if not _can_move(place, ways)}


def _ways(table: Sequence[Sequence[int]], place: Place, smallest: int, least: int) -> tuple[bool, bool]:
    """Whether a hidden value could be one more, and one less, with nobody noticing; seen along row → column."""
    (r, c), value = place, table[place[0]][place[1]]
    small = value < smallest
    more, less = not small or value + 1 < smallest, value - 1 >= (least if small else smallest)
    is_total = (r == len(table) - 1) != (c == len(table[0]) - 1)
    return (less, more) if is_total else (more, less)


def _can_move(place: Place, ways: dict[Place, tuple[bool, bool]]) -> bool:
    """Whether one unit can go round a closed way of hidden cells through this one."""
    row, column = ("row", place[0]), ("column", place[1])
    forward, backward = ways[place]
    return (forward and _reaches(column, row, place, ways)) or (backward and _reaches(row, column, place, ways))


def _reaches(start: tuple[str, int], end: tuple[str, int], without: Place, ways: dict[Place, tuple[bool, bool]]) -> bool:
    seen, waiting = {start}, deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            return True
        for place, (forward, backward) in ways.items():
            row, column = ("row", place[0]), ("column", place[1])
            if place == without:
                continue
            for origin, target, open_way in ((row, column, forward), (column, row, backward)):
                if open_way and origin == here and target not in seen:
                    seen.add(target)
                    waiting.append(target)
    return False


def _next_smallest(table: Sequence[Sequence[int]], hidden: set[Place], found: set[Place]) -> Place | None:
    """What to hide besides: the smallest shown cell of a line in which a hidden one stands alone; totals after the others."""
    last_row, last_column = len(table) - 1, len(table[0]) - 1
    everywhere = {(r, c) for r in range(last_row + 1) for c in range(last_column + 1)} - hidden
    rows, columns = Counter(r for r, _c in hidden), Counter(c for _r, c in hidden)
    alone = {(r, c) for r, c in everywhere if rows[r] == 1 or columns[c] == 1}
    beside = {(r, c) for r, c in everywhere if any(r == row or c == column for row, column in found)}

    def cost(place: Place) -> tuple[bool, int, Place]:
        r, c = place
        return (r == last_row or c == last_column, table[r][c], place)

    return min(alone or beside or everywhere, key=cost, default=None)
