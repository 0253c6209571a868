"""Leaving in a hurry shows nothing to who comes after; leaving by forgetting loses nothing to who comes back."""

from collections.abc import Callable

import pytest

from tests.browser.people import OFFICER, UPE, Seat

MINUTE = 60_000  # ms
PLACE = "Wanchaq, cerca del mercado"


def by_button(upe: Seat) -> None:
    upe.page.get_by_role("button", name="Salida rápida").click()


def by_key(upe: Seat) -> None:
    for _press in range(3):
        upe.page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [by_button, by_key])
def test_back_five_times_shows_no_file(seat: Callable[..., Seat], leave: Callable[[Seat], None]) -> None:
    upe = seat(UPE)
    code = read_a_file(upe)
    with upe.page.expect_navigation(url="**/pausa/"):
        leave(upe)
    assert upe.page.title() == "Bienvenida"
    assert "amparo" not in upe.page.content().lower().replace("/static/", "")
    for _step in range(5):
        upe.page.go_back(wait_until="load")
        neutral = upe.page.title() == "Bienvenida" or "/cuenta/entrar/" in upe.page.url
        assert neutral, upe.page.url
        assert code not in upe.page.locator("body").inner_text()
        assert upe.page.locator("header .who").count() == 0
    upe.go(f"/expedientes/{code}/")
    assert "/cuenta/entrar/" in upe.page.url


def test_the_button_needs_no_script(seat: Callable[..., Seat]) -> None:
    upe = seat(UPE, java_script_enabled=False)
    code = read_a_file(upe)
    with upe.page.expect_navigation(url="**/pausa/"):
        by_button(upe)
    for _step in range(5):
        upe.page.go_back(wait_until="load")
        assert code not in upe.page.locator("body").inner_text()


def test_idle_warns_and_nothing_typed_is_lost(seat: Callable[..., Seat]) -> None:
    """Thirteen minutes without a key: a warning. Fifteen: signed out. What was typed waits for the same person."""
    officer = seat(OFFICER)
    officer.go("/aviso/nuevo/")
    officer.page.clock.install()
    officer.page.reload()
    officer.tell("¿Hay peligro ahora mismo?", "Sí")
    officer.tell("¿Dónde fue?", PLACE)
    officer.page.clock.run_for(13 * MINUTE + 2000)
    assert officer.page.get_by_role("dialog", name="¿Sigue ahí?").is_visible()
    with officer.page.expect_navigation(url="**/cuenta/entrar/**"):
        officer.page.clock.run_for(2 * MINUTE + 2000)
    back = seat(OFFICER)
    back.go("/aviso/nuevo/")
    assert "Recuperamos lo que había escrito" in back.text()
    assert back.page.get_by_label("¿Dónde fue?").input_value() == PLACE
    danger = back.page.locator("fieldset", has_text="¿Hay peligro ahora mismo?")
    assert danger.get_by_label("Sí", exact=True).is_checked()


def test_a_click_keeps_the_session(seat: Callable[..., Seat]) -> None:
    upe = seat(UPE)
    upe.page.clock.install()
    upe.page.reload()
    upe.page.clock.run_for(13 * MINUTE + 2000)
    dialog = upe.page.get_by_role("dialog", name="¿Sigue ahí?")
    with upe.page.expect_response("**/cuenta/sigo/") as answer:
        dialog.get_by_role("button", name="Seguir trabajando").click()
    assert answer.value.ok
    assert not dialog.is_visible()
    assert upe.go("/").ok


def read_a_file(upe: Seat) -> str:
    """Looks at a file from several sides, so that going back has somewhere to go. Gives its code."""
    upe.go("/expedientes/")
    link = upe.page.locator("main table a").first
    code = link.inner_text().strip()
    with upe.page.expect_navigation():
        link.click()
    for part in ("cronologia", "quien", "miradas"):
        upe.go(f"/expedientes/{code}/{part}/")
    upe.go(f"/expedientes/{code}/")
    return code
