"""One sample call of each action, for the tests that run every action twice, stale and in parallel.

`@sample("app.action")` marks a function `(cast) -> dict`: it makes what the action needs, as it would be found, and returns
all keywords of the call, `id` and `by` included. It runs inside no `acting_as`; it opens its own where it needs one.
`on_row=True` says that the action changes a row that exists: then of two calls that saw the same version one wins.
An app's samples live in tests/<app>/samples.py; `load()` reads them all.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Builder = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Sample:
    """How to call one action."""

    build: Builder
    on_row: bool  # acts on a row that exists: two calls that saw the same version cannot both win


SAMPLES: dict[str, Sample] = {}


def sample(name: str, *, on_row: bool = False) -> Callable[[Builder], Builder]:
    """Registers the sample of an action, named as in `access.action.ACTIONS`."""

    def mark(build: Builder) -> Builder:
        SAMPLES[name] = Sample(build, on_row)
        return build

    return mark


def load() -> dict[str, Sample]:
    """All samples of all apps."""
    for file in sorted(Path(__file__).parent.glob("*/samples.py")):
        importlib.import_module(f"tests.{file.parent.name}.samples")
    return SAMPLES
