"""What each row of a sample really is: known to the generator, to be compared with what the import makes of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a row. The importer decides which of them may pass with a doubt and which must wait."""

    SUBTOTAL = "subtotal"  # not about anybody: a total in the middle of the rows
    NO_CHILD = "no_child"  # an operation without any child found
    ADULT = "adult"  # age and birth date agree: 18 or more
    UNNAMED = "unnamed"  # "NN", initials
    DUPLICATE = "duplicate"  # the same child of the same event again, spelled otherwise
    NO_EVENT_NUMBER = "no_event_number"  # empty, "sin NI"
    NO_DATE = "no_date"  # empty, "fecha pendiente"
    IMPOSSIBLE_DATE = "impossible_date"  # 31 February
    AGE_DISAGREES = "age_disagrees"  # with the birth date
    NO_PLACE = "no_place"  # neither code nor name says where
    RENIEC_CODE = "reniec_code"  # the code is RENIEC's; the name beside it tells
    CODE_ALONE = "code_alone"  # a code valid in both systems, no name beside it
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    COUNT_DISAGREES = "count_disagrees"  # "3 NNA" and two names


@dataclass(frozen=True, slots=True)
class RowTruth:
    """`row` counts from 1 as in the file; `event` is "" for a row whose event has no number; `children` are the
    numbers of the synthetic people; `duplicate_of` is a row."""

    row: int
    event: str
    children: tuple[int, ...]
    faults: frozenset[Fault] = frozenset()
    duplicate_of: int | None = None
    ubigeo: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """All rows of a sample."""

    rows: tuple[RowTruth, ...]
    faults: Counter[Fault] = field(default_factory=Counter)

    @classmethod
    def of(cls, rows: Iterable[RowTruth]) -> "Truth":
        kept = tuple(rows)
        return cls(kept, Counter(fault for row in kept for fault in row.faults))

    @property
    def children(self) -> int:
        """Different children in the file."""
        return len({child for row in self.rows for child in row.children})

    @property
    def events(self) -> int:
        """Different events that have a number."""
        return len({row.event for row in self.rows if row.event})

    @property
    def duplicates(self) -> int:
        """Rows that repeat another."""
        return self.faults[Fault.DUPLICATE]

    @property
    def joined(self) -> int:
        """Rows that join an event which an earlier row already has, duplicates apart."""
        numbered = [row for row in self.rows if row.event and row.duplicate_of is None]
        return len(numbered) - len({row.event for row in numbered})
