"""One cell read: a date, an age, a document. Each gives the value and the codes of its doubts; nothing is invented."""

import re
from datetime import date
from functools import lru_cache

from stdnum.exceptions import ValidationError
from stdnum.pe import cui

from amparo.core.dates import PartialDate, from_excel_serial, parse_partial
from amparo.core.errors import Invalid
from amparo.exchange.draft import Document
from amparo.exchange.folding import fold
from amparo.exchange.words import DOCUMENT, one_of, says_unknown

Codes = tuple[str, ...]
_SERIAL = re.compile(r"[2-5]\d{4}")
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})")
_SLASHED = re.compile(r"(\d{1,2})\s*(?:-|/|a|o|y)\s*(\d{1,2})")
_AGE = re.compile(
    r"(?:de |aprox |aproximadamente )*(\d{1,3})(?: ?(?:años?|a|anos?|aa))?"
    r"(?: (?:de edad|aprox|aproximadamente|cumplidos|y \d{1,2} m(?:eses)?))*"
)
_MONTHS = re.compile(r"(\d{1,2}) ?(m|mes|meses|d|dias?|semanas?)( de nacid[oa])?")
_CHILD_WORDS = re.compile(r"(menor( de edad)?|nna|adolescente|niñ[oa]|recien nacid[oa]|rn|bebe|lactante|infante)")
_ADULT_WORDS = re.compile(r"(mayor( de edad)?|adult[oa])")
_FIGURES = re.compile(r"\d+")


def read_date(text: str, order: str, today: date, prefix: str) -> tuple[PartialDate | None, Codes]:
    """A date as registers write it: words, figures in two orders, the serial of a spreadsheet."""
    if not text or says_unknown(text):
        return None, ()
    return _read_date(text, order, today, prefix)


@lru_cache(maxsize=20_000)
def _read_date(text: str, order: str, today: date, prefix: str) -> tuple[PartialDate | None, Codes]:
    try:
        if _SERIAL.fullmatch(text):
            return from_excel_serial(int(text)), (f"{prefix}_serial",)
        found = _NUMBERS.fullmatch(text.split(" ")[0] if ":" in text else text)
        if found:
            return _by_figures(found, order, today, prefix)
        return parse_partial(text, today), ()
    except Invalid:
        return None, (f"{prefix}_unreadable",)


def _by_figures(found: re.Match[str], order: str, today: date, prefix: str) -> tuple[PartialDate | None, Codes]:
    """Where only one order of day and month is possible, it is taken and said."""
    first, second, year = found.groups()
    day, month = (second, first) if order == "mdy" else (first, second)
    if int(month) > 12 >= int(day) > 0:
        return parse_partial(f"{month}/{day}/{year}", today), (f"{prefix}_swapped",)
    return parse_partial(f"{day}/{month}/{year}", today), ()


def read_age(text: str) -> tuple[tuple[int, int] | None, Codes]:
    """Least and greatest age in years."""
    if not text or says_unknown(text):
        return None, ()
    words = fold(text)
    if found := _AGE.fullmatch(words):
        return _plausible(int(found[1]), int(found[1]))
    if found := _SLASHED.fullmatch(text.strip().lower().removesuffix("años").strip()) or re.fullmatch(
        r"(?:entre )?(\d{1,2}) (?:y|a|o) (\d{1,2})(?: años)?", words
    ):
        return _plausible(int(found[1]), int(found[2]), "age_range")
    if found := _MONTHS.fullmatch(words):
        years = int(found[1]) // 12 if found[2].startswith("m") else 0
        return (years, years), ()
    if _CHILD_WORDS.fullmatch(words):
        return (0, 17), ("age_range",)
    if _ADULT_WORDS.fullmatch(words):
        return (18, 120), ("age_range",)
    return None, ("age_unreadable",)


def _plausible(low: int, high: int, *codes: str) -> tuple[tuple[int, int] | None, Codes]:
    return ((low, high), codes) if 0 <= low <= high <= 110 else (None, ("age_unreadable",))


def read_document(kind: str, number: str) -> tuple[Document | None, Codes]:
    """A document with its check digit where it has one. A DNI that lost its leading zeros gets them back, and says so."""
    if not number or says_unknown(number):
        return None, ()
    words = fold(f"{kind} {number}")
    told = one_of(words, DOCUMENT).codes
    bare = re.sub(
        r"(?i)^\s*(d\.?n\.?i\.?|c\.?e\.?|c\.?u\.?i\.?|ptp|cpp|pas(aporte)?|c[eé]dula)\s*[:.#n°º]*\s*", "", number
    ).strip()
    squeezed = re.sub(r"[\s.\-/]", "", bare).upper()
    if not squeezed or not _FIGURES.search(squeezed):
        return None, ("document_unreadable",)
    code = told[0] if told else ""
    if code in ("", "dni") and (digits := re.fullmatch(r"(\d{6,8})", squeezed)):
        return _dni(digits[1])
    if code in ("", "dni") and re.fullmatch(r"\d{8}[0-9A-K]", squeezed):
        return _dni_with_check(squeezed)
    if code == "dni":
        return None, ("document_unreadable",)
    if not re.fullmatch(r"[A-Z0-9]{5,15}", squeezed):
        return None, ("document_unreadable",)
    return Document(code or "other", squeezed), () if code else ("document_kind_unknown",)


def _dni(figures: str) -> tuple[Document | None, Codes]:
    if len(set(figures)) == 1:
        return None, ("document_unreadable",)
    if len(figures) < 8:
        return Document("dni", figures.zfill(8)), ("document_zeros",)
    return Document("dni", figures), ()


def _dni_with_check(text: str) -> tuple[Document | None, Codes]:
    try:
        cui.validate(text)
    except ValidationError:
        return Document("dni", text[:8], checked=False), ("document_check_wrong",)
    return Document("dni", text[:8], checked=True), ()


def read_count(text: str) -> tuple[int | None, Codes]:
    """How many children."""
    if not text or says_unknown(text):
        return None, ()
    found = re.fullmatch(r"(\d{1,3})(?: (?:nna|menores?|victimas?|niñ[oa]s?))?", fold(text))
    return (int(found[1]), ()) if found else (None, ("count_unreadable",))
