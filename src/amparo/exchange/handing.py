"""What a row says, in the structures the files are made from. Nothing is added: what the register does not say stays unknown."""

from uuid import UUID, uuid5

from amparo.cases.facts import ChildFacts, Claim, RegisterChild, RegisterEvent
from amparo.core.dates import PartialDate
from amparo.exchange import rules
from amparo.exchange.draft import ChildDraft, Draft
from amparo.vault.rules import Document, Identity

SEXES = {"female": "f", "male": "m"}
NEAR = 2  # years: a wider interval of ages is no age


def child_id(row: UUID, place: int) -> UUID:
    """The file of the child at this place of a row: the same in every run."""
    return uuid5(row, str(place))


def own_event(row: UUID, draft: Draft) -> RegisterEvent:
    """The event of a row that has no number, or whose event is only its own."""
    return RegisterEvent(uuid5(row, "event"), draft.on, draft.ubigeo, draft.event_number)


def children_of(row: UUID, draft: Draft, event: UUID, *, unit_kind: str) -> list[RegisterChild]:
    """The children of a row. A decision is handed on only where it is the importing house's own: nobody decides for another."""
    codes = [("purpose", value) for value in draft.purposes] + [("act", value) for value in draft.acts]
    if draft.channel != "unknown":
        codes.append(("recruitment", draft.channel))
    return [
        RegisterChild(child_id(row, place), event, facts_of(child, draft.on), tuple(codes), _claims(child, unit_kind))
        for place, child in enumerate(draft.children)
    ]


def facts_of(child: ChildDraft, on: PartialDate | None) -> ChildFacts:
    """Her categories. The stated age counts where there is one, else the one her birth date gives for that day."""
    stated, born = child.age, rules.ages(child, on)
    bounds = stated or born
    age = bounds[0] if bounds and bounds[1] - bounds[0] <= NEAR else None
    disagrees = bool(rules.age_disagrees(child, on))
    documented = bool(child.identity.documents and child.identity.birth and not child.identity.birth.approximate)
    source = "document" if documented and born and not disagrees else "unknown"
    if age is not None and bounds and bounds[0] != bounds[1]:
        source = "estimated"
    return ChildFacts(
        sex=child.sex,
        age=age,
        age_source=source,
        age_doubt=disagrees or source == "estimated" or bool(rules.age_around_majority(child, on)),
        nationality=child.nationality,
        identity=identity_of(child),
    )


def identity_of(child: ChildDraft) -> Identity:
    """Who she is, as the vault takes it."""
    who = child.identity
    status = (
        "documented" if any(one.checked for one in who.documents) else "declared" if who.named or who.documents else "unknown"
    )
    return Identity(
        who.given_names, who.first_surname, who.second_surname, who.aliases, SEXES.get(child.sex, ""),
        str(who.birth) if who.birth else "", who.contact, who.address, status,
        tuple(Document(one.kind, one.number) for one in who.documents),
    )  # fmt: skip


def _claims(child: ChildDraft, unit_kind: str) -> tuple[Claim, ...]:
    return tuple(Claim(one.status, one.on) for one in child.claims if one.authority == unit_kind and one.status != "undecided")
