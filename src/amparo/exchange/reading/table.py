"""Where the table is: titles above, one or two heading rows, headings again in the middle, totals and notes at the end.

What is not data is kept as furniture with its reason: it is shown, and it is no row of the sum.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz, process

from amparo.core.errors import Invalid
from amparo.exchange.folding import fold
from amparo.exchange.reading.sentences import say
from amparo.exchange.reading.sheet import Merged, Sheet

LOOK = 40  # rows among which the heading is looked for
LIKE = 88  # similarity (0–100) at which a heading counts as a known one
LONG = 70  # characters no heading has
MOST_ROWS = 200_000
JOIN = " · "

_TOTAL = re.compile(r"(sub ?)?total(es)?\b|suma\b|sumatoria\b|gran total\b")
_NOTE = re.compile(r"(fuente|nota|notas|elaborad[oa]|leyenda|observacion(es)?|responsable|fecha de corte|actualizad[oa])\b")
_MONTHS = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|setiembre|septiembre|octubre|noviembre|diciembre"
_SECTION = re.compile(
    rf"((mes( de)?|año|region|departamento|provincia|trimestre|semestre|[iv]+ (trimestre|semestre))\b.*"
    rf"|({_MONTHS})( (del? )?\d{{4}})?|\d{{4}})"
)

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands. `kind`: data, heading (said again), total, note or section."""

    number: int
    cells: tuple[str, ...]
    kind: str = "data"


@dataclass(slots=True)
class Table:
    """The headings (a group and its part joined by " · ") and the rows under them."""

    sheet: Sheet
    headings: list[str]
    first: int  # number of the first row under the heading
    levels: list[list[str]]  # the heading rows as they stand

    def rows(self) -> Iterator[RawRow]:
        """Every row under the heading that is not blank, furniture included. Raises `Invalid` past the most rows."""
        said = [[fold(text) for text in level] for level in self.levels]
        for count, (number, cells) in enumerate(_filled_down(self.sheet, self.first)):
            if count >= MOST_ROWS:
                raise Invalid(say("too_many_rows", most=MOST_ROWS))
            yield RawRow(number, tuple(cells), _kind(cells, said, len(self.headings)))


def find_table(sheet: Sheet, known: Collection[str]) -> Table:
    """The table of a sheet. `known`: folded headings that registers use. Raises `Invalid` where no heading row is found."""
    top = list(islice(sheet.rows(), LOOK))
    wide = {number: _filled_right(number, cells, top, sheet.merged) for number, cells in top}
    singles = [_score(_trimmed(wide[number]), known) - 0.01 * index for index, (number, _cells) in enumerate(top)]
    if not singles or max(singles) <= 0:
        raise Invalid(say("no_table"))
    row = singles.index(max(singles))
    number, cells = top[row]
    best, headings, levels, last = max(singles), _trimmed(wide[number]), [cells], number
    for index in (row - 1, row):  # the best row may be the lower or the upper one of two
        pair = _pair(top, index, wide)
        score = _score(pair[0], known) + _grouping(pair[1], top[index][0], sheet.merged) if pair else 0
        if pair and score > best:
            best, (headings, levels, last) = score, pair
    return Table(sheet, _distinct(headings), last + 1, levels)


def _pair(top: list[Row], index: int, wide: dict[int, list[str]]) -> tuple[list[str], list[list[str]], int] | None:
    """Two rows as one heading; None where they do not look like that."""
    if not 0 <= index < len(top) - 1:
        return None
    (number, cells), (below, under) = top[index], top[index + 1]
    grouped = len({text for text in wide[number] if text}) > 1 and any(cells[: len(under)])
    if not grouped or not _looks_like_heading(under) or not _looks_like_heading(cells):
        return None
    return _trimmed(_joined(cells, wide[number], wide[below])), [cells, under], below


def _grouping(levels: list[list[str]], number: int, merged: list[Merged]) -> float:
    """Two heading rows are believed where the upper one groups: merged cells, or several names in it."""
    groups = any(first + 1 == number and right > left for (first, left), (_last, right) in merged)
    return 0.5 if groups or sum(1 for text in levels[0] if text) >= 3 else -1.5


