"""The goals of the plan in force."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.cases import labels
from amparo.cases.models import Goal as GoalRow
from amparo.cases.queries.file import Sheet
from amparo.core import codelists
from amparo.core.dates import describe
from amparo.core.sealed import read_sealed
from amparo.ui.components import Goal, Kind

WORDS: dict[str, tuple[Kind, str | Promise]] = {
    "pending": ("wait", lazy("Por empezar")),
    "under_way": ("now", lazy("En curso")),
    "reached": ("done", lazy("Lograda")),
    "stopped": ("warn", lazy("Detenida")),
    "unknown": ("unknown", lazy("No se sabe")),
}


def rows(sheet: Sheet) -> Sequence[GoalRow]:
    """The goals of the current plan (one query), none where there is no plan."""
    if sheet.case.current_plan_id is None or not sheet.sees("plan"):
        return ()
    return list(GoalRow.objects.visible_to(sheet.actor).filter(plan=sheet.case.current_plan_id).order_by("position"))


def drawn(found: Sequence[GoalRow], key: bytes | None) -> list[Goal]:
    """The goals as the page shows them."""
    return [_goal(row, key) for row in found]


def _goal(row: GoalRow, key: bytes | None) -> Goal:
    kind, word = WORDS.get(row.state, WORDS["unknown"])
    context = codelists.label("goal_sector", row.sector)
    if row.due is not None:
        context = _("%(sector)s · hasta %(when)s") % {"sector": context, "when": describe(row.due, get_language() or "es")}
    return Goal(read_sealed(row, "text", key=key) if key else labels.locked(), context, str(word), kind)
