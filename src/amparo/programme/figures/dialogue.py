"""What earlier dialogues agreed and how it stands; and what one dialogue was chosen to be about."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from amparo.access.actors import Actor
from amparo.core import codelists
from amparo.core.dates import PartialDate, describe
from amparo.programme.figures.base import Frozen
from amparo.programme.models import (
    CommitmentStep,
    Compact,
    Dialogue,
    DialogueAgreement,
    DialogueChoice,
    FollowUp,
    IndicatorLink,
    Objective,
)
from amparo.programme.queries import known

Told = tuple[str, str, str]  # state, words in Spanish, in English


def figures(actor: Actor, compact: Compact, cut_off: date) -> Sequence[Frozen]:
    """The dialogues held until that day, and each of their agreements with the last word about it; "nobody said" is one too."""
    then = known.by(compact, cut_off)
    held = [row for row in _held(actor, compact, then) if _until(row.held_on, cut_off)]
    return [*(_dialogue(row) for row in held), *_agreements(actor, held, cut_off, then)]


def chosen(actor: Actor, dialogue: Dialogue, cut_off: date) -> Sequence[Frozen]:
    """What was prepared for one dialogue: objectives, chosen indicators by objective, questions, and how earlier agreements stand.

    What was agreed to talk about is that of the dialogue; the rest is as it was known by the cut-off.
    """
    then = known.by(dialogue.compact, cut_off)
    rows = (
        DialogueChoice.objects.visible_to(actor)
        .filter(dialogue=dialogue, state="agreed")
        .select_related("indicator", "party__organisation", "source")
        .order_by("indicator__code", "created_at", "id")
    )
    choices = list(rows)
    serves = _objectives_of(actor, [row.indicator_id for row in choices if row.indicator_id])
    questions = [row for row in choices if not row.indicator_id]
    return [
        *(_objective(row) for row in _objectives(actor, dialogue.compact, then)),
        *(_indicator(row, serves.get(row.indicator_id, "")) for row in choices if row.indicator_id),
        *(_question(row, place, dialogue) for place, row in enumerate(questions, 1)),
        *_followed(actor, dialogue, then),
    ]


def _held(actor: Actor, compact: Compact, then: known.Known) -> Sequence[Dialogue]:
    """Those that were written down as held by then."""
    rows = Dialogue.objects.visible_to(actor).filter(compact=compact, state__in=("held", "closed"))
    noted = [(row, row.held_noted_at or row.created_at) for row in rows.order_by("number").select_related("source")]
    return [row for row, when in noted if then.told or when < then.end]


def _until(when: PartialDate | None, cut_off: date) -> bool:
    return when is None or when.earliest() <= cut_off


def _dialogue(row: Dialogue) -> Frozen:
    said = {}
    for language in ("es", "en"):
        with override(language):
            when = describe(row.held_on, language)
            said[language] = _("%(when)s (fecha inferida)") % {"when": when} if row.date_inferred else when
    return Frozen(
        "dialogue", f"dialogue:{row.number}:held", f"Diálogo anual {row.number}", f"Annual dialogue {row.number}",
        words_es=said["es"], words_en=said["en"], source=row.source_id, as_of=row.held_on, verified=row.verified,
    )  # fmt: skip


def _agreements(actor: Actor, held: Sequence[Dialogue], cut_off: date, then: known.Known) -> Sequence[Frozen]:
    """The last word about each: a step of the commitment made of it, else what a later dialogue held until then said."""
    rows = then.facts(DialogueAgreement.objects.visible_to(actor).filter(dialogue__in=held).select_related("dialogue"))
    told = then.versions(FollowUp.every.visible_to(actor).filter(agreement__in=rows, dialogue__in=held)).order_by(
        "dialogue__number"
    )
    last: dict[object, Told] = {one.agreement_id: (one.state, one.words_es, one.words_en) for one in told}
    steps = CommitmentStep.objects.visible_to(actor).filter(commitment__agreed_in__in=rows, on__lte=cut_off)
    for step in then.facts(steps).select_related("commitment").order_by("on", "created_at", "id"):
        last[step.commitment.agreed_in_id] = (step.state, step.words, step.words)
    return [_agreement(row, last.get(row.pk), "dialogue") for row in rows.order_by("dialogue__number", "number")]


def _followed(actor: Actor, dialogue: Dialogue, then: known.Known) -> Sequence[Frozen]:
    rows = then.versions(FollowUp.every.visible_to(actor).filter(dialogue=dialogue)).select_related("agreement__dialogue")
    ordered = rows.order_by("agreement__dialogue__number", "agreement__number")
    return [_agreement(one.agreement, (one.state, one.words_es, one.words_en), "followed") for one in ordered]


def _agreement(row: DialogueAgreement, told: Told | None, key: str) -> Frozen:
    said = {}
    for place, language in enumerate(("es", "en"), 1):
        with override(language):
            state = codelists.label("commitment_state", told[0]) if told else _("Sin seguimiento")
            words = (told[place] or told[1]) if told else ""
            said[language] = f"{state}. {words}" if words else state
    return Frozen(
        "dialogue", f"{key}:{row.dialogue.number}:agreement:{row.number}", row.text_es, row.text_en or row.text_es,
        words_es=said["es"], words_en=said["en"], source=row.source_id or row.dialogue.source_id,
        as_of=row.dialogue.held_on, verified=row.verified,
    )  # fmt: skip


def _objectives(actor: Actor, compact: Compact, then: known.Known) -> Sequence[Objective]:
    return then.read(Objective.every.visible_to(actor).filter(compact=compact).order_by("number"))


def _objective(row: Objective) -> Frozen:
    return Frozen(
        "indicators", f"objective:{row.number}", f"Objetivo {row.number}", f"Objective {row.number}",
        words_es=row.title_es, words_en=row.title_en, source=row.source_id, as_of=row.as_of, verified=row.verified,
    )  # fmt: skip


def _objectives_of(actor: Actor, indicators: Sequence[object]) -> dict[object, str]:
    links = IndicatorLink.objects.visible_to(actor).filter(indicator__in=indicators, framework="compact").order_by("reference")
    serves: dict[object, str] = {}
    for link in links:
        serves.setdefault(link.indicator_id, link.reference)
    return serves


def _indicator(row: DialogueChoice, objective: str) -> Frozen:
    of: Any = row.indicator
    return Frozen(
        "indicators", f"chosen:{of.code}", of.name_es, of.name_en, words_es=objective, words_en=objective,
        measured_in=of.measured_in, source=of.source_id, as_of=of.as_of, verified=of.verified,
    )  # fmt: skip


def _question(row: DialogueChoice, place: int, dialogue: Dialogue) -> Frozen:
    who = row.party.organisation
    return Frozen(
        "dialogue", f"question:{place}", row.question_es, row.question_en or row.question_es, words_es=who.name_es,
        words_en=who.name_en, as_of=PartialDate.from_date(dialogue.choose_by) if dialogue.choose_by else None, verified=True,
    )  # fmt: skip
