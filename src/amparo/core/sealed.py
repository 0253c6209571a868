"""A model field for a value that only its key opens."""

from typing import Any
from uuid import UUID

from django.db import models

from amparo.core import keyshelf
from amparo.core.envelopes import open_text, place, seal_text


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """An envelope (`amparo.core.envelopes`). NULL means that nothing is known, not that it is hidden.

    Written and read with `write_sealed` and `read_sealed` only: the field itself never holds a readable value, so the row needs
    its primary key before it is sealed.
    """

    sealed = True

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("null", True)
        options.setdefault("blank", True)
        super().__init__(*args, **options)


def where(obj: models.Model, field: str) -> bytes:
    """The associated data of a field of this row: ``table|pk|field``."""
    return place(obj._meta.db_table, obj.pk, field)


def write_sealed(obj: models.Model, field: str, text: str | None, *, key: UUID | bytes) -> None:
    """Seal `text` into a field of an unsaved or saved row; empty text becomes NULL.

    `key` is the id of a data key on the shelf, or the key itself where many values are sealed at once. Raises `Locked`.
    """
    if not text:
        setattr(obj, field, None)
        return
    setattr(obj, field, seal_text(_key(key), text, where(obj, field)))


def read_sealed(obj: models.Model, field: str, *, key: UUID | bytes) -> str:
    """The text of a sealed field; "" where it is NULL. Raises `Locked`."""
    blob = getattr(obj, field)
    return open_text(_key(key), blob, where(obj, field)) if blob is not None else ""


def _key(key: UUID | bytes) -> bytes:
    return keyshelf.unwrap_one(key) if isinstance(key, UUID) else key
