"""What the acts of the partnership's year share: who takes part, what it is about, the days, a movement of money."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.browser.people import Seat

CODE, TITLE = "peru-anual", "Alianza por la niñez, segunda etapa"
HERE = f"/alianza/{CODE}"
AWARD, SUBAWARD = "SSJTIP-26-001", "OIT-CHS-01"
TODAY = datetime.now(ZoneInfo("America/Lima")).date()  # the product's day: five hours behind that of most machines
YEAR = (date(TODAY.year, 3 * ((TODAY.month - 1) // 3) + 1, 1) - timedelta(days=1)).year  # its first quarter is over on any day


class People(NamedTuple):
    """Who takes part. `other` is a partner of the same compact with an award of its own, or none."""

    us: Seat
    peru: Seat
    prime: Seat
    sub: Seat
    other: Seat


def day(distance: int = 0) -> str:
    """A day that many days from now, as a field of dates takes it."""
    return (TODAY + timedelta(days=distance)).isoformat()


def post(person: Seat, kind: str, amount: str, *, on: str, award: str = "", subaward: str = "", done: bool = True) -> None:
    """Records one movement of money on the money page."""
    person.go(f"{HERE}/dinero/")
    person.press("Registrar un movimiento")
    person.tell("¿Qué movimiento es?", kind)
    if award:
        person.tell("¿De qué adjudicación?", person.option("¿De qué adjudicación?", award))
    if person.page.get_by_label("¿Para qué objetivo?").count() and kind.startswith(("Gasto", "Anticipo al")):
        person.answer({
            "¿Para qué objetivo?": person.option("¿Para qué objetivo?", "3."), "¿En qué región?": "Loreto",
            "¿En qué categoría?": "Viajes",
        })  # fmt: skip
    if subaward:
        person.tell("¿De qué subacuerdo?", person.option("¿De qué subacuerdo?", subaward))
    person.answer({"¿De qué día?": on, "¿Cuánto?": amount}, then="Registrar")
    assert ("El movimiento quedó registrado." in person.text()) == done, person.text()
