"""Which place a register means: a code of INEI or RENIEC, or what somebody typed.

The two institutions number the same districts differently, so most six-figure codes are valid in both and mean two
places. Where the text beside the code decides, it decides; where it does not, the answer is "ambiguous" and no place.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from django.utils.translation import gettext as _
from rapidfuzz import process
from rapidfuzz.distance import OSA

from amparo.core.gazetteer import PlaceRow, rows
from amparo.core.kept import Kept
from amparo.core.models import Place

_ABBREVIATIONS = {
    "pto": "puerto",
    "pte": "puente",
    "sta": "santa",
    "sto": "santo",
    "sn": "san",
    "fco": "francisco",
    "gral": "general",
    "cnel": "coronel",
    "cmdte": "comandante",
    "tnte": "teniente",
    "dgo": "domingo",
    "sjl": "san juan de lurigancho",
    "sjm": "san juan de miraflores",
    "smp": "san martin de porres",
    "vmt": "villa maria del triunfo",
    "ves": "villa el salvador",
    "mdd": "madre de dios",
    "cuzco": "cusco",
    "huanchac": "wanchaq",
    "wanchac": "wanchaq",
}
_LABELS = re.compile(r"\b(departamento|dpto|dep|region|provincia|prov|distrito|dist|ciudad|cercado|peru)\b")
_IMPRECISE = re.compile(r"\b(?:no (?:se )?(?:precisa|indica|especifica)|sin precisar|por precisar|s/?d|aprox\w*)\b\.?")
_UNKNOWN = re.compile(r"|n/?[adpr]|s/?[di]|nn|-+|no (?:se )?(?:sabe|precisa|indica)|se desconoce|desconocid[ao]|sin datos?")
_SEPARATORS = re.compile(r"[,;:/|()\[\]\n]|\s[-–]\s|-{2,}|\s[-–]|[-–]\s")
_ONE_EDIT = 1
_LONG_ENOUGH = 5


class How(StrEnum):
    """How a place was found, or why it was not."""

    EXACT = "exact"  # by its INEI code
    RENIEC = "reniec"  # by its RENIEC code
    TEXT = "text"  # by its name
    AMBIGUOUS = "ambiguous"  # several places fit; none is taken
    UNKNOWN = "unknown"  # nothing fits, or the register says it does not know


@dataclass(frozen=True, slots=True)
class Match:
    """A place or none, how it was found, and a sentence for the reader where there is something to say."""

    place: PlaceRow | None
    how: How
    note: str = ""


class PlaceIndex:
    """All places in memory (about 2,100), by code and by name."""

    def __init__(self, places: Iterable[PlaceRow]) -> None:
        self.by_code = {place.ubigeo: place for place in places}
        self.by_reniec = {place.reniec: place for place in self.by_code.values() if place.reniec}
        self.by_name: dict[str, list[PlaceRow]] = defaultdict(list)
        self.by_alias: dict[str, list[PlaceRow]] = defaultdict(list)
        for place in self.by_code.values():
            self.by_name[_key(place.name)].append(place)
            for alias in place.aliases:
                self.by_alias[_key(alias)].append(place)
        self._names = list(self.by_name)

    def named(self, words: str) -> list[PlaceRow]:
        """Places called so; without any, those with such another name; without any, the only one a slip away."""
        key = _key(words)
        found = self.by_name.get(key) or self.by_alias.get(key)
        if found or len(key) < _LONG_ENOUGH:
            return found or []
        close = process.extract(key, self._names, scorer=OSA.distance, score_cutoff=_ONE_EDIT, limit=2)
        return self.by_name[close[0][0]] if len(close) == 1 else []

    def known(self, words: str) -> bool:
        """Whether a place is called exactly so."""
        key = _key(words)
        return key in self.by_name or key in self.by_alias

    def split(self, words: str) -> list[str]:
        """Names written one after another ("wanchaq cusco"), longest first; the words as they are if that fails."""
        if not self.known(words):
            words = words.replace("-", " ")
        left, parts = words.split(), []
        while left:
            for size in range(len(left), 0, -1):
                if self.known(" ".join(left[:size])):
                    break
            else:
                return [words]
            parts.append(" ".join(left[:size]))
            left = left[size:]
        return parts

    def within(self, place: PlaceRow, outer: PlaceRow) -> bool:
        """Whether `place` lies in `outer` or is it."""
        return place.ubigeo.startswith(outer.ubigeo)

    def full_name(self, place: PlaceRow) -> str:
        """District, province, region."""
        codes = (place.ubigeo[:length] for length in (6, 4, 2) if length <= len(place.ubigeo))
        return ", ".join(self.by_code[code].name for code in codes)


def from_package() -> PlaceIndex:
    """The index of the package's files, without a database."""
    return PlaceIndex(rows())


def index() -> PlaceIndex:
    """The index of the table of places, with its corrections; kept in the process for a minute."""
    return _KEPT.get()


