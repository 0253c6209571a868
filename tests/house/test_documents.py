"""The documents say what is there: commands exist, links lead somewhere, the tour names buttons that people can find."""

import re
from pathlib import Path

import pytest

from amparo.config.cli.__main__ import COMMANDS
from amparo.core.catalogues import read_po
from tests.plugin import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "samples").glob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"\./amparo\s+([a-z][a-z-]*)")
NAMED = re.compile(r"\*\*([^*]+)\*\*")
FRAME = {"EN"}  # the language switch is made of codes


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text()) if not link.startswith(("http://", "https://", "mailto:"))]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_exist(page: Path) -> None:
    assert set(COMMAND.findall(page.read_text())) <= set(COMMANDS)


def test_every_command_is_told() -> None:
    """In some document; `lock` and `manage` are for those who build."""
    told = {command for page in PAGES for command in COMMAND.findall(page.read_text())}
    assert set(COMMANDS) - told <= {"manage"}


def test_every_document_can_be_reached() -> None:
    """From the README, by links."""
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or not page.exists():
            continue
        reached.add(page)
        waiting += [(page.parent / link).resolve() for link in LINK.findall(page.read_text()) if link.endswith(".md")]
    assert [name(page) for page in PAGES if page not in reached and page.parent.name != "samples"] == []


def test_the_tour_names_what_stands_on_the_screen() -> None:
    """Bold words of the tour are texts of the product, in Spanish and in English."""
    spanish, english = set[str](), set[str]()
    for catalogue in ROOT.glob("src/amparo/*/locale/en/LC_MESSAGES/django.po"):
        for message, texts in read_po(catalogue).entries.items():
            spanish.add(message.text)
            english.update(texts)
    assert bold("recorrido.md") - spanish == set()
    assert bold("tour.md") - english - FRAME == set()


def bold(page: str) -> set[str]:
    return set(NAMED.findall((ROOT / "docs" / "tutorial" / page).read_text()))
