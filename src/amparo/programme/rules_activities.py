"""Rules of the activities: hours, tests, documents, what was reached and how. Pure; messages by field, empty where all is well."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from amparo.programme.rules import Messages, merged

LONGEST_NAME = 120
NOWHERE = "00"  # in the place of the region where an official works, as long as nobody knows it
_BLANKS = re.compile(r"[\s.·]+")
_DNI_WITH_CHECK = re.compile(r"(\d{8})-[0-9A-K]")
_SHAPES = (re.compile(r"\d{8}"), re.compile(r"\d{9}"), re.compile(r"\d{12}"), re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9]{6,12}"))


@dataclass(frozen=True)
class AttendanceFacts:
    """An official in a training, as a list says it. `region`: INEI code of two digits or ""; tests of 100; `line` of the list."""

    document: str
    name: str
    institution: str = "unknown"
    post: str = "unknown"
    sex: str = "unknown"
    region: str = ""
    hours: int = 0
    before: Decimal | None = None
    after: Decimal | None = None
    line: int = 0


def normal_document(text: str) -> str:
    """The number as it is compared: capitals, no blanks or points, a DNI without its check character. "" where it is none.

    8 digits (DNI), 9 or 12 digits (carné de extranjería), or 6 to 12 letters and digits (passport).
    """
    bare = _BLANKS.sub("", text or "").upper()
    if with_check := _DNI_WITH_CHECK.fullmatch(bare):
        return with_check[1]
    number = bare.replace("-", "")
    return number if any(shape.fullmatch(number) for shape in _SHAPES) else ""


def document_right(text: str) -> Messages:
    """A number that no document has is sent back, with how long it should be."""
    if normal_document(text):
        return {}
    digits = sum(character.isdigit() for character in text or "")
    if digits == 7:
        return {"document": [_("El documento tiene 7 cifras y el DNI tiene 8. Si la hoja quitó el cero del inicio, escríbalo.")]}
    return {
        "document": [_("Revise el documento: el DNI tiene 8 cifras, el carné de extranjería 9 y el pasaporte letras y cifras.")]
    }


def hours_right(hours: int, given: int) -> Messages:
    """Nobody attends more hours than were given, nor none."""
    if hours > given:
        text = _("Anotó %(hours)s horas y la capacitación tiene %(given)s.")
        return {"hours": [text % {"hours": hours, "given": given}]}
    return {} if hours > 0 else {"hours": [_("Escriba cuántas horas asistió, desde 1.")]}


def tests_right(**tests: Decimal | None) -> Messages:
    """A test is a mark from 0 to 100, or nobody knows it."""
    wrong = [name for name, mark in tests.items() if mark is not None and not 0 <= mark <= 100]
    return {name: [_("La nota va de 0 a 100. Si no se sabe, déjela en blanco.")] for name in wrong}


def name_right(name: str) -> Messages:
    """A name has letters and fits."""
    if not any(character.isalpha() for character in name) or len(name) > LONGEST_NAME:
        return {"name": [_("Escriba el nombre de la persona, con letras.")]}
    return {}


def attendance_right(facts: AttendanceFacts, given: int) -> Messages:
    """All that can be said about one line without looking at the others."""
    return merged([
        document_right(facts.document), name_right(facts.name), hours_right(facts.hours, given),
        tests_right(before=facts.before, after=facts.after),
    ])  # fmt: skip


def one_voice(rows: Sequence[AttendanceFacts]) -> list[tuple[AttendanceFacts, str]]:
    """The lines that say of a document something else than an earlier line of the same list, each with a sentence."""
    known: dict[str, AttendanceFacts] = {}
    found = []
    for row in rows:
        first = known.setdefault(normal_document(row.document), row)
        if (first.hours, first.before, first.after) != (row.hours, row.before, row.after):
            found.append((row, _("Ese documento ya está en la línea %(line)s con otras horas o notas.") % {"line": first.line}))
    return found


def earns_certificate(after: Decimal | None, passing: Decimal) -> bool:
    """Who passed the last test. Without a last test nobody can say so."""
    return after is not None and after >= passing


def not_negative(**numbers: Decimal | int | None) -> Messages:
    """A quantity is zero or more, or nobody knows it."""
    wrong = [name for name, number in numbers.items() if number is not None and number < 0]
    return {name: [_("Escriba una cantidad desde 0, o déjela en blanco si no se sabe.")] for name in wrong}


def reach_has_its_method(**reach: tuple[int | None, str]) -> Messages:
    """A number of people reached says how it was counted; "nobody knows how" is an answer."""
    wrong = [name for name, (number, how) in reach.items() if number is not None and not how]
    return {f"{name}_how": [_("Diga cómo se contó. También puede elegir “No se sabe”.")] for name in wrong}


def committed_within(committed: int, places: int) -> Messages:
    """Not more places commit themselves than were visited."""
    if committed > places:
        return {"committed": [_("Se comprometieron más lugares de los que se visitaron. Revise las dos cantidades.")]}
    return {}


def not_later(day: date | None, today: date, *, field: str) -> Messages:
    """What is told has been."""
    if day is not None and day > today:
        return {field: [_("Esa fecha todavía no llega.")]}
    return {}


def postponed_later(before: date, after: date | None) -> Messages:
    """What is postponed begins later than before."""
    if after is None or after <= before:
        return {"starts": [_("Ponga una fecha de inicio posterior a la que tenía.")]}
    return {}
