"""The annual dialogue as a whole: planned, opened for choosing, held, closed; and those of the past, from the public record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.desk import effects
from amparo.desk.subjects import Subject
from amparo.programme import relations, rules, rules_dialogue, states
from amparo.programme.actions.compact import taken
from amparo.programme.models import (
    AgendaItem,
    Compact,
    Delegate,
    Dialogue,
    DialogueAgreement,
    DialogueChoice,
    FollowUp,
    Pack,
    Party,
    Reach,
)

CHOOSE, ANSWER = "programme.choose", "programme.answer_choice"
NEWS = "programme.dialogue_moved"
ROOM = (AgendaItem, Delegate, DialogueAgreement, DialogueChoice, FollowUp, Pack)


@dataclass(frozen=True)
class DialogueFacts:
    """When, how (`dialogue_mode`; "" unknown) and where a dialogue is to be held."""

    held_on: PartialDate | None = None
    mode: str = ""
    place: str = ""


@dataclass(frozen=True)
class PastFacts:
    """A dialogue of the past as its public record tells it. `date_inferred`: the date stands in no source and was concluded."""

    number: int
    held_on: PartialDate | None = None
    date_inferred: bool = False
    mode: str = ""
    place: str = ""
    minutes_es: str = ""
    minutes_en: str = ""
    statement_es: str = ""
    statement_en: str = ""
    statement_url: str = ""
    source: str | None = None
    verified: bool = False


@dataclass(frozen=True)
class Texts:
    """The minutes and the joint statement, in both languages."""

    minutes_es: str = ""
    minutes_en: str = ""
    statement_es: str = ""
    statement_en: str = ""
    statement_url: str = ""


@action
def plan_dialogue(*, id: UUID, seen: int, compact: UUID, facts: DialogueFacts, by: Actor) -> Dialogue:
    """Plans the next dialogue of a compact. Until it is held it stays between the two governments. Raises `Invalid`."""
    row = _mine(by, compact)
    expect_new(seen)
    _right(_arranged(facts))
    last = Dialogue.objects.visible_to(by).filter(compact=row).order_by("-number").values_list("number", flat=True).first()
    dialogue = Dialogue(
        id=id, compact=row, unit_id=by.unit_id, by=by.user_code, reach=Reach.PARTIES, number=(last or 0) + 1, state="planned",
        held_on=facts.held_on, mode=facts.mode, place=facts.place,
    )  # fmt: skip
    dialogue.save(force_insert=True)
    noted(by, dialogue, "plan")
    return dialogue


@action
def record_dialogue(*, id: UUID, seen: int, compact: UUID, facts: PastFacts, by: Actor) -> Dialogue:
    """Records a dialogue of the past. What its source does not say stays empty. Raises `Invalid`."""
    row = _mine(by, compact)
    expect_new(seen)
    taken_number = Dialogue.objects.visible_to(by).filter(compact=row, number=facts.number).exists()
    texts = {name: getattr(facts, name) for name in ("minutes_es", "minutes_en", "statement_es", "statement_en")}
    _right(
        _arranged(DialogueFacts(facts.held_on, facts.mode, facts.place)),
        rules_dialogue.held_in_the_past(facts.held_on, timezone.localdate()),
        rules.about_nobody(**texts),
        rules.public_address(statement_url=facts.statement_url),
        {"number": [_("Ese diálogo ya está registrado.")]} if taken_number or facts.number < 1 else {},
    )
    dialogue = Dialogue(
        id=id, compact=row, unit_id=by.unit_id, by=by.user_code, reach=Reach.COMPACT, number=facts.number,
        state=move(states.DIALOGUE, "planned", "record"), held_on=facts.held_on, date_inferred=facts.date_inferred,
        mode=facts.mode, place=facts.place, statement_url=facts.statement_url, source_id=facts.source, as_of=facts.held_on,
        verified=facts.verified, **texts,
    )  # fmt: skip
    dialogue.save(force_insert=True)
    noted(by, dialogue, "record")
    return dialogue


@action
def arrange_dialogue(*, id: UUID, seen: int, dialogue: UUID, facts: DialogueFacts, by: Actor) -> Dialogue:
    """Sets when, how and where a dialogue that is still to come will be held."""
    row = in_hand(by, dialogue, seen)
    if row.state in ("held", "closed"):
        raise Invalid(_("El diálogo ya se realizó."))
    _right(_arranged(facts))
    row.held_on, row.mode, row.place = facts.held_on, facts.mode, facts.place
    bump(row, "held_on", "mode", "place")
    noted(by, row, "arrange")
    return row


@action
def open_choice(*, id: UUID, seen: int, dialogue: UUID, choose_by: date, by: Actor) -> Dialogue:
    """Opens the choice of indicators and questions until the end of a day; both sides find it on their desks.

    A choice that ended with nothing agreed may be given a new day. Raises `Invalid`.
    """
    row = in_hand(by, dialogue, seen)
    today = timezone.localdate()
    _right(rules_dialogue.deadline_ahead(choose_by, today))
    if not (row.state == "choosing" and over(row, today) and not _agreed(by, row)):
        row.state = move(states.DIALOGUE, row.state, "open_choice")
    row.choose_by = choose_by
    bump(row, "state", "choose_by")
    for party in parties(by, row.compact):
        if party.organisation.unit_id:
            effects.withdraw_tasks(subject_of(row), [CHOOSE], party.organisation.unit_id, by=by)
            effects.give_task(kind=CHOOSE, unit=party.organisation.unit_id, subject=subject_of(row), due=end_of(choose_by), by=by)
    noted(by, row, "open_choice")
    return row


@action
def hold_dialogue(*, id: UUID, seen: int, dialogue: UUID, held_on: date, by: Actor) -> Dialogue:
    """The dialogue was held on that day. What was prepared between the governments is now read by all who take part."""
    row = in_hand(by, dialogue, seen)
    row.state = move(states.DIALOGUE, row.state, "hold")
    day = PartialDate(held_on.year, held_on.month, held_on.day)
    _right(rules_dialogue.held_in_the_past(day, timezone.localdate()))
    row.held_on, row.reach, row.held_noted_at = day, Reach.COMPACT, timezone.now()
    bump(row, "state", "held_on", "held_noted_at", "reach")
    for model in ROOM:
        model.objects.visible_to(by).filter(dialogue=row).update(reach=Reach.COMPACT, version=F("version") + 1)
    if row.snapshot_id:
        with connection.cursor() as cursor:  # frozen rows are never changed by us: the database opens them, and only these
            cursor.execute("SELECT programme_open_snapshot(%s)", [row.snapshot_id])
    noted(by, row, "hold")
    return row


@action
def write_minutes(*, id: UUID, seen: int, dialogue: UUID, texts: Texts, by: Actor) -> Dialogue:
    """Writes the minutes and the joint statement of a dialogue that was held, in both languages. Raises `Invalid`."""
    row = in_hand(by, dialogue, seen)
    if row.state != "held":
        raise Invalid(_("El acta se escribe cuando el diálogo se realizó y mientras no se cierre."))
    words = {name: getattr(texts, name) for name in Texts.__dataclass_fields__}
    _right(
        rules.about_nobody(**words),
        rules.public_address(statement_url=texts.statement_url),
        rules_dialogue.both_languages(
            minutes=(texts.minutes_es, texts.minutes_en), statement=(texts.statement_es, texts.statement_en)
        ),
    )
    for name, text in words.items():
        setattr(row, name, text)
    bump(row, *words)
    noted(by, row, "minutes")
    return row


@action
def close_dialogue(*, id: UUID, seen: int, dialogue: UUID, by: Actor) -> Dialogue:
    """Closes a dialogue: its minutes stand in both languages and every earlier agreement was followed up. Raises `Invalid`."""
    row = in_hand(by, dialogue, seen)
    row.state = move(states.DIALOGUE, row.state, "close")
    if not (row.minutes_es and row.minutes_en):
        raise Invalid(_("Escriba el acta en los dos idiomas antes de cerrar."))
    earlier = DialogueAgreement.objects.visible_to(by).filter(compact=row.compact, dialogue__number__lt=row.number)
    if earlier.exclude(follow_ups__dialogue=row).exists():
        raise Invalid(_("Falta decir cómo van los acuerdos anteriores. Hágalo antes de cerrar."))
    bump(row, "state")
    noted(by, row, "close")
    return row


def in_hand(by: Actor, dialogue: UUID, seen: int) -> Dialogue:
    """The dialogue, locked, for one of the two sides. Raises `NotFound`, `Conflict`, `Denied`."""
    row: Dialogue = take(Dialogue.objects.visible_to(by), dialogue, seen)
    relations.check(by, Verb.HOLD_DIALOGUE, group="dialogue", row=row)
    relations.own_party(by, row.compact)
    return row


def noted(by: Actor, row: Dialogue, step: str) -> None:
    """The audit line of a step of the dialogue, and word of it to the other side."""
    audit.record(by=by, verb=Verb.HOLD_DIALOGUE, subject_type="dialogue", subject=code_of(row), detail=[("step", step)])
    if step in ("open_choice", "close_choice", "freeze", "hold", "close"):
        for party in parties(by, row.compact):
            unit = party.organisation.unit_id
            if unit and unit != by.unit_id:
                effects.notify(NEWS, subject_of(row), unit=unit, about_unit=by.unit_id)


def parties(by: Actor, compact: Compact) -> Sequence[Party]:
    """The two Participants (one query)."""
    return list(Party.objects.visible_to(by).filter(compact=compact).select_related("organisation").order_by("side"))


def code_of(row: Dialogue) -> str:
    """How a dialogue is named: the compact's code and its number."""
    return f"{row.compact.code}/{row.number}"


def subject_of(row: Dialogue) -> Subject:
    """The dialogue, as the desk knows it."""
    return Subject("dialogue", row.pk, code_of(row))


def over(row: Dialogue, today: date) -> bool:
    """Whether the time to choose has passed."""
    return row.choose_by is not None and today > row.choose_by


def end_of(day: date) -> datetime:
    """The last moment of a day in Lima."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _agreed(by: Actor, row: Dialogue) -> bool:
    return bool(DialogueChoice.objects.visible_to(by).filter(dialogue=row, state="agreed", indicator__isnull=False).exists())


def _mine(by: Actor, compact: UUID) -> Compact:
    row = taken(by, compact)
    policy.check(by, Verb.HOLD_DIALOGUE, group="dialogue")
    relations.own_party(by, row)
    return row


def _arranged(facts: DialogueFacts) -> rules.Messages:
    wrong = facts.mode and not codelists.is_valid("dialogue_mode", facts.mode)
    return {
        **({"mode": [_("Elija una modalidad de la lista.")]} if wrong else {}),
        **rules.about_nobody(place=facts.place),
    }


def _right(*found: rules.Messages) -> None:
    messages = rules.merged(found)
    if messages:
        raise Invalid(messages)
