"""Charts of money as numbers for a template: the flow, and statements on one axis. Pure; widths and heights are SVG attributes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, BAR = 1200, 85.0, 10  # of the flow, as drawn
LEFT, RIGHT, LINE = 30, 386, 46  # of the axis of statements
LABEL = 46  # how close two labels may stand


@dataclass(frozen=True, slots=True)
class Band:
    """One stage of the flow: where it begins, how high it stands, and the band to the next one ("" where there is none)."""

    x: int
    height: str
    width: int
    path: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A statement on the axis. `kind`: act (the ledger), us, pe. `up`: height of its label, higher where two would touch."""

    x: int
    radius: int
    kind: str
    label: str
    up: int


@dataclass(frozen=True, slots=True)
class Axis:
    """Statements on one axis: dots, and its two ends with their figures."""

    dots: Sequence[Dot]
    ends: Sequence[tuple[int, str]]
    height: int


def flow_bands(amounts: Sequence[Decimal | None], top: Decimal) -> list[Band]:
    """The stages of one party. `top` is the largest amount of all parties drawn beside each other: one scale for all.

    A stage that nobody knows has no height and no band: a gap.
    """
    step = WIDTH // max(1, len(amounts))
    heights = [None if amount is None or top <= 0 else _height(amount, top) for amount in amounts]
    bands = []
    for number, here in enumerate(heights):
        after = heights[number + 1] if number + 1 < len(heights) else None
        last = number + 1 == len(heights)
        width = step if last and here else BAR
        path = "" if here is None or after is None else _band(number * step, step, here, after)
        bands.append(Band(number * step, f"{here or 0:.1f}", width, path))
    return bands


def claims_axis(said: Sequence[tuple[Decimal, str, str]]) -> Axis | None:
    """Statements (amount, label, kind) on one axis, lowest first; None where there are not two different ones to compare."""
    amounts = [amount for amount, _label, _kind in said]
    if len(set(amounts)) < 2:
        return None
    low, high = min(amounts), max(amounts)
    dots: list[Dot] = []
    for amount, label, kind in sorted(said, key=lambda one: (one[0], one[2])):
        x = LEFT + int((amount - low) / (high - low) * (RIGHT - LEFT))
        near = [dot.up for dot in dots if abs(dot.x - x) < LABEL]
        dots.append(Dot(x, 9 if kind == "act" else 6, kind, label, 1 + max(near) if near else 0))
    highest = max(dot.up for dot in dots)
    raised = [Dot(dot.x, dot.radius, dot.kind, dot.label, 26 + 16 * (highest - dot.up)) for dot in dots]
    return Axis(raised, [(LEFT, f"{low}"), (RIGHT, f"{high}")], LINE + 28 + 16 * highest)


def _height(amount: Decimal, top: Decimal) -> float:
    return float(max(Decimal("0.5"), amount / top * Decimal(str(HEIGHT)))) if amount > 0 else 0.0


def _band(x: int, step: int, here: float, after: float) -> str:
    first, last = x + BAR, x + step
    return f"M{first} 0H{last}V{after:.1f}C{last - 110} {after:.1f} {last - 60} {here:.1f} {first} {here:.1f}z"
