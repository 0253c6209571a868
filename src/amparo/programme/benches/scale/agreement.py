"""Rows of the agreement, of what both sides promised, of what lasts, of what was said elsewhere."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.core.dates import PartialDate
from amparo.core.ids import new_code
from amparo.programme import models as m
from amparo.programme.accounts import POSTINGS
from amparo.programme.benches.scale.house import REGIONS, House, turn

COMMITMENT = ("agreed", "in_progress", "proposed", "met", "partly", "not_met", "rescheduled")
DAY = date(2025, 3, 3)


def agreed(house: House, ats: Sequence[int]) -> None:
    """Clauses, signatures, amendments, territory, partners, documents, facts stated, closed periods, thresholds."""
    us = house.us
    said = {"title_es": "Título", "title_en": "Title"}
    house.write(
        us, m.Clause, ({"number": f"C{at}", "heading_es": "Cláusula", "heading_en": "Clause", "text_es": "x"} for at in ats)
    )
    house.write(us, m.Signatory, (
        {"party": house.parties["us"], "name": f"Persona {at}", "office_es": "Cargo", "office_en": "Office"} for at in ats
    ))  # fmt: skip
    amendments = house.write(us, m.Amendment, (
        {"number": at + 1, "instrument_es": "Adenda", "instrument_en": "Amendment", "signed_on": PartialDate(2025, 2)} for at in ats
    ))  # fmt: skip
    house.write(us, m.AmendmentChange, (
        {"amendment": row, "field": "other", "before": "antes", "after": "después"} for row in amendments
    ))  # fmt: skip
    house.write(us, m.Territory, (
        {"regions": [turn(REGIONS, at)], "since": PartialDate(2000 + at // 5), "until": PartialDate(2001 + at // 5), "amendment": row}
        for at, row in zip(ats, amendments, strict=True)
    ))  # fmt: skip
    house.write(us, m.PartnerPeriod, (
        {"organisation": house.bodies["sub"], "role": "sub", "prime": house.bodies["prime"], "since": PartialDate(1980 + at), "until": PartialDate(1981 + at)}
        for at in ats
    ))  # fmt: skip
    house.write(us, m.Document, ({"kind": "agreement", **said, "dated": PartialDate(2025)} for _at in ats))
    house.write(us, m.StatedFact, (
        {"about": f"thing-{at}", "text_es": "Dicho", "text_en": "Said", "value": at, "speaker": "Alguien"} for at in ats
    ))  # fmt: skip
    house.write(us, m.Period, ({"starts": (first := date(1990 + at % 25, 1, 1)), "ends": first} for at in ats))
    house.write(us, m.Threshold, (
        {"kind": f"register-{at}", "amount": 30_000, "since": date(2020, 1, 1)} for at in ats
    ))  # fmt: skip


def promised(house: House, ats: Sequence[int]) -> None:
    """Commitments of both sides with steps, evidence and verdicts; posts, contributions and budget of the host country."""
    for side, by, other in (("us", house.us, house.peru), ("host", house.peru, house.us)):
        body = house.bodies["us" if side == "us" else "peru"]
        made = house.write(by, m.Commitment, (
            {"code": f"{side[0].upper()}{at}", "party": house.parties[side], "kind": "service", "text_es": f"Promesa {at}", "text_en": "Promise",
             "owner": body, "objective": turn(tuple(house.objectives), at), "due": PartialDate(2025 + at % 3, 6), "state": turn(COMMITMENT, at),
             "wanted": 4, "done": at % 4} for at in ats
        ))  # fmt: skip
        house.write(by, m.CommitmentStep, (
            {"commitment": row, "step": "start", "state": "in_progress", "on": DAY, "due": row.due, "done": row.done} for row in made
        ))  # fmt: skip
        _answered(house, "commitment", made, by=by, other=other)
    _given(house, ats)


def _given(house: House, ats: Sequence[int]) -> None:
    body, by = house.bodies["peru"], house.peru
    heads = house.write(by, m.HeadCount, (
        {"entity": body, "year": 2025 - at // 4 % 8, "quarter": 1 + at % 4, "function": f"post-{at // 32}", "posts": at % 40} for at in ats
    ))  # fmt: skip
    entries = _entered(house, by, (("contribution", Decimal(1000 + at), {}) for at in ats))
    gifts = house.write(by, m.Contribution, (
        {"entity": body, "kind": "in_kind", "text_es": "Aporte", "amount": entry.amount, "currency": "PEN", "valuation": "Planilla",
         "starts": DAY, "ends": DAY, "objective": house.objectives[0], "entry": entry} for entry in entries
    ))  # fmt: skip
    phases = house.write(by, m.BudgetPhase, (
        {"entity": body, "year": 2025, "line": f"Línea {at}", "phase": "pim", "amount": 1000, "on": DAY} for at in ats
    ))  # fmt: skip
    for about, rows in (("head_count", heads), ("contribution", gifts), ("budget_phase", phases)):
        _answered(house, about, rows, by=by, other=house.us)


def _entered(house: House, by: Actor, facts: Iterable[tuple[str, Decimal, dict[str, Any]]]) -> list[Any]:
    """Entries of the ledger with the lines of their posting; both in one transaction, or the database refuses them."""
    with acting_as(by):
        entries = house.write(by, m.Entry, (
            {"code": new_code("MOV"), "kind": kind, "on": DAY, "amount": amount, "currency": (money := _money(kind)), "base_currency": money,
             "base_amount": amount, **more} for kind, amount, more in facts
        ))  # fmt: skip
        house.write(by, m.Line, (
            {"entry": row, "account": account, "amount": sign * row.amount, "value": sign * row.amount, "base_currency": row.base_currency,
             "on": row.on, "award": row.award, "subaward": row.subaward, "reach": row.reach, "entity": house.bodies["peru"]}
            for row in entries for pair in POSTINGS[row.kind].moves for account, sign in zip(pair, (1, -1), strict=True)
        ))  # fmt: skip
    return entries


def _money(kind: str) -> str:
    return "PEN" if POSTINGS[kind].level == "host" else "USD"


def _answered(house: House, about: str, rows: Sequence[Any], *, by: Actor, other: Actor) -> None:
    """Evidence beside each row, and what the other side says of it."""
    party = house.parties["us" if other is house.us else "host"]
    house.write(
        by, m.Evidence, ({"about": about, "about_id": row.pk, "title": "Acta", "dated": PartialDate(2025)} for row in rows)
    )
    house.write(other, m.Verdict, (
        {"about": about, "about_id": row.pk, "about_version": 1, "party": party, "accepted": at % 2 == 0, "words": "" if at % 2 == 0 else "No cuadra."}
        for at, row in enumerate(rows)
    ))  # fmt: skip


def lasting(house: House, ats: Sequence[int]) -> None:
    """Practices with their steps, and money claims."""
    stages = ("baseline", "adopted", "funded", "institutional")
    made = house.write(house.peru, m.Practice, (
        {"code": f"S{at}", "kind": "policy", "title_es": f"Práctica {at}", "objective": house.objectives[at % 3], "stage": turn(stages, at),
         "owner": house.bodies["peru"], "takes_over_on": PartialDate(2027)} for at in ats
    ))  # fmt: skip
    house.write(
        house.peru,
        m.PracticeStep,
        ({"practice": row, "stage": "adopted", "on": PartialDate(2025), "norm": "RM 1"} for row in made),
    )
    _answered(house, "practice", made, by=house.peru, other=house.us)
    house.write(house.us, m.MoneyClaim, (
        {"said_on": PartialDate.from_date(DAY + timedelta(at)), "side": "us", "kind": "awarded", "amount": 5_000_000 + at, "currency": "USD",
         "bound": "exact", "words": "dicho", "speaker": "Alguien", "state": turn(("open", "explained"), at)} for at in ats
    ))  # fmt: skip
