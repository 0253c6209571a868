"""The second wall of the partnership, attacked as the application's own role: nothing out of sight is read, changed or widened."""

import pytest
from django.db import ProgrammingError, connection, transaction

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.programme.models import Visit
from tests.programme.foreign import everything

pytestmark = pytest.mark.django_db


def test_the_wall_stands_behind_every_table(compact):
    """As the application's own role, without the ORM: what is not in sight is neither read, changed nor removed, in no table."""
    everything(compact)
    other, everybody = compact.cast.other_partner, system("tests")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'programme\\_%' ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall() if name != "programme_organisation"]
    tried = 0
    for table in tables:
        with acting_as(everybody):
            every = ids(f"SELECT id FROM {table}")  # noqa: S608 - names from the catalogue
        with acting_as(other):
            sight = ids(f"SELECT id FROM {table}")  # noqa: S608
            hidden = sorted(every - sight)
            if not hidden:
                continue
            tried += 1
            assert ids(f"SELECT id FROM {table} WHERE id = ANY(%s::uuid[])", hidden) == set()  # noqa: S608
            for change in CHANGES:
                sql = change.format(table=table, unit=other.unit_id)
                assert touched(f"{sql} WHERE id = ANY(%s::uuid[])", hidden) == 0, (table, change)
    assert tried >= 20


def test_nobody_widens_the_scope_of_a_row(compact):
    """The database writes the scope of a row, whatever is said; a row of somebody else's cannot be slipped in out of one's own sight."""
    cast = compact.cast
    with acting_as(cast.other_partner) as by:
        own = {
            "compact": compact.compact,
            "by": by.user_code,
            "planned_on": "2026-01-15",
            "purpose": "x",
            "state": "planned",
            "reach": "own",
        }
        row = Visit.objects.create(unit_id=by.unit_id, scope=[cast.partner.unit_id, cast.us.unit_id], **own)
        row.refresh_from_db()
        assert set(row.scope) == {0, by.unit_id}
        with pytest.raises(ProgrammingError), transaction.atomic():
            Visit.objects.create(unit_id=cast.partner.unit_id, scope=[by.unit_id], **own)


CHANGES = ("UPDATE {table} SET reach = 'compact', scope = ARRAY[0]", "UPDATE {table} SET unit_id = {unit}", "DELETE FROM {table}")


def ids(sql, *told):
    with connection.cursor() as cursor:
        cursor.execute(sql, list(told))
        return {str(row[0]) for row in cursor.fetchall()}


def touched(sql, hidden):
    """How many rows a statement reached; none where the role may not even try."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [hidden])
            return cursor.rowcount
    except ProgrammingError:
        return 0
