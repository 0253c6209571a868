"""The Word template of the pack, written by this script each time: nothing binary lies in the repository.

It holds the tags of docxtpl: `{%p … %}` stands alone in a paragraph, `{%tr … %}` in a row; both disappear with it.
"""

import functools
import io
from importlib import import_module
from typing import Any

COLUMNS = (2, 3, 4)
WIDTHS = {2: (88, 74), 3: (66, 48, 48), 4: (36, 42, 42, 42)}  # millimetres
INK, INK2, LAGUNA, ARCILLA, SUNK = "17262E", "435158", "0B5563", "9C4A24", "ECE5D7"
HEADS, TEXT = "Georgia", "Calibri"  # in Word on every system; elsewhere its likeness is taken


@functools.cache
def template(language: str) -> bytes:
    """The template for a language (its spelling rules; the words come with the content)."""
    document = import_module("docx").Document()
    _page(document)
    _styles(document, "en-US" if language == "en" else "es-PE")
    _cover(document)
    _first_page(document)
    _sections(document)
    _notes(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _page(document: Any) -> None:
    mm = import_module("docx.shared").Mm
    section = document.sections[0]
    section.page_width, section.page_height = mm(210), mm(297)
    section.left_margin = section.right_margin = mm(24)
    section.top_margin, section.bottom_margin = mm(26), mm(24)
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    _say(head, "{{ title }} · {{ name }}", size=8.5, colour=INK2)
    foot = section.footer.paragraphs[0]
    _say(foot, "{{ words.cut_off }}{% if demo %} · {{ demo }}{% endif %}   ·   {{ words.page }} ", size=8.5, colour=INK2)
    _field(foot, "PAGE")
    _say(foot, " {{ words.of }} ", size=8.5, colour=INK2)
    _field(foot, "NUMPAGES")


def _styles(document: Any, language: str) -> None:
    shared = import_module("docx.shared")
    for name, font, size, colour, before, after in (
        ("Normal", TEXT, 10.5, INK, 0, 6),
        ("Title", HEADS, 28, INK, 120, 6),
        ("Subtitle", HEADS, 18, ARCILLA, 0, 24),
        ("Heading 1", HEADS, 18, INK, 22, 8),
        ("Heading 2", HEADS, 12.5, LAGUNA, 14, 4),
    ):
        style = document.styles[name]
        _font(style.element.get_or_add_rPr(), font)
        style.font.size, style.font.color.rgb = shared.Pt(size), shared.RGBColor.from_string(colour)
        style.font.bold, style.font.italic = name == "Heading 2", False
        style.paragraph_format.space_before, style.paragraph_format.space_after = shared.Pt(before), shared.Pt(after)
    _border(document.styles["Heading 1"].element.get_or_add_pPr(), LAGUNA)
    title = document.styles["Title"].element.get_or_add_pPr()
    for old in title.findall(_name("w:pBdr")):
        title.remove(old)
    spelling = document.styles["Normal"].element.get_or_add_rPr()
    spelling.append(_made("w:lang", val=language))


def _cover(document: Any) -> None:
    _say(document.add_paragraph(), "{{ words.kind }}", size=11, colour=INK2)
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ name }}", style="Subtitle")
    _alone(document, "{%p if demo %}")
    _say(document.add_paragraph(), "{{ demo }}", bold=True, colour="7C5200")
    _alone(document, "{%p endif %}")
    table = _grid(document, 2, (50, 112))
    _loop(table, "fact in facts", (("{{ fact[0] }}", ""), ("{{ fact[1] }}", "")), colours=(INK2, INK))
    document.add_page_break()


def _first_page(document: Any) -> None:
    document.add_paragraph("{{ words.summary }}", style="Heading 1")
    table = _grid(document, 3, (54, 54, 54))
    _row(table, ["{%tr for row in headlines %}", "", ""])
    cells = _row(table, ["", "", ""])
    for place, cell in enumerate(cells):
        _say(cell.paragraphs[0], f"{{{{ row[{place}].label }}}}", size=9, colour=INK2)
        figure = cell.add_paragraph()
        _say(figure, f"{{{{ row[{place}].text }}}}", size=15, font=HEADS)
        _say(figure, f"{{{{ row[{place}].notes }}}}", size=9, colour=LAGUNA, above=True)
    _row(table, ["{%tr endfor %}", "", ""])
    document.add_paragraph("{{ words.at_a_glance }}", style="Heading 2")
    _alone(document, "{%p for x in summary %}")
    _noted(document.add_paragraph(style="List Bullet"), "x")
    _alone(document, "{%p endfor %}")
    document.add_paragraph("{{ words.contents }}", style="Heading 2")
    _alone(document, "{%p for s in sections %}")
    document.add_paragraph("{{ s.title }}", style="List Number")
    _alone(document, "{%p endfor %}")
    document.add_page_break()


def _sections(document: Any) -> None:
    _alone(document, "{%p for s in sections %}")
    head = document.add_paragraph("{{ s.title }} ", style="Heading 1")
    _say(head, "{{ s.notes }}", size=9, colour=LAGUNA, above=True)
    _alone(document, "{%p if s.lead %}")
    _say(document.add_paragraph(), "{{ s.lead }}", colour=INK2)
    _alone(document, "{%p endif %}")
    _alone(document, "{%p for b in s.blocks %}")
    _alone(document, '{%p if b.kind == "head" %}')
    document.add_paragraph("{{ b.text }}", style="Heading 2")
    _alone(document, '{%p elif b.kind == "words" %}')
    _noted(document.add_paragraph(), "b")
    for columns in COLUMNS:
        _alone(document, f'{{%p elif b.kind == "table{columns}" %}}')
        _table(document, columns, "b")
    _alone(document, '{%p elif b.kind == "measure" %}')
    _measure(document)
    _alone(document, "{%p endif %}")
    _alone(document, "{%p endfor %}")
    _alone(document, "{%p endfor %}")


