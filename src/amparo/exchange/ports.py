"""Where the writer of files stands. Kept apart so that tests can put another in its place (and verify it against the real one)."""

from importlib import import_module
from typing import cast

from amparo.exchange.intake import Registry

REAL = "amparo.cases.bulk"
_instead: list[Registry] = []


def registry() -> Registry:
    """What makes files of children: `amparo.cases.bulk`."""
    return _instead[-1] if _instead else cast(Registry, import_module(REAL))


def put_in_place(other: Registry | None) -> None:
    """Another writer instead of the real one; None goes back."""
    _instead.clear()
    if other is not None:
        _instead.append(other)
