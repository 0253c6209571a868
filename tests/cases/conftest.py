"""The pages are tested through the demo door: a second factor is access's own affair."""

import pytest

from amparo.core.catalogues import compile_catalogues
from amparo.core.management.commands.compile_catalogues import SOURCE


@pytest.fixture(scope="session", autouse=True)
def catalogues():
    compile_catalogues(SOURCE)


@pytest.fixture(autouse=True)
def demo_door(settings):
    settings.AMPARO_DEMO_DOOR = True
