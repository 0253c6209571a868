"""The money of the invented compact: a call, two awards, two sub-awards, their budgets, seven quarters of the ledger, and who watches."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from amparo.config.demo import partnership_data as told
from amparo.config.demo.telling import INVENTED, Quarter, Teller, organisation
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.programme import actions as act

DONOR, PERU = "gobierno-eeuu", "gobierno-peru"
Rows = dict[str, Any]  # awards and sub-awards by their number


def tell(teller: Teller) -> None:
    """All of it, in the order in which it happened."""
    rows = _awards(teller)
    rows |= _subawards(teller, rows)
    _budgets(teller, rows)
    for quarter in teller.quarters():
        _quarter(teller, quarter, rows)
    _corrections(teller, rows)
    _watch(teller, rows)
    _claims(teller)


def _awards(teller: Teller) -> Rows:
    """The promise, the call, and what it led to."""
    promise = act.EntryFacts("promise", teller.day(-35), Decimal(8_000_000), "USD", words="Promesa inventada", source=INVENTED)
    teller.at(DONOR, teller.day(-35)).within("promise", act.post_entry, facts=promise)
    call = act.SolicitationFacts(
        number="DEMO-C1", title_es="Proteger a la niñez en cinco regiones (demostración)",
        title_en="Protect children in five regions (demonstration)", opens=PartialDate.from_date(teller.day(-34)),
        closes=PartialDate.from_date(teller.day(-6)), ceiling=Decimal(5_000_000), objectives=(1, 2, 3), regions=told.TERRITORY,
        source=INVENTED, as_of=PartialDate.from_date(teller.day(-35)),
    )  # fmt: skip
    row = teller.at(DONOR, teller.day(-35)).within("call", act.plan_solicitation, facts=call)
    teller.at(DONOR, teller.day(-34)).on("call open", act.move_solicitation, row=row, step="open")
    teller.at(DONOR, teller.day(-6)).on("call close", act.move_solicitation, row=row, step="close")
    found = {}
    ends = PartialDate(teller.first.year + 2, 12, 31)
    for number, who, _unit, title_es, title_en, amount, share, objectives, regions in told.AWARDS:
        facts = act.AwardFacts(
            number=number, recipient=organisation(who), title_es=title_es, title_en=title_en,
            starts=PartialDate.from_date(teller.first), ends=ends, amount=Decimal(amount), cost_share=Decimal(share),
            objectives=objectives, regions=regions, solicitation=row.pk, source=INVENTED,
            as_of=PartialDate.from_date(teller.day(2)),
        )  # fmt: skip
        award = teller.at(DONOR, teller.day(2)).within(f"award {number}", act.draft_award, facts=facts)
        found[number] = teller.at(DONOR, teller.day(4)).on(f"award {number} sign", act.sign_award, row=award, on=teller.day(4))
    return found


def _subawards(teller: Teller, rows: Rows) -> Rows:
    found = {}
    ends = PartialDate(teller.first.year + 2, 6, 30)
    for number, award, prime, who, _unit, title_es, title_en, amount, regions, signed, reported in told.SUBAWARDS:
        day = teller.day(signed)
        facts = act.SubAwardFacts(
            number=number, recipient=organisation(who), title_es=title_es, title_en=title_en, starts=PartialDate.from_date(day),
            ends=ends, amount=Decimal(amount), regions=regions, source=INVENTED, as_of=PartialDate.from_date(day),
        )  # fmt: skip
        sub = teller.at(prime, day).do(f"sub {number}", act.draft_subaward, award=rows[award].pk, facts=facts)
        found[number] = teller.at(prime, day).on(f"sub {number} sign", act.sign_subaward, row=sub, on=day)
        late = teller.day(reported)
        teller.at(prime, late).on(f"sub {number} reported", act.mark_reported, row=sub, on=late)
    return found


def _budgets(teller: Teller, rows: Rows) -> None:
    """Proposed by who spends, approved by who gives."""
    whose = {number: (unit, DONOR, 12) for number, _who, unit, *_rest in told.AWARDS}
    whose |= {number: (unit, prime, 45) for number, _award, prime, _who, unit, *_rest in told.SUBAWARDS}
    for number, lines in told.BUDGETS.items():
        spender, giver, day = whose[number]
        other = {"award": None} if number not in {row[0] for row in told.AWARDS} else {"subaward": None}
        facts = tuple(
            act.LineFacts(category, Decimal(amount), objective, region) for category, amount, objective, region in lines
        )
        row = rows[number]
        name = f"budget {number}"
        teller.at(spender, teller.day(day)).on(name, act.propose_budget, row=row, lines=facts, **other)
        teller.at(giver, teller.day(day + 4)).on(f"{name} approve", act.approve_budget, row=row, **other)


def _quarter(teller: Teller, quarter: Quarter, rows: Rows) -> None:
    """A quarter of the ledger: rates with their source, money that comes, is spent and is paid."""
    units = {number: unit for number, _who, unit, *_rest in told.AWARDS}
    subs = {row[0]: (row[2], row[4]) for row in told.SUBAWARDS}
    objectives = teller.objectives()
    rate = act.RateFacts(_in(quarter, -20), "USD", "PEN", Decimal(told.RATES[quarter.place]), source=INVENTED)
    teller.at(DONOR, rate.on).do(f"rate {quarter.place}", act.record_rate, facts=rate)
    for kind, number, shift, amount, currency, objective, region, category in told.EVERY_QUARTER:
        day = _in(quarter, shift)
        unit = DONOR if kind == "advance" else units[number]
        facts = act.EntryFacts(
            kind, day, Decimal(amount), currency, award=rows[number].pk, objective=objectives.get(objective), region=region,
            category=category, reference=f"DEMO-{quarter.place + 1}", source=INVENTED,
        )  # fmt: skip
        teller.at(unit, day).within(f"{kind} {number} {quarter.place} {currency}", act.post_entry, facts=facts)
    for place, kind, number, shift, amount, objective, region, category in told.EVERY_SECOND:
        if place != quarter.place % 2:
            continue
        day = _in(quarter, shift)
        unit = subs[number][0 if kind == "sub_advance" else 1]
        facts = act.EntryFacts(
            kind, day, Decimal(amount), "USD", subaward=rows[number].pk, objective=objectives.get(objective), region=region,
            category=category, reference=f"DEMO-S{quarter.place + 1}", source=INVENTED,
        )  # fmt: skip
        teller.at(unit, day).within(f"{kind} {number} {quarter.place}", act.post_entry, facts=facts)


def _in(quarter: Quarter, shift: int) -> date:
    """So many days after the first day of the quarter, or (below zero) before its last one."""
    return quarter.starts + timedelta(days=shift) if shift >= 0 else quarter.ends + timedelta(days=shift)


def _corrections(teller: Teller, rows: Rows) -> None:
    """Cost share, an entry that was written twice and taken back, and a period that is closed."""
    award = rows["DEMO-01"]
    for name, kind, day, amount in (("share one", "cost_share", 120, 40_000), ("share two", "cost_share", 300, 60_000), ("twice", "expenditure", 80, 5_000)):  # fmt: skip
        facts = act.EntryFacts(kind, teller.day(day), Decimal(amount), "USD", award=award.pk, source=INVENTED)
        row = teller.at("socio", teller.day(day)).within(name, act.post_entry, facts=facts)
    teller.at("socio", teller.day(85)).on("twice back", act.reverse_entry, row=row, words="Se registró dos veces.")
    first = next(teller.quarters())
    period = act.PeriodFacts(first.starts, first.ends)
    teller.at(DONOR, teller.day(150)).within("period", act.close_period, facts=period)


def _watch(teller: Teller, rows: Rows) -> None:
    """Risk ratings, a visit with its finding and action point, one that is late, and safeguarding."""
    sub, other, award = rows["DEMO-01-A"], rows["DEMO-02-A"], rows["DEMO-02"]
    for number, (unit, row, day, rating, why) in enumerate((
        (DONOR, sub, 45, "medium", "Primera vez que administra fondos."),
        ("socio-dos", other, 60, "high", "Cambió de contador dos veces."),
        (DONOR, sub, 240, "low", "Rindió cuentas a tiempo tres trimestres."),
    )):  # fmt: skip
        teller.at(unit, teller.day(day)).on(
            f"risk {number}", act.rate_risk, row=row, rating=rating, on=teller.day(day), reasons=why
        )
    here = {"award": None, "subaward": sub.pk}
    visit = teller.at(DONOR, teller.day(170)).do("visit", act.plan_visit, on=teller.day(185), purpose="Ver el trabajo en Cusco.", **here)  # fmt: skip
    teller.at(DONOR, teller.day(185)).on("visit done", act.do_visit, row=visit, on=teller.day(185), conclusion="Buen trato; faltan firmas.")  # fmt: skip
    seen = {"text": "Tres personas no firmaron el código de conducta.", "severity": "medium"}
    found = teller.at(DONOR, teller.day(187)).do("finding", act.record_finding, visit=visit.pk, **seen, **here)  # fmt: skip
    asked = {"text": "Firmar el código de conducta.", "owner": organisation("yanapay"), "due": teller.day(230)}
    point = teller.at(DONOR, teller.day(188)).on("point", act.add_point, row=found, **asked)  # fmt: skip
    teller.at("subreceptor", teller.day(220)).on("point done", act.do_point, row=point, on=teller.day(219))
    teller.at(DONOR, teller.day(228)).on("point verified", act.verify_point, row=point, done=True)
    teller.at(DONOR, teller.day(229)).on("finding closed", act.close_finding, row=found)
    there = {"award": award.pk, "subaward": None}
    late = teller.at(DONOR, teller.ago(45)).do("finding two", act.record_finding, visit=None, text="El inventario de equipos no está al día.", severity="low", **there)  # fmt: skip
    teller.at(DONOR, teller.ago(44)).on("point two", act.add_point, row=late, text="Poner al día el inventario.", owner=organisation("sumaq-nan"), due=teller.ago(9))  # fmt: skip
    teller.at(DONOR, teller.ago(3)).do(
        "visit two", act.plan_visit, on=teller.ago(-20), purpose="Ver el inventario en Iquitos.", **there
    )
    standards = [value for value, _label in codelists.choices("safeguarding_standard")]
    for number, (place, day) in enumerate(((here, teller.day(60)), (there, teller.ago(30)))):
        answers = tuple((standard, "partly" if standard == "training" else "yes") for standard in standards)
        teller.at(DONOR, day).do(f"safeguarding {number}", act.check_safeguarding, on=day, answers=answers, **place)


def _claims(teller: Teller) -> None:
    """What was said elsewhere about this money, each time another sum; one is explained."""
    rows = []
    for number, (unit, day, side, kind, amount, currency, bound, words, speaker) in enumerate(told.CLAIMS):
        said = PartialDate.from_date(teller.day(day))
        facts = act.ClaimFacts(
            side, kind, Decimal(amount), currency, bound, said_on=said, words=words, speaker=speaker, source=INVENTED
        )
        rows.append(teller.at(unit, teller.day(day)).within(f"claim {number}", act.state_claim, facts=facts))
    es, en = told.EXPLAINED
    teller.at(PERU, teller.day(320)).on("claim why", act.explain_claim, row=rows[0], explanation_es=es, explanation_en=en)
