"""Reports as their pages show them: by partner and quarter, one with its versions, and a quarter merged over all that were accepted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from amparo.access.actors import Actor
from amparo.core.errors import NotFound
from amparo.desk.providers import Described
from amparo.programme import aggregation, rules, rules_reports
from amparo.programme.aggregation import Reading, Series, Value
from amparo.programme.models import Compact, Indicator, Remark, Report, ReportDraft, ReportVersion, SnapshotFigure
from amparo.programme.queries.indicators import order
from amparo.programme.words_indicators import quarter as quarter_words

_WITH = ("compact", "award__recipient", "subaward__recipient")
_HEAVY = ("scope", "hidden", "exempt")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list. `overdue`: somebody must act."""

    report: Report
    overdue: bool

    @property
    def holder(self) -> Any:
        """The sub-award, or the award, it reports on."""
        return self.report.subaward or self.report.award


@dataclass(frozen=True, slots=True)
class QuarterLines:
    """The reports of a quarter, and how many were accepted."""

    year: int
    quarter: int
    lines: tuple[ReportLine, ...]

    @property
    def accepted(self) -> int:
        """How many of them were accepted."""
        return sum(line.report.state == "accepted" for line in self.lines)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version as it was sent, with its figures by section and the remarks on it by section."""

    version: ReportVersion
    figures: dict[str, list[SnapshotFigure]]
    remarks: dict[str, list[Remark]]


@dataclass(frozen=True, slots=True)
class MergedFigure:
    """A figure of a quarter over all accepted reports. `reports`: how many of them give it."""

    label_es: str
    label_en: str
    reading: Reading
    measured_in: str
    reports: int
    code: str = ""  # of an indicator


@dataclass(frozen=True, slots=True)
class Merged:
    """A quarter merged upwards. `missing`: the reports due that are not accepted, so that the whole is "at least"."""

    year: int
    quarter: int
    accepted: tuple[ReportLine, ...]
    missing: tuple[ReportLine, ...]
    sections: dict[str, list[MergedFigure]]


def listed(actor: Actor, compact: Compact, *, today: date | None = None) -> list[QuarterLines]:
    """All reports in the actor's sight, newest quarter first, by partner within it (one query)."""
    day = today or timezone.localdate()
    rows = Report.objects.visible_to(actor).filter(compact=compact).select_related(*_WITH).defer(*_HEAVY)
    quarters: dict[tuple[int, int], list[ReportLine]] = defaultdict(list)
    for row in rows:
        quarters[row.year, row.quarter].append(ReportLine(row, rules_reports.is_overdue(row.state, row.due_on, day)))
    return [QuarterLines(*key, tuple(sorted(lines, key=_by_partner))) for key, lines in sorted(quarters.items(), reverse=True)]


def _by_partner(line: ReportLine) -> tuple[str, bool, str]:
    """A sub-award comes under its award; one whose award is out of sight stands by itself."""
    award = line.report.award.number if line.report.award else line.holder.number
    return (award, line.report.subaward_id is not None, line.holder.number)


def one(actor: Actor, pk: UUID) -> Report:
    """One report in sight. Raises `NotFound`."""
    row: Report | None = Report.objects.visible_to(actor).filter(pk=pk).select_related(*_WITH).first()
    if row is None:
        raise NotFound(rules.gone())
    return row


def own_draft(actor: Actor, report: Report) -> ReportDraft | None:
    """What the actor's unit is writing."""
    found: ReportDraft | None = ReportDraft.objects.visible_to(actor).filter(report=report, unit_id=actor.unit_id).first()
    return found


def versions(actor: Actor, report: Report) -> list[VersionLine]:
    """Every version that was sent, newest first, each with its frozen figures and the remarks on it (three queries)."""
    rows = list(ReportVersion.objects.visible_to(actor).filter(report=report).order_by("-number"))
    figures: dict[UUID, dict[str, list[SnapshotFigure]]] = defaultdict(lambda: defaultdict(list))
    for figure in _figures(actor, [row.snapshot_id for row in rows]):
        figures[figure.snapshot_id][figure.section].append(figure)
    remarks: dict[UUID, dict[str, list[Remark]]] = defaultdict(lambda: defaultdict(list))
    for remark in Remark.objects.visible_to(actor).filter(version_of__in=rows).order_by("created_at", "id"):
        remarks[remark.version_of_id][remark.section].append(remark)
    return [VersionLine(row, dict(figures[row.snapshot_id]), dict(remarks[row.pk])) for row in rows]


