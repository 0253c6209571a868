"""csv as offices save it: four encodings, four separators, quotes or none."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from amparo.core.errors import Invalid
from amparo.exchange.reading.sentences import say
from amparo.exchange.reading.sheet import Sheet, as_text

SEPARATORS = (";", ",", "\t", "|")
LOOK = 60  # lines that decide the separator


def open_text(content: bytes) -> Sheet:
    """A sheet of a delimited text. Raises `Invalid` for what is no text."""
    words = _decode(content)
    separator = _separator(words)
    try:  # a quote that never closes swallows the rest: found now, not in the middle of the work
        for _row in csv.reader(io.StringIO(words, newline=""), delimiter=separator):
            pass
    except csv.Error as error:
        raise Invalid(say("not_text")) from error

    def rows() -> Iterator[tuple[int, list[str]]]:
        for number, cells in enumerate(csv.reader(io.StringIO(words, newline=""), delimiter=separator), start=1):
            texts = [as_text(cell) for cell in cells]
            if any(texts):
                yield number, texts

    return Sheet("csv", rows)


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        if b"\x00" in content[:65_536]:
            raise Invalid(say("not_text"))
        # cp1252 has a few holes; latin-1 takes every byte
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = words[:20_000]
        odd = sum(1 for letter in sample if ord(letter) < 32 and letter not in "\r\n\t")
        if odd > len(sample) // 100:
            break
        return words
    raise Invalid(say("not_text"))


def _separator(words: str) -> str:
    """The separator that cuts most lines into the same number of cells, at least two."""
    if words[:4].lower() == "sep=":
        return words[4]
    best, score = ",", 0
    for separator in SEPARATORS:
        try:
            lines = csv.reader(io.StringIO(words[:200_000], newline=""), delimiter=separator)
            widths = Counter(len(cells) for _number, cells in zip(range(LOOK), lines, strict=False) if any(cells))
        except csv.Error:
            continue
        width, times = max(
            ((width, times) for width, times in widths.items() if width > 1), key=lambda one: one[1], default=(1, 0)
        )
        if times * (1 + min(width, 40) / 40) > score:
            best, score = separator, times * (1 + min(width, 40) / 40)
    return best
