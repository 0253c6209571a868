"""What the components are given: frozen values that queries build and templates only draw.

Nothing here reads the database or the clock. Texts arrive translated. Every figure has the word beside it.
Kinds are the states of a knot (`KINDS`): shape, word and colour, always the three.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any, Literal

from django.utils.http import urlencode

Kind = Literal["late", "soon", "warn", "ok", "wait", "now", "done", "new", "unknown", "stop", "no", "plus"]

# kind -> (class that colours it, knot that draws it). `soon` (the clock) is for deadlines only; `warn` for risk and reserve.
KINDS: Mapping[str, tuple[str, str]] = {
    "late": ("late", "late"),
    "soon": ("soon", "soon"),
    "warn": ("soon", "warn"),
    "ok": ("", "wait"),
    "wait": ("", "wait"),
    "now": ("now", "now"),
    "done": ("done", "done"),
    "new": ("new", "new"),
    "unknown": ("", "unknown"),
    "stop": ("", "stop"),
    "no": ("", "no"),
    "plus": ("new", "plus"),
}


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main menu. `count` and `count_label` say what is overdue: 3, "vencidos"."""

    label: str
    url: str
    current: bool = False
    count: int = 0
    count_label: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Action:
    """What a row offers: a link, or with `post` a button that sends `id` (made new on each page) and `seen`.

    `strong` fills the button: only where somebody must act. `about` is added for screen readers ("AMP-7K3Q9DM-X").
    """

    label: str
    url: str
    strong: bool = False
    post: bool = False
    seen: int = 0
    about: str = ""
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Knot:
    """One knot of a counter's cord, in units of the drawing."""

    y: float
    rx: float
    ry: float


