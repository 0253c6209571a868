"""Every text of the product has its English; the .mo files are right without GNU gettext."""

import gettext
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.core.catalogues import BadCatalogue, Catalogue, Message, compile_catalogues, messages_in, read_po, write_mo
from amparo.core.management.commands.missing_messages import entry, missing_in

SOURCE = Path(__file__).resolve().parents[2] / "src" / "amparo"
APPS = sorted(folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").exists())
CATALOGUES = sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po"))
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

# a remark
msgid "Guardado"
msgstr "Saved"

msgctxt "mes"
msgid "mar"
msgstr "Mar"

msgctxt "día"
msgid "mar"
msgstr "Tue"

msgid "Falta %(n)s cosa"
msgid_plural "Faltan %(n)s cosas"
msgstr[0] "%(n)s thing"
msgstr[1] "%(n)s things"

#, fuzzy
msgid "Dudoso"
msgstr "Doubtful"

msgid "Largo "
"y \"citado\"\n"
msgstr ""
"Long "
"and \"quoted\"\n"

#~ msgid "Viejo"
#~ msgstr "Old"
"""


@pytest.fixture
def po(tmp_path: Path) -> Path:
    folder = tmp_path / "app" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    path = folder / "django.po"
    path.write_text(PO, encoding="utf-8")
    return path


@pytest.mark.parametrize("app", APPS)
def test_every_text_has_its_english(app: str) -> None:
    missing = missing_in(SOURCE, "en").get(app, set())
    assert not missing, "add to a django.po:\n\n" + "\n".join(entry(message) for message in sorted(missing))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_translations_keep_the_placeholders(path: Path) -> None:
    for message, texts in read_po(path).translated.items():
        wanted = set(PLACEHOLDERS.findall(message.text + message.plural))
        for text in texts:
            assert set(PLACEHOLDERS.findall(text)) == wanted, message


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_apps_do_not_say_the_same_text_differently(path: Path) -> None:
    mine = read_po(path).translated
    for other in CATALOGUES:
        if other != path and other.parent == path.parent:
            shared = {key: (texts, mine[key]) for key, texts in read_po(other).translated.items() if key in mine}
            assert all(first == second for first, second in shared.values()), shared


def test_compiled_file_is_what_gettext_reads(po: Path) -> None:
    (written,) = compile_catalogues(po.parents[4])
    with written.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext("Guardado") == "Saved"
    assert catalogue.pgettext("mes", "mar") == "Mar"
    assert catalogue.pgettext("día", "mar") == "Tue"
    assert catalogue.ngettext("Falta %(n)s cosa", "Faltan %(n)s cosas", 1) == "%(n)s thing"
    assert catalogue.ngettext("Falta %(n)s cosa", "Faltan %(n)s cosas", 2) == "%(n)s things"
    assert catalogue.gettext('Largo y "citado"\n') == 'Long and "quoted"\n'


def test_doubtful_and_old_entries_are_left_out(po: Path) -> None:
    known = read_po(po).translated
    assert Message("", "Dudoso") not in known
    assert Message("", "Viejo") not in known


def test_compiles_only_what_is_stale(po: Path) -> None:
    root = po.parents[4]
    assert len(compile_catalogues(root)) == 1
    assert compile_catalogues(root) == []
    later = po.with_suffix(".mo").stat().st_mtime + 2
    os.utime(po, (later, later))
    assert len(compile_catalogues(root)) == 1
    assert not list(root.rglob("*.part"))


def test_says_which_line_is_wrong(po: Path) -> None:
    po.write_text(PO + '\nmsgidd "x"\nmsgstr "y"\n', encoding="utf-8")
    with pytest.raises(BadCatalogue, match="msgidd"):
        read_po(po)


def test_refuses_the_same_text_twice(po: Path) -> None:
    po.write_text(PO + '\nmsgid "Guardado"\nmsgstr "Kept"\n', encoding="utf-8")
    with pytest.raises(BadCatalogue, match="Guardado"):
        read_po(po)


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04"), min_size=1, max_size=20)


@given(st.dictionaries(words, words, max_size=8))
def test_any_catalogue_is_read_back_as_written(tmp_path_factory: pytest.TempPathFactory, pairs: dict[str, str]) -> None:
    path = tmp_path_factory.mktemp("mo") / "django.mo"
    write_mo(Catalogue(HEADER, {Message("", key): [value] for key, value in pairs.items()}), path)
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert {key: catalogue.gettext(key) for key in pairs} == pairs


def test_finds_the_texts_of_a_module(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        "a = _('Uno' ' dos')\nb = ngettext('n', 'nn', 3)\nc = pgettext('mes', 'mar')\nd = other('Nada')\n"
    )
    assert messages_in(path) == {Message("", "Uno dos"), Message("", "n", "nn"), Message("mes", "mar")}


def test_finds_the_texts_of_a_template(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        '{% load i18n %}{% translate "Uno" %}{% translate "mar" context "mes" %}<p>No</p>'
        '{% blocktranslate count n=x with y=z %}{{ y }} cosa{% plural %}{{ y }} cosas{% endblocktranslate %}{{ _("Dos") }}'
    )
    assert messages_in(path) == {
        Message("", "Uno"),
        Message("", "Dos"),
        Message("mes", "mar"),
        Message("", "%(y)s cosa", "%(y)s cosas"),
    }
