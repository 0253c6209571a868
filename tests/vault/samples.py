"""A sample of each action of the vault, on a child of a real file, so that the relations of `cases` decide."""

from typing import Any
from uuid import UUID

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.vault import actions, bulk, jobs
from amparo.vault.models import NameSearch, Person, PossibleMatch
from amparo.vault.rules import Document, Identity
from amparo.vault.search.find import Query
from tests.cases.samples import charged
from tests.samples import sample

WHO = Identity(given_names="Inventada Luz", first_surname="Prueba", sex="f", documents=(Document("passport", "AB12345"),))


def held(cast: Any) -> Person:
    """A child whose file the UPE and the prosecutor of Cusco are in charge of."""
    case = charged(cast)
    with acting_as(cast.upe):
        found: Person = Person.objects.get(pk=case.person_id)
    return found


def searched(cast: Any) -> NameSearch:
    """A search of another unit that waits to be told."""
    with acting_as(cast.outsider):
        return actions.search_names(id=new_id(), seen=0, query=Query("Inventada Prueba"), purpose="same_child", by=cast.outsider)


def matched(cast: Any) -> PossibleMatch:
    """A possible match that waits for the holder."""
    held(cast)
    searched(cast)
    jobs.tell_holders()
    with acting_as(cast.upe):
        found: PossibleMatch = PossibleMatch.objects.get()
    return found


def new(by: Any, **more: Any) -> dict[str, Any]:
    return {"id": new_id(), "seen": 0, **more, "by": by}


@sample("vault.create_identity")
def create_identity(cast: Any) -> dict[str, Any]:
    return new(cast.upe, identity=WHO, scope=[cast.upe.unit_id])


@sample("vault.create_identities")
def create_identities(cast: Any) -> dict[str, Any]:
    newcomers = [bulk.Newcomer(UUID(int=number + 1), WHO, (cast.upe.unit_id,)) for number in range(3)]
    return new(cast.upe, newcomers=newcomers)


@sample("vault.correct_identity", on_row=True)
def correct_identity(cast: Any) -> dict[str, Any]:
    person = held(cast)
    return {"id": new_id(), "seen": person.version, "person": person.pk, "identity": WHO, "by": cast.upe}


@sample("vault.erase_identity", on_row=True)
def erase_identity(cast: Any) -> dict[str, Any]:
    person = held(cast)
    return {"id": new_id(), "seen": person.version, "person": person.pk, "by": cast.upe}


@sample("vault.reveal")
def reveal(cast: Any) -> dict[str, Any]:
    return new(cast.upe, person=held(cast).pk, reason="immediate_care")


@sample("vault.search_names")
def search_names(cast: Any) -> dict[str, Any]:
    held(cast)
    return new(cast.upe, query=Query("Inventada Prueba", document=Document("dni", "00000000")), purpose="same_child")


@sample("vault.tell_holder")
def tell_holder(cast: Any) -> dict[str, Any]:
    return new(jobs.MATCHER, search=searched(cast), person=held(cast).pk)


@sample("vault.search_told")
def search_told(cast: Any) -> dict[str, Any]:
    return new(jobs.MATCHER, search=searched(cast))


@sample("vault.resolve_match", on_row=True)
def resolve_match(cast: Any) -> dict[str, Any]:
    found = matched(cast)
    return {"id": new_id(), "seen": found.version, "match": found.pk, "decision": "same", "by": cast.upe}
