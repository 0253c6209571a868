"""`./amparo`: the wrong Python, a half-made environment, the list of commands, expected troubles in one sentence."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from amparo.config.cli.__main__ import COMMANDS
from amparo.config.server.texts import TEXTS
from tests.plugin import ROOT

LAUNCHER = ROOT / "amparo"


def run(*words: str, language: str = "es", **env: str) -> "subprocess.CompletedProcess[str]":
    """Run ./amparo with this Python instead of an environment of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("AMPARO_", "DATABASE_URL"))}
    clean |= {"AMPARO_PYTHON": sys.executable, "AMPARO_LANG": language, **env}
    return subprocess.run([sys.executable, LAUNCHER, *words], env=clean, capture_output=True, text=True, timeout=60, check=False)


def test_alone_it_lists_every_command_with_a_line_each() -> None:
    for language, first in (("es", "Uso:"), ("en", "Usage:")):
        done = run(language=language)
        assert done.returncode == 0 and done.stdout.startswith(first)
        for name in COMMANDS:
            assert re.search(rf"^  {name} +\S", done.stdout, re.M)


def test_an_unknown_command_points_to_the_list() -> None:
    done = run("empezar")
    assert done.returncode == 2 and "./amparo" in done.stderr and not done.stdout


def test_the_launcher_is_readable_by_old_pythons() -> None:
    text = LAUNCHER.read_text()
    assert text.isascii()
    before = text[: text.index("import fcntl")]
    assert 'f"' not in text and ":=" not in text and "->" not in text
    assert "sys.version_info < (3, 11)" in before


def test_a_version_below_is_refused_before_anything_else(tmp_path: Path) -> None:
    code = (
        "import sys, runpy; sys.version_info = (3, 9, 2); sys.argv = ['amparo', 'start']; runpy.run_path(sys.argv.pop(0) and %r)"
    )
    done = subprocess.run([sys.executable, "-c", code % str(LAUNCHER)], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "3.9" in done.stderr and done.stderr.count("\n") == 1


def launcher_module(root: Path) -> dict[str, object]:
    """The launcher's functions, working on a copy of the project's locks."""
    shutil.copy(LAUNCHER, root / "amparo")
    for name in ("requirements.lock", "requirements-dev.lock"):
        (root / name).write_text(name)
    space: dict[str, object] = {"__name__": "launcher", "__file__": str(root / "amparo")}
    exec(compile((root / "amparo").read_text(), "amparo", "exec"), space)
    return space


def test_a_half_made_environment_is_made_again_and_a_whole_one_kept(tmp_path: Path) -> None:
    space = launcher_module(tmp_path)
    commands: list[list[str]] = []

    def pretend(command: list[str], env: object = None) -> tuple[int, str]:
        commands.append(command)
        (tmp_path / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
        python = tmp_path / ".venv" / "bin" / "python"
        python.touch()
        python.chmod(0o755)
        return 0, ""

    space["run"] = pretend
    (tmp_path / ".venv").mkdir()
    install = space["install"]
    assert callable(install)
    install(False)
    assert "--clear" in commands[0] and "--require-hashes" in commands[1] and len(commands) == 2
    install(False)
    assert len(commands) == 2
    install(True)  # adds the tools to what is there
    assert len(commands) == 3 and commands[2][-1].endswith("requirements-dev.lock")
    install(False)
    assert len(commands) == 3
    (tmp_path / "requirements.lock").write_text("newer")
    install(False)
    assert len(commands) == 4
    (tmp_path / ".venv" / "amparo.json").write_text(json.dumps({})[:1])
    install(False)
    assert "--clear" in commands[4]


def test_without_venv_it_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = launcher_module(tmp_path)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    have_venv = space["have_venv"]
    assert callable(have_venv)
    with pytest.raises(SystemExit) as end:
        have_venv()
    assert end.value.code == 1


def test_the_locks_name_hashes_and_no_place() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text and "@ " not in text and "--index" not in text and "/" not in text
        pins = [line for line in text.splitlines() if not line.startswith(" ")]
        assert all(re.fullmatch(r"[A-Za-z0-9._-]+==\S+( ; .*)? \\", line) for line in pins)
        assert text.count("--hash=sha256:") >= len(pins)


def test_both_locks_agree() -> None:
    runtime, dev = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / f"requirements{kind}.lock").read_text(), re.M)) for kind in ("", "-dev")
    )
    assert runtime <= dev


def test_every_sentence_is_in_both_languages_with_the_same_values() -> None:
    for spanish, english in TEXTS.values():
        assert spanish and english and set(re.findall(r"{(\w+)}", spanish)) == set(re.findall(r"{(\w+)}", english))


def test_doors_say_how_they_are_used() -> None:
    done = run("vault")
    assert done.returncode == 2 and "./amparo vault rotate" in done.stderr


def test_a_door_without_data_says_what_to_do_first(tmp_path: Path) -> None:
    done = run("audit", "verify", "--data", str(tmp_path / "none"))
    assert done.returncode == 1 and "./amparo start" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()
