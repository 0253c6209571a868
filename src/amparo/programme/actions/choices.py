"""Indicators and questions chosen in advance: one side proposes, the other agrees or declines, until a day the system keeps."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.transitions import move
from amparo.core.versions import bump, take
from amparo.desk import effects
from amparo.programme import relations, rules, rules_dialogue, states
from amparo.programme.actions.dialogue import ANSWER, CHOOSE, end_of, in_hand, noted, parties, subject_of
from amparo.programme.models import Dialogue, DialogueChoice, Indicator, Party, Reach


@dataclass(frozen=True)
class ChoiceFacts:
    """An indicator (its id), or a question in Spanish and English."""

    indicator: UUID | None = None
    question_es: str = ""
    question_en: str = ""


@action
def propose_choice(*, id: UUID, seen: int, dialogue: UUID, facts: ChoiceFacts, by: Actor) -> DialogueChoice:
    """Puts an indicator or a question on the table for the other side to answer. Raises `Invalid` after the deadline.

    `seen` is the dialogue's version: it is not moved by proposals, so that both sides may propose at the same time.
    """
    row = _choosing(by, dialogue, seen)
    party = relations.own_party(by, row.compact)
    _must_be_right(by, row, facts)
    choice = DialogueChoice(
        id=id, compact=row.compact, dialogue=row, unit_id=by.unit_id, by=by.user_code, reach=Reach.PARTIES, party=party,
        indicator_id=facts.indicator, question_es=facts.question_es, question_en=facts.question_en, state="proposed",
    )  # fmt: skip
    choice.save(force_insert=True)
    other = next((one for one in parties(by, row.compact) if one.pk != party.pk), None)
    if other is not None and other.organisation.unit_id and row.choose_by:
        due = end_of(row.choose_by)
        effects.give_task(kind=ANSWER, unit=other.organisation.unit_id, subject=subject_of(row), due=due, by=by)
    noted(by, row, "propose")
    return choice


@action
def answer_choice(*, id: UUID, seen: int, choice: UUID, agree: bool, by: Actor) -> DialogueChoice:
    """Agrees to what the other side proposed, or declines it. Nobody answers the own proposal. `seen`: the proposal's version."""
    row: DialogueChoice = take(DialogueChoice.objects.visible_to(by), choice, seen)
    relations.check(by, Verb.HOLD_DIALOGUE, group="dialogue", row=row)
    party = relations.own_party(by, row.compact)
    if row.party_id == party.pk:
        raise Denied(_("Esta propuesta es suya: la responde la otra parte."))
    _must_be_choosing(row.dialogue)
    row.state, row.answered_at = move(states.CHOICE, row.state, "agree" if agree else "decline"), timezone.now()
    bump(row, "state", "answered_at")
    _settle(by, row.dialogue, party)
    noted(by, row.dialogue, "agree" if agree else "decline")
    return row


@action
def propose_again(*, id: UUID, seen: int, choice: UUID, by: Actor) -> DialogueChoice:
    """Puts a declined proposal of one's own on the table again, while the deadline runs."""
    row: DialogueChoice = take(DialogueChoice.objects.visible_to(by), choice, seen)
    relations.check(by, Verb.HOLD_DIALOGUE, group="dialogue", row=row)
    if row.party_id != relations.own_party(by, row.compact).pk:
        raise Denied(_("La vuelve a proponer quien la propuso."))
    _must_be_choosing(row.dialogue)
    if late := rules_dialogue.still_open(row.dialogue.choose_by, timezone.localdate()):
        raise Invalid(late)
    row.state, row.answered_at = move(states.CHOICE, row.state, "propose"), None
    bump(row, "state", "answered_at")
    noted(by, row.dialogue, "propose")
    return row


@action
def close_choice(*, id: UUID, seen: int, dialogue: UUID, by: Actor) -> Dialogue:
    """Both sides have chosen: what is agreed is what the dialogue will be about. Raises `Invalid` where something is missing."""
    row = in_hand(by, dialogue, seen)
    row.state = move(states.DIALOGUE, row.state, "agree_choice")
    found = list(DialogueChoice.objects.visible_to(by).filter(dialogue=row))
    chosen = sum(choice.state == "agreed" and choice.indicator_id is not None for choice in found)
    wrong = rules_dialogue.choice_complete(
        [choice.state for choice in found], chosen, choose_by=row.choose_by, today=timezone.localdate()
    )
    if wrong:
        raise Invalid(wrong)
    bump(row, "state")
    effects.close_tasks(subject_of(row), [CHOOSE, ANSWER], by=by)
    noted(by, row, "close_choice")
    return row


def _choosing(by: Actor, dialogue: UUID, seen: int) -> Dialogue:
    row = in_hand(by, dialogue, seen)
    _must_be_choosing(row)
    if late := rules_dialogue.still_open(row.choose_by, timezone.localdate()):
        raise Invalid(late)
    return row


def _must_be_choosing(row: Dialogue) -> None:
    if row.state != "choosing":
        raise Invalid(_("Se propone y se responde mientras la elección está abierta."))


def _must_be_right(by: Actor, row: Dialogue, facts: ChoiceFacts) -> None:
    messages = rules.merged([
        rules_dialogue.one_thing(facts.indicator is not None, facts.question_es),
        rules.about_nobody(question_es=facts.question_es, question_en=facts.question_en),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    if facts.indicator is None:
        return
    if not Indicator.objects.visible_to(by).filter(pk=facts.indicator, compact=row.compact, active=True).exists():
        raise NotFound(rules.gone())
    if DialogueChoice.objects.visible_to(by).filter(dialogue=row, indicator=facts.indicator).exists():
        raise Invalid({"indicator": [_("Ese indicador ya está en la mesa.")]})


def _settle(by: Actor, row: Dialogue, party: Party) -> None:
    """With nothing left to answer, the task of the side that answers is done."""
    waiting = DialogueChoice.objects.visible_to(by).filter(dialogue=row, state="proposed").exclude(party=party)
    if not waiting.exists() and party.organisation.unit_id:
        effects.close_tasks(subject_of(row), [ANSWER], party.organisation.unit_id, by=by)


__all__ = ["ChoiceFacts", "answer_choice", "close_choice", "propose_again", "propose_choice"]
