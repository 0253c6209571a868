"""What both sides of the invented compact promised, what shows it, what the host country gave, and the practices that are to last."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from amparo.access.acting import acting_as
from amparo.config.demo import promises_data as told
from amparo.config.demo.telling import INVENTED, TELLER, Teller, organisation
from amparo.core.dates import PartialDate
from amparo.programme import actions as act
from amparo.programme.actions.commitments import CommitmentFacts, StepFacts
from amparo.programme.actions.evidence import EvidenceFacts
from amparo.programme.actions.organisations import OrganisationFacts
from amparo.programme.actions.pledge import ContributionFacts, PhaseFacts, QuarterFacts
from amparo.programme.actions.practices import PracticeFacts, StageFacts, TakeoverFacts
from amparo.programme.agreement_facts import AmendmentFacts, Change
from amparo.programme.models import Party

PERU, DONOR = "gobierno-peru", "gobierno-eeuu"
UNIT = {"host": PERU, "us": DONOR}
OTHER = {"host": "us", "us": "host"}


def tell(teller: Teller) -> None:
    """All of it."""
    for code, es, en in told.ENTITIES:
        facts = OrganisationFacts(code, "government", es, en, es, country="PE", source=INVENTED)
        teller.at(DONOR, teller.day(-70)).do(f"organisation {code}", act.register_organisation, facts=facts)
    rows = _commitments(teller)
    _shown(teller, rows)
    _given(teller)
    _budget(teller)
    _practices(teller)


def _due(teller: Teller, number: int | None) -> PartialDate | None:
    if number is None:
        return None
    return PartialDate.from_date(teller.day(number) if number >= 0 else teller.ago(-number))


def _commitments(teller: Teller) -> dict[str, Any]:
    """Proposed by one side, agreed by the other, carried out by the one that promised."""
    parties = _parties(teller)
    changes = (Change("other", "Nueva fecha para la guía de municipios", "Fecha anterior de la guía"),)
    amended = AmendmentFacts(
        1, "Modificación inventada 1", "Invented amendment 1", changes, signed_on=PartialDate.from_date(teller.day(250)),
        effective_on=PartialDate.from_date(teller.day(250)), source=INVENTED, as_of=PartialDate.from_date(teller.day(250)),
    )  # fmt: skip
    amendment = teller.at(DONOR, teller.day(250)).on("amend", act.amend_compact, row=teller.now(), facts=amended)
    rows = {}
    for name, side, owner, kind, es, en, due, wanted, counted, ((proposer, first, *_rest), *steps) in told.COMMITMENTS:
        facts = CommitmentFacts(
            parties[side], kind, f"{es} (inventado)", f"{en} (invented)", owner=organisation(owner), due=_due(teller, due),
            wanted=Decimal(wanted) if wanted else None, counted_es=counted, counted_en=counted, on=teller.day(first),
            source=INVENTED, as_of=PartialDate.from_date(teller.day(first)),
        )  # fmt: skip
        row = teller.at(UNIT[proposer], teller.day(first)).within(f"promise {name}", act.propose_commitment, facts=facts)
        for who, day, step, done, words in steps:
            later = step == "reschedule"
            said = StepFacts(
                on=teller.day(day), words=words, done=Decimal(done) if done else None,
                due=_due(teller, told.RESCHEDULED) if later else None, amendment=amendment.pk if later else None,
            )  # fmt: skip
            teller.at(UNIT[who], teller.day(day)).on(
                f"promise {name} {step}", act.step_commitment, row=row, step=step, facts=said
            )
        rows[name] = row
    return rows


def _parties(teller: Teller) -> dict[str, UUID]:
    with acting_as(TELLER):
        return dict(Party.objects.visible_to(TELLER).filter(compact=teller.compact).values_list("side", "pk"))


def _shown(teller: Teller, rows: dict[str, Any]) -> None:
    """What shows that something was done, and what the other side says of it."""
    for name, side, title, accepted, words in told.SHOWN:
        seen = teller.row(type(rows[name]), rows[name].pk).version
        about = {"seen": seen, "about": "commitment", "about_id": rows[name].pk}
        facts = EvidenceFacts(title, dated=PartialDate.from_date(teller.day(305)), source=INVENTED)
        teller.at(UNIT[side], teller.day(310)).do(f"evidence {name}", act.attach_evidence, facts=facts, **about)
        other = teller.at(UNIT[OTHER[side]], teller.day(322))
        other.do(f"verdict {name}", act.give_verdict, accepted=accepted, words=words, **about)


def _given(teller: Teller) -> None:
    """What the host pledged, the posts of its entities, and what they gave in money and in kind."""
    pledge = act.EntryFacts("pledge", teller.day(3), Decimal(12_000_000), "PEN", words="Promesa inventada", source=INVENTED)
    teller.at(PERU, teller.day(3)).within("pledge", act.post_entry, facts=pledge)
    before = (teller.first.year - 1, 4, teller.day(6))
    counted = [before, *((row.year, row.number, row.ends + timedelta(days=6)) for row in teller.quarters(4))]
    for entity, posts in told.POSTS:
        for place, (year, number, day) in enumerate(counted):
            facts = QuarterFacts(
                organisation(entity), year, number, tuple((function, every[place]) for function, every in posts),
                baseline=place == 0, source=INVENTED,
            )  # fmt: skip
            teller.at(PERU, day).within(f"posts {entity} {place}", act.record_head_counts, facts=facts)
    objectives = teller.objectives()
    for number, (entity, kind, es, en, amount, first, last, valuation, shares, accepted) in enumerate(told.GIFTS):
        given = ContributionFacts(
            organisation(entity), kind, es, Decimal(amount), "PEN", teller.day(first), teller.day(last), text_en=en,
            valuation=valuation, source=INVENTED,
            shares=tuple((objectives[place], Decimal(share)) for place, share in enumerate(shares, start=1)),
        )  # fmt: skip
        row = teller.at(PERU, teller.day(last + 2)).within(f"gift {number}", act.record_contribution, facts=given)
        words = "" if accepted else "El precio de lista no es el de un préstamo."
        about = {"seen": row.version, "about": "contribution", "about_id": row.pk}
        answer = teller.at(DONOR, teller.day(last + 12))
        answer.do(f"gift {number} verdict", act.give_verdict, accepted=accepted, words=words, **about)


def _budget(teller: Teller) -> None:
    """Phases of the public budget; the last one is not known."""
    for after, phase, amount, day in told.PHASES:
        year = teller.first.year + after
        on = date(year, 1, 1) + timedelta(days=day)
        known = Decimal(amount) if amount is not None else None
        facts = PhaseFacts(organisation("entidad-b"), year, "Línea inventada 0001", phase, known, on, source=INVENTED)
        teller.at(PERU, on).within(f"phase {year} {phase}", act.record_budget_phase, facts=facts)


def _practices(teller: Teller) -> None:
    """One in each stage."""
    for code, unit, kind, es, en, owner, over, amount, stages in told.PRACTICES:
        takeover = TakeoverFacts(
            organisation(owner) if owner else None,
            _due(teller, over),
            Decimal(amount) if amount else None,
            "PEN" if amount else "",
        )
        on = PartialDate.from_date(teller.day(70))
        facts = PracticeFacts(
            kind, f"{es} (inventada)", f"{en} (invented)", takeover=takeover, code=code, on=on, source=INVENTED, as_of=on
        )
        row = teller.at(unit, teller.day(70)).within(f"practice {code}", act.begin_practice, facts=facts)
        for day, step in stages:
            shown = StageFacts("Norma inventada 001", "Línea inventada 0001" if step != "adopt" else "", PartialDate.from_date(teller.day(day)), INVENTED)  # fmt: skip
            teller.at(unit, teller.day(day)).on(f"practice {code} {step}", act.move_practice, row=row, step=step, facts=shown)
