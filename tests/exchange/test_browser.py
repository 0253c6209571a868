"""The pages of registers in a real browser: accessible, in the dark and on a phone, nothing scrolls sideways, without scripts."""

import mimetypes
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import Browser, sync_playwright

from amparo.access.acting import acting_as
from amparo.exchange.models import Row
from tests.access.people import sign_in
from tests.exchange.conftest import read

pytestmark = pytest.mark.browser

FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
HOST = "http://127.0.0.1:1"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop runs in the thread of the tests
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
        yield running
        running.close()


@pytest.fixture
def pages(cast: Any, police_sample: bytes) -> dict[str, bytes]:
    """Each page as the product answers it, made before the browser asks: its loop has another database connection."""
    batch = read(cast.officer, police_sample)
    with acting_as(cast.officer):
        waits = Row.objects.filter(batch=batch, kind="quarantined").first()
        released = Row.objects.filter(batch=batch, kind="released").first()
    client = sign_in(cast.users["officer"])
    register = reverse("register", args=[batch.pk])
    addresses = {
        "list": reverse("registers"),
        "new": reverse("register_new"),
        "register": register,
        "waiting": f"{register}?clase=quarantined",
        "row": reverse("register_row", args=[released.pk]),
        "mend": reverse("register_row", args=[waits.pk]),
        "columns": reverse("register_columns", args=[batch.pk]),
        "apply": reverse("register_apply", args=[batch.pk]),
        "discard": reverse("register_discard", args=[batch.pk]),
    }
    return {name: client.get(address).content for name, address in addresses.items()}


@pytest.fixture
def tab(browser: Browser, pages: dict[str, bytes]) -> Iterator[Any]:
    """A browser whose requests are answered from `pages` and the static files."""

    def answer(route: Any) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=file, content_type=mimetypes.guess_type(path)[0] or "text/plain") if file else route.abort()
        else:
            route.fulfill(body=pages[path.strip("/")], content_type="text/html; charset=utf-8")

    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="es-PE", reduced_motion="reduce")
    page = context.new_page()
    page.route("**/*", answer)
    yield page
    context.close()


def test_axe_finds_nothing_and_nothing_scrolls_sideways(tab: Any, pages: dict[str, bytes], request: Any) -> None:
    pictures = request.config.rootpath / "var" / "pictures" if (request.config.rootpath / "var" / "pictures").is_dir() else None
    found = []
    for name in pages:
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.goto(f"{HOST}/{name}")
        found += [
            (name, one["id"], one["nodes"][0]["html"][:160]) for one in Axe().run(tab, options=RULES).response["violations"]
        ]
        for width in (1280, 360, 320):
            tab.set_viewport_size({"width": width, "height": 900})
            wide = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found += [(name, f"scrolls {wide} px at {width}", "")] if wide > 0 else []
            if pictures and width > 320:
                tab.screenshot(path=pictures / f"register-{name}-{width}.png", full_page=True)
        tab.emulate_media(color_scheme="dark")
        dark = Axe().run(tab, options={"runOnly": ["color-contrast"]}).response["violations"]
        found += [(name, "dark " + one["id"], one["nodes"][0]["html"][:160]) for one in dark]
        tab.emulate_media(color_scheme="light")
    assert not found
