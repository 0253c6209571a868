"""What a commitment or a line of the work plan said before it was corrected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amparo.access.actors import Actor
from amparo.programme.models import Wording

LABELS = {
    "text_es": _("Texto en español"), "text_en": _("Texto en inglés"), "title_es": _("Actividad"), "title_en": _("Actividad, en inglés"),
    "output_es": _("Producto"), "output_en": _("Producto, en inglés"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Before:
    """What one text said until it was corrected, and in which language."""

    row: Wording
    label: str
    language: str


def of(actor: Actor, about_id: UUID) -> Sequence[Before]:
    """What a row said before, the last correction first (one query)."""
    rows = Wording.objects.visible_to(actor).filter(about_id=about_id).select_related("amendment", "unit")
    return [Before(row, str(LABELS[row.field]), row.field[-2:]) for row in rows.order_by("-about_version", "-field")]


def as_of(actor: Actor, ids: Iterable[UUID], day: date) -> dict[tuple[UUID, str], str]:
    """What these rows said at the end of a day, where it was corrected since: (row, field) → text (one query)."""
    found: dict[tuple[UUID, str], str] = {}
    rows = Wording.objects.visible_to(actor).filter(about_id__in=list(ids)).order_by("about_version")
    for row in rows:
        if timezone.localdate(row.created_at) > day:
            found.setdefault((row.about_id, row.field), row.before)
    return found
