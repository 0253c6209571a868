"""What a server needs before the first migration: two roles, one database, its schemas and extensions.

The only code that connects as superuser; used by the first start, by the tests (template databases) and by
`./amparo prepare-database` on an administrator's own server.
"""

from collections.abc import Mapping

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from amparo.config.server.postgres import APP, OWNER, QUIET
from amparo.config.server.texts import Trouble

SCHEMAS = ("public", "keyshelf")
EXTENSIONS = {
    "pg_trgm": "public",
    "unaccent": "public",
    "fuzzystrmatch": "public",
    "btree_gist": "public",
    "intarray": "intarray",
}
GRANTS = {"TABLES": "SELECT, INSERT, UPDATE, DELETE", "SEQUENCES": "USAGE, SELECT", "FUNCTIONS": "EXECUTE"}
OLDEST = 150000


def prepare_database(superuser_conninfo: str, name: str, passwords: Mapping[str, str] | None = None) -> None:
    """Make the roles and the database `name` ready for migrations; what is there already stays.

    superuser_conninfo: address of any database of the server, as superuser. passwords: by role name (`amparo_owner`,
    `amparo_app`); a role without one keeps what it has. Raises Trouble for a server before 15, psycopg.Error otherwise.
    """
    with psycopg.connect(superuser_conninfo, autocommit=True) as connection:
        check_version(connection)
        make_roles(connection, passwords or {})
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not exists:
            text = "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
            connection.execute(sql.SQL(text).format(sql.Identifier(name), sql.Identifier(OWNER)))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        text = "GRANT CONNECT ON DATABASE {} TO {}"  # no temporary tables: functions of the owner use one
        connection.execute(sql.SQL(text).format(sql.Identifier(name), sql.Identifier(APP)))
    with psycopg.connect(at_database(superuser_conninfo, name)) as connection:
        make_schemas(connection)


def check_version(connection: psycopg.Connection) -> None:
    """Raise Trouble when the server is older than PostgreSQL 15."""
    if connection.info.server_version < OLDEST:
        raise Trouble("postgres.old", found=connection.info.server_version // 10000)


def at_database(conninfo: str, name: str) -> str:
    """Return the same address with another database."""
    return make_conninfo(**{**conninfo_to_dict(conninfo), "dbname": name})


def make_roles(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    """Make both roles: no superuser, no new databases or roles, no way around row security, and nothing of a row in the log."""
    for role in (OWNER, APP):
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
        text = "ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
        connection.execute(sql.SQL(text).format(sql.Identifier(role)))
        if role in passwords:
            verifier = connection.pgconn.encrypt_password(passwords[role].encode(), role.encode(), b"scram-sha-256").decode()
            text = "ALTER ROLE {} PASSWORD {}"
            connection.execute(sql.SQL(text).format(sql.Identifier(role), sql.Literal(verifier)))
        for setting, value in QUIET.items():
            text = "ALTER ROLE {} SET {} = {}"
            connection.execute(sql.SQL(text).format(sql.Identifier(role), sql.Identifier(setting), sql.Literal(value)))


def make_schemas(connection: psycopg.Connection) -> None:
    """Make schemas and extensions, and let `amparo_app` read and write (never define) what `amparo_owner` makes."""
    owner, app = sql.Identifier(OWNER), sql.Identifier(APP)
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS keyshelf AUTHORIZATION {}").format(owner))
    connection.execute("CREATE SCHEMA IF NOT EXISTS intarray")
    connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    connection.execute(sql.SQL("GRANT ALL ON SCHEMA public TO {}").format(owner))
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA intarray TO {}, {}").format(owner, app))
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public, keyshelf TO {}").format(app))
    for extension, schema in EXTENSIONS.items():
        text = "CREATE EXTENSION IF NOT EXISTS {} WITH SCHEMA {}"
        connection.execute(sql.SQL(text).format(sql.Identifier(extension), sql.Identifier(schema)))
    for schema in SCHEMAS:
        for kind, rights in GRANTS.items():
            text = "ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA {} GRANT {} ON {} TO {}"
            connection.execute(sql.SQL(text).format(owner, sql.Identifier(schema), sql.SQL(rights), sql.SQL(kind), app))


def drop_database(superuser_conninfo: str, name: str) -> None:
    """Drop a database if it is there, whoever is connected to it."""
    with psycopg.connect(superuser_conninfo, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def clone_database(superuser_conninfo: str, template: str, name: str) -> None:
    """Make `name` a copy of `template` (owned by `amparo_owner`, same rights); nobody may be connected to the template."""
    with psycopg.connect(superuser_conninfo, autocommit=True) as connection:
        text = "CREATE DATABASE {} OWNER {} TEMPLATE {}"
        names = (sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template))
        connection.execute(sql.SQL(text).format(*names))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(names[0]))
        text = "GRANT CONNECT ON DATABASE {} TO {}"  # no temporary tables: functions of the owner use one
        connection.execute(sql.SQL(text).format(names[0], sql.Identifier(APP)))