def _joined(upper: list[str], wide: list[str], lower: list[str]) -> list[str]:
    """A group's name goes right over the parts that stand under it, until the next group begins."""
    width = max(len(upper), len(lower))
    texts, group = [], ""
    for column in range(width):
        above = wide[column] if column < len(wide) else ""
        below = lower[column] if column < len(lower) else ""
        group = above or group
        if not below or fold(below) == fold(above):
            texts.append(above or below)
        else:
            texts.append(f"{group}{JOIN}{below}" if group else below)
    return texts


def _filled_right(number: int, cells: list[str], top: list[Row], merged: list[Merged]) -> list[str]:
    """A heading row with what was merged written into every cell of the merge."""
    filled = list(cells)
    said = dict(top)
    for (first, left), (last, right) in merged:
        if first + 1 <= number <= last + 1 and first + 1 in said and left < len(said[first + 1]):
            filled += [""] * (right + 1 - len(filled))
            for column in range(left, right + 1):
                filled[column] = filled[column] or said[first + 1][left]
    return filled


def _filled_down(sheet: Sheet, first: int) -> Iterator[Row]:
    """The rows from `first` on; a cell merged over several rows says the same in each of them."""
    starting: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in sheet.merged:
        if bottom > top:
            starting.setdefault(top + 1, []).append((left, bottom + 1))
    held: dict[int, tuple[int, str]] = {}
    for number, cells in sheet.rows():
        if number < first:
            continue
        for column, (last, text) in list(held.items()):
            if number > last:
                del held[column]
            elif column < len(cells):
                cells[column] = cells[column] or text
        for column, last in starting.get(number, ()):
            if column < len(cells):
                held[column] = (last, cells[column])
        yield number, cells


def _score(headings: list[str], known: Collection[str]) -> float:
    filled = [text for text in headings if text]
    wordy = [text for text in filled if len(text) < LONG and not _numeric(text)]
    if len(wordy) < 2 or len(wordy) < 0.7 * len(filled) or len({fold(text) for text in wordy}) < 2:
        return 0
    hits = sum(1 for text in wordy if is_known(text, known))
    return 3 * hits + min(len({fold(text) for text in wordy}), 30) / 10 if hits else min(len(wordy), 30) / 30


def is_known(heading: str, known: Collection[str]) -> bool:
    """Whether a heading, whole or without its group, is nearly one of the known ones."""
    return any(
        text in known or process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=LIKE)
        for text in {fold(heading), fold(heading.rpartition(JOIN)[2])}
    )


def _looks_like_heading(cells: list[str]) -> bool:
    filled = [text for text in cells if text]
    return len(filled) >= 2 and all(len(text) < LONG and not _numeric(text) for text in filled)


def _numeric(text: str) -> bool:
    figures = sum(letter.isdigit() for letter in text)
    return figures * 2 > len(text.strip())


def _kind(cells: list[str], said: list[list[str]], width: int) -> str:
    filled = [(column, text) for column, text in enumerate(cells) if text]
    folded = {column: fold(text) for column, text in filled}
    for level in said:
        same = sum(1 for column, text in folded.items() if column < len(level) and text and level[column] == text)
        if same >= 2 and same >= 0.6 * len(filled):
            return "heading"
    _column, text = filled[0]
    start = folded[filled[0][0]]
    if _TOTAL.match(start) and all(_numeric(other) for _position, other in filled[1:]):
        return "total"
    if len(filled) <= 2 and width >= 4 and (_NOTE.match(start) or text.startswith("*")):
        return "note"
    if len(filled) == 1 and width >= 4 and filled[0][0] == 0 and _SECTION.fullmatch(start):
        return "section"
    return "data"


def _trimmed(cells: list[str]) -> list[str]:
    last = max((column for column, text in enumerate(cells) if text), default=-1)
    return cells[: last + 1]


def _distinct(headings: list[str]) -> list[str]:
    """Blank headings get the column's letter-free place; the same heading twice is told apart by a number."""
    seen: dict[str, int] = {}
    names = []
    for column, text in enumerate(headings, start=1):
        name = " ".join(text.split()) or f"#{column}"
        seen[fold(name) or name] = times = seen.get(fold(name) or name, 0) + 1
        names.append(name if times == 1 else f"{name} ({times})")
    return names
