"""What makes a row doubtful, and what keeps it from becoming a file. One pure function a rule; it gives its code or nothing."""

from collections.abc import Callable
from datetime import date

from amparo.core.dates import PartialDate, age_at
from amparo.core.errors import Invalid
from amparo.exchange.draft import ChildDraft, Draft

MAJORITY = 18
MOST_CHILDREN = 40


def age_disagrees(child: ChildDraft, on: PartialDate | None) -> str:
    """The stated age and the birth date cannot both be right on that day. Both are kept."""
    bounds = ages(child, on)
    if bounds is None or child.age is None:
        return ""
    return "age_disagrees" if child.age[0] > bounds[1] or child.age[1] < bounds[0] else ""


def age_unknown(child: ChildDraft) -> str:
    """Neither age nor birth date: she is presumed to be a minor."""
    return "age_unknown" if child.age is None and child.identity.birth is None else ""


def age_around_majority(child: ChildDraft, on: PartialDate | None) -> str:
    """The register leaves open whether she was 18: she is presumed to be a minor."""
    known = ages(child, on) or child.age
    return "age_around_majority" if known and known[0] < MAJORITY <= known[1] else ""


def adult(child: ChildDraft, on: PartialDate | None) -> str:
    """Everything the register says makes her an adult. One sign of doubt, and she is presumed to be a minor."""
    told = [bounds for bounds in (ages(child, on), child.age) if bounds]
    return "adult" if told and all(low >= MAJORITY for low, _high in told) else ""


def born_after(child: ChildDraft, on: PartialDate | None) -> str:
    """A birth date after the day she was found."""
    birth = child.identity.birth
    return "born_after_event" if birth and on and birth.earliest() > on.latest() and not birth.approximate else ""


def in_future(on: PartialDate | None, today: date) -> str:
    """A day that has not come."""
    return "event_in_future" if on and on.earliest() > today else ""


def nobody(draft: Draft) -> str:
    """The row tells of no child."""
    return "" if any(child.says_something for child in draft.children) or draft.counted else "nobody"


def too_many(draft: Draft) -> str:
    """More children in one row than a row can mean."""
    return "too_many_children" if max(len(draft.children), draft.counted or 0) > MOST_CHILDREN else ""


def shifted(draft: Draft) -> str:
    """Several cells hold what belongs in other columns: the row slid to a side."""
    return "row_shifted" if draft.unreadable >= 3 else ""


def counts_differ(draft: Draft) -> str:
    """The row names another number of children than it counts."""
    named = sum(1 for child in draft.children if child.says_something)
    return "counts_differ" if draft.counted is not None and named and named != draft.counted else ""


def ages(child: ChildDraft, on: PartialDate | None) -> tuple[int, int] | None:
    """Least and greatest age the birth date allows on that day."""
    if child.identity.birth is None or on is None:
        return None
    try:
        return age_at(child.identity.birth, on)
    except Invalid:
        return None


CHILD_DOUBTS: tuple[Callable[[ChildDraft, PartialDate | None], str], ...] = (
    age_disagrees,
    age_around_majority,
    lambda child, on: age_unknown(child),
)
ROW_DOUBTS: tuple[Callable[[Draft], str], ...] = (counts_differ,)
ROW_STOPS: tuple[Callable[[Draft], str], ...] = (shifted, nobody, too_many)
CHILD_STOPS: tuple[Callable[[ChildDraft, PartialDate | None], str], ...] = (born_after, adult)


def doubts_of(draft: Draft) -> list[str]:
    """The codes of what is doubtful across cells."""
    codes = [rule(draft) for rule in ROW_DOUBTS]
    codes += [rule(child, draft.on) for rule in CHILD_DOUBTS for child in draft.children]
    return list(dict.fromkeys(code for code in codes if code))


def stops_of(draft: Draft, today: date) -> list[str]:
    """The codes of what keeps the row in quarantine."""
    codes = [in_future(draft.on, today), *(rule(draft) for rule in ROW_STOPS)]
    codes += [rule(child, draft.on) for rule in CHILD_STOPS for child in draft.children]
    return list(dict.fromkeys(code for code in codes if code))
