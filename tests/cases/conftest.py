"""The pages are tested through the demo door: a second factor is access's own affair."""

import pytest


@pytest.fixture(autouse=True)
def demo_door(settings):
    settings.AMPARO_DEMO_DOOR = True
