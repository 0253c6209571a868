"""Catalogues of translations without GNU gettext: reads .po files, writes the .mo files Django loads.

The words in the source are Spanish; `<app>/locale/<language>/LC_MESSAGES/django.po` holds the others. A .mo is made at
the start where it is missing or older than its .po; it is never kept under version control.

    read_po(path)          -> Catalogue: header and entries
    write_mo(catalogue, p) -> the binary file (format: GNU gettext manual, "The Format of GNU MO Files")
    compile_catalogues(r)  -> the .mo files written under a folder
    messages_in(file)      -> the texts a template or module asks to be translated
"""

import ast
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

_CONTEXT_END = "\x04"
_MAGIC = 0x950412DE
_KEYWORD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?\s+(".*")$')
_CALLS = re.compile(r"\b(n?p?gettext|_)\(")
_LITERAL = re.compile(r"\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\s*,?", re.DOTALL)
# function -> how many text arguments, and whether the first is a context
_FUNCTIONS = {"gettext": (1, False), "_": (1, False), "ngettext": (2, False), "pgettext": (2, True), "npgettext": (3, True)}


class Message(NamedTuple):
    """What identifies a text: its context (or ""), the text, and its plural (or "")."""

    context: str
    text: str
    plural: str = ""


@dataclass
class Catalogue:
    header: str = ""
    entries: dict[Message, list[str]] = field(default_factory=dict)

    @property
    def translated(self) -> dict[Message, list[str]]:
        return {key: texts for key, texts in self.entries.items() if texts and all(texts)}


class BadCatalogue(ValueError):
    """A .po file that cannot be read; says which line."""


def read_po(path: Path) -> Catalogue:
    """Every entry that is not obsolete; fuzzy ones count as untranslated. Raises BadCatalogue with the line."""
    catalogue = Catalogue()
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        parts, fuzzy = _read_block(block, path)
        if "msgid" not in parts:
            continue
        texts = [parts[key] for key in sorted(parts) if key.startswith("msgstr")]
        if not parts["msgid"] and "msgctxt" not in parts:
            catalogue.header = texts[0] if texts else ""
            continue
        key = Message(parts.get("msgctxt", ""), parts["msgid"], parts.get("msgid_plural", ""))
        if key in catalogue.entries:
            raise BadCatalogue(f"{path}: twice: {key.text!r}")
        catalogue.entries[key] = [] if fuzzy else texts
    return catalogue


def _read_block(block: str, path: Path) -> tuple[dict[str, str], bool]:
    parts: dict[str, str] = {}
    fuzzy, current = False, ""
    for line in map(str.strip, block.splitlines()):
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif found := _KEYWORD.match(line):
            current = found[1] + (f"[{found[2]}]" if found[2] else "")
            parts[current] = ast.literal_eval(found[3])
        elif line.startswith('"') and current:
            parts[current] += ast.literal_eval(line)
        elif line:
            raise BadCatalogue(f"{path}: not understood: {line}")
    return parts, fuzzy


def write_mo(catalogue: Catalogue, path: Path) -> None:
    """Writes the binary catalogue through a neighbour file, so that a reader never sees half of it."""
    pairs = {b"": catalogue.header.encode()}
    for (context, text, plural), texts in catalogue.translated.items():
        key = (context + _CONTEXT_END if context else "") + text + (f"\0{plural}" if plural else "")
        pairs[key.encode()] = "\0".join(texts).encode()
    keys = sorted(pairs)
    start = 7 * 4
    first_string = start + 16 * len(keys)
    blob = b""
    tables = b""
    for strings in (keys, [pairs[key] for key in keys]):
        for string in strings:
            tables += struct.pack("<II", len(string), first_string + len(blob))
            blob += string + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, len(keys), start, start + 8 * len(keys), 0, first_string)
    part = path.with_suffix(".mo.part")
    part.write_bytes(head + tables + blob)
    part.replace(path)


def compile_catalogues(root: Path) -> list[Path]:
    """Compiles each catalogue under `root` whose .mo is missing or older; returns the .mo files written."""
    written = []
    for source in sorted(root.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            write_mo(read_po(source), target)
            written.append(target)
    return written


def messages_in(path: Path) -> set[Message]:
    """The texts a Python module or a template asks to be translated."""
    source = path.read_text(encoding="utf-8")
    return set(_of_module(source) if path.suffix == ".py" else _of_template(source))


def _of_module(source: str) -> Iterator[Message]:
    tree = ast.parse(source)
    names = _names_of_gettext(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (function := names.get(_called(node))):
            count, _ = _FUNCTIONS[function]
            texts = [arg.value for arg in node.args[:count] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if len(texts) == count:
                yield _message(function, texts)


def _names_of_gettext(tree: ast.AST) -> dict[str, str]:
    """What this module calls the functions: {"_": "gettext", "ngettext_lazy": "ngettext"}."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                plain = re.sub(r"_(lazy|noop)$", "", alias.name)
                if plain in _FUNCTIONS:
                    names[alias.asname or alias.name] = plain
    for function in _FUNCTIONS.keys() - {"_"}:
        names |= {f"translation.{function}": function, f"translation.{function}_lazy": function}
    return names


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        return f"{node.func.value.id}.{node.func.attr}"
    return ""


def _of_template(source: str) -> Iterator[Message]:
    code = templatize(source)
    for found in _CALLS.finditer(code):
        count, _ = _FUNCTIONS[found[1]]
        texts: list[str] = []
        at = found.end()
        while len(texts) < count and (literal := _LITERAL.match(code, at)):
            texts.append(ast.literal_eval(literal[1]))
            at = literal.end()
        if len(texts) == count:
            yield _message(found[1], texts)


def _message(function: str, texts: list[str]) -> Message:
    context = texts.pop(0) if _FUNCTIONS[function][1] else ""
    return Message(context, *texts)
