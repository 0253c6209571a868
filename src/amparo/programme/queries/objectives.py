"""An objective of a compact with what serves it: commitments, indicators, practices, awards, work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.programme.models import Award, Commitment, Compact, Indicator, Objective, Practice, WorkItem
from amparo.programme.queries.calendar import address
from amparo.programme.said import said
from amparo.ui.components import Link

MOST = 50


@dataclass(frozen=True, slots=True)
class Served:
    """What of one part serves the objective: links to each, and how many there are in all."""

    title: str
    rows: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An objective and what serves it."""

    objective: Objective
    parts: Sequence[Served]


def objective(actor: Actor, compact: Compact, number: int) -> Sheet | None:
    """The objective with this number, None where there is none in sight (at most 6 queries)."""
    row = Objective.objects.visible_to(actor).filter(compact=compact, number=number).select_related("source").first()
    if row is None:
        return None
    serving = {
        "commitments": (Commitment, Q(objective=row), _("Compromisos"), _commitment),
        "indicators": (
            Indicator, Q(active=True, links__framework="compact", links__reference=str(number)), _("Indicadores"), _indicator
        ),
        "activities": (WorkItem, Q(objective=row), _("Actividades del plan"), _work),
        "money": (Award, Q(objectives__contains=[number]), _("Adjudicaciones"), _award),
    }  # fmt: skip
    parts = []
    for group, (model, which, title, link) in serving.items():
        if policy.can(actor, Verb.SEE_COMPACT, group=group):
            parts.append(_served(actor, compact, (model, which, title, link)))
    if policy.can(actor, Verb.SEE_COMPACT, group="activities"):
        parts.append(_served(actor, compact, (Practice, Q(objective=row), _("Sostenibilidad"), _practice)))
    return Sheet(row, parts)


def _served(actor: Actor, compact: Compact, part: tuple[Any, Q, str, Any]) -> Served:
    model, which, title, link = part
    rows = model.objects.visible_to(actor).filter(which, compact=compact).order_by("pk")[:MOST]
    return Served(title, [link(compact, row) for row in rows])


def _commitment(compact: Compact, row: Commitment) -> Link:
    url = address(compact, ("commitment", [compact.code, row.code]), ("commitments", [compact.code]))
    return Link(f"{row.code}. {said(row, 'text')}", url)


def _indicator(compact: Compact, row: Indicator) -> Link:
    url = address(compact, ("indicator", [compact.code, row.code]), ("indicators", [compact.code]))
    return Link(f"{row.code}. {said(row, 'name')}", url)


def _work(compact: Compact, row: WorkItem) -> Link:
    return Link(f"{row.code}. {said(row, 'title')}", address(compact, ("work_item", [compact.code, row.pk])))


def _award(compact: Compact, row: Award) -> Link:
    return Link(f"{row.number}. {said(row, 'title')}", address(compact, ("award", [row.pk]), ("awards", [compact.code])))


def _practice(compact: Compact, row: Practice) -> Link:
    url = address(compact, ("practice", [compact.code, row.code]), ("practices", [compact.code]))
    return Link(f"{row.code}. {said(row, 'title')}", url)
