"""What lies on the table of a dialogue: delegations, agenda, agreements, and how the agreements of before stand."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid, NotFound
from amparo.core.versions import bump, take
from amparo.programme import relations, rules, rules_dialogue
from amparo.programme.actions.dialogue import in_hand, noted, parties
from amparo.programme.correcting import correct
from amparo.programme.models import AgendaItem, Delegate, Dialogue, DialogueAgreement, FollowUp, Organisation, Reach

AHEAD = ("planned", "choosing", "chosen", "prepared")


@dataclass(frozen=True)
class DelegateFacts:
    """An official as the public act names him. `side`: us or host; `source`, `as_of`: where it was read, of which date it speaks."""

    side: str
    name: str
    office_es: str = ""
    office_en: str = ""
    head: bool = False
    source: str | None = None
    as_of: PartialDate | None = None


@dataclass(frozen=True)
class AgendaFacts:
    """A point of the agenda, in both languages; `minutes` where its time is set; `side` that opens it, "" for both."""

    title_es: str
    title_en: str = ""
    minutes: int | None = None
    side: str = ""


@dataclass(frozen=True)
class AgreementFacts:
    """What both sides agreed: text, which side does it (us, host), the body that answers for it, until when."""

    text_es: str
    text_en: str = ""
    side: str = ""
    owner: UUID | None = None
    due: PartialDate | None = None
    number: int | None = None
    source: str | None = None


@action
def add_delegate(*, id: UUID, seen: int, dialogue: UUID, facts: DelegateFacts, by: Actor) -> Delegate:
    """Names an official in a delegation. `seen` is the dialogue's version."""
    row = in_hand(by, dialogue, seen)
    if not facts.name.strip():
        raise Invalid({"name": [_("Escriba el nombre como está en el acto público.")]})
    if wrong := rules.about_nobody(name=facts.name, office_es=facts.office_es, office_en=facts.office_en):
        raise Invalid(wrong)
    delegate = Delegate(
        id=id, dialogue=row, party=_party(by, row, facts.side), name=facts.name, office_es=facts.office_es,
        office_en=facts.office_en, head=facts.head, source_id=facts.source, as_of=facts.as_of, **_own(by, row),
    )  # fmt: skip
    delegate.save(force_insert=True)
    noted(by, row, "delegate")
    return delegate


@action
def add_agenda_item(*, id: UUID, seen: int, dialogue: UUID, facts: AgendaFacts, by: Actor) -> AgendaItem:
    """Adds a point at the end of the agenda of a dialogue that is still to come. `seen` is the dialogue's version."""
    row = in_hand(by, dialogue, seen)
    if row.state == "closed":
        raise Invalid(_("El diálogo ya se cerró."))
    _clean(title_es=facts.title_es, title_en=facts.title_en)
    last = AgendaItem.objects.visible_to(by).filter(dialogue=row).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem(
        id=id, dialogue=row, position=last + 1, title_es=facts.title_es, title_en=facts.title_en, minutes=facts.minutes,
        party=_party(by, row, facts.side) if facts.side else None, **_own(by, row),
    )  # fmt: skip
    item.save(force_insert=True)
    noted(by, row, "agenda")
    return item


@action
def strike_from_table(*, id: UUID, seen: int, dialogue: UUID, row: UUID, by: Actor) -> None:
    """Takes a delegate or a point of the agenda off, of those one's own side wrote, before the dialogue is held."""
    held = in_hand(by, dialogue, seen)
    _must_be_ahead(held)
    for model in (Delegate, AgendaItem):
        found = model.objects.visible_to(by).filter(pk=row, dialogue=held, unit_id=by.unit_id)
        if found.exists():
            found.delete()
            noted(by, held, "strike")
            return
    raise NotFound(rules.gone())


