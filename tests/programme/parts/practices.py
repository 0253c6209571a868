"""Samples: a practice begins, moves, and somebody is to take it over."""

from decimal import Decimal

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme import actions as act
from tests.programme.people import partnership
from tests.samples import sample


def takeover(made, **more):
    """The ministry takes it over with its own money."""
    return act.TakeoverFacts(**{
        "owner": made.organisations["mimp"].pk, "takes_over_on": PartialDate(2027), "amount": Decimal("90000.00"), "currency": "PEN", **more,
    })  # fmt: skip


def begun(made, by=None, **more):
    """A practice at its baseline."""
    by = by or made.cast.peru
    facts = act.PracticeFacts(**{"kind": "service", "title_es": "Entrevista única en Cusco", "takeover": takeover(made), **more})
    with acting_as(by):
        return act.begin_practice(id=new_id(), seen=0, compact=made.compact.pk, facts=facts, by=by)


@sample("programme.begin_practice")
def begin_practice(cast):
    made = partnership(cast)
    facts = act.PracticeFacts("service", "Entrevista única en Cusco", takeover=takeover(made))
    return {"id": new_id(), "seen": 0, "compact": made.compact.pk, "facts": facts, "by": cast.peru}


@sample("programme.move_practice", on_row=True)
def move_practice(cast):
    row = begun(partnership(cast))
    return {
        "id": new_id(),
        "seen": row.version,
        "practice": row.pk,
        "step": "adopt",
        "facts": act.StageFacts("RM 12-2026"),
        "by": cast.peru,
    }


@sample("programme.plan_takeover", on_row=True)
def plan_takeover(cast):
    made = partnership(cast)
    row = begun(made)
    return {"id": new_id(), "seen": row.version, "practice": row.pk, "facts": takeover(made, amount=None), "by": cast.peru}
