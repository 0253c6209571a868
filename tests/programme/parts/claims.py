"""Samples: what was said about the money is stated, explained and opened again."""

from decimal import Decimal

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme import actions as act
from tests.programme.people import partnership
from tests.samples import sample

DAY = PartialDate(2021, 5, 18)


def claimed(made, amount="7200000", on=DAY, by="us", **more):
    """A statement about the donor's money, as somebody wrote it down."""
    actor = getattr(made.cast, by)
    known = {"side": "us", "kind": "unknown", "currency": "USD", "bound": "exact", **more}
    facts = act.ClaimFacts(amount=Decimal(amount), said_on=on, **known)
    with acting_as(actor):
        return act.state_claim(id=new_id(), seen=0, compact=made.compact.pk, facts=facts, by=actor)


@sample("programme.state_claim")
def state_claim(cast):
    made = partnership(cast)
    facts = act.ClaimFacts("us", "unknown", Decimal("9800000"), "USD", "at_least", PartialDate(2024, 10, 21))
    return {"id": new_id(), "seen": 0, "compact": made.compact.pk, "facts": facts, "by": cast.us}


@sample("programme.explain_claim", on_row=True)
def explain_claim(cast):
    row = claimed(partnership(cast))
    words = {"explanation_es": "Cuenta también los gastos de gestión.", "explanation_en": "It counts management costs too."}
    return {"id": new_id(), "seen": row.version, "claim": row.pk, **words, "by": cast.peru}


@sample("programme.reopen_claim", on_row=True)
def reopen_claim(cast):
    kwargs = explain_claim(cast)
    with acting_as(kwargs["by"]):
        row = act.explain_claim(**kwargs)
    return {"id": new_id(), "seen": row.version, "claim": row.pk, "by": cast.us}
