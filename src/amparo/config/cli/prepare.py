"""`./amparo prepare-database`: makes roles, database, schemas and extensions on an administrator's own server."""

import argparse
import os
import secrets
from collections.abc import Sequence

import psycopg
from psycopg.conninfo import conninfo_to_dict

from amparo.config.server.database import prepare_database
from amparo.config.server.postgres import APP, OWNER
from amparo.config.server.texts import Trouble, say, tell


def main(arguments: Sequence[str]) -> int:
    """Prepare the database and print the two addresses to keep. New passwords at every call."""
    parser = argparse.ArgumentParser(prog="./amparo prepare-database", description=say("cmd.prepare-database"))
    parser.add_argument("--superuser-url", default=os.environ.get("AMPARO_SUPERUSER_URL"), help=say("opt.superuser"))
    parser.add_argument("--name", default="amparo", help=say("opt.dbname"))
    options = parser.parse_args(arguments[1:])
    if not options.superuser_url:
        raise Trouble("prepare.need")
    passwords = {role: secrets.token_urlsafe(24) for role in (OWNER, APP)}
    try:
        prepare_database(options.superuser_url, options.name, passwords)
    except psycopg.Error as error:
        raise Trouble("prepare.failed", reason=str(error).splitlines()[0]) from error
    tell(say("prepare.done", name=options.name))
    for variable, role in (("DATABASE_URL", APP), ("AMPARO_OWNER_URL", OWNER)):
        tell(f"  {variable}={address(options.superuser_url, role, passwords[role], options.name)}")
    return 0


def address(superuser_url: str, role: str, password: str, name: str) -> str:
    """Return the address of the same server for another role and database."""
    parts = conninfo_to_dict(superuser_url)
    host, port = str(parts.get("host") or "localhost"), str(parts.get("port") or "5432")
    if host.startswith("/"):
        return f"postgresql://{role}:{password}@/{name}?host={host}&port={port}"
    return f"postgresql://{role}:{password}@{host}:{port}/{name}"
