"""What an identity is made of, and when one is acceptable. Pure: plain values in, messages out."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from stdnum.pe import cui

REVEAL_FOR = timedelta(minutes=10)
NOT_AGAIN_FOR = timedelta(days=180)  # after "another child", the same unit's searches do not bother the holder
NAME_MOST, TEXT_MOST, ALIASES_MOST, DOCUMENTS_MOST = 120, 500, 10, 10
SEXES = ("", "f", "m", "x")
# Searches an hour and a day: of one person, and of a unit as a whole.
USER_LIMITS = ((timedelta(hours=1), 30), (timedelta(days=1), 120))
UNIT_LIMITS = ((timedelta(hours=1), 150), (timedelta(days=1), 600))

Messages = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Document:
    """An identity document: `kind` of `models.DocumentKind`, `number` as written."""

    kind: str
    number: str

    def __repr__(self) -> str:
        return f"Document({self.kind!r}, …)"


@dataclass(frozen=True, slots=True)
class Identity:
    """The plain values of an identity, in memory only. `birth` is EDTF ("2009-03~"), "" where it is not known."""

    given_names: str = ""
    first_surname: str = ""
    second_surname: str = ""
    aliases: tuple[str, ...] = ()
    sex: str = ""
    birth: str = ""
    contact: str = ""
    address: str = ""
    status: str = "unknown"
    documents: tuple[Document, ...] = field(default=())

    def __repr__(self) -> str:
        return "Identity(…)"  # never in a log

    def year(self) -> int:
        """The year of birth, 0 where it is not known."""
        return year_of(self.birth)


def year_of(birth: str) -> int:
    """The year of an EDTF date, 0 where it is not known."""
    return int(birth[:4]) if birth[:4].isdigit() else 0


def clean_number(number: str) -> str:
    """A document number without blanks, dots and hyphens, in capitals."""
    return re.sub(r"[\s.\-–/]", "", number).upper()


def _dni(number: str) -> bool | None:
    if len(number) == 8:
        return number.isdigit()
    return bool(cui.is_valid(number))


_SHAPES: dict[str, tuple[str, Callable[[str], bool | None]]] = {
    "dni": (r"\d{8}[0-9A-K]?", _dni),
    "foreign_card": (r"[A-Z0-9]{8,12}", lambda number: None),
    "passport": (r"[A-Z0-9]{5,15}", lambda number: None),
}


def check_digit(document: Document) -> bool | None:
    """Whether the number's shape and check digit are right (`stdnum.pe.cui` for the DNI); None where there is none to check."""
    pattern, digit = _SHAPES.get(document.kind, (r".+", lambda number: None))
    number = clean_number(document.number)
    return digit(number) if re.fullmatch(pattern, number) else False


def search_form(document: Document) -> tuple[str, str]:
    """What two writings of the same document share: a DNI counts without its check digit, leading zeros never."""
    number = clean_number(document.number)
    return (document.kind, number[:8] if document.kind == "dni" else number.lstrip("0") or number)


def check_identity(identity: Identity) -> Messages:
    """Why this identity cannot be kept; empty where it can. A wrong check digit is kept and flagged, never refused."""
    messages: Messages = {}
    for name in ("given_names", "first_surname", "second_surname"):
        if len(getattr(identity, name)) > NAME_MOST:
            messages.setdefault(name, []).append(_("Es demasiado largo."))
    for name in ("contact", "address"):
        if len(getattr(identity, name)) > TEXT_MOST:
            messages.setdefault(name, []).append(_("Es demasiado largo."))
    if len(identity.aliases) > ALIASES_MOST or any(len(alias) > NAME_MOST or "\n" in alias for alias in identity.aliases):
        messages["aliases"] = [_("Escriba cada apodo en una línea, diez como máximo.")]
    if identity.sex not in SEXES:
        messages["sex"] = [_("Elija una de las opciones.")]
    if len(identity.documents) > DOCUMENTS_MOST or any(not document.number.strip() for document in identity.documents):
        messages["documents"] = [_("Escriba el número de cada documento.")]
    return messages


def too_many(at: datetime, searches: list[datetime], limits: tuple[tuple[timedelta, int], ...]) -> bool:
    """Whether one more search at `at` would pass a limit, given when the earlier ones were."""
    return any(sum(1 for earlier in searches if at - earlier < span) >= most for span, most in limits)
