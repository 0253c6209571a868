"""The holders of a child who may be the same are asked, in the way every search asks them; the importing unit learns nothing."""

from collections.abc import Sequence

from django.utils import timezone

from amparo.access.actors import Actor
from amparo.cases.facts import RegisterChild
from amparo.core import keyring
from amparo.core.ids import new_id
from amparo.core.sealed import write_sealed
from amparo.vault.models import CHILDREN, NameSearch, Purpose
from amparo.vault.rules import Identity
from amparo.vault.search.find import Query

REGISTER = 0  # user id of a question no person typed: it counts for nobody's limit
LEAST_WORDS = 3


def ask_holders(children: Sequence[RegisterChild], by: Actor) -> None:
    """Leaves a sealed question for each child with a document or three words of name; the vault's job compares and tells the
    holders. Called inside the action that makes the files; its audit line covers them."""
    now, key = timezone.now(), keyring.subkey("search", "waiting")
    waiting = []
    for child in children:
        query = _query(child.facts.identity)
        if query is not None:
            row = NameSearch(
                id=new_id(), realm=CHILDREN, user_id=REGISTER, unit_id=by.unit_id, purpose=Purpose.SAME_CHILD, about=child.id,
                at=now, found=[], scope=[by.unit_id],
            )  # fmt: skip
            write_sealed(row, "query", query.to_text(), key=key)
            waiting.append(row)
    NameSearch.objects.bulk_create(waiting, batch_size=500)


def _query(who: Identity) -> Query | None:
    names = " ".join(filter(None, (who.given_names, who.first_surname, who.second_surname)))
    if not who.documents and len(names.split()) < LEAST_WORDS:
        return None
    return Query(names, who.year(), who.sex, who.documents[0] if who.documents else None)
