"""A register of the past comes in by its page: read by the worker, shown row by row, and nothing made before somebody says so."""

from collections.abc import Callable

from tests.browser.crawl import Eyes
from tests.browser.people import UPE, Seat
from tests.plugin import ROOT

SAMPLE = ROOT / "samples" / "registro-upe.csv"
PATIENCE = 60  # looks at the page of the job, a second apart


def test_a_register_is_read_and_nothing_is_made(seat: Callable[..., Seat], eyes: Eyes) -> None:
    upe = seat(UPE)
    upe.go("/expedientes/")
    before = upe.page.locator("main h1 + p, main .hint, main .mut").first.inner_text()
    upe.eyes = eyes.faults
    upe.go("/registros/")
    upe.press("Traer un registro")
    upe.page.set_input_files("input[type=file]", SAMPLE)
    upe.press("Subir y leer")
    for _second in range(PATIENCE):
        if upe.page.get_by_role("link", name="Ver el resultado").count():
            break
        upe.page.wait_for_timeout(1000)
    upe.press("Ver el resultado")
    here = upe.page.url.removeprefix(upe.url)
    assert "300 filas" in upe.text()
    for part in ("columnas/", "aplicar/", "descartar/"):
        assert upe.go(here + part).ok, part
    upe.go(here)
    with upe.page.expect_navigation():
        upe.page.locator('main a[href^="/registros/fila/"]').first.click()
    upe.go(upe.page.url.removeprefix(upe.url))
    upe.eyes = None
    upe.go("/expedientes/")
    assert upe.page.locator("main h1 + p, main .hint, main .mut").first.inner_text() == before
    assert not upe.faults
