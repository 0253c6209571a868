"""Indicators of a snapshot: base, target and result by year, how they stand, and their chart. Keys: indicator:CODE:YEAR:WHAT."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from amparo.core import codelists
from amparo.programme.figures.base import Frozen
from amparo.programme.packs import speaking
from amparo.programme.packs.shapes import Chart, Measure, Point, Shown, Table
from amparo.programme.packs.speaking import Footnotes

YEAR = re.compile(r"(?:19|20)\d\d")
WHAT = ("target", "actual", "variance", "explanation")
TOLD = ("light", "stands")


@dataclass
class Indicator:
    """The figures of one indicator, sorted by what they are."""

    code: str
    head: Frozen | None = None
    base: Frozen | None = None
    stands: Frozen | None = None
    years: dict[str, dict[str, Frozen]] = field(default_factory=dict)
    more: list[Frozen] = field(default_factory=list)

    @property
    def objective(self) -> str:
        """The number of the objective it serves, "" where it serves none."""
        return self.head.words_es if self.head else ""


def sorted_out(figures: Iterable[Frozen]) -> list[Indicator]:
    """The indicators among the figures, in their order."""
    found: dict[str, Indicator] = {}
    for figure in figures:
        kind, _sign, rest = figure.key.partition(":")
        if kind == "chosen":
            found.setdefault(rest, Indicator(rest)).head = figure
        elif kind == "indicator":
            code, _sign, tail = rest.partition(":")
            _put(found.setdefault(code, Indicator(code)), figure, tail.split(":"))
    return list(found.values())


def _put(one: Indicator, figure: Frozen, tail: Sequence[str]) -> None:
    what = tail[-1]
    year = next((part for part in tail if YEAR.fullmatch(part)), "")
    if what == "baseline" and len(tail) <= 2 and one.base is None:
        one.base = figure
    elif what in TOLD and one.stands is None:
        one.stands = figure
    elif year and what in WHAT and len(tail) == 2:
        one.years.setdefault(year, {})[what] = figure
    else:
        one.more.append(figure)


def measure(one: Indicator, notes: Footnotes) -> Measure:
    """An indicator as it is printed."""
    unit = next((figure.measured_in for figure in _all(one) if figure.measured_in), "")
    name = notes.show(one.head, speaking.label(one.head)) if one.head else Shown(_name(one))
    explained = [row["explanation"] for row in one.years.values() if "explanation" in row]
    told = tuple(
        notes.show(figure, _("%(year)s: %(words)s") % {"year": _year(figure), "words": speaking.said(figure)})
        for figure in explained
    )
    return Measure(
        one.code, name, _stands(one, notes), codelists.label("indicator_unit", unit) if unit else "", chart(one), _table(one, notes),
        told + tuple(notes.show(row, f"{speaking.label(row)}: {speaking.said(row)}") for row in one.more),
    )  # fmt: skip


def _table(one: Indicator, notes: Footnotes) -> Table:
    rows: list[tuple[Shown, ...]] = []
    if one.base:
        rows.append((Shown(_("Línea base")), Shown("–", (), "quiet"), notes.show(one.base, bare=True), Shown("–", (), "quiet")))
    for year in sorted(one.years):
        row = one.years[year]
        cells = [
            notes.show(row[what], bare=True) if what in row else Shown(_empty(what), (), "quiet")
            for what in ("target", "actual", "variance")
        ]
        rows.append((Shown(year), *cells))
    head = (_("Año"), _("Meta"), _("Resultado"), _("Diferencia"))
    return Table(head, tuple(rows), (False, True, True, True), (22, 26, 26, 26))


def _empty(what: str) -> str:
    return {"target": _("Sin meta"), "actual": _("Sin dato")}.get(what, "–")


def _stands(one: Indicator, notes: Footnotes) -> Shown:
    """How it stands: the light of the rule where one was frozen; else only whether there is a target and a result to compare."""
    if one.stands:
        tone = {"green": "done", "met": "done", "amber": "soon", "yellow": "soon", "red": "late"}.get(_light(one.stands), "")
        return notes.show(one.stands, tone=tone)
    last = latest(one)
    if last is None:
        return Shown(_("Sin resultado"), (), "quiet")
    if "target" not in one.years[last] or one.years[last]["target"].value is None:
        return Shown(_("Sin meta para %(year)s") % {"year": last}, (), "soon")
    return Shown("")


def _light(figure: Frozen) -> str:
    return figure.key.rpartition(":")[2] if figure.key.endswith(("green", "amber", "red")) else figure.measured_in


def latest(one: Indicator) -> str | None:
    """The last year that has a result."""
    known = [year for year, row in one.years.items() if "actual" in row and row["actual"].value is not None]
    return max(known, default=None)


def chart(one: Indicator) -> Chart | None:
    """Bars and target lines of the years; None where no year has a result."""
    last = latest(one)
    if last is None:
        return None
    points = tuple(_point(year, one.years[year]) for year in sorted(one.years))[-6:]
    row = one.years[last]
    result, target = row["actual"], row.get("target")
    if target is not None and target.value is not None:
        sentence = _("En %(year)s: %(result)s frente a una meta de %(target)s.") % {
            "year": last, "result": speaking.said(result), "target": speaking.said(target),
        }  # fmt: skip
    else:
        sentence = _("En %(year)s: %(result)s. No hay meta para ese año.") % {"year": last, "result": speaking.said(result)}
    base = one.base.value if one.base else None
    text = _("línea base: %(value)s") % {"value": speaking.said(one.base, bare=True)} if one.base and base is not None else ""
    return Chart(points, _height(base), text, sentence)


def _point(year: str, row: dict[str, Frozen]) -> Point:
    actual, target = row.get("actual"), row.get("target")
    return Point(
        year, _height(actual.value if actual else None), _height(target.value if target else None),
        speaking.number(actual.value, actual.measured_in, bare=True) if actual and actual.value is not None else "",
        speaking.number(target.value, target.measured_in, bare=True) if target and target.value is not None else "",
    )  # fmt: skip


def _height(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _all(one: Indicator) -> Iterable[Frozen]:
    yield from filter(None, (one.base, one.head))
    for row in one.years.values():
        yield from row.values()


def _name(one: Indicator) -> str:
    return next((speaking.label(figure) for figure in _all(one)), one.code)


def _year(figure: Frozen) -> str:
    return next((part for part in figure.key.split(":") if YEAR.fullmatch(part)), "")
