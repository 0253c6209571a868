"""Words of users in a pack are words: no template, no markup, no file of the machine, and no character that breaks the file."""

import dataclasses
import io
import json
import zipfile
from importlib import import_module

import pytest

from amparo.core.errors import Invalid
from amparo.programme.actions.dialogue import DialogueFacts
from amparo.programme.figures import collect
from amparo.programme.figures import dialogue as of_dialogue
from amparo.programme.packs import context, docx, pdf, shapes
from tests.programme import dialogues as d
from tests.programme.pack_samples import figure, figures
from tests.programme.test_pack import material, opened, text_of

NASTY = (
    '{{ 7*7 }} {% for x in range(9) %}AAA{% endfor %} {%p if 1 %} {{r raw }} {# no #} #read("/etc/passwd") #(6*7) $ x^2 $'
    ' @cita <etiqueta> \\ [corchete] ]] *negrita* _cursiva_ `código` // nada /* nada */ ~ -- <w:br/> & &amp; ]]> "comillas" = + -'
)


def nasty_figures(actor=None, compact=None, cut_off=None):
    return [
        dataclasses.replace(one, label_es=f"{one.label_es} {NASTY}", words_es=NASTY, words_en=NASTY, footnote_es=NASTY)
        for one in figures()
    ]


@pytest.fixture
def room(compact, monkeypatch):
    monkeypatch.setattr(collect, "COLLECTORS", (of_dialogue.figures, nasty_figures))
    row = d.choosing(compact)
    made = d.indicator(compact, "P1", f"Planes {NASTY}"[:190])
    d.agreed(compact, row, indicator=made.pk)
    d.agreed(compact, row, compact.cast.peru, question_es=f"¿{NASTY}?", question_en=NASTY)
    row = d.now(compact, row)
    row = d.do("close_choice", compact.cast.us, seen=row.version, dialogue=row.pk)
    row = d.do("freeze", compact.cast.us, seen=row.version, dialogue=row.pk, cut_off=d.today())
    return d.do("arrange_dialogue", compact.cast.us, seen=row.version, dialogue=row.pk, facts=_place(NASTY[:120]))


def _place(words):
    return DialogueFacts(mode="in_person", place=words)


def test_words_stand_in_both_files_as_they_were_typed(compact, room):
    content = context.build(material(compact, room), "es")
    text = text_of(opened(docx.docx(content)))
    assert text.count(NASTY) >= 3
    assert "49" not in text.replace("2049", "") and "AAA{% endfor" in text and "root:" not in text
    query = import_module("typst").query
    drawn = json.loads(
        query(pdf._source("pack.typ"), "heading", ignore_system_fonts=True, sys_inputs={"pack": shapes.plain(content)})
    )
    assert drawn and "root:" not in json.dumps(drawn)
    assert pdf.pdf(content).startswith(b"%PDF")


def test_no_part_of_the_file_leads_out_of_it(compact, room):
    made = docx.docx(context.build(material(compact, room), "es"))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        for name in parts.namelist():
            assert b'TargetMode="External"' not in parts.read(name), name
            assert "vba" not in name.casefold()


def test_a_character_that_no_file_can_hold_breaks_no_pack(compact, monkeypatch):
    """A vertical tab or an escape comes with text copied from elsewhere; frozen, it would stop the pack for good."""
    bad = figure(
        "money",
        "money:us:promised",
        "Prome\x0btido\x1b",
        "Promised\x0c",
        5,
        "USD",
        words=("con\x01trol\x08", "x\x02"),
        footnote_es="a\x1fb\ufffe",
    )
    monkeypatch.setattr(collect, "COLLECTORS", (of_dialogue.figures, lambda *_: [bad]))
    row = d.chosen(compact)
    row = d.do("freeze", compact.cast.us, seen=row.version, dialogue=row.pk, cut_off=d.today())
    content = context.build(material(compact, row), "es")
    assert "Prometido" in text_of(opened(docx.docx(content)))
    assert pdf.pdf(content).startswith(b"%PDF")


def test_a_pack_in_no_language_is_refused(compact, room):
    with pytest.raises(Invalid):
        context.build(material(compact, room), "../../etc")
