"""`./amparo test` brings what drives the pages, or says which packages are missing."""

import os
import subprocess
from types import SimpleNamespace

import pytest

from amparo.config.cli import test as command


@pytest.fixture
def driver(tmp_path, monkeypatch):
    """A driver whose node ends with the code one gives: 127 is what a missing library ends with."""

    def ends(code):
        node = tmp_path / "driver" / "node"
        node.parent.mkdir(exist_ok=True)
        node.write_text(f"#!/bin/sh\nexit {code}\n")
        node.chmod(0o755)
        monkeypatch.setattr(
            command.importlib.util, "find_spec", lambda _name: SimpleNamespace(origin=str(tmp_path / "__init__.py"))
        )

    return ends


def test_where_everything_is_there_nothing_lacks(driver, monkeypatch):
    driver(0)
    monkeypatch.setattr(command.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert command.packages() == []


@pytest.mark.parametrize(
    ("code", "found", "lacking"),
    [
        (127, True, ["libatomic1"]),
        (0, False, ["chromium", "fonts-dejavu-core"]),
        (127, False, ["chromium", "fonts-dejavu-core", "libatomic1"]),
    ],
)
def test_root_gets_what_lacks_and_anybody_else_is_told(driver, monkeypatch, capsys, code, found, lacking):
    driver(code)
    monkeypatch.setattr(command.shutil, "which", lambda name: f"/usr/bin/{name}" if found or name == "apt-get" else None)
    ran = []
    monkeypatch.setattr(subprocess, "run", _only_node(subprocess.run, ran))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    command.browser()
    assert ran[-1][-len(lacking) :] == lacking and "install" in ran[-1]
    ran.clear()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    command.browser()
    assert ran == [] and f"apt-get install {' '.join(lacking)}" in capsys.readouterr().err


def _only_node(run, ran):
    """The driver is really run; apt-get is only written down."""

    def instead(words, **more):
        if words[0] != "apt-get":
            return run(words, **more)
        return ran.append(words)

    return instead
