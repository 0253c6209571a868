"""A list of attendance as it is pasted or uploaded: read line by line, with what is wrong beside the line. Nothing is kept here."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from amparo.core import codelists, places
from amparo.programme.rules_activities import AttendanceFacts, attendance_right, one_voice

COLUMNS = ("document", "name", "institution", "post", "sex", "region", "hours", "before", "after")
MOST_LINES = 1000
_CODED = {"institution": "official_institution", "post": "official_post", "sex": "official_sex"}
_NOTHING = {"", "-", "n/a", "s/d", "no se sabe", "unknown"}


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be taken: its number, as it was written, and what is wrong."""

    line: int
    text: str
    problems: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReadList:
    """What a list says. Where `bad` holds anything, nothing of it is written."""

    rows: Sequence[AttendanceFacts]
    bad: Sequence[BadLine]


def read(text: str, given: int) -> ReadList:
    """Reads columns separated by tabs or semicolons, in the order of `COLUMNS`; `given`: hours of the training.

    Blank lines and a line of headings are passed over. Institution, post and sex may be codes or their words in either language.
    """
    rows: list[AttendanceFacts] = []
    bad: list[BadLine] = []
    lines = [(number, line) for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1) if line.strip(" \t;")]
    for number, line in lines[:MOST_LINES]:
        if number == lines[0][0] and _plain(line).startswith(("document", "dni")):
            continue
        found, problems = _line(number, line, given)
        if found is None or problems:
            bad.append(BadLine(number, line, problems))
        else:
            rows.append(found)
    if len(lines) > MOST_LINES:
        bad.append(BadLine(lines[MOST_LINES][0], "", [_("La lista pasa de 1000 líneas. Divídala en dos.")]))
    texts = dict(lines)
    bad += [BadLine(row.line, texts[row.line], [problem]) for row, problem in one_voice(rows)]
    return ReadList(rows, sorted(bad, key=lambda wrong: wrong.line))


def _line(number: int, line: str, given: int) -> tuple[AttendanceFacts | None, list[str]]:
    cells = [cell.strip().strip('"').strip() for cell in line.split("\t" if "\t" in line else ";")]
    if len(cells) < 7 or any(cells[len(COLUMNS) :]):
        return None, [_("Faltan o sobran columnas: van %(n)s separadas por punto y coma o tabulación.") % {"n": len(COLUMNS)}]
    told = dict(zip(COLUMNS, [*cells, "", ""], strict=False))
    problems: list[str] = []
    coded = {name: _code(name, told[name], problems) for name in _CODED}
    facts = AttendanceFacts(
        document=told["document"], name=told["name"], region=_region(told["region"], problems),
        hours=_hours(told["hours"]), before=_mark(told["before"], problems), after=_mark(told["after"], problems),
        line=number, **coded,
    )  # fmt: skip
    problems += [text for texts in attendance_right(facts, given).values() for text in texts]
    return facts, list(dict.fromkeys(problems))


def _code(name: str, told: str, problems: list[str]) -> str:
    wanted = _plain(told)
    if wanted in _NOTHING:
        return "unknown"
    for choice in codelists.items(_CODED[name]):
        if wanted in {choice.value, _plain(choice.label_es), _plain(choice.label_en)}:
            return choice.value
    if name == "sex" and wanted in {"f", "m", "h"}:
        return "male" if wanted == "h" else "female" if wanted == "f" else _m_means_two(problems)
    problems.append(_("No conocemos “%(told)s”. Use una opción de la lista o déjelo en blanco.") % {"told": told[:60]})
    return "unknown"


def _m_means_two(problems: list[str]) -> str:
    problems.append(_("“M” puede ser mujer o masculino. Escriba mujer u hombre."))
    return "unknown"


def _region(told: str, problems: list[str]) -> str:
    if _plain(told) in _NOTHING:
        return ""
    match = places.resolve(told if told.isdigit() else None, "" if told.isdigit() else told, places=places.index(), system="inei")
    if match.place is not None:
        return match.place.ubigeo[:2]
    problems.append(_("No conocemos la región “%(told)s”. Escriba su nombre o déjela en blanco.") % {"told": told[:60]})
    return ""


def _hours(told: str) -> int:
    number = told.replace(",", ".").removesuffix(".0").removesuffix(".00")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0


def _mark(told: str, problems: list[str]) -> Decimal | None:
    if _plain(told) in _NOTHING:
        return None
    try:
        mark = Decimal(told.replace(",", "."))
    except InvalidOperation:
        mark = Decimal("NaN")
    if mark.is_finite():
        return mark.quantize(Decimal("0.01")) if abs(mark) < 10_000 else Decimal(10_000)
    problems.append(_("La nota va de 0 a 100. Si no se sabe, déjela en blanco."))
    return None


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())
