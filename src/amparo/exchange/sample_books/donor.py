"""The sheet of a donor: awards and disbursements, month first, point for cents, dollars said in the heading only."""

import csv
import random
from datetime import date
from pathlib import Path

from amparo.exchange.marks import MARK
from amparo.exchange.sample_books.line import AWARD, FIRST, BookLine, Cell, Fault

ROWS = 24
HEADINGS = ("Transaction date", "Transaction type", "Award number", "Voucher No.", "Amount (USD)", "Description")
FIRST_ROW = 4  # of the data, counted from 1: mark, title, headings


def donor_lines(seed: int, count: int = ROWS) -> list[BookLine]:
    """`count` lines and the sum under them; the same for the same seed. The first awards what the others disburse."""
    rng = random.Random(f"amparo-donor-sheet-{seed}")
    lines = [BookLine((_day(FIRST, rng), "Award", AWARD, "A-2025-001", "1,700,000.00", "Initial award"))]
    for number in range(1, count):
        day = date(2025, 2 + number // 2 % 11, 1 + number * 5 % 27)
        cents = rng.randrange(1_500_000, 6_000_000)
        cells: tuple[Cell, ...] = (
            _day(day, rng), rng.choice(("Disbursement", "DISBURSEMENT", "Disbursements")), AWARD, f"W-{number:04}",
            rng.choice((f"{cents / 100:,.2f}", f"${cents / 100:,.2f}", f"{cents / 100:.2f}")), "Wire transfer",
        )  # fmt: skip
        fault = {7: Fault.NEGATIVE, 11: Fault.REPEATED, 15: Fault.BEYOND, 19: Fault.UNKNOWN_AWARD}.get(number, Fault.NONE)
        if fault is Fault.REPEATED:
            cells = lines[-2].cells
        column, value = {
            Fault.NEGATIVE: (4, "(5,000.00)"), Fault.BEYOND: (4, "50,000,000.00"), Fault.UNKNOWN_AWARD: (2, "DEMO-OTRO-99"),
        }.get(fault, (5, cells[5]))  # fmt: skip
        lines.append(BookLine((*cells[:column], value, *cells[column + 1 :]), fault))
    lines.append(BookLine(("Grand total", "", "", "", "$2,345,678.90", ""), Fault.SUM))
    return lines


def _day(day: date, rng: random.Random) -> str:
    return rng.choice(
        (f"{day:%m/%d/%Y}", f"{day.month}/{day.day}/{day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat())
    )


def write_donor(path: Path, seed: int, count: int = ROWS) -> list[BookLine]:
    """Writes the sheet and returns its lines."""
    lines = donor_lines(seed, count)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow([MARK, *[""] * (len(HEADINGS) - 1)])
        out.writerow(["Award transactions (nobody's)", *[""] * (len(HEADINGS) - 1)])
        out.writerow(HEADINGS)
        out.writerows(line.cells for line in lines)
    return lines
