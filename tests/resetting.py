"""Brings a database back to how it was, in milliseconds: for many tests whose commits are real."""

from typing import Any

import psycopg

TABLES = """SELECT format('%I.%I', n.nspname, c.relname), string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'as_it_was')
    GROUP BY 1 ORDER BY 1"""


class Resetting:
    """Remembers every row of a database. `reset` puts the changed tables back, past walls and triggers, as the superuser."""

    def __init__(self, superuser_url: str) -> None:
        self.connection = psycopg.connect(superuser_url, autocommit=True)
        self.columns: dict[str, str] = dict(self.connection.execute(TABLES).fetchall())
        self._say("SET session_replication_role = replica")
        self._say("CREATE SCHEMA as_it_was")
        for number, table in enumerate(self.columns):
            self._say(f"CREATE TABLE as_it_was.t{number} AS SELECT {self.columns[table]} FROM {table}")  # noqa: S608
        self.marks = self._marks()

    def reset(self) -> None:
        """Every table as it was. Nobody else may be in a transaction there."""
        now, numbers = self._marks(), {table: number for number, table in enumerate(self.columns)}
        changed = [table for table, mark in now.items() if mark != self.marks[table]]
        for table in changed:
            names = self.columns[table]
            self._say(f"DELETE FROM {table}")  # noqa: S608
            self._say(f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM as_it_was.t{numbers[table]}")  # noqa: S608
        self.marks |= self._marks(changed)

    def close(self) -> None:
        """Lets go of the database."""
        self.connection.close()

    def _marks(self, tables: list[str] | None = None) -> dict[str, tuple[int, int]]:
        """How many rows a table has, and the last transaction that wrote one: another mark after any change."""
        asked = self.columns if tables is None else tables
        if not asked:
            return {}
        counts = [f"SELECT '{table}', count(*), COALESCE(max(xmin::text::bigint), 0) FROM {table}" for table in asked]  # noqa: S608
        return {table: (count, last) for table, count, last in self._say(" UNION ALL ".join(counts)).fetchall()}

    def _say(self, text: str) -> Any:
        """All names in it are from the catalogue."""
        return self.connection.execute(text)
