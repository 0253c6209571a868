"""Work nobody waits for.

Each function opens its own `acting_as` per step. The clock only asks for them, so that no transaction lasts as long as the work.
"""

from collections.abc import Callable
from uuid import UUID

from amparo.access.acting import acting_as
from amparo.access.actors import Actor, system
from amparo.access.models import Unit
from amparo.access.verbs import Verb
from amparo.core import keyring
from amparo.core.ids import new_id
from amparo.core.sealed import read_sealed
from amparo.desk import jobs as desk
from amparo.vault import actions, queries
from amparo.vault.models import CHILDREN, NameSearch, Person
from amparo.vault.search import find, index

MATCHER = system("vault-matcher", Verb.SEARCH_NAMES)
INDEXER = system("vault-indexer")
ALIKE = 0.84  # from here on the holder is told: "possibly the same child"
MOST_TOLD = 5


def tell_holders(most: int = 1000) -> int:
    """Compare the searches that wait with the whole realm and tell the holders of people alike; how many searches were done.

    Takes the same steps for every search, whether or not anybody is found. A search whose keys are missing waits on.
    """
    with acting_as(MATCHER):
        waiting = list(
            NameSearch.objects.visible_to(MATCHER).filter(query__isnull=False).order_by("at").values_list("pk", flat=True)[:most]
        )
    for search in waiting:
        with acting_as(MATCHER):
            _tell(search)
    return len(waiting)


def _tell(pk: UUID) -> None:
    search = NameSearch.objects.visible_to(MATCHER).select_for_update(skip_locked=True).filter(pk=pk, query__isnull=False).first()
    if search is None:
        return
    query = find.Query.from_text(read_sealed(search, "query", key=keyring.subkey("search", "waiting")))
    alike = [found.person for found in find.find(MATCHER, search.realm, query).found if found.likeness >= ALIKE]
    # People in the asking unit's own sight were in its answer; those hidden from it stay hidden, also from this notice.
    foreign = Person.objects.visible_to(MATCHER).filter(pk__in=alike).exclude(scope__contains=[search.unit_id])
    asking = {-search.user_id, *Unit.objects.get(pk=search.unit_id).path}
    held = {person.pk for person in foreign if not asking & set(person.hidden)}
    for person in [person for person in alike if person in held][:MOST_TOLD]:
        actions.tell_holder(id=new_id(), seen=0, search=search, person=person, by=MATCHER)
    actions.search_told(id=new_id(), seen=0, search=search, by=MATCHER)


def correct_bands(realm: str = CHILDREN) -> int:
    """Give common names more homophones where they outgrew theirs; how many people were written anew. Goes on after a crash."""
    with acting_as(INDEXER):
        reached = index.begin_correction(realm)
    done = 0
    while reached is not None:
        with acting_as(INDEXER):
            people = queries.next_names(INDEXER, realm, after=reached, most=index.WALK)
            reached = index.correct(realm, people)
            done += len(people)
    return done


def register_own() -> None:
    """Declares the jobs and their clock to the worker."""
    desk.job("vault.tell_holders", batches=True)(lambda by: tell_holders())
    desk.job("vault.correct_bands", batches=True)(lambda by: correct_bands())
    desk.periodic("* * * * *", "vault.ask_tell_holders")(_ask("vault.tell_holders"))
    desk.periodic("*/10 * * * *", "vault.ask_correct_bands")(_ask("vault.correct_bands"))


def _ask(name: str) -> Callable[..., None]:
    def ask(*, by: Actor) -> None:
        desk.defer(name)

    return ask
