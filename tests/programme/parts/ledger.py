"""Samples: a fact about money is posted and reversed, a rate recorded, a period closed."""

from datetime import date
from decimal import Decimal

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from tests.programme.people import partnership
from tests.samples import sample

DAY = date(2026, 3, 2)


def authorised(amount="1000.00", day=DAY, **more):
    """Facts of an award of so much."""
    return act.EntryFacts("award", day, Decimal(amount), "USD", **more)


@sample("programme.post_entry")
def post_entry(cast):
    made = partnership(cast)
    return {"id": new_id(), "seen": 0, "compact": made.compact.pk, "facts": authorised(award=made.award.pk), "by": cast.us}


@sample("programme.reverse_entry", on_row=True)
def reverse_entry(cast):
    made = partnership(cast)
    with acting_as(cast.us):
        entry = act.post_entry(id=new_id(), seen=0, compact=made.compact.pk, facts=authorised(award=made.award.pk), by=cast.us)
    return {"id": new_id(), "seen": 1, "entry": entry.pk, "words": "Se registró dos veces.", "by": cast.us}


@sample("programme.record_rate")
def record_rate(cast):
    partnership(cast)
    facts = act.RateFacts(DAY, "USD", "PEN", Decimal("3.7512"), source_title="Banco Central de Reserva del Perú")
    return {"id": new_id(), "seen": 0, "facts": facts, "by": cast.us}


@sample("programme.close_period")
def close_period(cast):
    made = partnership(cast)
    facts = act.PeriodFacts(date(2026, 1, 1), date(2026, 3, 31), (made.award.pk,))
    return {"id": new_id(), "seen": 0, "compact": made.compact.pk, "facts": facts, "by": cast.us}
