"""What becomes of each row, in the order of the file: released, quarantined, duplicate, or merged into an event.

released      makes a file, or several
quarantined   cannot become a file as it stands; waits for a person
duplicate     tells of a child of an earlier row, or of one the unit has a file of
merged        tells of no new child, and adds to an event an earlier row began
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz

from amparo.core.dates import PartialDate
from amparo.exchange import rules
from amparo.exchange.draft import ChildDraft, Draft
from amparo.exchange.folding import fold
from amparo.exchange.understand import without_child
from amparo.vault.search.fold import fold as sound
from amparo.vault.search.fold import words

RELEASED, QUARANTINED, DUPLICATE, MERGED = "released", "quarantined", "duplicate", "merged"
KINDS = (RELEASED, QUARANTINED, DUPLICATE, MERGED)
SAME_NAME = (0.84, 0.7)  # mean and least likeness of the words of two names that are one, heard twice
NEAR_NAME = (0.78, 0.6)


@dataclass(slots=True)
class EventSeen:
    """What the rows of one event say together; the first to say something counts."""

    key: str
    number: str = field(repr=False)
    unit: str = field(default="", repr=False)
    on: PartialDate | None = None
    ubigeo: str = ""
    purposes: tuple[str, ...] = ()
    rows: int = 0


@dataclass(frozen=True, slots=True)
class _Seen:
    number: int
    name: str
    birth: PartialDate | None
    age: tuple[int, int] | None
    key: str
    on: PartialDate | None
    document: str
    sex: str


@dataclass(slots=True)
class Sorted:
    """A row with its class. `reasons` are codes of `messages.STOPS`; `same_as` the number of the earlier row it is like.

    `repeats` are the numbers of all earlier rows that tell of a child of this one.
    """

    draft: Draft
    kind: str
    reasons: list[str] = field(default_factory=list)
    same_as: int | None = None
    repeats: tuple[int, ...] = ()


class Sorter:
    """Keeps what earlier rows said: about 300 bytes a row, nothing of it written anywhere."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.events: dict[str, EventSeen] = {}
        self._documents: dict[str, _Seen] = {}
        self._names: dict[str, list[_Seen]] = {}

    def sort(self, draft: Draft) -> Sorted:
        """The class of the next row."""
        stops = rules.stops_of(draft, self.today)
        if "nobody" in stops or (draft.counted and "children_unnamed" in draft.doubts):
            earlier = self.events.get(draft.key) if draft.key else None
            if earlier is not None and earlier.rows and "row_shifted" not in stops:
                self._join(draft)
                return Sorted(draft, MERGED)
        if stops:
            return Sorted(draft, QUARANTINED, _some_adults(draft, stops))
        return self._by_children(draft)

    def _by_children(self, draft: Draft) -> Sorted:
        found = [self._same(child, draft) for child in draft.children]
        repeats = tuple(sorted({row for reason, row in found if row is not None and reason != "looks_like_row"}))
        reasons = [reason for reason, _row in found if reason in ("document_shared", "same_child_other_event")]
        if reasons:
            row = next(row for reason, row in found if reason == reasons[0])
            return Sorted(draft, QUARANTINED, list(dict.fromkeys(reasons)), row, repeats)
        repeated = {place for place, (reason, _row) in enumerate(found) if reason == DUPLICATE}
        same_as = next((row for reason, row in found if reason == DUPLICATE), None)
        if draft.children and len(repeated) == len(draft.children):
            return Sorted(draft, DUPLICATE, [], same_as, repeats)
        if repeated:
            draft = without_child(draft, repeated)
            draft.doubt("some_repeated")
        near = next((row for reason, row in found if reason == "looks_like_row"), None)
        draft.doubt("looks_like_row" if near is not None else "")
        self._join(draft)
        for child in draft.children:
            self._remember(child, draft)
        return Sorted(draft, RELEASED, [], same_as if repeated else near, repeats)

    def _join(self, draft: Draft) -> None:
        """Adds the row to its event; what differs from earlier rows is a doubt of this row."""
        if not draft.key:
            return
        event = self.events.get(draft.key)
        if event is None:
            self.events[draft.key] = EventSeen(
                draft.key, draft.event_number, draft.unit, draft.on, draft.ubigeo, draft.purposes, rows=1
            )
            return
        draft.doubt("event_dates_differ" if draft.on and event.on and not _may_be_same_day(draft.on, event.on) else "")
        draft.doubt("event_places_differ" if draft.ubigeo and event.ubigeo and not _within(draft.ubigeo, event.ubigeo) else "")
        event.on, event.ubigeo = event.on or draft.on, event.ubigeo or draft.ubigeo
        event.purposes = tuple(dict.fromkeys((*event.purposes, *draft.purposes)))
        event.rows += 1

    def _same(self, child: ChildDraft, draft: Draft) -> tuple[str, int | None]:
        """Whether an earlier row tells of this child: a reason, and that row."""
        mine = _seen(child, draft)
        if mine.document and (other := self._documents.get(mine.document)):
            if mine.name and other.name and not _alike_enough(name_likeness(mine.name, other.name), NEAR_NAME):
                return "document_shared", other.number
            return _same_event(mine, other), other.number
        near: int | None = None
        for other in self._alike(mine):
            if not _may_be_one(mine, other):
                continue
            likeness = name_likeness(mine.name, other.name)
            born = mine.birth is not None and mine.birth.day is not None and mine.birth == other.birth
            if _alike_enough(likeness, SAME_NAME) and (born or _surely_same_event(mine, other)):
                return _same_event(mine, other), other.number
            if _alike_enough(likeness, NEAR_NAME) and (born or _same_event(mine, other) == DUPLICATE):
                near = other.number
        return ("looks_like_row", near) if near is not None else ("", None)

    def _alike(self, mine: _Seen) -> Iterator[_Seen]:
        if len(mine.name.split()) < 2:
            return
        seen: set[int] = set()
        for block in _blocks(mine):
            for other in self._names.get(block, ()):
                if other.number not in seen:
                    seen.add(other.number)
                    yield other

    def _remember(self, child: ChildDraft, draft: Draft) -> None:
        mine = _seen(child, draft)
        if mine.document:
            self._documents.setdefault(mine.document, mine)
        if len(mine.name.split()) >= 2:
            for block in _blocks(mine):
                self._names.setdefault(block, []).append(mine)


