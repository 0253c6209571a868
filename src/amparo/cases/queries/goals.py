"""The goals of the plan in force."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.cases import labels, states
from amparo.cases.models import Goal as GoalRow
from amparo.cases.queries.file import Sheet
from amparo.core import codelists
from amparo.core.dates import describe
from amparo.core.sealed import read_sealed
from amparo.core.transitions import allowed
from amparo.ui.components import Action, Goal, Kind

WORDS: dict[str, tuple[Kind, str | Promise]] = {
    "pending": ("wait", lazy("Por empezar")),
    "under_way": ("now", lazy("En curso")),
    "reached": ("done", lazy("Lograda")),
    "stopped": ("warn", lazy("Detenida")),
    "unknown": ("unknown", lazy("No se sabe")),
}
STEPS = {"start": lazy("Empezar"), "reach": lazy("Lograda"), "stop": lazy("Detener")}


def rows(sheet: Sheet) -> Sequence[GoalRow]:
    """The goals of the current plan (one query), none where there is no plan."""
    if sheet.case.current_plan_id is None or not sheet.sees("plan"):
        return ()
    return list(GoalRow.objects.visible_to(sheet.actor).filter(plan=sheet.case.current_plan_id).order_by("position"))


def drawn(found: Sequence[GoalRow], key: bytes | None) -> list[tuple[Goal, list[Action]]]:
    """The goals as the page shows them, each with the steps it can take now."""
    return [(_goal(row, key), _steps(row)) for row in found]


def _steps(row: GoalRow) -> list[Action]:
    url, about = reverse("goal_move", args=[row.pk]), codelists.label("goal_sector", row.sector)
    return [
        Action(str(STEPS[step]), url, post=True, seen=row.version, about=about, data={"step": step})
        for step in allowed(states.GOAL, row.state)
    ]


def _goal(row: GoalRow, key: bytes | None) -> Goal:
    kind, word = WORDS.get(row.state, WORDS["unknown"])
    context = codelists.label("goal_sector", row.sector)
    if row.due is not None:
        context = _("%(sector)s · hasta %(when)s") % {"sector": context, "when": describe(row.due, get_language() or "es")}
    return Goal(read_sealed(row, "text", key=key) if key else labels.locked(), context, str(word), kind)
