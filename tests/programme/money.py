"""How the tests of money post facts."""

from datetime import date
from decimal import Decimal

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.accounts import POSTINGS
from amparo.programme.queries.ledger import balances, total

DAY = date(2026, 3, 2)
WHO = {"us": "us", "host": "peru", "recipient": "partner", "sub": "subrecipient"}


def facts_of(made, kind, amount, day=DAY, currency=None, **more):
    """The facts of a posting of the first award (or sub-award), as its kind asks for."""
    posting = act_kind(kind)
    of = {"award": {"award": made.award.pk}, "subaward": {"subaward": made.subaward.pk}}.get(posting.level, {})
    currency = currency or ("PEN" if posting.level == "host" else "USD")
    return act.EntryFacts(kind, day, Decimal(str(amount)), currency, **{**of, **more})


def act_kind(kind):
    return POSTINGS[kind]


def post(made, kind, amount, day=DAY, by=None, **more):
    """Posted by whom it belongs to."""
    actor = getattr(made.cast, by or WHO[act_kind(kind).who])
    with acting_as(actor):
        return act.post_entry(
            id=new_id(), seen=0, compact=made.compact.pk, facts=facts_of(made, kind, amount, day, **more), by=actor
        )


def reverse(made, entry, by="us", seen=1, words="Estaba mal."):
    actor = getattr(made.cast, by)
    with acting_as(actor):
        return act.reverse_entry(id=new_id(), seen=seen, entry=entry.pk, words=words, by=actor)


def held(made, account, day=DAY, base="USD", by="us", **wanted):
    """The balance of an account at a day, as somebody sees it."""
    actor = getattr(made.cast, by)
    with acting_as(actor):
        return total(balances(actor, made.compact, day, by=tuple(wanted)), account, base, **wanted)
