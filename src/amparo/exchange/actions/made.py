"""What rows made is written down beside them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from amparo.exchange.models import Row

_DONE = (
    "UPDATE exchange_row SET state = 'done', version = version + 1, cases = made.cases::uuid[], codes = made.codes::varchar[]"
    " FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS made (id, cases, codes) WHERE exchange_row.id = made.id"
)


def mark_done(rows: Sequence[Row], cases: Mapping[UUID, Sequence[UUID]], codes: Mapping[UUID, Sequence[str]]) -> None:
    """Marks rows as done, with the files and the codes each of them made (one statement)."""
    with connection.cursor() as cursor:
        cursor.execute(
            _DONE,
            [
                [row.pk for row in rows],
                ["{" + ",".join(map(str, cases.get(row.pk, ()))) + "}" for row in rows],
                ["{" + ",".join(codes[row.pk]) + "}" for row in rows],
            ],
        )
