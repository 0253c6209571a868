"""Samples: the text of a commitment and of a line of the work plan is corrected."""

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.actions.commitments import CommitmentFacts
from tests.programme.parts.activities import planned
from tests.programme.people import partnership
from tests.programme.promises import party
from tests.samples import sample


def proposed(made, by="us", **more):
    """A commitment of Peru that one side proposed and nobody agreed to yet."""
    facts = CommitmentFacts(party(made, "host").pk, "service", "Abrir cuatro centros", text_en="Open four centres", **more)
    with acting_as(made.cast.actors[by]) as actor:
        return act.propose_commitment(id=new_id(), seen=0, compact=made.compact.pk, facts=facts, by=actor)


def words(text_es="Abrir cinco centros", why="Se contó mal.", **more):
    """What a commitment says from now on."""
    return act.CommitmentWords(text_es, why, **more)


def work_words(title_es="Talleres en colegios", why="Así se llama en la región.", **more):
    """What a line of the plan says from now on."""
    return act.WorkWords(title_es, **{"output_es": "Escuelas que previenen", **more}, why=why)


@sample("programme.reword_commitment", on_row=True)
def reword_commitment(cast):
    row = proposed(partnership(cast))
    return {"id": new_id(), "seen": row.version, "commitment": row.pk, "facts": words(), "by": cast.us}


@sample("programme.reword_work", on_row=True)
def reword_work(cast):
    row = planned(partnership(cast))
    return {"id": new_id(), "seen": row.version, "item": row.pk, "facts": work_words(), "by": cast.partner}
