"""Units and people a form about a file can name."""

from django.db.models import F, QuerySet

from amparo.access.models import Unit, User
from amparo.cases.queries.file import Sheet


def same_kind(sheet: Sheet) -> QuerySet[Unit]:
    """Other units that do the same work as the reader's: to them a part can be handed over."""
    own = Unit.objects.filter(pk=sheet.actor.unit_id).values("kind")
    return Unit.objects.filter(kind__in=own, active=True).exclude(pk=sheet.actor.unit_id).order_by("name")


def own_parts(sheet: Sheet) -> list[str]:
    """The parts the reader's unit is in charge of now."""
    own = (p for p in sheet.parts if p.unit_id == sheet.actor.unit_id and p.until is None and p.relation == "responsible")
    return sorted({part.part for part in own})


def involved(sheet: Sheet) -> QuerySet[Unit]:
    """The units of the file other than the reader's, and those above them."""
    ids = {unit for part in sheet.parts if part.unit_id != sheet.actor.unit_id for unit in part.unit.path}
    return Unit.objects.filter(pk__in=ids, active=True).order_by("name")


def staff(sheet: Sheet) -> QuerySet[User]:
    """The people who work in units of the file, the reader left out; each with `unit_name`."""
    ids = {part.unit_id for part in sheet.parts}
    people = User.objects.filter(memberships__unit__in=ids, memberships__state="active", is_active=True)
    return (
        people.exclude(pk=sheet.actor.user_id)
        .annotate(unit_name=F("memberships__unit__name"))
        .order_by("display_name")
        .distinct()
    )
