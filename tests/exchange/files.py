"""Registers nobody would wish for, made on the spot. Each builder writes one file and returns its path."""

import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

HEADINGS = ("Nota informativa", "Fecha", "Apellidos y nombres", "Edad", "Sexo", "Distrito")
ROWS = (
    ("NI 0001-2024", "15/03/2024", "QUISPE MAMANI, Rosa Elena", 15, "F", "Wanchaq"),
    ("NI 0001-2024", "15/03/2024", "CONDORI APAZA, Luz", 14, "F", "Wanchaq"),
    ("NI 0002-2024", "02/04/2024", "TAMANI AHUANARI, José", 16, "M", "Belén"),
)
MILLION = 1_000_000


def two_heading_rows(folder: Path) -> Path:
    """Headings in two rows, the upper one merged over several columns."""
    path = folder / "dos-encabezados.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 1, "OPERATIVO")
        sheet.merge_range(0, 2, 0, 4, "VÍCTIMA")
        sheet.write(0, 5, "LUGAR")
        _write(sheet, [("NI", "Fecha", "Apellidos y nombres", "Edad", "Sexo", "Distrito"), *ROWS], first=1)
    return path


def no_headings(folder: Path) -> Path:
    """Data from the first row on."""
    return _plain(folder / "sin-encabezado.xlsx", ROWS)


def formula_cells(folder: Path) -> Path:
    """Ages and names computed by formulas, one of them with an error, one with no value kept."""
    path = folder / "formulas.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        _write(sheet, [HEADINGS, *ROWS])
        sheet.write_formula(1, 2, '=CONCATENATE("QUISPE MAMANI",", ","Rosa Elena")', None, "QUISPE MAMANI, Rosa Elena")
        sheet.write_formula(1, 3, "=10+5", None, 15)
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 3, "=A1", None, "")
    return path


def two_hundred_columns(folder: Path) -> Path:
    """The usual columns, and 194 more, half of them without a heading."""
    more = tuple("" if number % 2 else f"Extra {number}" for number in range(194))
    rows = [(*row, *(f"x{number}" for number in range(194))) for row in ROWS]
    return _plain(folder / "doscientas-columnas.xlsx", [(*HEADINGS, *more), *rows])


def million_empty_rows(folder: Path) -> Path:
    """Three rows of data, a million of nothing, and one more row of data at the very end."""
    last = ("NI 0003-2024", "03/05/2024", "CHOTA SHAPIAMA, Ana", 13, "F", "Punchana")

    def sheet() -> Iterable[str]:
        yield f'<dimension ref="A1:F{MILLION + 5}"/><sheetData>'
        yield "".join(_row(number, row) for number, row in enumerate((HEADINGS, *ROWS), start=1))
        for start in range(5, MILLION + 5, 1_000):
            yield "".join(f'<row r="{number}"/>' for number in range(start, start + 1_000))
        yield _row(MILLION + 5, last) + "</sheetData>"

    return _raw(folder / "millon-de-filas-vacias.xlsx", sheet())


def inflated(folder: Path, megabytes: int = 200) -> Path:
    """Some hundred kilobytes that unpack to hundreds of megabytes."""

    def sheet() -> Iterable[str]:
        yield "<sheetData>" + "".join(_row(number, row) for number, row in enumerate((HEADINGS, *ROWS), start=1))
        for _ in range(megabytes):
            yield " " * 1_048_576
        yield "</sheetData>"

    return _raw(folder / "inflado.xlsx", sheet())


def password_protected(folder: Path) -> Path:
    """A workbook with a password: an OLE container with an encrypted package in it."""
    path = folder / "con-clave.xlsx"
    path.write_bytes(
        _ole({"EncryptionInfo": b"\x04\x00\x04\x00\x40\x00\x00\x00" * 40, "EncryptedPackage": bytes(range(256)) * 24})
    )
    return path


def xls_named_xlsx(folder: Path) -> Path:
    """The old binary format (BIFF8) under the new name."""
    path = folder / "antiguo.xlsx"
    path.write_bytes(_ole({"Workbook": _biff((HEADINGS, *ROWS))}))
    return path


def html_named_xls(folder: Path) -> Path:
    """What many systems call an export to Excel."""
    path = folder / "exportado.xls"
    cells = ("".join(f"<td>{value}</td>" for value in row) for row in (HEADINGS, *ROWS))
    path.write_text("<html><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table></html>", encoding="utf-8")
    return path


def csv_with_nulls(folder: Path) -> Path:
    """A text file with NUL bytes in the middle of names."""
    path = folder / "nulos.csv"
    lines = [";".join(HEADINGS), *(";".join(map(str, row)) for row in ROWS)]
    path.write_bytes("\n".join(lines).replace("Rosa", "Ro\0sa").encode("utf-8") + b"\0\0\0\n")
    return path


def csv_with_formulas(folder: Path) -> Path:
    """Names that a spreadsheet would run as formulas when the file is given back."""
    path = folder / "formulas.csv"
    row = ("NI 1", "15/03/2024", '=HYPERLINK("http://127.0.0.1","x")', "15", "F", "@Wanchaq")
    path.write_text("\n".join([";".join(HEADINGS), ";".join(row)]), encoding="utf-8-sig")
    return path