def resolve(
    code: str | float | None,
    text: str | None,
    *,
    places: PlaceIndex,
    system: Literal["inei", "reniec", "mixed"] = "mixed",
) -> Match:
    """Find the place of a register's cells. `system` says which codes the register uses, where that is known.

    Never guesses: more than one possible place gives none, with a note.
    """
    named = _by_text(text or "", places)
    figures = _figures(code)
    if not figures:
        return named
    inei = places.by_code.get(figures) if system != "reniec" else None
    reniec = places.by_reniec.get(figures) if system != "inei" else None
    if inei is None and reniec is None:
        return _code_unknown(named)
    if inei is not None and reniec is not None and inei != reniec:
        return _two_meanings(inei, reniec, text or "", places)
    found, how = (inei, How.EXACT) if inei is not None else (reniec, How.RENIEC)
    if found is not None and named.place is not None and not _agree(found, named.place, places):
        return Match(None, How.AMBIGUOUS, _("El código y el nombre del lugar no coinciden."))
    return Match(found, how)


def _code_unknown(named: Match) -> Match:
    if named.place is None:
        return Match(None, named.how, _("El código de lugar no existe en INEI ni en RENIEC."))
    return Match(named.place, named.how, _("El código de lugar no existe; se usó el nombre."))


def _two_meanings(inei: PlaceRow, reniec: PlaceRow, text: str, places: PlaceIndex) -> Match:
    fits_inei, fits_reniec = _mentioned(inei, text, places), _mentioned(reniec, text, places)
    if fits_inei > fits_reniec:
        return Match(inei, How.EXACT, _("El código existe en INEI y en RENIEC; el nombre confirma el de INEI."))
    if fits_reniec > fits_inei:
        return Match(reniec, How.RENIEC, _("El código existe en INEI y en RENIEC; el nombre confirma el de RENIEC."))
    return Match(
        None,
        How.AMBIGUOUS,
        _("El código es %(inei)s según INEI y %(reniec)s según RENIEC. Indique cuál.")
        % {"inei": places.full_name(inei), "reniec": places.full_name(reniec)},
    )


def _mentioned(place: PlaceRow, text: str, places: PlaceIndex) -> int:
    """How strongly a text names a place: its own name counts more than those around it."""
    codes = {other.ubigeo for part in _parts(text, places) for other in places.named(part)}
    return sum(len(code) for code in codes if place.ubigeo.startswith(code))


def _agree(one: PlaceRow, other: PlaceRow, places: PlaceIndex) -> bool:
    return places.within(one, other) or places.within(other, one)


def _by_text(text: str, places: PlaceIndex) -> Match:
    parts = _parts(text, places)
    if not parts:
        return Match(None, How.UNKNOWN)
    groups = [found for found in (places.named(part) for part in parts) if found]
    if not groups:
        return Match(None, How.UNKNOWN, _("No encontramos un lugar con ese nombre."))
    note = ""
    if _IMPRECISE.search(_plain(text)):
        note = _("El registro no precisa el lugar.")
    elif len(groups) < len(parts):
        note = _("Una parte del texto no es un lugar conocido; se usó el resto.")
    candidates = _consistent(groups)
    if not candidates:
        return Match(None, How.AMBIGUOUS, _("Los nombres del lugar no coinciden entre sí."))
    return _choose(candidates, places, note=note)


def _consistent(groups: list[list[PlaceRow]]) -> list[PlaceRow]:
    """The places that can be meant when every named group holds one of them or of the places around them."""
    fitting = [
        place
        for place in {place for group in groups for place in group}
        if all(any(place.ubigeo.startswith(other.ubigeo) for other in group) for group in groups)
    ]
    return sorted(fitting, key=lambda place: (len(place.ubigeo), place.ubigeo))


def _choose(candidates: list[PlaceRow], places: PlaceIndex, *, note: str) -> Match:
    """One candidate, or the widest when the others lie in it (Lima: region, province and district)."""
    widest = candidates[0]
    if any(not places.within(place, widest) for place in candidates):
        return Match(None, How.AMBIGUOUS, _("Hay varios lugares con ese nombre. Indique provincia o región."))
    if len(candidates) > 1 and not note:
        note = _("El nombre vale para varios niveles; se tomó el más amplio.")
    return Match(widest, How.TEXT, note)


def _figures(code: str | float | None) -> str:
    """The digits of a cell that holds a code, with the zero that spreadsheets drop."""
    if code is None:
        return ""
    text = str(int(code)) if isinstance(code, float) and code.is_integer() else str(code).strip()
    text = text.removesuffix(".0")
    if not text.isascii() or not text.isdigit() or not 1 <= len(text) <= 6:
        return ""
    text = text.zfill(len(text) + len(text) % 2)
    if len(text) == 6 and text.endswith("0000"):
        return text[:2]
    return text[:4] if len(text) == 6 and text.endswith("00") else text


def _parts(text: str, places: PlaceIndex) -> list[str]:
    words = _LABELS.sub(" ", _IMPRECISE.sub(" ", _plain(text)))
    parts = (_expand(part) for part in _SEPARATORS.split(words))
    told = (part for part in parts if part and not _UNKNOWN.fullmatch(part))
    return [name for part in told for name in places.split(part)]


def _expand(part: str) -> str:
    words = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", part).replace(".", " ").split()
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words).removeprefix("de ")


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9 ]", " ", _plain(name)).strip()


def _read(_key: str) -> PlaceIndex:
    table = Place.objects.values_list("ubigeo", "name", "level", "parent_id", "reniec", "aliases")
    return PlaceIndex(
        PlaceRow(code, name, level, parent or "", reniec, tuple(filter(None, aliases.split(";"))))
        for code, name, level, parent, reniec, aliases in table
    )


_KEPT = Kept(_read)
