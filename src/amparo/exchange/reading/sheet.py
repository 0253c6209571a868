"""A sheet as the rest of the import sees it: rows of texts, and what was merged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta | None
Merged = tuple[tuple[int, int], tuple[int, int]]  # (first row, first column), (last row, last column), from 0
MOST_TEXT = 4_000  # characters of a cell that are kept; a register cell holds no more


@dataclass(slots=True)
class Sheet:
    """`rows()` gives (number as the spreadsheet counts, texts), blank rows left out; may be asked for again."""

    kind: str
    rows: Callable[[], Iterator[tuple[int, list[str]]]]
    merged: list[Merged] = field(default_factory=list)
    formulas: int = 0
    name: str = ""
    from_1904: bool = False


def as_text(value: Value) -> str:
    """A cell as text. Dates in ISO form, whole numbers without a point; a formula's own text stays what it is: text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\x00", "").strip()[:MOST_TEXT]
    if isinstance(value, bool):
        return "SI" if value else "NO"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
