"""The partnership of the tests."""

from typing import Any

import pytest

from tests.programme.people import Partnership, partnership


@pytest.fixture
def compact(cast: Any) -> Partnership:
    """A compact with everybody in it."""
    return partnership(cast)


@pytest.fixture
def demo_door(settings: Any) -> None:
    """The pages are tested through the demo door: a second factor is access's own affair."""
    settings.AMPARO_DEMO_DOOR = True
