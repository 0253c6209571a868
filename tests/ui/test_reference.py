"""The reference names every tag, filter and value there is."""

import dataclasses
import re
from pathlib import Path

import pytest

from amparo.ui import components
from amparo.ui.templatetags.ui import register

REFERENCE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "ui.md").read_text(encoding="utf-8")
DRAWN_INSIDE = {"Knot", "Bead"}  # made by the values themselves, never by a query
VALUES = {name for name, value in vars(components).items() if dataclasses.is_dataclass(value)} - DRAWN_INSIDE


@pytest.mark.parametrize("name", sorted({*register.tags, *register.filters} | VALUES))
def test_it_is_in_the_reference(name: str) -> None:
    assert re.search(rf"\b{name}\b", REFERENCE)
