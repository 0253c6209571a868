"""Files nobody would wish for: read, or refused with one sentence that says what to do."""

import subprocess
import sys

import pytest

from amparo.core.catalogues import Message, read_po
from amparo.core.errors import Invalid
from amparo.exchange.fields import known_headings
from amparo.exchange.reading import find_table, open_sheet
from amparo.exchange.reading.sentences import SENTENCES
from tests.exchange import files
from tests.plugin import ROOT


def table(path):
    return find_table(open_sheet(path.read_bytes()), known_headings())


def data(path):
    return [row for row in table(path).rows() if row.kind == "data"]


REFUSED = {
    files.million_empty_rows: "F1000005",
    files.inflated: "se expande demasiado",
    files.password_protected: "tiene contraseña",
    files.xls_named_xlsx: "Excel antiguo",
    files.html_named_xls: "no es una hoja de cálculo",
    files.csv_with_nulls: "CSV UTF-8",
    files.empty: "está vacío",
    files.empty_sheet: "ninguna hoja con datos",
    files.cut_short: "dañado o incompleto",
    files.entity_bomb: "dañado o incompleto",
}


@pytest.mark.parametrize("build", REFUSED, ids=lambda build: build.__name__)
def test_a_refusal_is_one_sentence_that_says_what_to_do(build, tmp_path):
    with pytest.raises(Invalid) as refused:
        table(build(tmp_path))
    (sentence,) = refused.value.messages[""]
    assert REFUSED[build] in sentence
    assert sentence.endswith(".") and ":" in sentence


def test_every_sentence_has_its_english():
    english = read_po(ROOT / "src/amparo/exchange/locale/en/LC_MESSAGES/django.po").translated
    for code, sentence in SENTENCES.items():
        assert Message("", str(sentence)) in english, code


def test_two_heading_rows_are_one_heading(tmp_path):
    found = table(files.two_heading_rows(tmp_path))
    assert found.headings[:3] == ["OPERATIVO · NI", "OPERATIVO · Fecha", "VÍCTIMA · Apellidos y nombres"]
    assert len(list(found.rows())) == len(files.ROWS)


def test_a_formula_gives_its_kept_value_and_is_counted(tmp_path):
    path = files.formula_cells(tmp_path)
    assert open_sheet(path.read_bytes()).formulas == 4
    assert data(path)[0].cells[2:4] == ("QUISPE MAMANI, Rosa Elena", "15")


def test_text_that_begins_like_a_formula_stays_text(tmp_path):
    (row,) = data(files.csv_with_formulas(tmp_path))
    assert row.cells[2] == '=HYPERLINK("http://127.0.0.1","x")' and row.cells[5] == "@Wanchaq"


def test_two_hundred_columns_are_read(tmp_path):
    path = files.two_hundred_columns(tmp_path)
    assert len(data(path)) == 3 and len(data(path)[0].cells) == 200


def test_latin_1_semicolons_and_a_line_in_a_cell(tmp_path):
    (row,) = data(files.csv_in_latin_1(tmp_path))
    assert row.cells[2].startswith("ÑAHUI MUÑOZ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encodings_and_separators(encoding, separator):
    lines = [["Nota informativa", "Fecha", "Apellidos y nombres", "Edad"], ["NI 1", "15/03/2024", "ÑAHUI MUÑOZ José", "15"]]
    content = "\r\n".join(separator.join(line) for line in lines).encode(encoding)
    (row,) = find_table(open_sheet(content), known_headings()).rows()
    assert row.cells == ("NI 1", "15/03/2024", "ÑAHUI MUÑOZ José", "15")


def test_uneven_rows_keep_every_cell(tmp_path):
    rows = data(files.csv_with_ragged_rows(tmp_path))
    assert rows[0].cells == ("NI 1", "15/03/2024") and rows[1].cells[-1] == "sobra"


def test_headings_alone_are_a_table_without_rows(tmp_path):
    assert data(files.headings_only(tmp_path)) == []


def test_headings_again_totals_and_notes_are_set_aside():
    lines = [
        "REGISTRO 2024", "N;Apellidos y nombres;Edad;Sexo", "1;QUISPE MAMANI, Rosa;15;F", "N;Apellidos y nombres;Edad;Sexo",
        "AGOSTO 2024;;;", "2;TAMANI, José;14;M", "TOTAL;;29;", "Fuente: RETA;;;", ";TOTALA QUISPE, Ana;12;F",
    ]  # fmt: skip
    rows = list(find_table(open_sheet("\n".join(lines).encode()), known_headings()).rows())
    assert [row.kind for row in rows] == ["data", "heading", "section", "data", "total", "note", "data"]


def test_the_worst_files_take_little_memory(tmp_path):
    """A process of its own, so that its peak is its own."""
    paths = [str(build(tmp_path)) for build in (files.million_empty_rows, files.inflated, files.entity_bomb)]
    script = (
        "import sys; from pathlib import Path; import tests.plugin, django; django.setup()\n"
        "from amparo.exchange.reading import open_sheet\nfrom amparo.core.errors import Invalid\n"
        "for path in sys.argv[1:]:\n    try: open_sheet(Path(path).read_bytes())\n    except Invalid: pass\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", script, *paths], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 200 * 1024  # kB
