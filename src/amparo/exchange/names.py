"""A name in one cell taken apart, with the doubts that taking it apart leaves. Never guesses a missing part."""

import re
from dataclasses import dataclass

from amparo.exchange.folding import fold

PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "da", "do", "dos", "san", "santa", "van", "von", "di"})
NOBODY = re.compile(
    r"(n ?n|n ?i|s ?n|x+|no (identificad[oa]|precisa|indica|refiere|registra|sabe|consta|figura|se sabe)|"
    r"sin (nombre|identificar|datos?|informacion|menores|victimas|nna|agraviad[oa]s?)|"
    r"por (identificar|determinar|precisar)|(se )?desconoce|desconocid[oa]|reservad[oa]|identidad reservada|clave( \w+)?|"
    r"(victima|menor|adolescente|niñ[oa]|agraviad[oa]|nna|mujer|varon)( de edad)?( (de )?\d+( años)?)?|0+|n a|none|null|unknown)"
)
_ALIAS = re.compile(
    r"\((?:a|alias)\)\s*[\"«“']?([^\"»”'(),;]+)[\"»”']?|\b(?:alias|a\.k\.a\.?|apodad[oa])\s+[\"«“']?([^\"»”'(),;]+)[\"»”']?",
    re.IGNORECASE,
)
_INITIALS_OF = re.compile(r"(?i)^.*\biniciales\s*:?\s*")
_QUOTED = re.compile(r"[\"«“]([^\"»”]{2,40})[\"»”]")
_NOTE = re.compile(r"\([^)]*\)|\b\d+\s*años?\b", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-ZÑ]\s*[.\s]\s*){2,}[A-ZÑ]?\.?")
_SEVERAL = re.compile(r"\s*(?:\r?\n|;|/|(?<!\d)\d{1,2}\s*[.)-]+\s+)\s*")
SURNAMES_FIRST, GIVEN_FIRST = "surnames_first", "given_first"


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name and the codes of what is doubtful about them."""

    given: str = ""
    first: str = ""
    second: str = ""
    aliases: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def says_nobody(text: str) -> bool:
    """Whether a cell says, in words, that the name is not known or not told."""
    return not fold(text) or bool(NOBODY.fullmatch(fold(text)))


def several(text: str) -> list[str]:
    """The people of one cell: a line, a semicolon, a slash or a number apart from one another. "" is somebody without a name."""
    parts = [part.strip(" ,-") for part in _SEVERAL.split(text) if part.strip(" ,.-")]
    return ["" if says_nobody(part) else part for part in parts]


def take_apart(text: str, order: str) -> Name:
    """Given names and surnames of a whole name. With a comma the part before it are the surnames."""
    text, aliases = _aliases(text)
    plain = " ".join(_NOTE.sub(" ", text).split()).strip(" .-")
    if says_nobody(plain):
        return Name(aliases=aliases, doubts=("alias_only",) if aliases else ())
    plain = _INITIALS_OF.sub("", plain)
    if _INITIALS.fullmatch(f"{plain}."):
        return Name(aliases=(*aliases, plain), doubts=("initials_only",))
    if plain.count(",") == 1 and all(part.strip() for part in plain.split(",")):
        surnames, given = (part.strip() for part in plain.split(","))
        first, second = split_surnames(surnames)
        return Name(given, first, second, aliases)
    units = _units(plain.replace(",", " "))
    if len(units) == 1:
        return Name(given=units[0], aliases=aliases, doubts=("name_incomplete",))
    return _by_order(units, order, aliases)


def split_surnames(text: str) -> tuple[str, str]:
    """«DE LA CRUZ QUISPE» → ("DE LA CRUZ", "QUISPE"); what is left over stays with the second."""
    units = _units(text)
    return (units[0], " ".join(units[1:])) if units else ("", "")


def _by_order(units: list[str], order: str, aliases: tuple[str, ...]) -> Name:
    doubts = () if len(units) in (3, 4) else ("name_split_unsure",)
    if told := _by_capitals(units):
        return Name(told[1], *split_surnames(told[0]), aliases)
    if len(units) == 2:
        first, given = units if order == SURNAMES_FIRST else reversed(units)
        return Name(given, first, "", aliases, ("name_incomplete",))
    if order == SURNAMES_FIRST:
        return Name(" ".join(units[2:]), units[0], units[1], aliases, doubts)
    return Name(" ".join(units[:-2]), units[-2], units[-1], aliases, doubts)


def _by_capitals(units: list[str]) -> tuple[str, str] | None:
    """«CERNA RUIZ Ana»: the words in capitals are the surnames, at one end or the other."""
    loud = [unit.isupper() and len(unit) > 1 for unit in units]
    changes = sum(1 for before, after in zip(loud, loud[1:], strict=False) if before != after)
    if changes != 1:
        return None
    return " ".join(unit for unit, one in zip(units, loud, strict=True) if one), " ".join(
        unit for unit, one in zip(units, loud, strict=True) if not one
    )


def _units(text: str) -> list[str]:
    """Words, each with the particles before it: «DE LA CRUZ» is one."""
    units: list[str] = []
    waiting: list[str] = []
    for word in text.split():
        waiting.append(word)
        if fold(word) not in PARTICLES:
            units.append(" ".join(waiting))
            waiting = []
    if waiting:
        units = [*units[:-1], " ".join([*units[-1:], *waiting])]
    return units


def _aliases(text: str) -> tuple[str, tuple[str, ...]]:
    found = [" ".join(next(part for part in match.groups() if part).split()) for match in _ALIAS.finditer(text)]
    text = _ALIAS.sub(" ", text)
    found += [" ".join(match[1].split()) for match in _QUOTED.finditer(text)]
    return _QUOTED.sub(" ", text), tuple(dict.fromkeys(found))
