"""Small enough to read: modules, functions, actions and views."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plugin import ROOT

MODULE, FUNCTION, ACTION, VIEW = 400, 50, 40, 25
SOURCES = [path for path in sorted((ROOT / "src" / "amparo").rglob("*.py")) if "migrations" not in path.parts]
names = [str(path.relative_to(ROOT / "src")) for path in SOURCES]
every_module = pytest.mark.parametrize("path", SOURCES, ids=names)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Function):
            yield node


def lines_of(path: Path, node: Function) -> int:
    """Non-blank lines of a function, its docstring and decorators not counted."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    text = path.read_text("utf-8").splitlines()
    head = sum(bool(line.strip()) for line in text[node.lineno - 1 : node.body[0].lineno - 1])
    return head + sum(bool(line.strip()) for line in text[first.lineno - 1 : node.end_lineno])


def marks(node: Function) -> set[str]:
    found = set()
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        found.add(called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""))
    return found


def limit_of(node: Function) -> int:
    if "action" in marks(node):
        return ACTION
    return VIEW if "needs" in marks(node) else FUNCTION


@every_module
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert sum(bool(line.strip()) for line in path.read_text("utf-8").splitlines()) <= MODULE


@every_module
def test_its_functions_fit_a_screen(path: Path) -> None:
    assert [(node.name, lines_of(path, node)) for node in functions(path) if lines_of(path, node) > limit_of(node)] == []


@every_module
def test_positional_arguments_are_few(path: Path) -> None:
    """What others call takes at most three by position; a view takes what its address holds."""
    many = []
    for node in functions(path):
        given = [argument.arg for argument in [*node.args.posonlyargs, *node.args.args] if argument.arg not in ("self", "cls")]
        if len(given) > 3 and not node.name.startswith("_") and not (FRAMEWORK & marks(node)):
            many.append((node.name, given))
    here = path.relative_to(ROOT / "src" / "amparo")
    assert [entry for entry in many if entry[0] not in LIBRARY_SHAPES and f"{here}:{entry[0]}" not in TOO_MANY] == []


# Functions that take more than three by position. The list may shrink and never grow.
TOO_MANY = {
    "cases/actions/alert.py:open_file_for",
    "cases/actions/file.py:involve",
    "cases/queries/conversations.py:conversation",
    "cases/relations.py:take_case",
    "cases/rules.py:referral_needs",
    "cases/rules.py:fits_centre",
    "cases/views/flow.py:opened_for",
    "config/cli/prepare.py:address",
    "config/demo/stories.py:alert",
    "config/demo/stories.py:refer",
    "config/demo/stories.py:move_bed",
    "desk/drafts.py:restore",
    "desk/effects.py:start_clock",
    "exchange/cells.py:read_date",
    "vault/search/keys.py:pair_key",
    "vault/search/keys.py:initial_key",
}
FRAMEWORK = {"needs", "simple_tag", "inclusion_tag", "filter", "simple_block_tag"}
LIBRARY_SHAPES = {"process_view", "get_context", "value_from_datadict", "__init__"}  # the caller is a library


@every_module
def test_no_import_of_ours_hides_inside_a_function(path: Path) -> None:
    """`AppConfig.ready` is the one place where Django wants it so."""
    hidden = [
        (node.name, inner.lineno)
        for node in functions(path)
        for inner in ast.walk(node)
        if isinstance(inner, ast.ImportFrom) and (inner.module or "").startswith("amparo") and node.name != "ready"
    ]
    assert hidden == []