def _measure(document: Any) -> None:
    head = document.add_paragraph("{{ b.code }}  ", style="Heading 2")
    _noted(head, "b.name")
    line = document.add_paragraph()
    _say(line, "{{ b.unit }}   ", size=9, colour=INK2)
    _noted(line, "b.stands")
    _alone(document, "{%p if b.chart %}")
    document.add_paragraph("{{ b.chart }}").paragraph_format.keep_with_next = True
    _say(document.add_paragraph(), "{{ b.sentence }}", size=9, colour=INK2)
    _alone(document, "{%p endif %}")
    _table(document, 4, "b.table")
    _alone(document, "{%p for x in b.words %}")
    _noted(document.add_paragraph(), "x")
    _alone(document, "{%p endfor %}")


def _notes(document: Any) -> None:
    document.add_page_break()
    document.add_paragraph("{{ words.notes }}", style="Heading 1")
    _say(document.add_paragraph(), "{{ words.notes_lead }}", colour=INK2)
    table = _grid(document, 2, (12, 150))
    _loop(
        table,
        "n in notes",
        (("[{{ n.number }}]", ""), ("{{ n.text }}{% if n.url %} {{ n.url }}{% endif %}", "")),
        colours=(LAGUNA, INK),
    )


def _table(document: Any, columns: int, block: str) -> None:
    table = _grid(document, columns, WIDTHS[columns])
    head = _row(table, [f"{{{{ {block}.head[{place}] }}}}" for place in range(columns)], bold=True)
    for cell in head:
        cell._tc.get_or_add_tcPr().append(_made("w:shd", val="clear", color="auto", fill=SUNK))
    table.rows[-1]._tr.get_or_add_trPr().append(_made("w:tblHeader"))
    cells = tuple((f"{{{{ r[{place}].text }}}}", f"{{{{ r[{place}].notes }}}}") for place in range(columns))
    _loop(table, f"r in {block}.rows", cells, right=range(1, 4) if columns == 4 else ())
    _say(document.add_paragraph(), "", size=4)


def _loop(table: Any, over: str, cells: tuple[tuple[str, str], ...], *, colours: tuple[str, ...] = (), right: Any = ()) -> None:
    """The rows of a table: one for each of `over`, each cell a text and its note numbers."""
    columns = len(cells)
    _row(table, [f"{{%tr for {over} %}}", *[""] * (columns - 1)])
    drawn = _row(table, [""] * columns)
    table.rows[-1]._tr.get_or_add_trPr().append(_made("w:cantSplit"))
    for place, (cell, (text, notes)) in enumerate(zip(drawn, cells, strict=True)):
        paragraph = cell.paragraphs[0]
        if place in right:
            paragraph.alignment = import_module("docx.enum.text").WD_ALIGN_PARAGRAPH.RIGHT
        _say(paragraph, text, size=9.5, colour=colours[place] if colours else INK)
        _say(paragraph, notes, size=8, colour=LAGUNA, above=True)
    _row(table, ["{%tr endfor %}", *[""] * (columns - 1)])


def _grid(document: Any, columns: int, widths: tuple[int, ...]) -> Any:
    mm = import_module("docx.shared").Mm
    table = document.add_table(rows=0, cols=columns)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = mm(width)
    borders = _made("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(_made(f"w:{side}", val="single", sz="4", space="0", color="D6CCB9"))
    table._tbl.tblPr.append(borders)
    return table


def _row(table: Any, texts: list[str], *, bold: bool = False) -> Any:
    cells = table.add_row().cells
    for cell, column, text in zip(cells, table.columns, texts, strict=True):
        cell.width = column.width
        shared = import_module("docx.shared")
        cell.paragraphs[0].paragraph_format.space_after = shared.Pt(2)
        if text:
            _say(cell.paragraphs[0], text, size=9.5, bold=bold)
    return cells


def _noted(paragraph: Any, value: str) -> None:
    _say(paragraph, f"{{{{ {value}.text }}}}")
    _say(paragraph, f"{{{{ {value}.notes }}}}", size=8, colour=LAGUNA, above=True)


def _alone(document: Any, tag: str) -> None:
    document.add_paragraph(tag)


def _say(
    paragraph: Any, text: str, *, size: float = 0, colour: str = "", bold: bool = False, font: str = "", above: bool = False
) -> None:
    shared = import_module("docx.shared")
    run = paragraph.add_run(text)
    run.bold = bold or None
    run.font.superscript = above or None
    if size:
        run.font.size = shared.Pt(size)
    if colour:
        run.font.color.rgb = shared.RGBColor.from_string(colour)
    if font:
        _font(run._r.get_or_add_rPr(), font)


def _font(properties: Any, font: str) -> None:
    for old in properties.findall(_name("w:rFonts")):
        properties.remove(old)
    properties.insert(0, _made("w:rFonts", ascii=font, hAnsi=font, cs=font, eastAsia=font))


def _border(properties: Any, colour: str) -> None:
    borders = _made("w:pBdr")
    borders.append(_made("w:bottom", val="single", sz="10", space="3", color=colour))
    properties.append(borders)


def _field(paragraph: Any, code: str) -> None:
    """A number that Word fills in itself."""
    field = _made("w:fldSimple", instr=code)
    field.append(_made("w:r"))
    paragraph._p.append(field)


def _made(tag: str, **attributes: str) -> Any:
    element = import_module("docx.oxml").OxmlElement(tag)
    for name, value in attributes.items():
        element.set(_name(f"w:{name}"), value)
    return element


def _name(tag: str) -> str:
    name: str = import_module("docx.oxml.ns").qn(tag)
    return name