def csv_in_latin_1(folder: Path) -> Path:
    """Semicolons, Latin-1, Windows line ends, a quoted line break."""
    path = folder / "latin1.csv"
    lines = [";".join(HEADINGS), 'NI 1;15/03/2024;"ÑAHUI MUÑOZ,\r\nJosé";15;M;Belén']
    path.write_bytes("\r\n".join(lines).encode("latin-1"))
    return path


def csv_with_ragged_rows(folder: Path) -> Path:
    """Rows with too few and too many cells, and one quote that is never closed."""
    path = folder / "desiguales.csv"
    path.write_text(
        'Nota;Fecha;Nombres\nNI 1;15/03/2024\nNI 2;16/03/2024;Ana;sobra;sobra\nNI 3;"17/03/2024;Luz\n', encoding="utf-8"
    )
    return path


def empty(folder: Path) -> Path:
    """No bytes at all."""
    path = folder / "vacio.xlsx"
    path.touch()
    return path


def empty_sheet(folder: Path) -> Path:
    """A workbook with one sheet and nothing in it."""
    return _plain(folder / "hoja-vacia.xlsx", ())


def headings_only(folder: Path) -> Path:
    """Headings and not a row."""
    return _plain(folder / "solo-encabezado.xlsx", (HEADINGS,))


def cut_short(folder: Path) -> Path:
    """A workbook whose second half was lost on the way."""
    whole = _plain(folder / "entero.xlsx", (HEADINGS, *ROWS)).read_bytes()
    path = folder / "cortado.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    return path


def entity_bomb(folder: Path) -> Path:
    """XML entities that multiply when they are expanded."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE worksheet [<!ENTITY e0 "x">{levels}]>'
    rows = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row></sheetData>'
    return _raw(folder / "entidades.xlsx", [rows], head=head)


ALL: tuple[Callable[[Path], Path], ...] = (
    two_heading_rows,
    no_headings,
    formula_cells,
    two_hundred_columns,
    million_empty_rows,
    inflated,
    password_protected,
    xls_named_xlsx,
    html_named_xls,
    csv_with_nulls,
    csv_with_formulas,
    csv_in_latin_1,
    csv_with_ragged_rows,
    empty,
    empty_sheet,
    headings_only,
    cut_short,
    entity_bomb,
)


def _plain(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        _write(book.add_worksheet(), rows)
    return path


def _write(sheet: xlsxwriter.worksheet.Worksheet, rows: Iterable[Sequence[object]], first: int = 0) -> None:
    for number, row in enumerate(rows, start=first):
        for column, value in enumerate(row):
            if value not in ("", None):
                sheet.write(number, column, value.isoformat() if isinstance(value, date) else value)


def _row(number: int, values: Sequence[object]) -> str:
    cells = "".join(
        f'<c r="{chr(65 + column)}{number}"><v>{value}</v></c>'
        if isinstance(value, int)
        else f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        for column, value in enumerate(values)
    )
    return f'<row r="{number}">{cells}</row>'


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def _raw(path: Path, sheet: Iterable[str], *, head: str = "") -> Path:
    """A workbook of one sheet from its XML, piece by piece."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Hoja1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, _XML + text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'{_XML}{head}<worksheet xmlns="{_MAIN}">'.encode())
            for piece in sheet:
                part.write(piece.encode())
            part.write(b"</worksheet>")
    return path


_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LEAST_STREAM = 4_096  # shorter ones would need the mini stream


def _ole(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3) with these streams: one FAT sector, one directory sector, then the data."""
    padded = {name: data.ljust(_LEAST_STREAM, b"\0") for name, data in streams.items()}
    fat, body, starts = [_FAT, _END], b"", {}
    for name, data in padded.items():
        count = -(-len(data) // _SECTOR)
        starts[name] = len(fat)
        fat += [*range(len(fat) + 1, len(fat) + count), _END]
        body += data.ljust(count * _SECTOR, b"\0")
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    names = list(padded)
    entries = [_entry("Root Entry", 5, links=(_FREE, 1), start=_END, size=0)]
    for number, name in enumerate(names, start=1):
        right = number + 1 if number < len(names) else _FREE
        entries.append(_entry(name, 2, links=(right, _FREE), start=starts[name], size=len(padded[name])))
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    return header + struct.pack(f"<{len(fat)}I", *fat) + directory + body


def _entry(name: str, kind: int, *, links: tuple[int, int] = (_FREE, _FREE), start: int, size: int) -> bytes:
    """A directory entry; `links` are its right neighbour and its first child."""
    encoded = name.encode("utf-16-le") + b"\0\0"
    place = struct.pack("<BBIII", kind, 1, _FREE, *links)
    return encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded)) + place + bytes(36) + struct.pack("<IQ", start, size)


def _biff(rows: Iterable[Sequence[object]]) -> bytes:
    """A BIFF8 stream with one sheet of labels and numbers."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def cell(row: int, column: int, value: object) -> bytes:
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, int):
            return record(0x0203, place + struct.pack("<d", value))
        text = str(value)
        return record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))

    begin = record(0x0042, struct.pack("<H", 1200))
    name = b"Hoja1"
    opening = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)) + begin
    sheet_at = len(opening) + 4 + 8 + len(name) + 4
    opening += record(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name) + record(0x000A, b"")
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    sheet += b"".join(cell(at, column, value) for at, row in enumerate(rows) for column, value in enumerate(row))
    return opening + sheet + record(0x000A, b"")
