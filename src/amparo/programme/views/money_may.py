"""What the pages of money offer to this actor: to post as a government or as a recipient, to take back, to record a rate."""

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Denied, NotFound
from amparo.programme.accounts import POSTINGS, REVERSAL
from amparo.programme.actions.authority import may_post
from amparo.programme.models import Entry


def may_write(actor: Actor) -> dict[str, str]:
    """The addresses (URL names) this role may write at, "" where none: of a new entry, of a rate and a closed period, of an import."""
    governs = policy.can_anywhere(actor, Verb.GRANT)
    own = "entry_new" if policy.can_anywhere(actor, Verb.SPEND) else ""
    brings = "money_imports" if policy.can_anywhere(actor, Verb.IMPORT_MONEY) else ""  # a page of the level above
    return {"entry_url": "entry_grant" if governs else own, "rate_url": "rate_new" if governs else "", "import_url": brings}


def may_reverse(actor: Actor, row: Entry) -> str:
    """The URL name where this entry may be taken back by this actor; "" for everybody else and for what was."""
    if row.kind == REVERSAL or hasattr(row, "reversed_by"):
        return ""
    try:
        may_post(actor, POSTINGS[row.kind], compact=row.compact, award=row.award_id, subaward=row.subaward)
    except (Denied, NotFound):
        return ""
    return "entry_take_back" if policy.can_anywhere(actor, Verb.GRANT) else "entry_reverse"
