"""The pack as PDF, set by typst with the fonts it brings along; and its charts as pictures for the DOCX.

Typst is read only where a pack is made (a job, the command): never by the idle web process.
"""

import json
from importlib import import_module, resources
from typing import Any, cast

from amparo.programme.packs.shapes import Measure, PackContent, plain

TEMPLATES = resources.files("amparo.programme.packs") / "templates"
PIXELS = 220.0


def pdf(content: PackContent) -> bytes:
    """The pack as PDF/UA-tagged pages. The same content gives the same bytes."""
    made = _typst().compile(
        _source("pack.typ"), format="pdf", ignore_system_fonts=True, sys_inputs={"pack": plain(content)}, timestamp=0
    )
    return cast(bytes, made)


def pages(content: PackContent, pixels: float = 72.0) -> list[bytes]:
    """The pages as PNG pictures, to look at."""
    made = _typst().compile(
        _source("pack.typ"), format="png", ppi=pixels, ignore_system_fonts=True, sys_inputs={"pack": plain(content)}, timestamp=0
    )
    return made if isinstance(made, list) else [made]


def pictures(content: PackContent) -> dict[str, bytes]:
    """The charts as PNG pictures, by the code of their indicator."""
    found = [
        (block.code, block.chart)
        for section in content.sections
        for block in section.blocks
        if isinstance(block, Measure) and block.chart is not None
    ]
    if not found:
        return {}
    made = _typst().compile(
        _source("charts.typ"), format="png", ppi=PIXELS, ignore_system_fonts=True, timestamp=0,
        sys_inputs={"pack": plain(content), "codes": json.dumps([code for code, _chart in found])},
    )  # fmt: skip
    images = made if isinstance(made, list) else [made]
    return dict(zip([code for code, _chart in found], images, strict=True))


def _source(name: str) -> bytes:
    """A template with the drawings every one shares in front of it."""
    return (TEMPLATES / "drawing.typ").read_bytes() + b"\n" + (TEMPLATES / name).read_bytes()


def _typst() -> Any:
    return import_module("typst")
