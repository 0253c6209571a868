"""A sample book as a workbook: the mark and titles, groups merged over the headings, the lines under them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from amparo.exchange.marks import MARK
from amparo.exchange.sample_books.line import BookLine

FIRST_ROW = 6  # of the data, counted from 1: mark, two titles, groups, headings


@dataclass(frozen=True, slots=True)
class Layout:
    """The name of the sheet, its titles, its groups (title, first and last column) and its headings."""

    sheet: str
    titles: tuple[str, str]
    groups: tuple[tuple[str, int, int], ...]
    headings: tuple[str, ...]


def write_book(path: Path, layout: Layout, lines: Sequence[BookLine]) -> None:
    """Writes the workbook; the same bytes for the same lines."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": MARK, "comments": MARK, "created": datetime(2026, 1, 1)})
        sheet, dates = book.add_worksheet(layout.sheet), book.add_format({"num_format": "dd/mm/yyyy"})
        for at, text in enumerate((MARK, *layout.titles)):
            sheet.write(at, 0, text)
        for title, first, last in layout.groups:
            sheet.merge_range(3, first, 3, last, title)
        sheet.write_row(4, 0, layout.headings)
        for at, line in enumerate(lines, start=FIRST_ROW - 1):
            for column, value in enumerate(line.cells):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, dates)
                elif value != "":
                    sheet.write(at, column, value)
