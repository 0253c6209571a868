"""Rows of indicators and their values, and of dialogues in every state."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.programme import models as m
from amparo.programme.benches.scale.awards import Held
from amparo.programme.benches.scale.house import House, turn

DAY = date(2025, 3, 3)
ROOM = ("closed", "held", "planned", "choosing", "chosen", "prepared")


def defined(house: House, ats: Sequence[int]) -> list[Any]:
    """Indicators with links, targets of four years and a note on their quality."""
    made = house.write(house.us, m.Indicator, (
        {"code": f"I{at}", "name_es": f"Indicador {at}", "name_en": f"Indicator {at}", "definition_es": "Cuenta", "definition_en": "Counts",
         "kind": "count", "measured_in": "people", "direction": "up", "frequency": "quarterly", "baseline": 10, "baseline_year": 2021,
         "disaggregations": ["sex"]} for at in ats
    ))  # fmt: skip
    links = (("compact", "1"), ("sdg", "16.2"))
    house.write(house.us, m.IndicatorLink, (
        {"indicator": one, "framework": frame, "reference": number} for one in made for frame, number in links
    ))  # fmt: skip
    house.write(
        house.us, m.Target, ({"indicator": one, "year": year, "value": 1000} for one in made for year in range(2022, 2027))
    )
    house.write(house.us, m.QualityNote, ({"indicator": one, "kind": "late", "words": "Llega tarde."} for one in made))
    return made


def moved(house: House, indicators: Sequence[Any], ats: Sequence[int], *, held: Sequence[Held]) -> None:
    """Values of every indicator in each state: national and published, of an award still draft or sent, and one that was corrected."""
    days = [date(2016 + at // 28, 1, 1) + timedelta(13 * (at % 28)) for at in ats]
    whole = house.write(house.us, m.Result, (
        {"indicator": one, "starts": day, "ends": day + timedelta(12), "value": 10 + number, "state": "corrected", "known_on": DAY}
        for number, one in enumerate(indicators) for day in days
    ))  # fmt: skip
    newer = house.write(house.us, m.Result, (
        {"indicator": row.indicator, "starts": row.starts, "ends": row.ends, "value": row.value + 1, "state": turn(("published", "validated"), at),
         "known_on": DAY, "supersedes": row} for at, row in enumerate(whole)
    ))  # fmt: skip
    house.write(house.us, m.ResultPart, (
        {"result": row, "dimension": "sex", "code": sex, "value": row.value / 2} for row in newer for sex in ("female", "male")
    ))  # fmt: skip
    for award, _sub in held:
        for state in ("sent", "draft"):
            house.write(house.prime, m.Result, (
                {"indicator": one, "starts": day, "ends": day + timedelta(12), "value": 5, "state": state, "award": award,
                 "reach": "own" if state == "draft" else "award", "regions": ["08"]} for one in indicators for day in days
            ))  # fmt: skip


def discussed(house: House, ats: Sequence[int], indicators: Sequence[Any], *, each: int = 2) -> list[Any]:
    """Dialogues in each state; in each of them `each` choices, delegates, points, agreements with follow-ups, and a frozen pack."""
    us = house.us
    made = house.write(us, m.Dialogue, (
        {"number": at + 1, "held_on": PartialDate(2017 + at), "mode": "in_person", "state": turn(ROOM, at), "cut_off": DAY} for at in ats
    ))  # fmt: skip
    told = [(row, number) for row in made for number in range(each)]
    house.write(us, m.DialogueChoice, (
        {"dialogue": row, "indicator": indicators[number % len(indicators)], "party": house.parties["us"], "state": turn(("proposed", "agreed"), number)}
        for row, number in told
    ))  # fmt: skip
    house.write(us, m.Delegate, (
        {"dialogue": row, "party": house.parties["host"], "name": f"Delegada {number}", "office_es": "Cargo"} for row, number in told
    ))  # fmt: skip
    house.write(us, m.AgendaItem, (
        {"dialogue": row, "position": number, "title_es": "Punto", "minutes": 10, "party": house.parties["us"]} for row, number in told
    ))  # fmt: skip
    agreed = house.write(us, m.DialogueAgreement, (
        {"dialogue": row, "number": number + 1, "text_es": "Se acuerda.", "party": house.parties["host"], "owner": house.bodies["peru"],
         "due": PartialDate(2027)} for row, number in told
    ))  # fmt: skip
    later = {row.number: row for row in made}
    house.write(us, m.FollowUp, (
        {"agreement": one, "dialogue": later[one.dialogue.number + 1], "state": "in_progress", "words_es": "Va."}
        for one in agreed if one.dialogue.number + 1 in later
    ))  # fmt: skip
    _packed(house, made)
    return made


def _packed(house: House, dialogues: Sequence[Any]) -> None:
    """A frozen snapshot and a pack for those that came so far."""
    far = [row for row in dialogues if row.state in ("prepared", "held", "closed")]
    frozen = house.write(house.us, m.Snapshot, ({"kind": "dialogue", "cut_off": DAY, "digest": "0" * 64} for _row in far))
    house.write(house.us, m.SnapshotFigure, (
        {"snapshot": one, "section": "money", "position": at, "key": f"k{at}", "label_es": "Cifra", "label_en": "Figure", "value": at}
        for one in frozen for at in range(4)
    ))  # fmt: skip
    house.write(house.us, m.Pack, (
        {"dialogue": row, "snapshot": one, "language": "es", "format": format, "content": b"x", "digest": "0" * 64}
        for row, one in zip(far, frozen, strict=True) for format in ("pdf", "docx")
    ))  # fmt: skip
    for row, one in zip(far, frozen, strict=True):
        row.snapshot = one
    with acting_as(house.us):
        m.Dialogue.objects.bulk_update(far, ["snapshot"])
