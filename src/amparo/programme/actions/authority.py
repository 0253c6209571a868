"""Who may post which fact about money: the government whose money it is, the recipient of the award, that of the sub-award."""

from uuid import UUID

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Denied, NotFound
from amparo.programme import relations, rules
from amparo.programme.accounts import Posting
from amparo.programme.models import Award, Compact, SubAward


def may_post(by: Actor, posting: Posting, *, compact: Compact, award: UUID | None, subaward: SubAward | None) -> None:
    """Raises `Denied` for whom the fact does not belong to. Who has no unit here is written down by the level above."""
    if posting.who in ("us", "host"):
        _side(by, posting.who, compact)
    elif posting.who == "sub" and subaward is not None and subaward.recipient.unit_id is not None:
        _holder(by, Verb.SPEND, subaward)
    else:
        _recipient(by, Verb.SUBGRANT if posting.level == "subaward" else Verb.SPEND, compact=compact, award=award)


def side_of(by: Actor, compact: Compact) -> str:
    """us, host, or "" for who acts for neither (one query)."""
    party = relations.party_of(by, compact)
    return party.side if party else ""


def _side(by: Actor, side: str, compact: Compact) -> None:
    verb, group = (Verb.GRANT, "money") if side == "us" else (Verb.PLEDGE, "pledge")
    policy.check(by, verb, group=group)
    if side_of(by, compact) != side:
        raise Denied(rules.gone())


def _recipient(by: Actor, verb: Verb, *, compact: Compact, award: UUID | None) -> None:
    row = Award.objects.visible_to(by).filter(pk=award).select_related("recipient").first() if award else None
    if award and row is None:
        raise NotFound(rules.gone())
    if row is None or row.recipient.unit_id is None:
        _side(by, "us", compact)
    else:
        _holder(by, verb, row)


def _holder(by: Actor, verb: Verb, row: Award | SubAward) -> None:
    relations.check(by, verb, group="money", row=row)
    if row.recipient.unit_id != by.unit_id:
        raise Denied(rules.gone())
