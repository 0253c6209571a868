"""The pack of a dialogue: PDF and DOCX, Spanish and English, from one frozen snapshot, each figure once with its footnote."""

import io
import re
from importlib import import_module

import pytest

from amparo.access.acting import acting_as
from amparo.programme.figures import collect
from amparo.programme.figures import dialogue as of_dialogue
from amparo.programme.models import Dialogue
from amparo.programme.packs import context, docx, pdf, shapes
from tests.programme import dialogues as d
from tests.programme.pack_samples import figures


@pytest.fixture
def room(compact, monkeypatch):
    """A prepared dialogue whose figures are those of the samples, with three indicators and a question chosen."""
    monkeypatch.setattr(collect, "COLLECTORS", (of_dialogue.figures, figures))
    d.past(compact, source=None)
    row = d.choosing(compact)
    for code, name in (
        ("P1", "Planes de trabajo en 30 días"),
        ("P2", "Sentencias con reparación"),
        ("P3", "Personal capacitado"),
    ):
        made = d.indicator(compact, code, name)
        d.serve(compact, made, "2" if code == "P2" else "1")
        d.agreed(compact, row, indicator=made.pk)
    d.agreed(compact, row, compact.cast.peru, question_es="¿Qué falta para que dure?", question_en="What does it take to last?")
    row = d.now(compact, row)
    row = d.do("close_choice", compact.cast.us, seen=row.version, dialogue=row.pk)
    return d.do("freeze", compact.cast.us, seen=row.version, dialogue=row.pk, cut_off=d.today())


def material(compact, row):
    us = compact.cast.us
    with acting_as(us):
        found = Dialogue.objects.visible_to(us).select_related("compact", "snapshot").get(pk=row.pk)
        return context.material(us, found)


def opened(content):
    return import_module("docx").Document(io.BytesIO(content))


def text_of(document):
    """All of a document's text in order, tables row by row."""
    names = import_module("docx.oxml.ns").qn
    parts = document.element.body.iter(names("w:t"), names("w:p"))
    return "".join("\n" if part.tag.endswith("}p") else part.text or "" for part in parts)


@pytest.mark.parametrize("language", ["es", "en"])
def test_each_figure_stands_once_with_its_footnote(compact, room, language):
    found = material(compact, room)
    assert sorted(context.placed(found, language)) == sorted(figure.key for figure in found.figures)
    content = context.build(found, language)
    numbers = {note.number for note in content.notes}
    for shown in shapes.texts(content):
        assert set(shown.notes) <= numbers
    text = text_of(opened(docx.docx(content)))
    for shown in shapes.texts(content):
        if shown.notes and shown.text:
            mark = f"[{', '.join(map(str, shown.notes))}]"
            assert f"{shown.text}{mark}" in text, shown
    for note in content.notes:
        assert note.text in text
    assert ("Por verificar." if language == "es" else "To be verified.") in text


def test_both_languages_say_the_same_figures_in_the_readers_form(compact, room):
    found = material(compact, room)
    spanish, english = (context.build(found, language) for language in ("es", "en"))
    assert [len(section.blocks) for section in spanish.sections] == [len(section.blocks) for section in english.sections]
    assert len(shapes.texts(spanish)) == len(shapes.texts(english))
    texts = {shown.text for shown in shapes.texts(spanish)}, {shown.text for shown in shapes.texts(english)}
    assert "US$\u00a05\u202f000\u202f000" in texts[0] and "US$\u00a05,000,000" in texts[1]
    assert "No se sabe" in texts[0] and "Not known" in texts[1]


def test_the_same_snapshot_gives_the_same_bytes(compact, room):
    found = material(compact, room)
    for make in (pdf.pdf, docx.docx):
        assert make(context.build(found, "es")) == make(context.build(found, "es"))
    again = material(compact, room)
    assert shapes.digest(context.build(again, "en")) == shapes.digest(context.build(found, "en"))


def test_a_word_document_opens_again_with_headings_tables_and_charts(compact, room):
    content = context.build(material(compact, room), "es")
    document = opened(docx.docx(content))
    titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [section.title for section in content.sections if section.title not in " ".join(titles)] == []
    drawn = sum(block.kind == "measure" and block.chart is not None for s in content.sections for block in s.blocks)
    assert drawn == len(document.inline_shapes) == 2
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    assert not re.search(r"\{[{%]", text_of(document))
    heads = document.element.body.findall(".//" + import_module("docx.oxml.ns").qn("w:tblHeader"))
    assert heads, "table headings repeat on each page"


def test_the_pdf_has_pages_and_numbers(compact, room):
    content = context.build(material(compact, room), "es")
    made = pdf.pdf(content)
    assert made.startswith(b"%PDF") and len(made) > 20_000
    assert len(pdf.pages(content)) >= 5


def test_variance_explanation_baseline_and_target_are_in_the_pack(compact, room):
    content = context.build(material(compact, room), "es")
    texts = " | ".join(shown.text for shown in shapes.texts(content))
    for words in (
        "Cuatro fiscalías abrieron en octubre",
        "31\u00a0%",
        "50\u00a0%",
        "57\u00a0%",
        "7\u00a0%",
        "¿Qué falta para que dure?",
    ):
        assert words in texts
    titles = [section.title for section in content.sections]
    for title in (
        "El acuerdo",
        "Objetivo 1. Objetivo 1",
        "Objetivo 2. Objetivo 2",
        "El dinero de las dos partes",
        "Compromisos de las dos partes",
        "Qué cambió",
        "Sostenibilidad",
        "Cifras dichas en público",
        "Preguntas abiertas",
    ):
        assert title in titles


def test_what_nobody_knows_is_said(compact, room):
    content = context.build(material(compact, room), "es")
    cells = [shown for shown in shapes.texts(content) if shown.text == "No se sabe"]
    assert cells and all(shown.notes for shown in cells)
    unknown = {figure.key for figure in material(compact, room).figures if figure.value is None and not figure.words_es}
    assert unknown
