"""The pack as DOCX: docxtpl fills the template that `template.py` writes. The same content gives the same bytes.

These libraries are read only where a pack is made (a job, the command): never by the idle web process.
"""

import io
import zipfile
from dataclasses import asdict
from importlib import import_module
from typing import Any

from amparo.programme.packs import pdf
from amparo.programme.packs.shapes import Measure, PackContent, Shown, Table, Words
from amparo.programme.packs.template import COLUMNS, template

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows: no file in it tells when it was printed
WIDE = 150  # millimetres of a chart on the page


def docx(content: PackContent) -> bytes:
    """The pack as a Word document."""
    docxtpl = import_module("docxtpl")
    document = docxtpl.DocxTemplate(io.BytesIO(template(content.language)))
    length = import_module("docx.shared").Mm
    charts = {
        code: docxtpl.InlineImage(document, io.BytesIO(image), width=length(WIDE))
        for code, image in pdf.pictures(content).items()
    }
    document.render(_context(content, charts), autoescape=True)
    _describe(document, content)
    made = io.BytesIO()
    document.save(made)
    return _without_times(made.getvalue())


def _context(content: PackContent, charts: dict[str, Any]) -> dict[str, Any]:
    """The content with what the template asks for: note numbers as text, tables by their number of columns."""
    flat = asdict(content)
    for section, drawn in zip(content.sections, flat["sections"], strict=True):
        drawn["notes"] = _numbers(
            next((block.said for block in section.blocks if isinstance(block, Words) and block.kind == "source"), Shown(""))
        )
        drawn["blocks"] = [_block(block, charts) for block in section.blocks if block.kind != "source"]
    flat["summary"] = [_cell(line) for line in content.summary]
    flat["headlines"] = _in_threes([{"label": one.label, **_cell(one.said)} for one in content.headlines])
    flat["facts"] = [*flat["facts"], (content.words["fingerprint"], content.fingerprint)]
    return flat


def _block(block: Any, charts: dict[str, Any]) -> dict[str, Any]:
    if block.kind == "table":
        return _grid(block)
    if block.kind == "measure":
        return {
            "kind": "measure", "code": block.code, "name": _cell(block.name), "unit": block.unit, "stands": _cell(block.stands),
            "chart": charts.get(block.code), "sentence": block.chart.sentence if block.chart else "", "table": _grid(block.table),
            "words": [_cell(words) for words in block.words],
        }  # fmt: skip
    return {"kind": block.kind, **_cell(block.said)}


def _grid(table: Table) -> dict[str, Any]:
    if len(table.head) not in COLUMNS:
        raise ValueError(f"the template has no table of {len(table.head)} columns")
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return {"kind": f"table{len(table.head)}", "head": table.head, "rows": rows}


def _cell(said: Shown) -> dict[str, str]:
    return {"text": said.text, "notes": _numbers(said)}


def _numbers(said: Shown) -> str:
    return f"[{', '.join(map(str, said.notes))}]" if said.notes else ""


def _in_threes(cells: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    empty = {"label": "", "text": "", "notes": ""}
    padded = cells + [empty] * (-len(cells) % 3)
    return [padded[place : place + 3] for place in range(0, len(padded), 3)]


def _describe(document: Any, content: PackContent) -> None:
    """Title and language, no author and no hour; each chart says in words what it shows."""
    told = document.docx.core_properties
    told.title, told.author, told.comments, told.language = f"{content.title} · {content.name}", "Amparo", "", content.language
    told.last_modified_by, told.revision = "Amparo", 1
    day = import_module("datetime").datetime(2000, 1, 1)
    told.created = told.modified = day
    sentences = [
        block.chart.sentence
        for section in content.sections
        for block in section.blocks
        if isinstance(block, Measure) and block.chart
    ]
    for shape, sentence in zip(document.docx.inline_shapes, sentences, strict=True):
        shape._inline.docPr.set("descr", sentence)


def _without_times(content: bytes) -> bytes:
    """The same parts in the same order, all of the same day."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return made.getvalue()
