"""The expenditure book of a partner: groups merged over the headings, dates in many hands, soles and dollars, a sum at the end."""

import random
from datetime import date
from pathlib import Path

from amparo.exchange.sample_books.line import AWARD, BookLine, Cell, Fault, day_of
from amparo.exchange.sample_books.workbook import Layout, write_book

ROWS = 120
HEADINGS = (
    "FECHA",
    "TIPO DE MOVIMIENTO",
    "N° DE ADJUDICACIÓN",
    "OBJETIVO",
    "REGIÓN",
    "PARTIDA",
    "N° DE COMPROBANTE",
    "CONCEPTO",
    "MONEDA",
    "IMPORTE",
)
GROUPS = (("MOVIMIENTO", 0, 2), ("DISTRIBUCIÓN", 3, 5), ("COMPROBANTE", 6, 9))
_MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
_REGIONS = ("Cusco", "08", "Loreto", "LORETO", "Madre de Dios", "Puno", "Nacional", "")
_CATEGORIES = ("Personal", "Viajes", "VIAJES", "Materiales", "Otros", "Costos indirectos")
_WORDS = (
    "Pasajes y viáticos del taller",
    "Alquiler de local",
    "Honorarios del trimestre",
    "Impresión de afiches",
    "Refrigerios",
    "",
)
_FAULTS = {
    9: Fault.NEGATIVE, 17: Fault.NO_AMOUNT, 23: Fault.REPEATED, 31: Fault.NO_DATE, 38: Fault.IMPOSSIBLE_DATE, 44: Fault.MONTH_ONLY,
    52: Fault.UNKNOWN_AWARD, 61: Fault.UNKNOWN_KIND, 70: Fault.NO_CURRENCY, 83: Fault.VOUCHER_USED, 91: Fault.BEYOND, 97: Fault.NOT_YOURS,
    104: Fault.PERSON,
}  # fmt: skip


def partner_lines(seed: int, count: int = ROWS) -> list[BookLine]:
    """`count` lines and the sum under them; the same for the same seed."""
    rng = random.Random(f"amparo-partner-book-{seed}")
    lines: list[BookLine] = []
    for number in range(count):
        fault = _FAULTS.get(number, Fault.NONE)
        if fault is Fault.REPEATED:
            lines.append(BookLine((*lines[-3].cells[:7], "Otra vez", *lines[-3].cells[8:]), fault))
            continue
        line = _line(number, rng)
        lines.append(BookLine(_spoiled(line, fault, lines), fault))
    total = sum(float(line.cells[9]) for line in lines if isinstance(line.cells[9], float))
    lines.append(BookLine(("TOTAL", "", "", "", "", "", "", "", "", round(total, 2)), Fault.SUM))
    return lines


def _line(number: int, rng: random.Random) -> tuple[Cell, ...]:
    soles = rng.random() < 0.6
    cents = rng.randrange(5_000, 250_000)
    kind = "Obligación" if number % 12 == 0 else rng.choice(("Gasto", "GASTO", "gasto", "Gasto", "Expenditure"))
    return (
        _day(day_of(number), rng), kind, rng.choice((AWARD, AWARD, AWARD.lower(), AWARD.replace("-", " "))),
        rng.choice(("1", "Objetivo 2", "OBJ. 3", 2, "")), rng.choice(_REGIONS), rng.choice(_CATEGORIES), f"F001-{number + 1:05}",
        rng.choice(_WORDS), rng.choice(("S/", "S/.", "PEN", "Soles") if soles else ("US$", "USD", "Dólares")), _amount(cents, rng),
    )  # fmt: skip


def _day(day: date, rng: random.Random) -> Cell:
    return rng.choice(
        (
            day, day, f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day:%y}", f"{day:%d.%m.%Y}", (day - date(1899, 12, 30)).days,
            f"{day.day} de {_MONTHS[day.month - 1]} de {day.year}", day.isoformat(),
        )
    )  # fmt: skip


def _amount(cents: int, rng: random.Random) -> Cell:
    """A number of the sheet, or text with a point for thousands."""
    if rng.random() < 0.7:
        return cents / 100
    return f"{cents / 100:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def _spoiled(cells: tuple[Cell, ...], fault: Fault, before: list[BookLine]) -> tuple[Cell, ...]:
    column, value = {
        Fault.NEGATIVE: (9, "(1.250,00)"), Fault.NO_AMOUNT: (9, ""), Fault.NO_DATE: (0, "s/f"), Fault.IMPOSSIBLE_DATE: (0, "31/02/2025"),
        Fault.MONTH_ONLY: (0, "marzo 2025"), Fault.UNKNOWN_AWARD: (2, "DEMO-OTRO-99"), Fault.UNKNOWN_KIND: (1, "Regalo"),
        Fault.NO_CURRENCY: (8, ""), Fault.BEYOND: (9, 99_000_000.0), Fault.NOT_YOURS: (1, "Desembolso"),
        Fault.PERSON: (7, "Movilidad del DNI 00000000"),
    }.get(fault, (7, cells[7]))  # fmt: skip
    if fault is Fault.VOUCHER_USED:  # yesterday's voucher with another amount
        return (*before[-1].cells[:9], 11.11)
    return (*cells[:column], value, *cells[column + 1 :])


def write_partner(path: Path, seed: int, count: int = ROWS) -> list[BookLine]:
    """Writes the book and returns its lines."""
    lines = partner_lines(seed, count)
    titles = ("LIBRO DE GASTOS DEL PROYECTO", "Organización socia (no existe)")
    write_book(path, Layout("GASTOS", titles, GROUPS, HEADINGS), lines)
    return lines
