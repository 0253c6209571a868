"""What the files tell the apps below: how a file is called, and what a unit has to do with a child."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.cases.models import Case, Involvement
from amparo.cases.relations import held
from amparo.vault import providers as vault
from amparo.vault.models import CHILDREN


def relations_of_person(actor: Actor, person: UUID) -> frozenset[Relation]:
    """The relations of the actor's unit to the file of a person (one query)."""
    rows = Involvement.objects.visible_to(actor).filter(case__person_id=person).select_related("unit")
    return held(actor, rows)


def describe_people(actor: Actor, people: Sequence[UUID]) -> Mapping[UUID, vault.Description]:
    """The code and address of the file of each person that the actor may know of (one query)."""
    cases = Case.objects.visible_to(actor).filter(person_id__in=people)
    return {case.person_id: vault.Description(case.code, reverse("case", args=[case.code])) for case in cases}


def register_all() -> None:
    """Called once, when the apps are ready."""
    vault.register_relations(CHILDREN, relations_of_person)
    vault.register_describer(CHILDREN, describe_people)
