"""What the partnership must do, thing by thing, and the test that shows it.

`coverage.csv` is the list; `docs/reference/partnership-tests.md` is made from it by `page`. After a change of the list:

    PYTHONPATH=src python -m tests.programme.test_coverage
"""

import ast
import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.plugin import ROOT

LIST = Path(__file__).with_name("coverage.csv")
PAGE = ROOT / "docs" / "reference" / "partnership-tests.md"
REGENERATE = "run: PYTHONPATH=src python -m tests.programme.test_coverage"

# The nouns of what was asked, by their point: none may be left out of the list.
NOUNS = [
    (1, "Agreement"), (2, "Commitments"), (3, "Awards and sub-awards"), (4, "Activities and prevention"), (4, "Sustainability"),
    (5, "Indicators"), (5, "Target for every year"), (6, "Reports"), (7, "The annual dialogue"), (7, "Frozen snapshot"),
    (8, "Money claims"), (9, "Pages"), (10, "Roles"),
]  # fmt: skip

# Things that have no test yet. It only shrinks, and is empty in the end: a thing that has one must leave it.
PENDING: set[tuple[str, str]] = set()

# Test files, and single tests, of parts that come in one by one. A file that is there is held to its names; once all are there
# this must be emptied.
AWAITED: set[str] = set()


class Thing(NamedTuple):
    """A row of the list. `tests`: as "tests/…/test_x.py::test_name", without class and parameters."""

    point: int
    noun: str
    thing: str
    tests: tuple[str, ...]

    @property
    def named(self) -> tuple[str, str]:
        return self.noun, self.thing


def things() -> list[Thing]:
    """The list in its order."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return [Thing(int(row["point"]), row["noun"], row["thing"], tuple(row["test"].split())) for row in csv.DictReader(file)]


def defined(source: str) -> set[str]:
    """The names of the tests a module defines, in classes too."""
    body = list(ast.parse(source).body)
    body += [inner for node in body if isinstance(node, ast.ClassDef) and node.name.startswith("Test") for inner in node.body]
    found = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return {name for name in found if name.startswith("test_")}


@cache
def defined_in(file: str) -> frozenset[str]:
    path = ROOT / file
    return frozenset(defined(path.read_text("utf-8")) if path.is_file() else ())


def there(named: str) -> bool:
    """Whether a test file is there, or (`file::test`) a test of it."""
    file, _sep, name = named.partition("::")
    return name in defined_in(file) if name else (ROOT / file).is_file()


def missing(tests: Iterable[str]) -> list[str]:
    """Those that are not there, but for the awaited ones and those in an awaited file that is not there either."""
    return [
        test
        for test in tests
        if not there(test) and test not in AWAITED and ((file := test.partition("::")[0]) not in AWAITED or there(file))
    ]


def page() -> str:
    """docs/reference/partnership-tests.md: a table for each noun."""
    rows = things()
    parts = [
        "<!-- Generated from tests/programme/coverage.csv by tests/programme/test_coverage.py; not edited by hand. -->\n",
        "# What the partnership must do, and the test that shows it\n",
        f"{sum(bool(row.tests) for row in rows)} of {len(rows)} things have a test. Files are under `tests/`.\n",
        "_Cada cosa que debe hacer la alianza y la prueba que la muestra; los nombres son los del código._\n",
    ]
    for point, noun in dict.fromkeys((row.point, row.noun) for row in rows):
        parts.append(f"## {point}. {noun}\n\n| Thing | Shown by |\n| --- | --- |")
        parts += [f"| {row.thing} | {_shown(row.tests)} |" for row in rows if (row.point, row.noun) == (point, noun)]
        parts[-1] += "\n"
    return "\n".join(parts)


def _shown(tests: tuple[str, ...]) -> str:
    return "<br>".join(f"`{test.removeprefix('tests/')}`" for test in tests) or "**not yet**"


def test_each_thing_is_listed_once_with_its_words() -> None:
    rows = things()
    assert len({row.named for row in rows}) == len(rows)
    for row in rows:
        assert row.noun.strip() and row.thing.strip(), row
        assert "|" not in row.thing and len(set(row.tests)) == len(row.tests), row


def test_no_noun_is_left_out() -> None:
    listed = {(row.point, row.noun) for row in things()}
    assert [noun for noun in NOUNS if noun not in listed] == []
    assert {point for point, _noun in NOUNS} == set(range(1, 11))


def test_every_thing_has_its_test() -> None:
    assert [row.named for row in things() if not row.tests and row.named not in PENDING] == []


def test_what_is_pending_is_listed_and_has_no_test_yet() -> None:
    rows = {row.named: row.tests for row in things()}
    assert PENDING - set(rows) == set(), "no such thing in the list"
    assert [named for named in sorted(PENDING) if rows[named]] == [], "it has a test: take it out of PENDING"


@pytest.mark.parametrize("row", things(), ids=lambda row: f"{row.noun}: {row.thing}")
def test_each_named_test_is_there(row: Thing) -> None:
    for test in row.tests:
        file, sep, name = test.partition("::")
        assert sep and file.startswith("tests/") and name.isidentifier(), f"{test}: name it without class and parameters"
    assert missing(row.tests) == []


def test_something_awaited_has_not_come_in() -> None:
    named = {part for row in things() for test in row.tests for part in (test, test.partition("::")[0])}
    assert AWAITED - named == set(), "no thing names it"
    assert not AWAITED or not all(there(one) for one in AWAITED), "all of it is there: empty AWAITED"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.is_file() and PAGE.read_text("utf-8") == page(), REGENERATE


def test_tests_are_found_in_classes_and_with_parameters_and_nothing_else() -> None:
    source = (
        "import pytest\n"
        "def helper(): pass\n"
        "@pytest.mark.parametrize('x', [1])\ndef test_one(x): pass\n"
        "async def test_two(): pass\n"
        "class TestMore:\n    def test_three(self): pass\n    def not_one(self): pass\n"
        "class Other:\n    def test_four(self): pass\n"
        "def outer():\n    def test_five(): pass\n"
        "# def test_six(): pass\n"
    )
    assert defined(source) == {"test_one", "test_two", "test_three"}
    assert missing(["tests/programme/test_coverage.py::test_nobody_wrote_this"]) != []
    assert missing(["tests/nowhere/test_at_all.py::test_x"]) != []
    assert missing(["tests/programme/test_coverage.py::test_every_thing_has_its_test"]) == []


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
