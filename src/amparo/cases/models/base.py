"""What all rows of a file share."""

import uuid

from django.db import models

from amparo.access.scoped import Scoped
from amparo.core.versions import Versioned


class Row(Scoped, Versioned):
    """A scoped, versioned row with an id made by the client."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class CaseRow(Row):
    """A row that belongs to a file. The database copies its scope from the file (`cases_scope_of`)."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="%(class)ss")
    unit = models.ForeignKey("access.Unit", models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)

    class Meta:
        abstract = True
