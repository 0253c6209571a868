"""The traffic light of an indicator: only from this rule, never by hand. Pure.

It reads direction, baseline, target, what came out and the share of the year that has passed. Nothing is red: below the target
nobody is at fault. Unknown is no colour.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from amparo.programme.aggregation import NOTHING, Reading

WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Light:
    """code: met, on_track, slow, below, unknown. `kind`: the knot and badge of `ui` that says it; the words say it too."""

    code: str
    kind: str
    words: str


def light(code: str) -> Light:
    """The light with its words in the language of the request."""
    kind, words = {
        "met": ("done", _("Cumple")),
        "on_track": ("now", _("En camino")),
        "slow": ("soon", _("Va lento")),
        "below": ("warn", _("Bajo la meta")),
        "unknown": ("unknown", _("No se sabe")),
    }[code]
    return Light(code, kind, words)


def share_passed(year: int, *, day_of_year: int, current: int, length: int) -> Decimal:
    """How much of `year` is over on a day of the year `current`: 0 before it, 1 after it."""
    if year != current:
        return WHOLE if year < current else NOTHING
    return Decimal(day_of_year) / Decimal(length)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rule reads."""

    kind: str
    direction: str  # up, down
    baseline: Decimal | None
    target: Decimal | None
    actual: Reading
    share: Decimal


def expected(read: Judged) -> Decimal:
    """Where the value should stand now: a flow grows from nothing to the target within the year, a state from its baseline."""
    target = read.target or NOTHING
    if read.kind in ("count", "unique"):
        return target * read.share
    return target if read.baseline is None else read.baseline + (target - read.baseline) * read.share


def code_of(read: Judged) -> str:
    """The light's code. What may still lie on either side of the target is unknown, until its missing parts are there."""
    if read.target is None or not read.actual.known or read.share <= 0:
        return "unknown"
    flow = read.kind in ("count", "unique")
    low, high = read.actual.low, read.actual.high
    if read.direction == "down":
        return _down(read, low, high, flow=flow)
    if low is not None and low >= read.target:
        return "met"
    if high is None or (high >= read.target and high != low):
        return "unknown"
    if read.share >= 1:
        return "below"
    return "on_track" if high >= expected(read) else "slow"


def _down(read: Judged, low: Decimal | None, high: Decimal | None, *, flow: bool) -> str:
    target = read.target or NOTHING
    over = read.share >= 1
    if low is not None and low > target and (over or flow):
        return "below"
    if high is None or (low is not None and low <= target < high):
        return "unknown"
    if high <= target and (over or not flow):
        return "met"
    return "on_track" if high <= expected(read) else "slow"


def judge(read: Judged) -> Light:
    """The light with its words."""
    return light(code_of(read))
