"""The quarterly reports of the invented compact: two partners to the donor, two sub-recipients to their partners.

Of the last quarter that should be settled one is accepted, one was sent back, one waits to be read and one is overdue; the quarter
that runs is due; of those before all are accepted, two of them after they were sent back and mended.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.config.demo import reports_data as told
from amparo.config.demo.telling import INVENTED, TELLER, Quarter, Teller
from amparo.core.dates import PartialDate
from amparo.programme import actions as act
from amparo.programme.actions.evidence import EvidenceFacts
from amparo.programme.actions.reports import Narrative
from amparo.programme.models import Award, Indicator, Report
from amparo.programme.rules_indicators import ResultFacts

DONOR = "gobierno-eeuu"
OPENED = 45  # days of the story by which every sub-award is signed
MOST = 8  # quarters of two years


def tell(teller: Teller) -> None:
    """Every report, quarter by quarter."""
    with acting_as(TELLER):
        alerts = Indicator.objects.visible_to(TELLER).get(compact=teller.compact, code="V4")
    today = timezone.localdate(teller.until)
    settled = [one.place for one in teller.quarters() if one.ends + timedelta(days=told.SETTLED) < today]
    for quarter in teller.quarters(MOST, running=True):
        rows = _opened(teller, quarter)
        if quarter.place not in settled:
            continue
        for number, writer, reader in told.WRITERS:
            report = Told(teller, quarter, rows.get(number), number, writer, reader)
            value = _alerts(report, alerts)
            way = _way(number, quarter.place, settled[-1])
            for day, step in told.WAYS[way]:
                (_moves if step in MOVES else _write)(report, day, step)
            if way in ("accepted", "mended"):
                _counts(report, value)


class Told:
    """A report being told: its row, who writes and who reads it."""

    def __init__(self, teller: Teller, quarter: Quarter, row: Any, *whose: str) -> None:
        self.teller, self.quarter, self.row = teller, quarter, row
        self.number, self.writer, self.reader = whose
        self.name = f"report {self.number} {quarter.place}"

    def on(self, unit: str, after: int) -> Any:
        """The turn of a unit, so many days after the quarter's end."""
        return self.teller.at(unit, self.quarter.ends + timedelta(days=after))


def _way(number: str, place: int, last: int) -> str:
    if place == last:
        return told.LAST[number]
    return "mended" if (number, place) in told.MENDED else "accepted"


def _opened(teller: Teller, quarter: Quarter) -> dict[str, Report]:
    """The donor opens the quarter for each award and its sub-awards; its reports by the number of what they report on."""
    day = max(teller.day(OPENED), quarter.starts + timedelta(days=30))
    with acting_as(TELLER):
        awards = {row.number: row for row in Award.objects.visible_to(TELLER).filter(compact=teller.compact)}
    for number in told.AWARDS:
        row = awards[number]
        teller.at(DONOR, day).on(
            f"reports {number} {quarter.place}", act.open_reports, row=row, subaward=None, until=quarter.ends
        )
    with acting_as(TELLER):
        found = Report.objects.visible_to(TELLER).filter(compact=teller.compact, year=quarter.year, quarter=quarter.number)
        return {(row.subaward or row.award).number: row for row in found.select_related("award", "subaward")}


def _write(report: Told, day: int, step: str) -> None:
    """The words of the report, once more where it was sent back; what shows them is put beside it."""
    achieved, *others = told.WORDS[report.number]
    words = Narrative(f"{achieved} {told.ADDED}" if step == "mend" else achieved, *others)
    turn = report.on(report.writer, day)
    turn.do(f"{report.name} {step}", act.write_draft, report=report.row.pk, words=words)
    if (report.number, report.quarter.place, step) == (*told.EVIDENCE[:2], "write"):
        shown = EvidenceFacts(told.EVIDENCE[2], dated=PartialDate.from_date(report.quarter.ends), source=INVENTED)
        about = {"seen": report.row.version, "about": "report", "about_id": report.row.pk}
        turn.do(f"{report.name} evidence", act.attach_evidence, facts=shown, **about)


def _moves(report: Told, day: int, step: str) -> None:
    """Sent by who writes it; sent back or accepted by who reads it."""
    function, facts = MOVES[step]
    unit = report.writer if function is act.send_report else report.reader
    report.on(unit, day).on(f"{report.name} {step}", function, row=report.row, **facts)


MOVES: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "send": (act.send_report, {}),
    "send again": (act.send_report, {}),
    "return": (act.return_report, {"remarks": told.REMARKS}),
    "accept": (act.accept_report, {}),
}


def _alerts(report: Told, indicator: Any) -> Any:
    """The value that goes along with the report: a draft until then. None where this one brings none."""
    if report.number not in told.ALERTS:
        return None
    region, first = told.ALERTS[report.number]
    quarter, own = (
        report.quarter,
        {"subaward" if report.row.subaward_id else "award": report.row.subaward_id or report.row.award_id},
    )
    facts = ResultFacts(
        quarter.starts, quarter.ends, Decimal(first + quarter.place), region=region, method="Conteo inventado", source=INVENTED,
        as_of=PartialDate.from_date(quarter.ends), **own,
    )  # fmt: skip
    return report.on(report.writer, 14).do(f"{report.name} V4", act.record_result, indicator=indicator.pk, facts=facts)


def _counts(report: Told, value: Any) -> None:
    """Once the report is accepted, the donor validates its value and publishes it."""
    report.on(DONOR, 39).on(f"{report.name} V4 validate", act.validate_result, row=value)
    report.on(DONOR, 39).on(f"{report.name} V4 publish", act.publish_result, row=value)
