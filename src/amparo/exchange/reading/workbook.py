"""xlsx: measured before it is read.

python-calamine lays a sheet out as a full rectangle (about 31 bytes a cell), so one stray cell in the last row of a
sheet would take gigabytes. The XML is therefore walked once, in small pieces and with nothing kept, before it gets the file.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from amparo.core.errors import Invalid
from amparo.exchange.reading.sentences import say
from amparo.exchange.reading.sheet import Sheet, as_text

MOST_UNPACKED = 400 * 1024 * 1024
MOST_SHARED = 120 * 1024 * 1024
MOST_RATIO = 120  # of a part past 8 MB; a register of text packs ten to fifty times
MOST_CELLS = 3_500_000  # 50,000 rows × 70 columns, or 17,500 × 200
PIECE = 256 * 1024


class _Stop(Exception):
    """Enough was seen."""


@dataclass(slots=True)
class _Extent:
    """What the walk of a sheet's XML counts: the last row and column with something in them, and formulas."""

    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0
    formulas: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            reference = attributes.get("r", "")
            self.column = _column(reference) if reference else self.column + 1
        elif name in ("v", "is"):
            self.last_row = max(self.last_row, self.row)
            self.last_column = max(self.last_column, self.column)
            if self.last_row * self.last_column > MOST_CELLS:
                raise _Stop
        elif name == "f":
            self.formulas += 1
        elif name == "row":
            self.row = int(attributes.get("r", "") or self.row + 1)
            self.column = 0


def open_workbook(content: bytes) -> Sheet:
    """The sheet with the register: the visible one with the most in it. Raises `Invalid`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _weigh(archive)
            parts = _sheet_parts(archive)
            extents = {name: _measure(archive, part) for name, part in parts.items()}
    except (
        zipfile.BadZipFile,
        expat.ExpatError,
        KeyError,
        ValueError,
        OSError,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ) as error:
        raise Invalid(say("broken")) from error
    return _read(content, extents)


def _weigh(archive: zipfile.ZipFile) -> None:
    """A zip bomb is refused by what it says of itself; a lie about sizes ends as a bad archive when it is read."""
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Invalid(say("password"))
    if len(entries) > 2_000 or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Invalid(say("bomb"))
    for entry in entries:
        shared = entry.filename.lower().endswith("sharedstrings.xml") and entry.file_size > MOST_SHARED
        if shared or (entry.file_size > 1024 * 1024 * 8 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)):
            raise Invalid(say("bomb"))
    if not any(entry.filename.lower().startswith("xl/") for entry in entries):
        raise Invalid(say("other_kind"))


def _walk(archive: zipfile.ZipFile, part: str, start: Any) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _no_doctype
    left = MOST_UNPACKED
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Invalid(say("bomb"))
            parser.Parse(piece, False)
    parser.Parse(b"", True)


def _no_doctype(*_arguments: object) -> None:
    raise Invalid(say("broken"))  # entities that grow when they are opened


def _measure(archive: zipfile.ZipFile, part: str) -> _Extent:
    extent = _Extent()
    try:
        _walk(archive, part, extent.start)
    except _Stop:
        cell = f"{_letters(extent.last_column)}{extent.last_row}"
        raise Invalid(say("far_cell", cell=cell)) from None
    return extent


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Visible sheet's name → its part of the archive."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if "Id" in attributes and "Target" in attributes:
            target = attributes["Target"]
            targets[attributes["Id"]] = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet" and attributes.get("state", "visible") == "visible":
            key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), key))

    _walk(archive, "xl/_rels/workbook.xml.rels", relation)
    _walk(archive, "xl/workbook.xml", sheet)
    return {name: targets[key] for name, key in sheets if targets.get(key, "").startswith("xl/worksheets/")}


def _read(content: bytes, extents: dict[str, _Extent]) -> Sheet:
    filled = {name: extent.last_row * extent.last_column for name, extent in extents.items() if extent.last_row}
    if not filled:
        raise Invalid(say("no_sheet"))
    name = max(filled, key=lambda one: filled[one])
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = {sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible}
        if name not in shown:
            raise Invalid(say("no_sheet"))
        sheet = book.get_sheet_by_name(name)
    except PasswordError as error:
        raise Invalid(say("password")) from error
    except (CalamineError, OSError, ValueError) as error:
        raise Invalid(say("broken")) from error

    def rows() -> Iterator[tuple[int, list[str]]]:
        for number, values in enumerate(sheet.iter_rows(), start=1):
            texts = [as_text(value) for value in values]
            if any(texts):
                yield number, texts

    return Sheet("xlsx", rows, list(sheet.merged_cell_ranges or ()), extents[name].formulas, name)


def _column(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _letters(column: int) -> str:
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
