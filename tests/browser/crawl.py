"""Follows links as one person, each kind of page once, and looks at every page with the same eyes."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Page, Response

from tests.browser.people import Seat

MOST = 40  # pages a person
OFTEN = {"case": 3, "batch": 2}  # url names worth more than one look: every file shows something else
LEAVE = {"quick_exit", "account_logout"}
PLAIN = {"pause"}  # where somebody in a hurry lands: it names nothing
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
SHAPE = """() => [...new Set([...document.querySelectorAll('body *')].map(e => `${e.parentElement.tagName}.${e.parentElement.className}>`
    + `${e.tagName}.${e.className}${e.type || ''}${e.getAttribute('role') || ''}`))].sort().join(' ')"""


class Scale:
    """Bytes over the wire of a page's context, compressed, headers included; what the browser kept weighs nothing."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0.0
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]

    def read(self) -> float:
        """KB since the last reading."""
        weight, self.bytes = self.bytes / 1000, 0.0
        return weight


def pages(seat: Seat, start: str = "/") -> Iterator[tuple[str, Response]]:
    """Every kind of page that links lead to from `start`: (url name, answer), breadth first, at most `MOST`."""
    waiting, seen, taken = [start], {start}, dict[str, int]()
    while waiting and sum(taken.values()) < MOST:
        path = waiting.pop(0)
        name = url_name(path)
        if name in LEAVE or taken.get(name, 0) >= OFTEN.get(name, 1):
            continue
        taken[name] = taken.get(name, 0) + 1
        yield name, seat.go(path)
        for link in links(seat.page):
            if link not in seen:
                seen.add(link)
                waiting.append(link)


def links(page: Page) -> list[str]:
    """The addresses of this product that the page links to, without anchors; downloads are no pages."""
    hrefs = page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
    own = urlsplit(page.url).netloc
    parts = [urlsplit(href) for href in hrefs]
    return [part.path + (f"?{part.query}" if part.query else "") for part in parts if part.netloc == own]


def url_name(path: str) -> str:
    """The name of the view behind an address; of a filtered list, with what it is filtered by."""
    parts = urlsplit(path)
    try:
        return resolve(parts.path).url_name or parts.path
    except Resolver404:
        return parts.path


class Eyes:
    """Looks at pages. A page built of the same pieces as one already looked at need not be examined by axe again.

    names  of the views behind the pages looked at
    """

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.names: set[str] = set()

    def faults(self, page: Page) -> list[str]:
        """What is wrong with the page in front of us, in words."""
        name = url_name(urlsplit(page.url).path)
        self.names.add(name)
        found = narrow(page)
        if name not in PLAIN and not page.locator("section.demo").is_visible():
            found.append("nothing says that this is a demonstration")
        shape = page.evaluate(SHAPE)
        if shape not in self.known:
            self.known.add(shape)
            page.evaluate("scrollTo(0, 0)")  # what lies under the sticky head is no small target
            found += axe(page, RULES)
            page.emulate_media(color_scheme="dark")
            found += [f"dark: {line}" for line in axe(page, CONTRAST)]
            page.emulate_media(color_scheme="light")
        if page.locator("h1").count() != 1:
            found.append(f"{page.locator('h1').count()} h1")
        return found


def axe(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe finds: rule, and the first element."""
    answer = Axe().run(page, options=rules).response
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])})" for one in answer["violations"]]


def narrow(page: Page) -> list[str]:
    """What sticks out at 320 px."""
    page.set_viewport_size({"width": 320, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth")
    out = []
    if wide > 320:
        who = page.evaluate(
            "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 321).map(e => e.outerHTML.slice(0, 120))"
        )
        out = [f"320 px: {wide} wide, {who[:2]}"]
    page.set_viewport_size({"width": 1280, "height": 900})
    return out
