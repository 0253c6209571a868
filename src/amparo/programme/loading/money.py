"""The steps that load money: awards, sub-awards whose parent no source names, entries, statements made elsewhere, commitments."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.core.errors import Invalid
from amparo.programme import actions as act
from amparo.programme.actions.awards import AmendmentFacts, AwardFacts
from amparo.programme.actions.claims import ClaimFacts
from amparo.programme.actions.commitments import CommitmentFacts, StepFacts
from amparo.programme.actions.ledger import EntryFacts
from amparo.programme.actions.subawards import SubAwardFacts
from amparo.programme.loading.rows import Load, Row, number, origin, texts, when
from amparo.programme.models import Award, Commitment, Organisation, Party

OTHER = {"us": "host", "host": "us"}


def _awards(load: Load) -> None:
    """Awards of which no source gives the amount are signed without an entry; amendments add what is known."""
    compact, known = load.compact().pk, _organisations()
    for row in load.rows("awards"):
        key = load.key("awards", row["number"])
        facts = AwardFacts(
            **texts(row, "number", "title_es", "title_en", "currency"), recipient=known[row["recipient"]], starts=when(row["starts"]),
            ends=when(row["ends"]), amount=number(row["amount"]), source=row["source"], as_of=when(row["as_of"]),
        )  # fmt: skip
        load.as_side("us", "awards", key, function=act.draft_award, compact=compact, facts=facts)
        if load.done(key):  # a draft is in its writer's sight only
            signed = load.key("awards", row["number"], "sign")
            load.as_side("us", "awards", signed, function=act.sign_award, seen=1, award=key, on=_day(row["signed_on"]))
    for row in load.rows("award_amendments"):
        key = load.key("awards", row["award"])
        award = Award.objects.visible_to(load.actor).filter(pk=key).first()
        if award is not None:
            amended = AmendmentFacts(
                row["kind"], _day(row["signed_on"]), number(row["amount"]), reason=row["reason"], source=row["source"]
            )
            own = load.key("award_amendments", row["award"], row["signed_on"])
            load.as_side("us", "award_amendments", own, function=act.amend_award, seen=award.version, award=key, facts=amended)


def _subawards(load: Load) -> None:
    compact, known = load.compact().pk, _organisations()
    for row in load.rows("subawards"):
        facts = SubAwardFacts(
            **texts(row, "number", "title_es", "title_en", "currency"), recipient=known[row["recipient"]],
            amount=number(row["amount"]), source=row["source"], as_of=when(row["as_of"]),
        )  # fmt: skip
        key = load.key("subawards", row["number"])
        load.as_side(
            "us", "subawards", key, function=act.record_subaward, compact=compact, facts=facts, signed_on=None, closed=False
        )


def _entries(load: Load) -> None:
    """Each side's own facts about money. An award that names no one is said of several whose shares no source tells apart."""
    compact = load.compact().pk
    for row in load.rows("entries"):
        facts = EntryFacts(
            row["kind"], _day(row["on"]), number(row["amount"]) or Decimal(0), row["currency"],
            award=load.key("awards", row["award"]) if row["award"] else None, words=row["words"], source=row["source"],
        )  # fmt: skip
        side = "host" if row["kind"] in ("pledge", "contribution") else "us"
        key = load.key("entries", row["kind"], row["on"], row["award"], row["currency"])
        load.as_side(side, "entries", key, function=act.post_entry, compact=compact, facts=facts)


def _claims(load: Load) -> None:
    def facts(row: Row) -> ClaimFacts:
        return ClaimFacts(
            **texts(row, "side", "kind", "currency", "bound", "words", "speaker"), amount=number(row["amount"]) or Decimal(0),
            said_on=when(row["said_on"]), cumulative=row["cumulative"] == "true", source=row["source"],
            verified=row["verified"] == "true",
        )  # fmt: skip

    named = ("source", "said_on", "side", "kind", "amount", "currency")
    load.add("claims", act.state_claim, named=named, facts=facts)


def _commitments(load: Load) -> None:
    """Public commitments of both sides: written down by who loads, agreed to by the other side where somebody acts for it."""
    parties = {party.side: party.pk for party in Party.objects.visible_to(load.actor).filter(compact=load.compact())}
    known, own = _organisations(), next((side for side in OTHER if load.acting_for(side) == load.actor), "")
    for row in load.rows("commitments"):
        facts = CommitmentFacts(
            parties[row["side"]], **texts(row, "kind", "text_es", "text_en", "code"), due=when(row["due"]),
            owner=known.get(row["owner"]), on=_day(row["as_of"]), **origin(row),
        )  # fmt: skip
        key = load.key("commitments", row["code"])
        if not own:
            load.left["commitments"] = load.left.get("commitments", 0) + 1
            continue
        load.do("commitments", key, act.propose_commitment, compact=load.compact().pk, facts=facts)
        seen = Commitment.objects.visible_to(load.actor).get(pk=key).version
        agree = {"seen": seen, "commitment": key, "step": "agree", "facts": StepFacts(on=_day(row["as_of"]))}
        load.as_side(
            OTHER[own], "commitments", load.key("commitments", row["code"], "agree"), function=act.step_commitment, **agree
        )


def _organisations() -> dict[str, UUID]:
    return {row.code: row.pk for row in Organisation.objects.all()}


def _day(text: str) -> date:
    """A whole day. Raises `Invalid` for one known in part."""
    found = when(text)
    if found is None or found.day is None:
        raise Invalid(_("«%(text)s» no es un día completo.") % {"text": text})
    return found.earliest()


STEPS: tuple[Callable[[Load], None], ...] = (_awards, _subawards, _entries, _claims, _commitments)
