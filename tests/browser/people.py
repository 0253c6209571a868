"""Who sits in front of the browser: a person of the demonstration in a browser context of his own."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

OFFICER, PROSECUTOR, UPE = "Sub. Teófilo Ccori", "Dra. Maruja Aybar", "Psic. Rosaura Quispe"
HEALTH, CENTRE, COURT = "Dra. Olinda Ttito", "Lic. Asunta Champi", "Esp. Zenón Palomino"
OUTSIDER = "Unidad de protección especial de Loreto"
LOUD = ("error", "warning")
ANSWERS = ("Failed to load resource: the server responded with a status of 40",)  # a page that says no, in Chromium's words
CODE = r"AMP-[0-9A-Z]{7}-[0-9A-Z]"


@dataclass
class Seat:
    """A browser context with one open page.

    complaints  what the console said
    looks       (address, html) of all that was shown
    eyes        asked about every page shown, where given; `faults` is what they found
    """

    url: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    looks: list[tuple[str, str]] = field(default_factory=list)
    eyes: Callable[[Page], list[str]] | None = None
    faults: list[str] = field(default_factory=list)

    def go(self, path: str) -> Response:
        """Opens an address of the product."""
        answer = self.page.goto(self.url + path, wait_until="load")
        assert answer is not None, path
        self._look()
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
        self._look()
        return self

    def press(self, name: str, about: str = "", *, within: str = "main") -> Response:
        """Presses the button or follows the link of that name (and, in a list, of that code), and waits for the page behind it."""
        called = re.compile(rf"^\s*{re.escape(name)}\s*{re.escape(about) if about else '([A-Z]{3}-[0-9A-Z-]+)?'}\s*$")
        room = self.page.locator(within)
        found = room.get_by_role("button", name=called).or_(room.get_by_role("link", name=called))
        if not found.count():  # folded away under "Más acciones"
            room.locator("details:not([open])", has_text=name).first.locator("summary").click()
        with self.page.expect_navigation() as going:
            found.first.click()
        answer: Response = going.value
        self._look()
        return answer

    def tell(self, question: str, answer: str) -> None:
        """Answers one question of a form: ticks the choice, chooses in the list, or types."""
        room = self.page.locator("main")
        group = room.locator("fieldset").filter(has=self.page.locator("> legend", has_text=question)).last
        if group.count():
            group.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(answer)}")).first.click()
            return
        control = room.get_by_label(question).first
        if control.locator("option").count():
            control.select_option(label=answer)
        else:
            control.fill(answer)

    def answer(self, answers: Mapping[str, str | tuple[str, ...]], *, then: str = "") -> None:
        """Answers the questions of a form one after the other (one with several choices with all of them), and presses `then`."""
        for question, given in answers.items():
            for one in (given,) if isinstance(given, str) else given:
                self.tell(question, one)
        if then:
            self.press(then)

    def confirm(self, name: str) -> None:
        """Follows a link that asks first, and presses the button of the same name on the page behind it."""
        self.press(name)
        self.press(name)

    def option(self, question: str, begins: str) -> str:
        """The whole label of the choice that begins so."""
        found = self.page.locator("main").get_by_label(question).first.locator("option").all_inner_texts()
        return next(label.strip() for label in found if label.strip().startswith(begins))

    def press_start(self, name: str) -> None:
        """Presses the button, or follows the link, whose name begins so; what it is about follows, for who cannot see where it stands."""
        with self.page.expect_navigation():
            room, called = self.page.locator("main"), re.compile(rf"^\s*{name}\b")
            room.get_by_role("button", name=called).or_(room.get_by_role("link", name=called)).first.click()
        self._look()

    def open_first(self, part: str, words: str) -> None:
        """Opens the page of the entry that says these words, from its list."""
        row = self.page.locator("main li, main tr", has_text=words).last
        with self.page.expect_navigation():
            row.locator(f"a[href*='{part}']").first.click()
        self._look()

    def unfold(self, name: str) -> None:
        """Opens what is folded under that word."""
        self.page.locator("main summary", has_text=name).first.click()

    def text(self) -> str:
        """What the reader reads, outside the frame of the page."""
        return self.page.locator("main").inner_text()

    def numbers(self) -> str:
        """What the reader reads, with plain spaces inside its numbers."""
        return self.text().replace("\u00a0", " ").replace("\u202f", " ")

    def _look(self) -> None:
        path = self.page.url.removeprefix(self.url)
        self.looks.append((path, self.page.content()))
        if self.eyes is not None:
            self.faults += [f"{path}: {fault}" for fault in self.eyes(self.page)]


def sit(browser: Browser, url: str, *, width: int = 1280, **options: Any) -> Seat:
    """A fresh context: nothing of anybody else is in it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale="es-PE", timezone_id="America/Lima", reduced_motion="reduce", **options
    )
    context.set_default_timeout(45_000)  # a busy machine is not a fault of the product
    seat = Seat(url, context, context.new_page())

    def hear(message: ConsoleMessage) -> None:
        if message.type in LOUD and not message.text.startswith(ANSWERS):
            seat.complaints.append(f"{seat.page.url}: {message.text}")

    seat.page.on("console", hear)
    seat.page.on("pageerror", lambda error: seat.complaints.append(f"{seat.page.url}: {error}"))
    return seat
