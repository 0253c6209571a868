"""The partnership of the tests."""

from typing import Any

import pytest

from tests.programme.people import Partnership, partnership


@pytest.fixture
def compact(cast: Any) -> Partnership:
    """A compact with everybody in it."""
    return partnership(cast)
