"""The gallery in a real browser: accessible, narrow, dark, without scripts, and the small comforts of the script."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.ui.urls import PAGES, POSTED

pytestmark = pytest.mark.browser

FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MAIN = ["trabajo", "expediente", "formulario/?errores=1", "piezas", "entrar"]
NAMES = [*PAGES, "formulario/?errores=1"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
        yield running
        running.close()


@pytest.fixture
def tab(browser: Browser, gallery: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the gallery; at the end no tab may have complained on its console."""
    contexts, complaints = [], []

    def open_(name: str, width: int = 1280, scheme: str = "light", *, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
            locale="es-PE",
            reduced_motion="reduce",
        )  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{gallery}/g/{name if '?' in name else name + '/'}")
        return page

    open_.complaints = complaints  # type: ignore[attr-defined]
    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(tab: Callable[..., Page], name: str) -> None:
    """One visit a page: all rules in light, contrast in dark, all rules again on a phone, and five widths."""
    page = tab(name)
    clean(page, RULES)
    page.emulate_media(color_scheme="dark")
    clean(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    for width in (1000, 800, 640, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        if width == 360 and name in MAIN:
            clean(page, RULES)


def clean(page: Page, rules: dict[str, Any]) -> None:
    found = Axe().run(page, options=rules)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", MAIN)
def test_controls_are_large_enough(tab: Callable[..., Page], name: str) -> None:
    """24 px at least (WCAG 2.2, 2.5.8), links inside a sentence excepted."""
    small = tab(name, width=360).evaluate(
        """() => [...document.querySelectorAll('button,input:not([type=hidden]),select,summary,.btn,.nav a,.tabs a,.pages a')]
            .filter(e => e.checkVisibility() && !e.closest('.vh')).map(e => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()])
            .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""
    )
    assert small == []


def test_everything_is_there_without_script(tab: Callable[..., Page]) -> None:
    page = tab("trabajo", width=360, script=False)
    page.locator("summary", has_text="Menú").click()
    assert page.get_by_role("link", name="Derivaciones").is_visible()
    assert page.get_by_role("button", name="Cerrar sesión").is_visible()
    page.get_by_role("button", name="Salida rápida").click()
    assert "Amparo" not in page.content()
    assert page.title() == "Bienvenida"


def test_the_language_switch_needs_no_script(tab: Callable[..., Page]) -> None:
    page = tab("trabajo", script=False)
    page.get_by_role("button", name="EN").click()
    assert page.url.endswith("/g/trabajo/")
    assert page.get_by_role("button", name="Quick exit").is_visible()
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_summary_has_the_focus_and_leads_to_the_field(tab: Callable[..., Page]) -> None:
    page = tab("formulario/?errores=1")
    assert page.evaluate("document.activeElement.className") == "errsum"
    page.get_by_role("link", name="Diga qué tan pronto").click()
    page.keyboard.press("Space")
    assert page.locator("#id_urgency_0").is_checked()


def test_a_draft_is_posted_after_typing(tab: Callable[..., Page]) -> None:
    POSTED.clear()
    page = tab("formulario")
    page.get_by_label("¿Qué necesita de Salud?").fill("Atención en pediatría")
    page.locator("[data-draft-status]", has_text="Guardado a las").wait_for()
    # a page of the test before may still send its own draft while it closes
    assert "Atención en pediatría" in [posted["need"] for posted in POSTED if posted["path"] == "/borrador/"]
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_draft_that_cannot_be_sent_says_so_and_stays(tab: Callable[..., Page]) -> None:
    page = tab("formulario")
    page.route("**/borrador/", lambda route: route.fulfill(status=503))
    page.get_by_label("¿Qué necesita de Salud?").fill("Atención")
    page.locator("[data-draft-status]", has_text="No hay conexión").wait_for()
    assert page.get_by_label("¿Qué necesita de Salud?").input_value() == "Atención"
    tab.complaints.clear()  # type: ignore[attr-defined]


def test_escape_three_times_leaves(tab: Callable[..., Page]) -> None:
    page = tab("expediente")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/salida/")
    assert page.title() == "Bienvenida"


def test_escape_twice_stays(tab: Callable[..., Page]) -> None:
    page = tab("expediente")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert "/g/expediente/" in page.url


def test_idle_warns_then_saves_and_signs_out(tab: Callable[..., Page]) -> None:
    POSTED.clear()
    page = tab("formulario")
    page.clock.install()
    page.reload()
    page.get_by_label("¿Qué necesita de Salud?").fill("Atención")
    page.clock.run_for(13 * 60 * 1000 + 2000)
    dialog = page.get_by_role("dialog", name="¿Sigue ahí?")
    assert dialog.is_visible()
    dialog.get_by_role("button", name="Seguir trabajando").click()
    assert not dialog.is_visible()
    page.clock.run_for(13 * 60 * 1000 + 2000)
    assert dialog.is_visible()
    page.clock.run_for(2 * 60 * 1000 + 2000)
    page.wait_for_url("**/cuenta/salir/")
    paths = [posted["path"] for posted in POSTED]
    assert "/borrador/" in paths
    assert "/latido/" in paths
    assert paths[-1] == "/cuenta/salir/"


def test_forms_pass_the_origin_check(tab: Callable[..., Page]) -> None:
    """Under "no-referrer" browsers send `Origin: null`, which CSRF refuses; "same-origin" tells other sites nothing either."""
    POSTED.clear()
    page = tab("piezas")
    page.locator(".bed form").first.evaluate("form => form.action = '/puesto/'")
    page.get_by_role("button", name="Pedir plaza").first.click()
    page.wait_for_url("**/puesto/")
    assert POSTED[0]["centro"] == "x1"


def test_paper_shows_no_controls(tab: Callable[..., Page]) -> None:
    page = tab("expediente")
    page.emulate_media(media="print")
    for selector in (".exit", ".nav", ".tabs", ".btns", ".demo"):
        assert not page.locator(selector).first.is_visible()
    assert page.locator(".tl").is_visible()
