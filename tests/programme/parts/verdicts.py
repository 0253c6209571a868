"""Samples: one side answers the other's entry; evidence is added."""

from amparo.core.ids import new_id
from amparo.programme.actions import EvidenceFacts
from tests.programme.people import partnership
from tests.programme.promises import promised
from tests.samples import sample


@sample("programme.give_verdict")
def give_verdict(cast):
    row = promised(partnership(cast))
    return {
        "id": new_id(), "seen": row.version, "about": "commitment", "about_id": row.pk, "accepted": False,
        "words": "Solo abrieron tres.", "by": cast.us,
    }  # fmt: skip


@sample("programme.attach_evidence")
def attach_evidence(cast):
    row = promised(partnership(cast))
    facts = EvidenceFacts("Resolución 12-2026", "https://www.gob.pe/normas")
    return {"id": new_id(), "seen": row.version, "about": "commitment", "about_id": row.pk, "facts": facts, "by": cast.peru}
