"""The second wall: forced row-level security with the shape measured in the design (an array of unit ids, GIN-indexed).

`app.scope` and `app.identity` come with `SET LOCAL` from `acting_as`. Without them nothing is visible.
"""

from django.db import migrations

APP_ROLE = "amparo_app"

SIGHT = (
    "scope OPERATOR(pg_catalog.&&) NULLIF(current_setting('app.scope', true), '')::int[]"
    " AND (NOT hidden OPERATOR(pg_catalog.&&) COALESCE(NULLIF(current_setting('app.identity', true), '')::int[], '{}')"
    " OR exempt OPERATOR(pg_catalog.&&) COALESCE(NULLIF(current_setting('app.identity', true), '')::int[], '{}'))"
)


def secure(table: str, *, insert: str = SIGHT, sight: str = SIGHT) -> list[migrations.RunSQL]:
    """Migration operations that put `table` behind the wall.

    `insert` loosens who may add a row (a referral is sent to a unit that the sender is not part of: "true").
    The owner, used by migrations and security-definer functions only, passes by a policy of its own, since the
    security is forced on it too.
    """
    make = f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY owner_all ON {table} TO CURRENT_USER USING (true) WITH CHECK (true);
        CREATE POLICY app_sees ON {table} FOR SELECT TO {APP_ROLE} USING ({sight});
        CREATE POLICY app_adds ON {table} FOR INSERT TO {APP_ROLE} WITH CHECK ({insert});
        CREATE POLICY app_changes ON {table} FOR UPDATE TO {APP_ROLE} USING ({sight}) WITH CHECK ({sight});
        CREATE POLICY app_removes ON {table} FOR DELETE TO {APP_ROLE} USING ({sight});
        CREATE INDEX {table}_scope ON {table} USING gin (scope array_ops);
    """
    undo = f"""
        DROP INDEX IF EXISTS {table}_scope;
        DROP POLICY owner_all ON {table}; DROP POLICY app_sees ON {table}; DROP POLICY app_adds ON {table};
        DROP POLICY app_changes ON {table}; DROP POLICY app_removes ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
    """
    return [migrations.RunSQL(make, undo)]


def append_only(table: str) -> list[migrations.RunSQL]:
    """Takes change and removal away from the application's role."""
    return [
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APP_ROLE};", f"GRANT UPDATE, DELETE ON {table} TO {APP_ROLE};"
        )
    ]
