"""Nine indicators of the invented compact: targets of every year, values by quarter and region, one restated, some never told.

Those of V4 come with the reports of partners and sub-recipients (`reports`).
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from amparo.config.demo.telling import INVENTED, Teller
from amparo.core.dates import PartialDate
from amparo.programme import actions as act
from amparo.programme.library import library
from amparo.programme.rules_indicators import ResultFacts

PERU, DONOR = "gobierno-peru", "gobierno-eeuu"
REGIONS = ("08", "15", "16", "17", "21")
# code, baseline, targets of the four years
DEFINED = (
    ("P1", 400, (440, 480, 520, 560)),
    ("P3", 100, (120, 140, 160, 180)),
    ("P5B", 30, (35, 40, 45, 50)),
    ("P6A", 300, (280, 260, 240, 220)),
    ("A1", 50, (60, 70, 80, 90)),
    ("V1", None, (5_000, 6_000, 7_000, 8_000)),
    ("V2", 10, (20, 40, 60, 80)),
    ("V4", 3, (40, 50, 60, 70)),
    ("G5", 5, (8, 12, 16, 20)),
)
# national values of each quarter: value, or numerator and denominator; None: nobody knows it
QUARTERLY = {"P3": (25, 30, 28, None, 35, 40), "A1": ((30, 50), (36, 60), (42, 60), (45, 60), (40, 50), (48, 60))}
YEARLY = {"P5B": (40, 100), "P6A": 270, "V2": 22, "G5": 9}
BY_REGION = (20, 30, 15, 10, 12)  # complaints of the first quarter; each quarter two more
SILENT = {(2, "16"), (3, "16"), (3, "21")}  # who sent nothing: (quarter, region)
UNTIL = 6  # quarters that are told


def tell(teller: Teller) -> None:
    """All of it."""
    rows = _defined(teller)
    _national(teller, rows)
    _regional(teller, rows["P1"])


def _defined(teller: Teller) -> dict[str, Any]:
    """Taken from the library as they are, with an invented baseline and the targets of four years."""
    rows = {}
    for code, baseline, targets in DEFINED:
        year = teller.first.year - 1 if baseline is not None else None
        known = Decimal(baseline) if baseline is not None else None
        facts = replace(library()[code], baseline=known, baseline_year=year, source=INVENTED)
        row = teller.at(PERU, teller.day(15)).within(f"indicator {code}", act.define_indicator, facts=facts)
        wanted = tuple((teller.first.year + place, Decimal(value)) for place, value in enumerate(targets))
        teller.at(PERU, teller.day(18)).on(f"targets {code}", act.set_targets, row=row, region="", targets=wanted)
        rows[code] = row
    return rows


def _value(teller: Teller, name: str, indicator: Any, facts: ResultFacts) -> Any:
    """Recorded and sent by Peru, validated and published by the other side."""
    on = facts.ends + timedelta(days=12)
    row = teller.at(PERU, on).do(f"result {name}", act.record_result, indicator=indicator.pk, facts=facts)
    teller.at(PERU, on).on(f"result {name} send", act.send_result, row=row)
    teller.at(DONOR, on + timedelta(days=6)).on(f"result {name} validate", act.validate_result, row=row)
    teller.at(DONOR, on + timedelta(days=7)).on(f"result {name} publish", act.publish_result, row=row)
    return row


def _facts(starts: date, ends: date, told: Any, region: str = "") -> ResultFacts:
    value, over, under = (None, *told) if isinstance(told, tuple) else (told, None, None)
    exact = [Decimal(number) if number is not None else None for number in (value, over, under)]
    return ResultFacts(
        starts, ends, *exact, region=region, method="Conteo inventado", source=INVENTED, as_of=PartialDate.from_date(ends)
    )


def _national(teller: Teller, rows: dict[str, Any]) -> None:
    for quarter in teller.quarters(UNTIL):
        for code, values in QUARTERLY.items():
            facts = _facts(quarter.starts, quarter.ends, values[quarter.place])
            _value(teller, f"{code} {quarter.place}", rows[code], facts)
    last = date(teller.first.year, 12, 31)
    for code, told in YEARLY.items():
        _value(teller, f"{code} year", rows[code], _facts(teller.first, last, told))


def _regional(teller: Teller, indicator: Any) -> None:
    """Complaints by region: two regions sent nothing at times, one value was restated."""
    first = None
    for quarter in teller.quarters(4):
        for region, base in zip(REGIONS, BY_REGION, strict=True):
            if (quarter.place, region) in SILENT:
                continue
            facts = _facts(quarter.starts, quarter.ends, base + 2 * quarter.place, region)
            row = _value(teller, f"P1 {quarter.place} {region}", indicator, facts)
            first = first or (row, facts)
    note = {
        "indicator": indicator.pk,
        "result": None,
        "kind": "incomplete",
        "words": "Faltan Loreto y Puno en algunos trimestres.",
    }
    teller.at(PERU, teller.day(330)).do("quality", act.note_quality, **note)
    if first is None:
        return
    row, facts = first
    again = replace(facts, value=Decimal(23), explanation_es="Tres denuncias llegaron tarde.", explanation_en="Three came late.")
    restated = teller.at(PERU, teller.day(180)).on("restated", act.correct_result, row=row, facts=again)
    teller.at(DONOR, teller.day(186)).on("restated validated", act.validate_result, row=restated)
