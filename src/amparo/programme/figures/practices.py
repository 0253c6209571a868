"""The sustainability record as figures of a snapshot: how many practices stand on each stage, and each of them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import override

from amparo.access.actors import Actor
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.programme.figures.base import Frozen
from amparo.programme.models import Compact, Practice, PracticeStep
from amparo.programme.queries import known
from amparo.programme.rules_commitments import STAGES


def figures(actor: Actor, compact: Compact, cut_off: date) -> Sequence[Frozen]:
    """Counts by stage, then each practice in the order of its code, at the stage its steps up to the cut-off left it (two queries)."""
    last = _last(actor, compact, cut_off)
    rows = Practice.objects.visible_to(actor).filter(compact=compact, pk__in=last).order_by("code")
    every = [(row, last[row.pk]) for row in rows]
    counts = [_count(stage, sum(step.stage == stage for _row, step in every), cut_off) for stage in STAGES]
    return [*counts, *(_each(row, step) for row, step in every)]


def _last(actor: Actor, compact: Compact, cut_off: date) -> dict[UUID, PracticeStep]:
    """The last step of each practice that was known by that day: by its own date (without one, the day it was written) and recorded by then."""
    found: dict[UUID, PracticeStep] = {}
    steps = known.by(compact, cut_off).facts(PracticeStep.objects.visible_to(actor).filter(compact=compact))
    for step in steps.order_by("created_at", "id"):
        told = step.on.latest() if step.on else timezone.localdate(step.created_at)
        if told <= cut_off:
            found[step.practice_id] = step
    return found


def _count(stage: str, number: int, cut_off: date) -> Frozen:
    es, en = _words(stage)
    return Frozen(
        "practices", f"practices:{stage}", f"Prácticas en etapa: {es.lower()}", f"Practices at stage: {en.lower()}", Decimal(number),
        "number", as_of=PartialDate.from_date(cut_off),
    )  # fmt: skip


def _each(row: Practice, step: PracticeStep) -> Frozen:
    es, en = _words(step.stage)
    shown = ". ".join(part for part in (step.norm, step.budget_line) if part)
    return Frozen(
        "practices", f"practice:{row.code}", f"{row.code}. {row.title_es}", f"{row.code}. {row.title_en or row.title_es}",
        words_es=es, words_en=en, source=step.source_id or row.source_id, as_of=step.on, verified=row.verified,
        footnote_es=shown, footnote_en=shown,
    )  # fmt: skip


def _words(stage: str) -> tuple[str, str]:
    with override("es"):
        spanish = codelists.label("practice_stage", stage)
    with override("en"):
        return spanish, codelists.label("practice_stage", stage)
