"""The budget a partner sends of the demonstration's award and of its sub-award: one of them whole, one with two rows to mend."""

import random
from pathlib import Path

from amparo.exchange.sample_books.line import BookLine, Cell, Fault
from amparo.exchange.sample_books.workbook import Layout, write_book

HEADINGS = ("N°", "ADJUDICACIÓN", "SUBACUERDO", "OBJETIVO", "REGIÓN", "PARTIDA", "MONEDA", "MONTO")
GROUPS = (("DE QUIÉN", 0, 2), ("PARA QUÉ", 3, 5), ("CUÁNTO", 6, 7))
DEMO, DEMO_SUB = "DEMO-01", "DEMO-01-A"
# whose, objective, region, category, amount in dollars; the lines of each sum to what it shares out
_LINES = (
    (DEMO, 1, "Cusco", "Personal", 850_000), (DEMO, 1, "Lima", "Viajes", 150_000), (DEMO, 1, "Madre de Dios", "Otros", 200_000),
    (DEMO, 2, "08", "Contratos y subacuerdos", 550_000), (DEMO, 2, "17", "Equipos", 300_000), (DEMO, 2, "Lima", "Materiales", 200_000),
    (DEMO, 2, "Lima", "Personal", 500_000), (DEMO, "", "Nacional", "Costos indirectos", 250_000),
    (DEMO_SUB, 2, "Cusco", "Personal", 260_000), (DEMO_SUB, 2, "CUSCO", "Viajes", 90_000), (DEMO_SUB, 2, "cusco", "Materiales", 150_000),
)  # fmt: skip
_FAULTS = {2: Fault.UNKNOWN_CATEGORY, 5: Fault.NEGATIVE_LINE}


def budget_lines(seed: int) -> list[BookLine]:
    """The lines, one of them twice, and the sum under them; the same for the same seed. Of a good line of a bad budget: it waits."""
    rng = random.Random(f"amparo-partner-budget-{seed}")
    lines = []
    for number, (whose, objective, region, category, amount) in enumerate(_LINES):
        fault = _FAULTS.get(number, Fault.WAITS if whose == DEMO else Fault.NONE)
        sub = whose == DEMO_SUB
        cells: tuple[Cell, ...] = (
            number + 1, "" if sub else whose, whose if sub else "", _objective(objective, rng), region,
            "Varios" if fault is Fault.UNKNOWN_CATEGORY else category, rng.choice(("US$", "USD", "Dólares")),
            f"({amount:,.2f})" if fault is Fault.NEGATIVE_LINE else rng.choice((float(amount), f"{amount:,.2f}")),
        )  # fmt: skip
        lines.append(BookLine(cells, fault))
    lines.append(BookLine(lines[-1].cells, Fault.REPEATED))
    return [*lines, BookLine(("TOTAL", "", "", "", "", "", "", float(sum(line[4] for line in _LINES))), Fault.SUM)]


def _objective(number: int | str, rng: random.Random) -> Cell:
    return rng.choice((number, f"Objetivo {number}", f"OBJ. {number}")) if number else ""


def write_budget(path: Path, seed: int) -> list[BookLine]:
    """Writes the workbook and returns its lines."""
    lines = budget_lines(seed)
    titles = ("PRESUPUESTO DEL PROYECTO", "Organización socia (no existe)")
    write_book(path, Layout("PRESUPUESTO", titles, GROUPS, HEADINGS), lines)
    return lines
