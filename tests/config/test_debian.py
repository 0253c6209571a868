"""What only the database keeps, kept by Debian's PostgreSQL as well: the parts marked `system_postgres`, run once more on it."""

import os
import re
import subprocess
import sys

import pytest
from django.db import connection

from amparo.config.server.programs import OLDEST
from amparo.config.server.testing import ThrowAwayServer, available
from tests.plugin import ROOT

PARTS = (
    "tests/config/test_debian.py",
    "tests/house/test_walls.py",
    "tests/access/test_acting.py",
    "tests/access/test_audit.py",
    "tests/desk/test_walls.py",
    "tests/vault/test_search.py",
    "tests/cases/test_exclusions.py",
    "tests/exchange/test_exclusions.py",
    "tests/programme/test_ledger.py",
)
ON_IT = os.environ.get("AMPARO_PG") == "system"
LEAST = 80  # tests


@pytest.mark.system_postgres
def test_the_server_of_this_run_is_new_enough(server: ThrowAwayServer, db: None) -> None:
    version = connection.cursor().connection.info.server_version // 10_000
    assert version == server.major >= OLDEST
    assert not ON_IT or server.postgres.programs.origin == "system"


@pytest.mark.skipif(ON_IT, reason="this run is on it already")
@pytest.mark.skipif(not available("system"), reason="none on this machine")
def test_walls_ledger_search_and_chain_hold_on_debians_too() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AMPARO_", "PYTEST_"))}
    command = [sys.executable, "-m", "pytest", "-q", "-m", "system_postgres", "-p", "no:cacheprovider", *PARTS]
    run = subprocess.run(
        command, cwd=ROOT, env=environment | {"AMPARO_PG": "system"}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-4000:]
    passed = re.search(r"(\d+) passed", run.stdout)
    assert passed and int(passed[1]) >= LEAST, run.stdout[-400:]
