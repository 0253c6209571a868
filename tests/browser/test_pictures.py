"""The pictures of the documents. `AMPARO_WRITE_PICTURES=1 ./amparo test tests/browser/test_pictures.py` takes them again."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.people import CODE, UPE, Seat
from tests.plugin import ROOT

FOLDER = ROOT / "docs" / "img"
HEAVIEST = 150_000  # bytes
SIZES = {1280: 860, 360: 780}
WRITE = os.environ.get("AMPARO_WRITE_PICTURES") == "1"


def start(upe: Seat) -> None:
    """What a protection unit has to do today."""
    upe.go("/")
    assert upe.page.locator("main h1").inner_text() == "Mi trabajo"


def case(upe: Seat) -> None:
    """A file with services accepted, refused and not answered."""
    upe.go(f"/expedientes/{refused(upe)}/")
    assert upe.page.locator("#servicios").count() == 1


def referral(upe: Seat) -> None:
    """Asking for health care, with a look at what the other unit will see."""
    upe.go(f"/expedientes/{refused(upe)}/derivar/?servicio=health")
    assert "No se envía" in upe.text()


def board(upe: Seat) -> None:
    """Free places, and how each centre suits her."""
    upe.go(f"/plazas/?para={refused(upe)}")
    assert upe.page.locator("article.bed").count() >= 3


PAGES = {"inicio": start, "expediente": case, "derivacion": referral, "plazas": board}


@pytest.mark.parametrize("width", SIZES)
def test_the_pages_of_the_pictures(seat: Callable[..., Seat], tmp_path: Path, width: int) -> None:
    upe = seat(UPE, width=width)
    upe.page.set_viewport_size({"width": width, "height": SIZES[width]})
    for name, show in PAGES.items():
        show(upe)
        file = picture(name, width)
        upe.page.screenshot(path=file if WRITE else tmp_path / file.name)
        assert file.exists(), f"{file.name} is missing: take it with AMPARO_WRITE_PICTURES=1"
        assert file.stat().st_size <= HEAVIEST, file.name


def picture(name: str, width: int) -> Path:
    """Where a picture lies."""
    return FOLDER / f"{name}-{width}.png"


def refused(upe: Seat) -> str:
    """The code of a file in which a school said that it has no room."""
    upe.go("/derivaciones/?ver=enviadas&estado=refused")
    found = re.search(CODE, upe.text())
    assert found, upe.text()
    return found[0]
