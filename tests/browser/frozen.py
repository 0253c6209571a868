"""The frozen figures of the dialogue: what they say on their page and in the pack, and that no later correction changes them."""

import re
import zipfile
from io import BytesIO

from tests.browser.people import Seat
from tests.browser.reported import TOTAL
from tests.browser.year import AWARD, HERE, SUBAWARD, YEAR, People, day, post

VALUE, TARGET, AWARDED = f"Logro {YEAR}", f"Meta {YEAR}", f"({AWARD})"
SPENT = "Estados Unidos: Gastado"
SAID = {VALUE: "9", TARGET: "10", AWARDED: "1 200 000", SPENT: TOTAL}  # what each figure says; of V4 and of the money
CORRECTED, MORE = "7", "700"


def plain(text: str) -> str:
    """With plain single spaces."""
    return " ".join(text.split())


def frozen(person: Seat, room: str) -> dict[str, str]:
    """Every figure of the page of frozen figures by its label."""
    person.go(f"{room}cifras/")
    rows = person.page.locator("main table tbody tr").evaluate_all(
        "rows => rows.map(row => [row.querySelector('th').textContent, row.querySelector('td span').textContent])"
    )
    return {plain(label): plain(said) for label, said in rows}


def of(figures: dict[str, str], part: str) -> str:
    """The figure whose label ends or begins so; of indicators, V4."""
    return next(
        said for label, said in figures.items()
        if label.startswith(part) or (label.endswith(part) and (part == AWARDED or label.startswith("V4.")))
    )  # fmt: skip


def says_what_was_recorded(person: Seat, room: str) -> None:
    """Indicator and money as they were recorded in the acts before."""
    figures = frozen(person, room)
    for part, said in SAID.items():
        assert re.search(rf"(?<!\d){re.escape(said)}(?!\d)", of(figures, part)), figures


def correction(people: People, room: str, value: str) -> None:
    """A value corrected and money spent after the freezing: the live pages say so, the frozen figures stay. `value`: the indicator's page."""
    us, peru, sub = people.us, people.peru, people.sub
    before = frozen(us, room)
    sub.go(value)
    sub.press_start("Rectificar")
    why = {"Valor": CORRECTED, "Explicación, en español": "Dos alertas se contaron dos veces"}
    sub.answer(why, then="Rectificar")
    for step in ("Validar", "Publicar"):
        peru.go(value)
        peru.press_start(step)
    assert f"10 al menos {CORRECTED}" in plain(peru.text()), peru.text()
    post(sub, "Gasto del subreceptor", MORE, on=day(), subaward=SUBAWARD)
    us.go(f"{HERE}/dinero/")
    assert TOTAL not in us.numbers()
    assert frozen(us, room) == before
    says_what_was_recorded(us, room)


def pack_says_the_same(person: Seat, room: str, document: bytes) -> None:
    """The Word document in Spanish says the figures as their page does (a table of years says the unit in its head)."""
    with zipfile.ZipFile(BytesIO(document)) as parts:
        text = plain(re.sub(r"<[^>]+>", " ", parts.read("word/document.xml").decode()))
    figures = frozen(person, room)
    for part in (VALUE, AWARDED, SPENT):
        assert of(figures, part) in text, (part, of(figures, part))
    assert not re.search(rf"(?<!\d){CORRECTED} casos", text)
