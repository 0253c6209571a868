"""Rows of awards and sub-awards and of all that hangs on one: budget, changes, visits, findings, work, trainings, reports."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.core.dates import PartialDate
from amparo.core.ids import new_code
from amparo.programme import models as m
from amparo.programme import officials
from amparo.programme.benches.scale.house import REGIONS, House, turn
from amparo.programme.rules_activities import AttendanceFacts

DAY = date(2025, 3, 3)
CATEGORIES = ("personnel", "travel", "supplies", "contractual", "indirect")
REPORT = ("due", "sent", "sent_back", "accepted")
Held = tuple[m.Award, m.SubAward | None]


def granted(house: House, ats: Sequence[int], recipients: Sequence[m.Organisation]) -> list[Held]:
    """Calls, and for each an award that runs, one that ends and a draft; a sub-award under the running one and one without parent."""
    calls = house.write(house.us, m.Solicitation, (
        {"number": f"N-{at}", "title_es": "Convocatoria", "ceiling": 100, "state": turn(("open", "planned", "closed"), at)} for at in ats
    ))  # fmt: skip
    of = {at: turn(tuple(recipients), at) for at in ats}
    awards = house.write(house.us, m.Award, (
        {"number": f"B-{at}", "recipient": of[at], "title_es": f"Adjudicación {at}", "state": "active", "reach": "award", "amount": 5_000_000,
         "starts": PartialDate(2023), "ends": PartialDate(2027), "regions": list(REGIONS[: 1 + at % 3]), "objectives": [1 + at % 3],
         "solicitation": call} for at, call in zip(ats, calls, strict=True)
    ))  # fmt: skip
    subs = house.write(house.us, m.SubAward, (
        {"number": f"B-{at}-S", "award": row, "recipient": house.bodies["sub"] if of[at] != house.bodies["sub"] else house.bodies["prime"],
         "title_es": "Subacuerdo", "state": "active", "reach": "award", "amount": 500_000, "regions": row.regions, "signed_on": PartialDate(2024)}
        for at, row in zip(ats, awards, strict=True)
    ))  # fmt: skip
    return list(zip(awards, subs, strict=True))


def odd(house: House, ats: Sequence[int], parent: m.Award) -> None:
    """Awards and sub-awards that are not running: drafts, those that end, those whose parent no source names."""
    drawn = {
        "recipient": house.bodies["prime"],
        "title_es": "Otra",
        "starts": PartialDate(2023),
        "ends": PartialDate(2027),
        "amount": 1000,
    }
    for state, reach in (("draft", "own"), ("closing", "award")):
        house.write(house.us, m.Award, ({"number": f"{state}-{at}", "state": state, "reach": reach, **drawn} for at in ats))
    under = {**drawn, "recipient": house.bodies["sub"]}
    house.write(house.prime, m.SubAward, (
        {"number": f"draft-{at}-S", "state": "draft", "reach": "own", "award": parent, **under} for at in ats
    ))  # fmt: skip
    house.write(house.us, m.SubAward, (
        {"number": f"lone-{at}-S", "state": "active", "reach": "parties", "parent_unknown": True, **under} for at in ats
    ))  # fmt: skip


def watched(house: House, held: Sequence[Held], ats: Sequence[int]) -> None:
    """Changes, risk, budget, visits, findings with their measures, and safeguarding, of each award and its sub-award."""
    every = [(award, at) for award, _sub in held for at in ats]
    subs = [(sub, at) for _award, sub in held if sub for at in ats]
    us = house.us
    house.write(us, m.AwardAmendment, (
        {**_of(award), "number": at + 1, "kind": "no_cost", "ends": PartialDate(2027), "signed_on": PartialDate(2025)} for award, at in every
    ))  # fmt: skip
    house.write(us, m.RiskRating, ({**_of(sub), "rating": "low", "on": DAY, "reasons": "x"} for sub, at in subs))
    house.write(us, m.BudgetLine, (
        {**_of(row), "objective": house.objectives[at % 3], "category": turn(CATEGORIES, at // 3), "amount": 1000, "currency": "USD",
         "regions": [turn(REGIONS, at // 15)]} for row, at in (*every, *subs)
    ))  # fmt: skip
    visits = house.write(us, m.Visit, (
        {**_of(row), "planned_on": DAY, "purpose": "Ver.", "state": turn(("planned", "done"), at), "visited_on": turn((None, DAY), at)} for row, at in (*every, *subs)
    ))  # fmt: skip
    findings = house.write(us, m.Finding, (
        {**_same(visit), "visit": visit, "text": "Falta algo.", "severity": "low", "state": "open"} for visit in visits
    ))  # fmt: skip
    house.write(us, m.ActionPoint, (
        {**_same(row), "finding": row, "text": "Hágase.", "owner": house.bodies["prime"], "due": DAY, "state": turn(("open", "done"), at)}
        for at, row in enumerate(findings)
    ))  # fmt: skip
    house.write(us, m.SafeguardingCheck, (
        {**_of(row), "on": DAY, "result": "partly", "answers": ["staff:yes"], "next_due": DAY} for row, at in every
    ))  # fmt: skip


def worked(house: House, held: Sequence[Held], ats: Sequence[int]) -> None:
    """The work of each award: plan, courses given with who came, campaigns, outreach, signals, places of risk."""
    by = house.prime
    every = [(award, at) for award, _sub in held for at in ats]
    courses = house.write(by, m.Course, ({"code": new_code("CUR"), "title_es": f"Curso {at}", "hours": 8} for at in ats))
    items = house.write(by, m.WorkItem, (
        {**_of(award), "code": f"{at}", "objective": house.objectives[at % 3], "output_es": "Producto", "title_es": "Actividad", "starts": DAY,
         "ends": DAY + timedelta(300), "wanted": 10, "done": 3, "state": turn(("planned", "under_way", "postponed", "done"), at)}
        for award, at in every
    ))  # fmt: skip
    trainings = house.write(by, m.Training, (
        {**_same(item), "code": new_code("CAP"), "course": courses[number % len(courses)], "work_item": item, "starts": DAY, "ends": DAY,
         "hours": 8, "regions": ["08"], "state": turn(("held", "planned"), number)} for number, item in enumerate(items)
    ))  # fmt: skip
    _came(trainings, by)
    house.write(by, m.Campaign, (
        {**_same(item), "code": new_code("CAM"), "kind": "radio", "objective": item.objective, "work_item": item, "title_es": "Campaña",
         "starts": DAY, "ends": DAY, "reached": 100, "regions": ["08"]} for item in items
    ))  # fmt: skip
    place = {"district": "080101", "regions": ["08"]}
    house.write(by, m.Outreach, (
        {**_same(item), **place, "sector": "school", "work_item": item, "on": DAY, "places": 3, "people": 90} for item in items
    ))  # fmt: skip
    house.write(by, m.CommunitySignal, (
        {**_same(item), **place, "code": new_code("SEN"), "kind": "recruitment", "state": turn(("noted", "handed"), at)}
        for at, item in enumerate(items)
    ))  # fmt: skip
    house.write(by, m.RiskPlace, (
        {**_same(item), **place, "kind": "bar", "level": "high", "state": turn(("active", "past"), at)} for at, item in enumerate(items)
    ))  # fmt: skip


def _came(trainings: Sequence[Any], by: Actor) -> None:
    """Two officials in each training that was held, with a certificate for one of them."""
    for number, training in enumerate(trainings):
        if training.state != "held":
            continue
        facts = [
            AttendanceFacts(
                document=str(10_000_000 + 2 * number + who), name=f"Inventada Prueba {who}", hours=8, after=Decimal(80)
            )
            for who in (0, 1)
        ]
        with acting_as(by):
            counted = officials.known(training.compact_id, facts, by=by)
            came = officials.enrol(training, facts, counted, by=by)
            for one in came[:1]:
                m.Attendance.objects.filter(pk=one.pk).update(certificate=new_code("CER"))


def reported(house: House, held: Sequence[Held], quarters: Sequence[int]) -> None:
    """A report a quarter of each award, in each state, with its draft, or its version, frozen figures and remarks."""
    made = house.write(house.us, m.Report, (
        {**_of(award), "year": 2024 + at // 4, "quarter": 1 + at % 4, "due_on": DAY, "state": turn(REPORT, at)}
        for award, _sub in held for at in quarters
    ))  # fmt: skip
    house.write(house.prime, m.ReportDraft, (
        {**_same(row), "reach": "own", "report": row, "achievements": "Se avanza."} for row in made if row.state in ("due", "sent_back")
    ))  # fmt: skip
    told = [row for row in made if row.state != "due"]
    frozen = house.write(
        house.prime, m.Snapshot, ({**_same(row), "kind": "report", "cut_off": DAY, "digest": "0" * 64} for row in told)
    )
    house.write(house.prime, m.SnapshotFigure, (
        {**_same(one), "snapshot": one, "section": "money", "position": at, "key": f"k{at}", "label_es": "Cifra", "label_en": "Figure", "value": at}
        for one in frozen for at in range(3)
    ))  # fmt: skip
    versions = house.write(house.prime, m.ReportVersion, (
        {**_same(row), "report": row, "number": 1, "achievements": "Se hizo.", "snapshot": one, "accepted": ANSWER[row.state]}
        for row, one in zip(told, frozen, strict=True)
    ))  # fmt: skip
    house.write(
        house.us, m.Remark, ({**_same(row), "version_of": row, "section": "money", "words": "Falta marzo."} for row in versions)
    )


ANSWER = {"sent": None, "sent_back": False, "accepted": True}


def _of(row: Any) -> dict[str, Any]:
    """What a row of an award or sub-award carries."""
    if isinstance(row, m.SubAward):
        return {"award": row.award, "subaward": row, "reach": "award"}
    return {"award": row, "reach": "award"}


def _same(row: Any) -> dict[str, Any]:
    """As a row beside it."""
    return {"award": row.award, "subaward": row.subaward, "reach": row.reach}
