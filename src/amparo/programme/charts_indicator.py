"""The figure of an indicator: bars of what came out, a line for each year's target, the baseline dashed. Drawn on the server.

The year that still runs is hollow and has an asterisk; what nobody knows has no bar. The words beside it and its table say the same.
"""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amparo.programme import words_indicators as words
from amparo.programme.aggregation import Reading
from amparo.programme.queries.indicators import Progress, YearLine
from amparo.programme.said import said

WIDTH, FLOOR, SLOT, BAR = 320, 112, 68, 34
MOST_YEARS = 8
_ROOM = Decimal("1.12")  # above the highest line


def summary(progress: Progress) -> str:
    """What the figure shows, in a sentence or three: "57 % frente a 70 %. Faltan datos de 6 regiones." """
    line, unit = progress.current, progress.indicator.measured_in
    if line is None or not line.actual.known:
        return _("No se sabe todavía.")
    target = words.number(line.target, unit) if line.target is not None else _("una meta que nadie acordó")
    first = _("%(year)s: %(actual)s frente a %(target)s.") % {
        "year": line.year,
        "actual": words.reading(line.actual, unit),
        "target": target,
    }
    more = (_("El año sigue abierto.") if line.unfinished else "", words.missing(line.missing) or words.incomplete(line.actual))
    return " ".join(filter(None, (first, *more)))


def chart(progress: Progress) -> SafeString:
    """The figure as SVG with `role="img"` and the summary as its name. Nothing where there is no year to show."""
    shown = progress.lines[-MOST_YEARS:]
    if not shown:
        return SafeString("")
    top = _top(shown, progress.baseline)
    slot = min(SLOT, WIDTH // len(shown))
    bars = format_html_join(
        "", "{}", ((_year(line, n * slot, slot, top=top, unit=progress.indicator.measured_in),) for n, line in enumerate(shown))
    )
    return format_html(
        '<svg class="chart" viewBox="0 -6 {} 140" role="img" aria-label="{}: {}">{}<path class="ax" d="M0 {}H{}"/>{}</svg>',
        WIDTH, said(progress.indicator, "name"), summary(progress), _base(progress.baseline, top), FLOOR, WIDTH, bars,
    )  # fmt: skip


def _top(lines: Sequence[YearLine], baseline: Decimal | None) -> Decimal:
    known = [number for line in lines for number in (line.target, line.actual.low, line.actual.high) if number is not None]
    return max([*known, baseline or Decimal(0), Decimal("0.0001")]) * _ROOM


def _y(value: Decimal, top: Decimal) -> int:
    return FLOOR - int(value * FLOOR / top)


def _base(baseline: Decimal | None, top: Decimal) -> SafeString:
    if baseline is None:
        return SafeString("")
    y = _y(baseline, top)
    label = _("base %(n)s") % {"n": words.number(baseline)}
    return format_html(
        '<path class="base" d="M0 {}H{}"/><text x="{}" y="{}" text-anchor="end">{}</text>', y, WIDTH, WIDTH, y - 4, label
    )


def _year(line: YearLine, left: int, slot: int, *, top: Decimal, unit: str) -> SafeString:
    width = min(BAR, slot - 8)
    x = left + 8
    middle = x + width // 2
    bar = _bar(line, x, width, top=top) if line.actual.low is not None else SafeString("")
    target = SafeString("")
    if line.target is not None:
        target = format_html('<path class="tgt" d="M{} {}h{}"/>', x - 7, _y(line.target, top), width + 14)
    label = f"{line.year}*" if line.unfinished else str(line.year)
    said_of = _short(line.actual) if line.share > 0 else ""
    css = "in" if line.actual.value is not None and not line.unfinished and _tall(line, top) else "v"
    return format_html(
        '{}<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>{}<text x="{}" y="{}" text-anchor="middle">{}</text>',
        bar, css, middle, FLOOR - 6 if _tall(line, top) else _above(line, top), said_of, target, middle, FLOOR + 16, label,
    )  # fmt: skip


def _tall(line: YearLine, top: Decimal) -> bool:
    return line.actual.low is not None and FLOOR - _y(line.actual.low, top) >= 18


def _above(line: YearLine, top: Decimal) -> int:
    return (_y(line.actual.low, top) if line.actual.low is not None else FLOOR) - 6


def _bar(line: YearLine, x: int, width: int, *, top: Decimal) -> SafeString:
    """Full where the year is over and the value exact; hollow where either is open."""
    y = _y(line.actual.low or Decimal(0), top)
    css = "part" if line.unfinished or line.actual.value is None else "got"
    return format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', css, x, y, width, FLOOR - y)


def _short(read: Reading) -> str:
    if read.value is not None:
        return words.number(read.value)
    if read.low is None:
        return "?"
    return f"≥{words.number(read.low)}" if read.high is None else f"{words.number(read.low)}-{words.number(read.high)}"
