"""What a pack is made of, before it is printed. Frozen values without Django: the same for PDF and DOCX, and what its digest covers."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from typing import Any

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A text with the numbers of its footnotes. tone: "" plain, strong, quiet, late (somebody must act), done, soon."""

    text: str
    notes: tuple[int, ...] = ()
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading that repeats on each page. `numbers`: which columns are figures; `widths`: shares of the page."""

    head: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    numbers: tuple[bool, ...]
    widths: tuple[int, ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; with `kind` "head" a heading inside a section."""

    said: Shown
    kind: str = "words"


@dataclass(frozen=True, slots=True)
class Point:
    """A year of a chart: what came out (None: not known) and the target (None: none set), as heights and as words."""

    label: str
    actual: float | None
    target: float | None
    said: str = ""
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of what came out, the target as a line over each, the baseline across. `sentence` says the same."""

    points: tuple[Point, ...]
    base: float | None
    base_said: str
    sentence: str
    kind: str = "chart"


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator: its name, how it stands, its chart where there is one to draw, its table, and what explains it."""

    code: str
    name: Shown
    stands: Shown
    unit: str
    chart: Chart | None
    table: Table
    words: tuple[Shown, ...]
    kind: str = "measure"


Block = Table | Words | Measure


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the pack under its own heading."""

    title: str
    lead: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure of the first page, large, with what it is."""

    label: str
    said: Shown


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: where a figure was read, of which day it speaks, whether somebody checked it."""

    number: int
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class PackContent:
    """The whole pack in one language."""

    language: str
    title: str
    name: str
    country: str
    facts: tuple[tuple[str, str], ...]
    demo: str
    fingerprint: str
    headlines: tuple[Headline, ...]
    summary: tuple[Shown, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    words: dict[str, str]


def printable(value: Any) -> Any:
    """The same without the characters that no XML, and so no Word file, can hold: they come with text copied from elsewhere."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value)
    if isinstance(value, tuple):
        return tuple(printable(inner) for inner in value)
    if isinstance(value, dict):
        return {name: printable(inner) for name, inner in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: printable(getattr(value, field.name)) for field in fields(value)})
    return value


def plain(content: PackContent) -> str:
    """The pack as JSON, with its keys in order."""
    return json.dumps(asdict(content), ensure_ascii=False, sort_keys=True)


def digest(content: PackContent) -> str:
    """SHA-256 of what the pack says; the day it was printed is no part of it."""
    return hashlib.sha256(plain(content).encode()).hexdigest()


def texts(content: PackContent) -> Sequence[Shown]:
    """Every text of the sections that carries figures, in order."""
    found: list[Shown] = []
    for section in content.sections:
        for block in section.blocks:
            found += _of(block)
    return found


def _of(block: Block) -> list[Shown]:
    if isinstance(block, Words):
        return [block.said]
    if isinstance(block, Measure):
        return [block.name, *_of(block.table), *block.words]
    return [cell for row in block.rows for cell in row]