@action
def add_agreement(*, id: UUID, seen: int, dialogue: UUID, facts: AgreementFacts, by: Actor) -> DialogueAgreement:
    """Writes down what was agreed at the table, in both languages. `seen` is the dialogue's version. Raises `Invalid`."""
    row = in_hand(by, dialogue, seen)
    if row.state != "held":
        raise Invalid(_("Los acuerdos se escriben cuando el diálogo se realizó y mientras no se cierre."))
    _clean(text_es=facts.text_es, text_en=facts.text_en)
    mine = DialogueAgreement.objects.visible_to(by).filter(dialogue=row)
    number = facts.number or (mine.aggregate(last=Max("number"))["last"] or 0) + 1
    if mine.filter(number=number).exists():
        raise Invalid({"number": [_("Ese número de acuerdo ya existe en este diálogo.")]})
    if facts.owner and not Organisation.objects.filter(pk=facts.owner).exists():
        raise NotFound(rules.gone())
    agreement = DialogueAgreement(
        id=id, dialogue=row, number=number, text_es=facts.text_es, text_en=facts.text_en, owner_id=facts.owner, due=facts.due,
        party=_party(by, row, facts.side) if facts.side else None, source_id=facts.source, **_own(by, row),
    )  # fmt: skip
    agreement.save(force_insert=True)
    noted(by, row, "agreement")
    return agreement


@action
def follow_up(
    *, id: UUID, seen: int, agreement: UUID, dialogue: UUID, state: str, words_es: str, words_en: str, by: Actor
) -> FollowUp:
    """Says at a later dialogue how an earlier agreement stands (`commitment_state`). `seen` is the agreement's version."""
    row: DialogueAgreement = take(DialogueAgreement.objects.visible_to(by).select_related("dialogue"), agreement, seen)
    relations.check(by, Verb.HOLD_DIALOGUE, group="dialogue", row=row)
    relations.own_party(by, row.compact)
    at: Dialogue | None = Dialogue.objects.visible_to(by).filter(pk=dialogue, compact=row.compact).first()
    if at is None:
        raise NotFound(rules.gone())
    if at.number <= row.dialogue.number or at.state == "closed":
        raise Invalid(_("Un acuerdo se sigue en un diálogo posterior que no se haya cerrado."))
    if not codelists.is_valid("commitment_state", state):
        raise Invalid({"state": [_("Elija cómo va de la lista.")]})
    if wrong := rules.about_nobody(words_es=words_es, words_en=words_en):
        raise Invalid(wrong)
    bump(row)
    said = {"state": state, "words_es": words_es, "words_en": words_en}
    told: FollowUp | None = FollowUp.objects.visible_to(by).filter(agreement=row, dialogue=at).first()
    if told is not None:
        correct(told, by=by, **said)
    else:
        told = FollowUp(id=id, agreement=row, dialogue=at, **said, **_own(by, at))
        told.save(force_insert=True)
    noted(by, at, "follow_up")
    return told


def as_commitment(by: Actor, agreement: UUID, seen: int) -> DialogueAgreement:
    """The agreement, locked, once it has a side, an owner and a date. Raises `Invalid` where one is missing or it is kept already."""
    row: DialogueAgreement = take(DialogueAgreement.objects.visible_to(by), agreement, seen)
    relations.check(by, Verb.HOLD_DIALOGUE, group="dialogue", row=row)
    if wrong := rules_dialogue.can_be_kept(row.owner_id is not None, row.party_id is not None, row.due is not None):
        raise Invalid(wrong)
    if row.commitments.exists():
        raise Invalid(_("Este acuerdo ya es un compromiso."))
    return row


def _own(by: Actor, row: Dialogue) -> dict[str, object]:
    reach = Reach.COMPACT if row.state in ("held", "closed") else Reach.PARTIES
    return {"compact": row.compact, "unit_id": by.unit_id, "by": by.user_code, "reach": reach}


def _party(by: Actor, row: Dialogue, side: str):  # type: ignore[no-untyped-def]
    for party in parties(by, row.compact):
        if party.side == side:
            return party
    raise Invalid({"side": [_("Elija una de las dos partes.")]})


def _must_be_ahead(row: Dialogue) -> None:
    if row.state not in AHEAD:
        raise Invalid(_("El diálogo ya se realizó."))


def _clean(**texts: str) -> None:
    pairs = {name[:-3]: (texts[name], texts[f"{name[:-3]}_en"]) for name in texts if name.endswith("_es")}
    empty = {name: [_("Escriba el texto.")] for name in texts if name.endswith("_es") and not texts[name].strip()}
    if messages := rules.merged([rules.about_nobody(**texts), rules_dialogue.both_languages(**pairs), empty]):
        raise Invalid(messages)
