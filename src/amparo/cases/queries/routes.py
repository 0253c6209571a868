"""The routes of a file as cords with knots: braided what has been, one knot lit, dotted what is missing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.cases.models import Milestone
from amparo.cases.queries.file import Sheet
from amparo.core import codelists
from amparo.ui import moments
from amparo.ui.components import Step

# state of protection → its step; a file that was dismissed or closed has its last word at the end
PROTECTION: Sequence[tuple[str, str | Promise]] = (
    ("alert", lazy("Aviso")),
    ("presumed", lazy("Primera atención")),
    ("protected", lazy("Protección")),
    ("in_plan", lazy("Plan y servicios")),
    ("reintegration", lazy("Reintegración")),
    ("follow_up", lazy("Seguimiento")),
    ("closed", lazy("Cierre")),
)
# step → the kinds of knot that date it
DATED: Mapping[str, tuple[str, ...]] = {
    "alert": ("alert",),
    "presumed": ("triaged", "taken", "reopened"),
    "protected": ("protection_opened",),
    "in_plan": ("plan_written",),
    "reintegration": ("reintegration",),
    "follow_up": ("visited",),
    "closed": ("closed", "dismissed"),
}
PENAL = ("complaint", "taken", "interview", "formalised", "accusation", "trial", "judgment", "reparation")


def protection(sheet: Sheet, rows: Sequence[Milestone]) -> list[Step]:
    """The cord of protection; it never waits for another track."""
    state = sheet.case.protection
    codes = [code for code, _label in PROTECTION]
    here = codes.index("closed" if state == "dismissed" else state)
    first = _first_dates(rows)
    drawn = []
    for place, (code, label) in enumerate(PROTECTION):
        when = next((first[kind] for kind in DATED[code] if kind in first), None)
        ended = code == "closed" and here == place
        known = when is not None or code == "alert"
        if place == here and not ended:
            drawn.append(Step(str(label), "now", _now(sheet)))
        elif place < here or ended:
            drawn.append(Step(str(label), "done" if known else "no", _day(when) if known else _("no hizo falta")))
        else:
            drawn.append(Step(str(label)))
    return drawn


def penal(rows: Sequence[Milestone]) -> list[Step]:
    """The cord of the penal route, from the milestones the prosecutor lets be known. A step skipped is not known."""
    first = _first_dates(rows)
    reached = [place for place, step in enumerate(PENAL) if f"penal_{step}" in first]
    here = max(reached, default=-1) + 1
    archived = first.get("penal_archived")
    drawn = []
    for place, step in enumerate(PENAL):
        label, when = codelists.label("penal_step", step), first.get(f"penal_{step}")
        if when is not None:
            drawn.append(Step(label, "done", _day(when)))
        elif place < here:
            drawn.append(Step(label, "unknown", _("no se sabe")))
        else:
            drawn.append(Step(label, "now" if place == here and archived is None else "wait"))
    if archived is not None:
        drawn = [step for step in drawn if step.state != "wait"] + [
            Step(codelists.label("penal_step", "archived"), "no", _day(archived))
        ]
    return drawn


def _now(sheet: Sheet) -> str:
    case = sheet.case
    if case.protection == "protected" and case.current_measure is not None and sheet.sees("protection"):
        return {
            "opened": _("falta enviar al juzgado"),
            "at_court": _("en el juzgado"),
            "heard": _("falta la decisión"),
            "ratified": _("ratificada"),
            "not_ratified": _("no ratificada"),
        }.get(case.current_measure.state, _("ahora"))
    return _("ahora")


def _first_dates(rows: Sequence[Milestone]) -> dict[str, datetime]:
    return {row.kind: row.at for row in sorted(rows, key=lambda row: row.at, reverse=True)}


def _day(when: datetime | None) -> str:
    return moments.day(when, timezone.now()) if when is not None else ""