def _seen(child: ChildDraft, draft: Draft) -> _Seen:
    who = child.identity
    name = fold(" ".join(filter(None, (who.given_names, who.first_surname, who.second_surname))))
    document = next((f"{one.kind}:{one.number}" for one in who.documents if one.checked is not False), "")
    return _Seen(draft.number, name, who.birth, child.age, draft.key, draft.on, document, child.sex)


def name_likeness(one: str, other: str) -> tuple[float, float]:
    """Mean and least likeness (0–1) of the words of the shorter name with their partners in the longer, by letters or sound."""
    shorter, longer = sorted((tuple(words(one)), tuple(words(other))), key=len)
    if len(shorter) < 2:
        return 0.0, 0.0
    pairs = sorted(
        ((_word(mine, theirs), at, to) for at, mine in enumerate(shorter) for to, theirs in enumerate(longer)), reverse=True
    )
    best: dict[int, float] = {}
    taken: set[int] = set()
    for score, at, to in pairs:
        if at not in best and to not in taken:
            best[at] = score
            taken.add(to)
    return sum(best.values()) / len(best), min(best.values())


def _word(one: str, other: str) -> float:
    return max(fuzz.ratio(one, other), 0.97 * fuzz.ratio(sound(one), sound(other))) / 100


def _alike_enough(likeness: tuple[float, float], least: tuple[float, float]) -> bool:
    return likeness[0] >= least[0] and likeness[1] >= least[1]


def _may_be_one(one: _Seen, other: _Seen) -> bool:
    """Nothing the register says of the two sets them apart."""
    if one.document and other.document or {one.sex, other.sex} == {"female", "male"}:
        return False
    return _ages_agree(one, other)


def _blocks(seen: _Seen) -> set[str]:
    """Where a child is looked for among those before her: the event, and the birth date with an initial, and the whole name."""
    words = sorted(seen.name.split())
    blocks = {"n" + " ".join(words)}
    if seen.key:
        blocks.add("e" + seen.key)
    elif seen.on and seen.on.day:
        blocks.add(f"d{seen.on}{words[-1][:2]}")
    if seen.birth and seen.birth.day:
        blocks.add(f"b{seen.birth}")
    return blocks


def _ages_agree(one: _Seen, other: _Seen) -> bool:
    if one.birth and other.birth and one.birth.day and other.birth.day:
        return one.birth == other.birth
    if one.age and other.age:
        return one.age[0] <= other.age[1] + 1 and other.age[0] <= one.age[1] + 1
    return True


def _surely_same_event(one: _Seen, other: _Seen) -> bool:
    if one.key and other.key:
        return one.key == other.key
    return one.on is not None and one.on == other.on and one.on.day is not None


def _same_event(one: _Seen, other: _Seen) -> str:
    """`duplicate` where nothing sets the two events apart."""
    if one.key and other.key and one.key == other.key:
        return DUPLICATE
    if one.on and other.on:
        return DUPLICATE if _may_be_same_day(one.on, other.on) else "same_child_other_event"
    return DUPLICATE if not (one.key and other.key) else "same_child_other_event"


def _may_be_same_day(one: PartialDate, other: PartialDate) -> bool:
    return one.earliest() <= other.latest() and other.earliest() <= one.latest()


def _within(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _some_adults(draft: Draft, stops: list[str]) -> list[str]:
    if "adult" in stops and len(draft.children) > 1 and not all(rules.adult(child, draft.on) for child in draft.children):
        return ["some_adults" if code == "adult" else code for code in stops]
    return stops
