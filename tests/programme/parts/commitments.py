"""Samples: a commitment is proposed and moves along."""

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme import actions as act
from tests.programme.people import partnership
from tests.programme.promises import party, promised
from tests.samples import sample


@sample("programme.propose_commitment")
def propose_commitment(cast):
    made = partnership(cast)
    facts = act.CommitmentFacts(party(made, "host").pk, "service", "Abrir cuatro centros", due=PartialDate(2027, 12))
    return {"id": new_id(), "seen": 0, "compact": made.compact.pk, "facts": facts, "by": cast.us}


@sample("programme.step_commitment", on_row=True)
def step_commitment(cast):
    row = promised(partnership(cast))
    with acting_as(cast.peru):
        row.refresh_from_db()
    return {
        "id": new_id(), "seen": row.version, "commitment": row.pk, "step": "start", "facts": act.StepFacts(words="Ya hay local."),
        "by": cast.peru,
    }  # fmt: skip
