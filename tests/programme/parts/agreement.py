"""Samples: organisations, what an agreement says, how it changes."""

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.actions.compact import CompactFacts
from amparo.programme.actions.organisations import OrganisationFacts
from amparo.programme.agreement_facts import (
    AmendmentFacts,
    Change,
    ClauseFacts,
    DocumentFacts,
    ObjectiveFacts,
    PartnerFacts,
    SignatoryFacts,
    StatedFacts,
    TerritoryFacts,
)
from amparo.programme.models import Compact, Party
from tests.programme.people import organisations, partnership
from tests.samples import sample

JUNE = PartialDate(2027, 6)
SOURCE = "amparo"


def amendment(number=1, ends="2028-06", **more):
    """An amendment of the term."""
    return AmendmentFacts(
        number=number, instrument_es="Adenda", instrument_en="Amendment", changes=(Change("term", ends),), source=SOURCE, **more
    )


def territory(region="08", **more):
    """A region."""
    return TerritoryFacts(region=region, source=SOURCE, **more)


def _adds(cast, facts):
    made = partnership(cast)
    return {"id": new_id(), "seen": 0, "compact": made.compact.pk, "facts": facts, "by": cast.us}


@sample("programme.register_organisation")
def register_organisation(cast):
    facts = OrganisationFacts("aba", "ngo", "ABA", "ABA", "ABA")
    return {"id": new_id(), "seen": 0, "facts": facts, "by": cast.us}


@sample("programme.bind_organisation")
def bind_organisation(cast):
    found = organisations(cast)
    return {"id": new_id(), "seen": 0, "organisation": found["mimp"].pk, "unit": "mimp-hq", "by": cast.us}


@sample("programme.set_objective")
def set_objective(cast):
    return _adds(cast, ObjectiveFacts(4, "Coordinar", "Coordinate"))


@sample("programme.set_clause")
def set_clause(cast):
    return _adds(cast, ClauseFacts("1", "Duración", "Duration"))


@sample("programme.set_lead", on_row=True)
def set_lead(cast):
    made = partnership(cast)
    with acting_as(cast.us):
        party = Party.objects.visible_to(cast.us).get(compact=made.compact, side="us")
    return {"id": new_id(), "seen": party.version, "party": party.pk, "lead_es": "Oficina", "lead_en": "Office", "by": cast.us}


@sample("programme.add_signatory")
def add_signatory(cast):
    return _adds(cast, SignatoryFacts("us", "Somebody", "Embajador", "Ambassador"))


@sample("programme.set_territory")
def set_territory(cast):
    return _adds(cast, territory())


@sample("programme.end_territory", on_row=True)
def end_territory(cast):
    made = partnership(cast)
    with acting_as(cast.us):
        row = act.set_territory(id=new_id(), seen=0, compact=made.compact.pk, facts=territory(), by=cast.us)
    return {"id": new_id(), "seen": row.version, "territory": row.pk, "until": JUNE, "by": cast.us}


@sample("programme.set_partner_period")
def set_partner_period(cast):
    return _adds(cast, PartnerFacts("test-ilo", "prime"))


@sample("programme.add_document")
def add_document(cast):
    return _adds(cast, DocumentFacts("page", "Página", "Page"))


@sample("programme.state_fact")
def state_fact(cast):
    return _adds(cast, StatedFacts("shelters", "Refugios", "Shelters", source=SOURCE))


@sample("programme.amend_compact", on_row=True)
def amend_compact(cast):
    made = partnership(cast)
    seen = made.again().version
    return {"id": new_id(), "seen": seen, "compact": made.compact.pk, "facts": amendment(), "by": cast.us}


@sample("programme.sign_compact", on_row=True)
def sign_compact(cast):
    made = partnership(cast)
    with acting_as(cast.us):
        Compact.objects.visible_to(cast.us).filter(pk=made.compact.pk).update(state="draft")
    return {"id": new_id(), "seen": made.again().version, "compact": made.compact.pk, "signed_on": JUNE, "by": cast.us}


@sample("programme.close_compact", on_row=True)
def close_compact(cast):
    made = partnership(cast)
    return {"id": new_id(), "seen": made.again().version, "compact": made.compact.pk, "by": cast.us}


@sample("programme.begin_successor")
def begin_successor(cast):
    made = partnership(cast)
    facts = CompactFacts(code="test-2030", country="PE", title_es="Segunda", title_en="Second")
    return {"id": new_id(), "seen": 0, "predecessor": made.compact.pk, "facts": facts, "by": cast.us}
