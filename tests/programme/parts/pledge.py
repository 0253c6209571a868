"""Samples: posts, contributions and budget phases of the host country."""

from datetime import date
from decimal import Decimal

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from tests.programme.people import partnership
from tests.samples import sample


def quarter(made, **more):
    """Posts of the ministry in a quarter."""
    entity = made.organisations["mimp"].pk
    return act.QuarterFacts(
        **{"entity": entity, "year": 2026, "quarter": 1, "posts": (("psychologist", 4), ("lawyer", None)), **more}
    )


def gift(made, **more):
    """A house lent by the ministry."""
    return act.ContributionFacts(**{
        "entity": made.organisations["mimp"].pk, "kind": "in_kind", "text_es": "Local en Cusco", "amount": Decimal("36000.00"),
        "currency": "PEN", "starts": date(2026, 1, 1), "ends": date(2026, 3, 31), "valuation": "Alquiler de mercado", **more,
    })  # fmt: skip


def phase(made, **more):
    """The modified budget of a line."""
    return act.PhaseFacts(**{
        "entity": made.organisations["mimp"].pk, "year": 2026, "line": "PP 1002", "phase": "pim", "amount": Decimal("500000.00"),
        "on": date(2026, 6, 30), **more,
    })  # fmt: skip


@sample("programme.record_head_counts")
def record_head_counts(cast):
    made = partnership(cast)
    return {"id": new_id(), "seen": 0, "compact": made.compact.pk, "facts": quarter(made), "by": cast.peru}


@sample("programme.correct_head_count", on_row=True)
def correct_head_count(cast):
    made = partnership(cast)
    with acting_as(cast.peru):
        row = act.record_head_counts(id=new_id(), seen=0, compact=made.compact.pk, facts=quarter(made), by=cast.peru)
    return {
        "id": new_id(),
        "seen": row.version,
        "head_count": row.pk,
        "posts": 5,
        "reason": "Se contó otra vez.",
        "by": cast.peru,
    }


@sample("programme.record_contribution")
def record_contribution(cast):
    made = partnership(cast)
    return {"id": new_id(), "seen": 0, "compact": made.compact.pk, "facts": gift(made), "by": cast.peru}


@sample("programme.record_budget_phase")
def record_budget_phase(cast):
    made = partnership(cast)
    return {"id": new_id(), "seen": 0, "compact": made.compact.pk, "facts": phase(made), "by": cast.peru}


@sample("programme.correct_budget_phase", on_row=True)
def correct_budget_phase(cast):
    made = partnership(cast)
    with acting_as(cast.peru):
        row = act.record_budget_phase(id=new_id(), seen=0, compact=made.compact.pk, facts=phase(made), by=cast.peru)
    return {
        "id": new_id(), "seen": row.version, "phase": row.pk, "amount": Decimal(7), "reason": "Faltaba un cero.", "by": cast.peru,
    }  # fmt: skip
