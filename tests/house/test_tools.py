"""The tools that watch the house, run as tests: imports, style, types, migrations, locks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.plugin import ROOT

STRICT = ["core", "access", "desk", "vault"]


def run(*command: str) -> None:
    environment = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]


def test_imports_go_one_way() -> None:
    run("lint-imports")


def test_style() -> None:
    run("ruff", "check", "--no-cache", "src", "tests")


def test_format() -> None:
    run("ruff", "format", "--check", "--no-cache", "src", "tests")


def test_types() -> None:
    source = ROOT / "src" / "amparo"
    others = [path for pattern in ("*/rules.py", "*/rules", "*/actions.py", "*/actions") for path in source.glob(pattern)]
    strict = [source / app for app in STRICT]
    run("mypy", *map(str, strict), *(str(path) for path in others if path.parent.name not in STRICT))


@pytest.mark.parametrize(
    "app", [app for app in apps.get_app_configs() if app.name.startswith("amparo.")], ids=lambda app: app.label
)
def test_migrations_stand_in_one_line(app) -> None:  # type: ignore[no-untyped-def]
    folder = Path(app.path) / "migrations"
    files = sorted(path.stem for path in folder.glob("[0-9]*.py"))
    if not files:
        assert not list(app.get_models())
        return
    assert (folder / "max_migration.txt").read_text().strip() == files[-1]
    assert len({name[:4] for name in files}) == len(files)
    assert all("auto" not in name for name in files), "a migration says in its name what it does"


def test_no_migration_is_missing(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", "--verbosity", "0")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_no_host_and_pin_every_file(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--index-url" not in text
    pinned = [line for line in text.splitlines() if line and line[0].isalnum()]
    assert pinned
    assert all("==" in line for line in pinned)
    assert text.count("--hash=sha256:") >= len(pinned)
