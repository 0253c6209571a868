"""How an institution writes its register, kept for the next time."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Invalid
from amparo.core.ids import new_code
from amparo.core.versions import conflict, expect_new
from amparo.exchange.actions.bring import check
from amparo.exchange.fields import KEEP, TARGETS
from amparo.exchange.models import Profile, ProfileColumn

WHO = {"full_name", "given_names", "first_surname", "surnames", "document_number", "age", "birth_date", "children_count"}


@action
def save_profile(
    *, id: UUID, seen: int, profile: str, values: Mapping[str, str], columns: Mapping[str, str], by: Actor
) -> Profile:
    """Make a profile of the actor's unit (`profile` ""), or change one. `columns` is heading → target.

    A shipped profile is never changed: it is copied. Raises `Invalid`, `Denied`, `Conflict`.
    """
    check(by)
    _check_columns(columns)
    row = Profile.objects.select_for_update().filter(pk=profile, unit_id=by.unit_id).first() if profile else None
    if row is None:
        expect_new(seen)
        row = Profile(code=new_code("PRF"), unit_id=by.unit_id)
    elif row.version != seen:
        raise conflict()
    else:
        row.version += 1
    for name in ("name_es", "row_per", "date_order", "place_codes", "name_order", "authority"):
        setattr(row, name, values[name])
    row.name_en = row.name_en or values["name_es"]
    row.full_clean(exclude=["corrected_by", "corrected_at"])
    row.save()
    row.columns.all().delete()
    ProfileColumn.objects.bulk_create(
        ProfileColumn(profile=row, heading=heading[:200], target=target, position=place * 10)
        for place, (heading, target) in enumerate(columns.items())
    )
    audit.record(
        by=by, verb=Verb.IMPORT_REGISTER, subject_type="profile", subject=row.code, detail=[("columns", str(len(columns)))]
    )
    return row


def _check_columns(columns: Mapping[str, str]) -> None:
    used = [target for target in columns.values() if target != KEEP]
    if set(used) - TARGETS.keys():
        raise Invalid(_("Elija un campo de la lista para cada columna."))
    if len(used) != len(set(used)):
        raise Invalid(_("Cada campo se llena con una sola columna. Revise los que están repetidos."))
    if not WHO & set(used):
        raise Invalid(_("Diga al menos qué columna tiene el nombre, la edad o la cantidad de niñas y niños."))
