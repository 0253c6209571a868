"""What may be read of imports, always within the actor's unit; and the reader of a batch's rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access.acting import acting_as
from amparo.access.actors import Actor, system
from amparo.core import places
from amparo.core.errors import NotFound
from amparo.exchange import vessel
from amparo.exchange.fields import known_headings
from amparo.exchange.folding import fold
from amparo.exchange.mapping import Suggestion, columns_of, match
from amparo.exchange.models import About, Batch, Profile, Row
from amparo.exchange.profiles import saved_columns, shape_of
from amparo.exchange.reading import Table, find_table, open_sheet
from amparo.exchange.understand import Understander

PAGE = 25
COUNTER = system("exchange.hidden_rows")  # whether any row is hidden is not for the reader to ask


@dataclass(frozen=True, slots=True)
class Understood:
    """A cell as it came, beside the field it feeds."""

    heading: str
    original: str
    mended: str
    target: str


def batches(actor: Actor, *about: str) -> "QuerySet[Batch]":
    """What the actor's unit brought in of these kinds (registers unless told), the newest first."""
    rows = Batch.objects.visible_to(actor).filter(about__in=about or [About.REGISTER])
    return rows.select_related("profile", "compact").order_by("-created_at")  # type: ignore[no-any-return]


def batch_in_sight(actor: Actor, batch: UUID, *about: str) -> Batch:
    """One of them. Raises `NotFound`."""
    found: Batch | None = batches(actor, *about).filter(pk=batch).first()
    if found is None:
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    return found


def rows_of(actor: Actor, batch: Batch, *, kind: str = "", code: str = "") -> "QuerySet[Row]":
    """The rows of a register in the order of the file, of one class or with one doubt or reason."""
    rows = Row.objects.visible_to(actor).filter(batch=batch).order_by("number")
    if kind:
        rows = rows.filter(kind=kind)
    if code:
        rows = rows.filter(doubts__contains=[code]) | rows.filter(reasons__contains=[code])
    return rows  # type: ignore[no-any-return]


def as_seen(actor: Actor, batches: Sequence[Batch]) -> Sequence[Batch]:
    """The same batches, their counts those of the rows in the actor's sight: what is hidden from him is in no sum. Not to be saved."""
    with acting_as(COUNTER):
        walled = list(
            Row.objects.filter(batch__in=[row.pk for row in batches])
            .exclude(hidden=[])
            .values_list("batch", flat=True)
            .distinct()
        )
    for batch in batches:
        if batch.pk in walled:
            rows = Row.objects.visible_to(actor).filter(batch=batch)
            made = Func(F("cases"), function="cardinality", output_field=IntegerField())
            numbers = rows.aggregate(
                released=Count("pk", Q(kind="released")), quarantined=Count("pk", Q(kind="quarantined")),
                duplicates=Count("pk", Q(kind="duplicate")), merged=Count("pk", Q(kind="merged")), aside=Count("pk", Q(kind="aside")),
                rows=Count("pk", ~Q(kind="aside")), done=Count("pk", Q(kind="released", state="done")), children=Sum(made, default=0),
            )  # fmt: skip
            vars(batch).update(numbers)
    return batches


def row_in_sight(actor: Actor, row: UUID, *about: str) -> Row:
    """One row with what it came in. Raises `NotFound`."""
    rows = Row.objects.visible_to(actor).filter(batch__about__in=about or [About.REGISTER])
    found: Row | None = rows.select_related("batch", "batch__profile", "batch__compact").filter(pk=row).first()
    if found is None:
        raise NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))
    return found


def table_of(content: bytes, profile: Profile | None) -> Table:
    """The table of a register. Raises `Invalid` with what to do."""
    saved: Mapping[str, str] = saved_columns(profile) if profile else {}
    return find_table(open_sheet(content), known_headings() | {fold(heading) for heading in saved})


def mapping_of(batch: Batch, key: bytes) -> list[Suggestion]:
    """What each heading of the file feeds, by its profile."""
    return match(vessel.headings_of(batch, key), saved_columns(batch.profile))


def understander_of(batch: Batch, key: bytes) -> Understander:
    """The reader of this file's rows."""
    return Understander(
        shape_of(batch.profile), columns_of(mapping_of(batch, key)), places=places.index(), today=timezone.localdate()
    )


def side_by_side(row: Row, key: bytes, suggestions: Sequence[Suggestion] = ()) -> list[Understood]:
    """Each cell of a row as it came and as mended, with the field it feeds ("keep" where none): by its profile, or as suggested."""
    original, mended = vessel.cells_of(row, key, original=True), vessel.cells_of(row, key)
    suggestions = suggestions or mapping_of(row.batch, key)
    width = max(len(original), len(suggestions))
    return [
        Understood(
            suggestions[column].heading if column < len(suggestions) else f"#{column + 1}",
            original[column] if column < len(original) else "",
            mended[column] if column < len(mended) else "",
            suggestions[column].target if column < len(suggestions) else "keep",
        )
        for column in range(width)
    ]
