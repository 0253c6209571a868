"""The last step: a few decrypted people compared with what was typed. Pure.

Each word of the query takes its best partner among the person's words, in any order, so that swapped surnames cost nothing and a
missing part costs little; birth year and sex, where both are known, only break ties.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from amparo.vault.search.fold import fold, words

LEAST = 0.62  # below this nobody would call it the same name
_UNMATCHED = 0.015  # each word of the person that the query does not have
_YEAR, _SEX = 0.03, 0.02


@dataclass(frozen=True, slots=True)
class Face:
    """What is compared: words as written, their sounds, birth year (0 unknown) and sex ("" unknown)."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]
    year: int = 0
    sex: str = ""


def face(names: Sequence[str], *, year: int = 0, sex: str = "") -> Face:
    """The face of names as written."""
    written = tuple(dict.fromkeys(word for name in names for word in words(name)))
    return Face(written, tuple(fold(word) for word in written), year, sex)


def likeness(query: Face, person: Face) -> float:
    """0 to 1, how well a person answers a query."""
    if not query.words or not person.words:
        return 0.0
    pairs = sorted(
        (
            (_word_likeness(query, at, person, other), at, other)
            for at in range(len(query.words))
            for other in range(len(person.words))
        ),
        reverse=True,
    )
    taken: set[int] = set()
    met: set[int] = set()
    total = 0.0
    for score, at, other in pairs:
        if at not in met and other not in taken:
            met.add(at)
            taken.add(other)
            total += score
    score = total / len(query.words) - _UNMATCHED * (len(person.words) - len(taken))
    if query.year and person.year:
        score += _YEAR if abs(query.year - person.year) <= 1 else -_YEAR
    if query.sex and person.sex:
        score += _SEX if query.sex == person.sex else -_SEX
    return min(1.0, max(0.0, score))


def _word_likeness(query: Face, at: int, person: Face, other: int) -> float:
    one, two = query.words[at], person.words[other]
    if len(one) == 1 or len(two) == 1:
        return 0.7 if one[0] == two[0] else 0.0
    written = fuzz.ratio(one, two)
    return max(written, 0.97 * fuzz.ratio(query.sounds[at], person.sounds[other])) / 100 if written < 100 else 1.0
