"""Which column feeds what: by a saved profile, or suggested by how alike the headings are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from amparo.exchange.fields import KEEP, TARGETS, Target, about_another
from amparo.exchange.folding import fold
from amparo.exchange.reading.table import JOIN

LIKE = 86  # similarity (0–100) below which nothing is suggested
MANY = frozenset({"event_place", KEEP})  # targets several columns may feed


@dataclass(frozen=True, slots=True)
class Shape:
    """How a register writes what it writes: the plain values of a profile."""

    code: str
    row_per: str = "person"  # or "event"
    date_order: str = "dmy"  # or "mdy"
    place_codes: str = "mixed"  # inei, reniec or mixed
    name_order: str = "surnames_first"  # or "given_first"
    authority: str = "police"  # whose decision the status column is


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a column seems to be; `score` 0–100."""

    column: int
    heading: str
    target: str
    score: float


def suggest(headings: Sequence[str], targets: Mapping[str, Target] = TARGETS) -> list[Suggestion]:
    """The best target of each heading, each target given once, the surest first; the rest is only kept."""
    pairs = sorted(
        (
            (score, column, code)
            for column, heading in enumerate(headings)
            if targets is not TARGETS or not about_another(heading)
            for code, target in targets.items()
            if (score := max((_alike(heading, word) for word in target.headings), default=0)) >= LIKE
        ),
        key=lambda one: (-one[0], one[1]),
    )
    return _once(headings, pairs)


def match(headings: Sequence[str], saved: Mapping[str, str]) -> list[Suggestion]:
    """The target of each heading by a profile's columns (heading → target). Headings may differ a little from the saved ones."""
    pairs = sorted(
        (
            (score, column, target)
            for column, heading in enumerate(headings)
            for known, target in saved.items()
            if (score := _alike(heading, fold(known))) >= LIKE and (score == 100 or not about_another(heading))
        ),
        key=lambda one: (-one[0], one[1]),
    )
    return _once(headings, pairs)


def columns_of(suggestions: Iterable[Suggestion]) -> dict[str, tuple[int, ...]]:
    """Target → the columns that feed it."""
    columns: dict[str, tuple[int, ...]] = {}
    for one in suggestions:
        if one.target != KEEP:
            columns[one.target] = (*columns.get(one.target, ()), one.column)
    return columns


def _once(headings: Sequence[str], pairs: Iterable[tuple[float, int, str]]) -> list[Suggestion]:
    taken: dict[int, Suggestion] = {}
    used: set[str] = set()
    for score, column, target in pairs:
        if column not in taken and (target not in used or target in MANY):
            taken[column] = Suggestion(column, headings[column], target, score)
            used.add(target)
    return [taken.get(column, Suggestion(column, heading, KEEP, 0)) for column, heading in enumerate(headings)]


def _alike(heading: str, known: str) -> float:
    """100 for the same words. The part under a group may match alone, a little weaker than the whole."""
    whole = fold(heading)
    if whole == known:
        return 100
    part = fold(heading.rpartition(JOIN)[2])
    if part == known:
        return 98
    return max(fuzz.ratio(whole, known), fuzz.ratio(part, known) - 2) if len(known) > 4 else 0