@dataclass(frozen=True, slots=True)
class Counter:
    """A total of the day that links to exactly the rows it counts. `kind` is late, soon, new or ok."""

    count: int
    label: str
    url: str
    kind: Kind = "ok"

    @property
    def css(self) -> str:
        return KINDS[self.kind][0]

    @property
    def knots(self) -> list[Knot]:
        """Knots that really count: units at the end of the cord, tens above, hundreds at the top. From 1 000 on, none."""
        if self.count >= 1000:
            return []
        fine = self.count >= 100
        step, ry = (2.9, 1.2) if fine else (4.6, 2.0)
        digits = (
            (self.count // 100, 5.0, step, 6.0),
            (self.count // 10 % 10, 32.0 if fine else 10.0, step, 4.6),
            (self.count % 10, 84.0, -step, 3.6),
        )
        return [Knot(round(first + move * index, 1), rx, ry) for digit, first, move, rx in digits for index in range(digit)]


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline: what, how long, until when and whose turn it is.

    `fraction` is the share of time used (0 to 1), or None for no thread. `basis` says where the term comes from:
    "ley", "estándar del servicio", "plazo de la unidad", with "por verificar" where it is not verified.
    """

    label: str
    main: str
    detail: str = ""
    kind: Kind = "ok"
    fraction: float | None = None
    basis: str = ""

    @property
    def css(self) -> str:
        return KINDS[self.kind][0]

    @property
    def used(self) -> str:
        """Length of the thread in hundredths, as SVG wants it."""
        return f"{100 * min(1.0, max(0.0, self.fraction or 0.0)):.1f}"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A file that asks for something: code, who (age band and sex, never a name), what happens, context, clock, one action."""

    code: str
    url: str
    what: str
    kind: Kind = "wait"
    who: str = ""
    context: str = ""
    clock: Clock | None = None
    action: Action | None = None

    @property
    def css(self) -> str:
        return KINDS[self.kind][0]

    @property
    def knot(self) -> str:
        return KINDS[self.kind][1]


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """A heading with its number and the rows under it. `anchor` is where the counter's link lands."""

    anchor: str
    title: str
    count: int
    kind: Kind = "ok"
    note: str = ""
    rows: Sequence[WorkRow] = ()
    more: Link | None = None

    @property
    def css(self) -> str:
        return KINDS[self.kind][0]


@dataclass(frozen=True, slots=True)
class Step:
    """A knot on the route. `state`: done, now (one a cord), wait, unknown, late."""

    label: str
    state: Kind = "wait"
    detail: str = ""
    url: str = ""

    @property
    def knot(self) -> str:
        return KINDS[self.state][1]


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """Something that happened. `when` is shown as text already; `by` is a person or unit, never the child."""

    when: str
    text: str
    by: str = ""
    kind: Kind = "done"
    links: Sequence[Link] = ()
    iso: str = ""

    @property
    def knot(self) -> str:
        return KINDS[self.kind][1]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A referral as a conversation with a clock: sent, seen, accepted or refused, attended."""

    title: str
    other: str
    steps: Sequence[Step]
    clock: Clock | None = None
    said_by: str = ""
    said: str = ""
    url: str = ""
    actions: Sequence[Action] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the plan, in her words, with `done` of `total` steps."""

    title: str
    text: str
    word: str
    kind: Kind = "now"
    done: int = 0
    total: int = 0
    url: str = ""

    @property
    def share(self) -> str:
        return _hundredths(self.done, self.total)


@dataclass(frozen=True, slots=True)
class Bar:
    """A count drawn as a bar relative to `of` (the longest of its list)."""

    label: str
    value: int
    of: int
    url: str = ""

    @property
    def share(self) -> str:
        return _hundredths(self.value, self.of)


@dataclass(frozen=True, slots=True)
class Bead:
    x: int
    y: int
    state: Literal["on", "hold", "free"]


@dataclass(frozen=True, slots=True)
class Beads:
    """One bead a place of a centre: taken, held for a child, free. Free is what is left of `total`."""

    total: int
    taken: int
    held: int = 0

    @property
    def free(self) -> int:
        return max(0, self.total - self.taken - self.held)

    @property
    def per_row(self) -> int:
        return max(1, ceil(self.total / 2)) if self.total <= 16 else 10

    @property
    def rows(self) -> int:
        return max(1, ceil(self.total / self.per_row))

    @property
    def width(self) -> int:
        return max(160, 20 * self.per_row)

    @property
    def height(self) -> int:
        return 20 * self.rows

    @property
    def threads(self) -> list[tuple[int, int]]:
        """(y, length) of the cord of each row."""
        left = [min(self.per_row, self.total - row * self.per_row) for row in range(self.rows)]
        return [(20 * row + 10, 20 * count) for row, count in enumerate(left)]

    @property
    def beads(self) -> list[Bead]:
        states: list[Literal["on", "hold", "free"]] = ["on"] * self.taken + ["hold"] * self.held + ["free"] * self.free
        return [
            Bead(20 * (index % self.per_row) + 10, 20 * (index // self.per_row) + 10, state)
            for index, state in enumerate(states[: self.total])
        ]


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is known of it. With `masked` the woven mask stands for the value and `link` may reveal it."""

    term: str
    value: str = ""
    kind: Kind | Literal[""] = ""
    masked: bool = False
    link: Link | None = None
    note: str = ""

    @property
    def css(self) -> str:
        return KINDS[self.kind][0] if self.kind else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. `kind` puts a badge; `code` keeps a file code in one piece."""

    text: str
    url: str = ""
    kind: Kind | Literal[""] = ""
    code: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to scan; on a phone each row becomes a card whose lines carry the column's label. First column heads the row."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | str]]
    foot: Sequence[Cell | str] = ()
    caption_hidden: bool = False

    @property
    def body(self) -> list[list[tuple[Column, Cell]]]:
        return [self._pair(row) for row in self.rows]

    @property
    def total(self) -> list[tuple[Column, Cell]]:
        return self._pair(self.foot)

    def _pair(self, row: Sequence[Cell | str]) -> list[tuple[Column, Cell]]:
        cells = [cell if isinstance(cell, Cell) else Cell(str(cell)) for cell in row]
        return list(zip(self.columns, cells, strict=False))


@dataclass(frozen=True, slots=True)
class Pages:
    """Where we are in a long list. `query` is the rest of the address (filters), kept on every link."""

    current: int
    last: int
    total: int = 0
    noun: str = ""
    query: Mapping[str, Any] = field(default_factory=dict)
    param: str = "pagina"

    @property
    def shown(self) -> list[int | None]:
        """The numbers to draw: the first, the last and the neighbours; None stands for a gap."""
        near = sorted({1, self.last, *range(self.current - 1, self.current + 2)} & set(range(1, self.last + 1)))
        drawn: list[int | None] = []
        for number in near:
            before = drawn[-1] if drawn else None
            if before is not None and number - before > 1:
                drawn.append(None)
            drawn.append(number)
        return drawn

    @property
    def links(self) -> list[tuple[int | None, str]]:
        return [(number, self.url(number) if number else "") for number in self.shown]

    @property
    def previous(self) -> str:
        return self.url(self.current - 1) if self.current > 1 else ""

    @property
    def next(self) -> str:
        return self.url(self.current + 1) if self.current < self.last else ""

    def url(self, number: int) -> str:
        return "?" + urlencode({**self.query, self.param: number}, doseq=True)


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work that can be left: `done` of `total`, with a sentence."""

    label: str
    done: int
    total: int
    detail: str = ""

    @property
    def share(self) -> str:
        return _hundredths(self.done, self.total)


@dataclass(frozen=True, slots=True)
class Changed:
    """Both versions of a field in a conflict: what the other wrote and what was typed here."""

    term: str
    theirs: str
    mine: str

    @property
    def same(self) -> bool:
        return self.theirs == self.mine


def day_key(when: date) -> str:
    """The machine's form of a day, for `<time datetime>`."""
    return when.isoformat()


def _hundredths(part: int, whole: int) -> str:
    return f"{min(100.0, 100 * part / whole):.1f}" if whole > 0 else "0"
