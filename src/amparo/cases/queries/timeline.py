"""The timeline of a file: knots the reader may know of, the newest first, their sealed notes opened with the file's key."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.cases import labels, sentences
from amparo.cases.models import Milestone
from amparo.cases.queries.file import Sheet
from amparo.core.dates import describe
from amparo.core.sealed import read_sealed
from amparo.ui import moments
from amparo.ui.components import TimelineItem


def knots(sheet: Sheet) -> QuerySet[Milestone]:
    """The knots of the reader's groups, and all that his own unit wrote; notes are for the unit that wrote them only."""
    own = Q(unit_id=sheet.actor.unit_id) if sheet.sees("own") else Q(pk=None)
    wanted = own | Q(group__in=sheet.groups - {"own"})
    return (  # type: ignore[no-any-return]
        Milestone.objects.visible_to(sheet.actor).filter(wanted, case=sheet.case).select_related("unit").order_by("-at", "-id")
    )


def has_sealed(rows: Sequence[Milestone]) -> bool:
    """Whether a key is needed to read them."""
    return any(row.note is not None for row in rows)


def items(rows: Sequence[Milestone], key: bytes | None) -> list[TimelineItem]:
    """The knots as the page draws them."""
    return [_item(row, key) for row in rows]


def _item(row: Milestone, key: bytes | None) -> TimelineItem:
    now, text = timezone.now(), sentences.sentence(row.kind, row.codes)
    if row.happened is not None:
        text = _("%(sentence)s Fue: %(when)s.") % {"sentence": text, "when": describe(row.happened, get_language() or "es")}
    if row.note is not None:
        text = _("Anotación: «%(note)s»") % {"note": read_sealed(row, "note", key=key)} if key else f"{text} {labels.locked()}"
    kind = sentences.knot_of(row.kind, row.codes)
    return TimelineItem(moments.moment(row.at, now), text, row.unit.name, kind, iso=row.at.isoformat(timespec="minutes"))
