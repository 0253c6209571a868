"""The column: eleven characters that sort as the value does."""

from typing import TYPE_CHECKING, Any

from django.db import models

from amparo.core.dates.value import PartialDate

if TYPE_CHECKING:
    _Column = models.Field[PartialDate | str | None, PartialDate | None]
else:
    _Column = models.Field


class PartialDateField(_Column):
    """A PartialDate in a varchar(11), in its text form. Give it `null=True`: an unknown date is NULL."""

    description = "A date known to the day, the month or the year"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 11
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, "amparo.core.dates.PartialDateField", args, kwargs

    def get_internal_type(self) -> str:
        return "CharField"

    def from_db_value(self, value: str | None, expression: object, connection: object) -> PartialDate | None:
        return None if not value else PartialDate.from_text(value)

    def to_python(self, value: PartialDate | str | None) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        return PartialDate.from_text(value) if value else None

    def get_prep_value(self, value: Any) -> str | None:
        value = super().get_prep_value(value)
        return None if value is None or value == "" else str(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)
