"""The second wall stands before every table of the apps that hold people's lives, or the table says here why not."""

from typing import Any

import pytest
from django.db import connection

pytestmark = pytest.mark.system_postgres

WALLED = ("cases", "justice", "vault", "desk", "exchange", "programme")

# table → why it has no row security
OPEN = {
    "vault_lex": "a vocabulary of folded words, sealed: about nobody",
    "vault_lexdel": "keyed variants of that vocabulary: about nobody",
    "vault_indexwalk": "where the re-indexing job stands",
    "cases_centre": "a centre's profile and capacity, shown to all who look for a place; no address, no child",
    "cases_bed": "a bed is about no child; who lies in it is a stay, which has its wall",
    "exchange_profile": "how an institution writes its register: about nobody",
    "programme_organisation": "who takes part in compacts, as the public record names them",
    "exchange_profilecolumn": "a heading of such a register: about nobody",
}


@pytest.fixture
def tables(db: None) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
                   EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'scope' AND NOT a.attisdropped),
                   EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd IN ('r', '*')),
                   has_table_privilege(c.oid, 'SELECT'), pg_get_userbyid(c.relowner) = current_user
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'
            """
        )
        return {row[0]: row[1:] for row in cursor.fetchall()}


def walled(tables: dict[str, Any]) -> dict[str, Any]:
    return {name: row for name, row in tables.items() if name.split("_")[0] in WALLED}


def test_every_table_has_its_wall_or_its_reason(tables: dict[str, Any]) -> None:
    missing = [
        name
        for name, (on, forced, scope, policy, readable, _own) in walled(tables).items()
        if name not in OPEN and readable and not (on and forced and scope and policy)
    ]
    assert not missing, missing


def test_no_reason_is_stale(tables: dict[str, Any]) -> None:
    assert set(OPEN) <= set(walled(tables))
    assert [name for name in OPEN if tables[name][1]] == []


def test_the_application_owns_nothing(tables: dict[str, Any]) -> None:
    assert [name for name, row in tables.items() if row[5]] == []


def test_there_is_something_to_guard(tables: dict[str, Any]) -> None:
    assert {name.split("_")[0] for name in walled(tables)} >= {"desk", "vault", "cases"}


def test_no_view_passes_the_wall_by(db: None) -> None:
    """A view reads with its owner's rights unless it says otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('v', 'm')"
            " AND nspname = 'public' AND NOT COALESCE(reloptions @> '{security_invoker=true}', false)"
            " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
        )
        assert cursor.fetchall() == []


def test_functions_with_the_owners_rights_fix_their_search_path(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE prosecdef AND nspname IN ('public', 'keyshelf')"
            " AND NOT EXISTS (SELECT FROM unnest(COALESCE(proconfig, '{}')) AS one WHERE one LIKE 'search_path=%')"
        )
        assert cursor.fetchall() == []
