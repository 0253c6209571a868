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


class Likeness:
    """How well people answer one query, 0 to 1. Words that many candidates share are compared once."""

    def __init__(self, query: Face) -> None:
        self.query = query
        self._words = list(zip(query.words, query.sounds, strict=True))
        self._known: dict[str, list[tuple[float, int]]] = {}

    def of(self, person: Face) -> float:
        """The likeness of one person."""
        if not self._words or not person.words:
            return 0.0
        pairs = [
            (score, at, other)
            for other, (word, sound) in enumerate(zip(person.words, person.sounds, strict=True))
            for score, at in self._scores(word, sound)
        ]
        pairs.sort(reverse=True)
        taken: set[int] = set()
        met: set[int] = set()
        total = 0.0
        for score, at, other in pairs:
            if at not in met and other not in taken:
                met.add(at)
                taken.add(other)
                total += score
        score = total / len(self._words) - _UNMATCHED * (len(person.words) - len(taken))
        return min(1.0, max(0.0, score + self._known_facts(person)))

    def _scores(self, word: str, sound: str) -> list[tuple[float, int]]:
        scores = self._known.get(word)
        if scores is None:
            scores = [(_word_likeness(pair, (word, sound)), at) for at, pair in enumerate(self._words)]
            self._known[word] = scores
        return scores

    def _known_facts(self, person: Face) -> float:
        extra = 0.0
        if self.query.year and person.year:
            extra += _YEAR if abs(self.query.year - person.year) <= 1 else -_YEAR
        if self.query.sex and person.sex:
            extra += _SEX if self.query.sex == person.sex else -_SEX
        return extra


def likeness(query: Face, person: Face) -> float:
    """0 to 1, how well one person answers a query."""
    return Likeness(query).of(person)


def _word_likeness(one: tuple[str, str], two: tuple[str, str]) -> float:
    if len(one[0]) == 1 or len(two[0]) == 1:
        return 0.7 if one[0][0] == two[0][0] else 0.0
    written = fuzz.ratio(one[0], two[0])
    return max(written, 0.97 * fuzz.ratio(one[1], two[1])) / 100 if written < 100 else 1.0