def _figures(actor: Actor, snapshots: Sequence[UUID]) -> Iterable[SnapshotFigure]:
    found: Iterable[SnapshotFigure] = (
        SnapshotFigure.objects.visible_to(actor).filter(snapshot__in=snapshots).select_related("source")
        .defer(*_HEAVY).order_by("snapshot", "position")
    )  # fmt: skip
    return found


def merged(actor: Actor, compact: Compact, year: int, *, quarter: int) -> Merged:
    """A quarter over all accepted reports in sight, by the laws of aggregation (four queries).

    What a sub-recipient reports is not counted again where its prime reports the same value of the same place and period.
    """
    lines = next((one.lines for one in listed(actor, compact) if (one.year, one.quarter) == (year, quarter)), ())
    accepted = tuple(line for line in lines if line.report.state == "accepted")
    of = {line.report.pk: line for line in accepted}
    rows = ReportVersion.objects.visible_to(actor).filter(report__in=of, accepted=True)
    by_snapshot = {row.snapshot_id: of[row.report_id].report for row in rows}
    figures = list(_figures(actor, list(by_snapshot)))
    definitions = {row.code: row for row in Indicator.objects.visible_to(actor).filter(compact=compact).defer(*_HEAVY)}
    sections = {
        "indicators": _indicators(figures, by_snapshot, definitions),
        "money": _sums(figures, "money"),
        "activities": _sums(figures, "activities"),
    }
    missing = tuple(line for line in lines if line.report.state != "accepted")
    return Merged(year, quarter, accepted, missing, {name: found for name, found in sections.items() if found})


def _indicators(
    figures: Sequence[SnapshotFigure], reports: dict[UUID, Report], definitions: dict[str, Indicator]
) -> list[MergedFigure]:
    """The values of an indicator are put together again from their frozen parts, and joined."""
    parts: dict[tuple[str, UUID, str, str, str], dict[str, SnapshotFigure]] = defaultdict(dict)
    for figure in figures:
        if figure.section == "indicators":
            _section, code, region, starts, ends, what = figure.key.split("|")
            parts[code, figure.snapshot_id, region, starts, ends][what] = figure
    groups: dict[str, list[tuple[Value, SnapshotFigure]]] = defaultdict(list)
    for (code, snapshot, region, starts, ends), found in parts.items():
        report = reports[snapshot]
        series = Series(region, str(report.award_id or ""), str(report.subaward_id or ""))
        exact = {name: found[name].value if name in found else None for name in ("value", "numerator", "denominator")}
        groups[code].append((Value(date.fromisoformat(starts), date.fromisoformat(ends), **exact, series=series), found["value"]))
    return [_joined(definitions[code], groups[code]) for code in sorted(groups, key=order) if code in definitions]


def _joined(row: Indicator, found: Sequence[tuple[Value, SnapshotFigure]]) -> MergedFigure:
    values = aggregation.disjoint(value for value, _figure in found)
    read = aggregation.reading(aggregation.total(row.kind, values), percent=row.measured_in == "percent")
    reports = len({figure.snapshot_id for _value, figure in found})
    return MergedFigure(f"{row.code}. {row.name_es}", f"{row.code}. {row.name_en}", read, row.measured_in, reports, row.code)


def _sums(figures: Sequence[SnapshotFigure], section: str) -> list[MergedFigure]:
    """Money by account and currency, activities by kind. Different officials of two reports may be the same: only bounds."""
    groups: dict[tuple[str, ...], list[SnapshotFigure]] = defaultdict(list)
    for figure in figures:
        if figure.section == section:
            groups[tuple(figure.key.split("|")[1:])].append(figure)
    merged = []
    for key, found in groups.items():
        kind = key[1] if section == "activities" else "count"
        day = date.min
        read = aggregation.reading(aggregation.total(kind, [Value(day, day, figure.value) for figure in found]))
        merged.append(MergedFigure(found[0].label_es, found[0].label_en, read, found[0].measured_in, len(found)))
    return merged


def described_report(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Described]:
    """How the desk shows a report that a task or notice is about: whose it is, of which quarter (one query)."""
    rows = Report.objects.visible_to(actor).filter(pk__in=ids).select_related(*_WITH)
    lines = [ReportLine(row, overdue=False) for row in rows]
    return {
        line.report.pk: Described(
            reverse("report", args=[line.report.pk]),
            line.holder.recipient.short_name,
            quarter_words(line.report.year, line.report.quarter),
        )
        for line in lines
    }
