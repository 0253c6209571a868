"""Who sits in front of the browser: a person of the demonstration in a browser context of his own."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

OFFICER, PROSECUTOR, UPE = "Sub. Teófilo Ccori", "Dra. Maruja Aybar", "Psic. Rosaura Quispe"
HEALTH, CENTRE, COURT = "Dra. Olinda Ttito", "Lic. Asunta Champi", "Esp. Zenón Palomino"
OUTSIDER = "Unidad de protección especial de Loreto"
NEUTRAL = "/salida/"
LOUD = ("error", "warning")
ANSWERS = ("Failed to load resource: the server responded with a status of 40",)  # a page that says no, in Chromium's words


@dataclass
class Seat:
    """A browser context with one open page. `pages` are the answers that were HTML, `complaints` what the console said."""

    url: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    pages: list[Response] = field(default_factory=list)

    def go(self, path: str) -> Response:
        """Opens an address of the product."""
        answer = self.page.goto(self.url + path, wait_until="load")
        assert answer is not None, path
        return answer

    def enter(self, name: str) -> "Seat":
        """Through the door of the demonstration, as the person of that name."""
        self.go("/cuenta/entrar/")
        door = self.page.locator(".cast button").filter(has=self.page.locator("b", has_text=name)).first
        if not door.is_visible():  # an institution with many people is folded
            door.locator("xpath=ancestor::details").locator("summary").click()
        with self.page.expect_navigation():
            door.click()
        assert not self.page.url.endswith("/cuenta/entrar/"), name
        return self

    def press(self, name: str, *, exact: bool = True, within: str = "main") -> Response:
        """Presses a button or follows a link of that name and waits for the page behind it."""
        room = self.page.locator(within)
        found = room.get_by_role("button", name=name, exact=exact).or_(room.get_by_role("link", name=name, exact=exact))
        with self.page.expect_navigation() as going:
            found.first.click()
        answer: Response = going.value
        return answer

    def tell(self, question: str, answer: str) -> None:
        """Answers one question of a form: ticks the choice, chooses in the list, or types."""
        room = self.page.locator("main")
        group = room.locator("fieldset").filter(has=self.page.locator("legend", has_text=question)).last
        if group.count():
            choice = group.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(answer)}")).first
            choice.click()
            return
        field = room.get_by_label(question).first
        kind = field.evaluate("field => field.type")
        if kind.startswith("select"):
            field.select_option(label=answer)
        elif kind == "checkbox":
            field.check()
        else:
            field.fill(answer)

    def unfold(self, name: str) -> None:
        """Opens what is folded under that word."""
        self.page.locator("main summary", has_text=name).first.click()

    def text(self) -> str:
        """What the reader reads."""
        return self.page.locator("body").inner_text()


def sit(browser: Browser, url: str, *, width: int = 1280, **options: Any) -> Seat:
    """A fresh context: nothing of anybody else is in it."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="es-PE", timezone_id="America/Lima", **options)
    context.set_default_timeout(60_000)  # a busy machine is not a fault of the product
    seat = Seat(url, context, context.new_page())

    def hear(message: ConsoleMessage) -> None:
        if message.type in LOUD and not message.text.startswith(ANSWERS):
            seat.complaints.append(f"{seat.page.url}: {message.text}")

    def keep(response: Response) -> None:
        if response.headers.get("content-type", "").startswith("text/html"):
            seat.pages.append(response)

    seat.page.on("console", hear)
    seat.page.on("pageerror", lambda error: seat.complaints.append(f"{seat.page.url}: {error}"))
    seat.page.on("response", keep)
    return seat
