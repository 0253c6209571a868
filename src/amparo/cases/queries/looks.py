"""Who opened a file, as the audit holds it: units and hours, for those who work on it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from amparo.access.models import AuditLine, Unit
from amparo.access.verbs import Verb
from amparo.cases.queries.file import Sheet
from amparo.core.errors import NotFound

MOST = 200


@dataclass(frozen=True)
class Look:
    """A unit looked at the file, or revealed who she is."""

    unit: str
    at: datetime
    revealed: bool


def looks(sheet: Sheet) -> list[Look]:
    """The last looks, the newest first (two queries). Raises `NotFound` for who does not follow the file."""
    if not sheet.sees("milestones"):
        raise NotFound("")
    about = Q(subject_type="case", subject=sheet.case.code, verb=Verb.OPEN_FILE)
    about |= Q(subject_type="person", subject=str(sheet.case.person_id), verb=Verb.REVEAL_IDENTITY)
    lines = AuditLine.objects.filter(about).order_by("-at")[:MOST]
    rows = list(lines.values_list("unit", "at", "verb"))
    codes = {unit for unit, _at, _verb in rows}
    if not sheet.sees("placement"):  # the name of a centre or a hospital would say where she is
        codes &= {part.unit.code for part in sheet.parts}
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))
    return [Look(names.get(unit) or _("Otra unidad"), at, verb == Verb.REVEAL_IDENTITY) for unit, at, verb in rows]
