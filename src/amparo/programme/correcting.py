"""A row is corrected: it says something else from now on, and what it said before stays as a row of its own.

As with the values of indicators, the old one stays in sight with its dates; here the current row keeps its id, so that targets,
verdicts and evidence still point at it. Called inside an action that took the row.
"""

from typing import Any

from django.utils import timezone

from amparo.access.actors import Actor
from amparo.core.ids import new_id
from amparo.core.versions import bump
from amparo.programme.models.base import Kept


def correct(row: Any, *, by: Actor, reason: str = "", **values: Any) -> bool:
    """Says `values` (by attribute name) from now on; one version up. False, and nothing kept, where they say what it says already."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        bump(row)
        return False
    former = _copy(row)
    former.replaced_by_id, former.replaced_at = row.pk, timezone.now()
    changed |= {"corrected_at": former.replaced_at, "corrected_in_id": by.unit_id, "reason": reason.strip()}
    for name, value in changed.items():
        setattr(row, name, value)
    bump(row, *changed)
    former.save_base(raw=True, force_insert=True)  # raw: `created_at` is that of the row
    return True


def _copy(row: Kept) -> Any:
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**columns, "id": new_id()})
