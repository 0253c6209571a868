"""What a cell says, and what it leaves in doubt. Nothing is invented."""

from datetime import date

import pytest

from amparo.core.dates import PartialDate
from amparo.core.places import from_package
from amparo.exchange import rules
from amparo.exchange.cells import read_age, read_date, read_document
from amparo.exchange.draft import ChildDraft, Draft, Identity
from amparo.exchange.handing import facts_of
from amparo.exchange.mapping import Shape, columns_of, match, suggest
from amparo.exchange.messages import MESSAGES
from amparo.exchange.names import GIVEN_FIRST, SURNAMES_FIRST, several, take_apart
from amparo.exchange.packing import pack_draft, unpack_draft
from amparo.exchange.understand import Understander
from amparo.exchange.words import PURPOSE, all_of

TODAY = date(2026, 11, 23)
PLACES = from_package()


@pytest.mark.parametrize(
    ("text", "order", "given", "first", "second", "doubts"),
    [
        ("QUISPE MAMANI, ROSA ELENA", GIVEN_FIRST, "ROSA ELENA", "QUISPE", "MAMANI", ()),
        ("QUISPE MAMANI ROSA ELENA", SURNAMES_FIRST, "ROSA ELENA", "QUISPE", "MAMANI", ()),
        ("Rosa Elena Quispe Mamani", GIVEN_FIRST, "Rosa Elena", "Quispe", "Mamani", ()),
        ("DE LA CRUZ DEL ÁGUILA MARÍA", SURNAMES_FIRST, "MARÍA", "DE LA CRUZ", "DEL ÁGUILA", ()),
        ("CERNA RUIZ Ana", GIVEN_FIRST, "Ana", "CERNA", "RUIZ", ()),
        ("QUISPE ROSA", SURNAMES_FIRST, "ROSA", "QUISPE", "", ("name_incomplete",)),
        ("NN", SURNAMES_FIRST, "", "", "", ()),
        ("Menor de iniciales R.E.Q.M.", GIVEN_FIRST, "", "", "", ("initials_only",)),
        ("SIN MENORES", GIVEN_FIRST, "", "", "", ()),
        ("Ana Luz Flor Inés Quispe Soto", GIVEN_FIRST, "Ana Luz Flor Inés", "Quispe", "Soto", ("name_split_unsure",)),
    ],
)
def test_names_in_one_cell(text, order, given, first, second, doubts):
    name = take_apart(text, order)
    assert (name.given, name.first, name.second, name.doubts) == (given, first, second, doubts)


def test_people_of_one_cell():
    assert several("1. Rosa Quispe\n2. Ana Huamán") == ["Rosa Quispe", "Ana Huamán"]
    assert several("Rosa Quispe/NN / Ana Huamán") == ["Rosa Quispe", "", "Ana Huamán"]


@pytest.mark.parametrize(
    ("text", "order", "value", "codes"),
    [
        ("12/03/2023", "dmy", "2023-03-12", ()),
        ("12/03/2023", "mdy", "2023-12-03", ()),
        ("03/25/2023", "dmy", "2023-03-25", ("date_swapped",)),
        ("45000", "dmy", "2023-03-15", ("date_serial",)),
        ("28JUN2025", "dmy", "2025-06-28", ()),
        ("marzo 2023", "dmy", "2023-03", ()),
        ("fecha pendiente", "dmy", None, ()),
        ("31/02/2024", "dmy", None, ("date_unreadable",)),
        ("15/03/2024 10:30", "dmy", "2024-03-15", ()),
    ],
)
def test_dates(text, order, value, codes):
    found, doubts = read_date(text, order, TODAY, "date")
    assert (str(found) if found else None, doubts) == (value, codes)


@pytest.mark.parametrize(
    ("text", "age", "codes"),
    [
        ("15", (15, 15), ()),
        ("aprox. 15", (15, 15), ()),
        ("15 AÑOS", (15, 15), ()),
        ("14-15", (14, 15), ("age_range",)),
        ("menor de edad", (0, 17), ("age_range",)),
        ("8 meses", (0, 0), ()),
        ("", None, ()),
        ("no precisa", None, ()),
        ("abc", None, ("age_unreadable",)),
        ("150", None, ("age_unreadable",)),
    ],
)
def test_ages(text, age, codes):
    assert read_age(text) == (age, codes)


@pytest.mark.parametrize(
    ("kind", "number", "value", "checked", "codes"),
    [
        ("", "10117410-2", "dni:10117410", True, ()),
        ("", "10117410-3", "dni:10117410", False, ("document_check_wrong",)),
        ("DNI", "7123456", "dni:07123456", None, ("document_zeros",)),
        ("Carné de extranjería", "001234567", "foreign_card:001234567", None, ()),
        ("", "CE 001234567", "foreign_card:001234567", None, ()),
        ("PASAPORTE", "AB12345", "passport:AB12345", None, ()),
        ("", "V-23456789", "other:V23456789", None, ("document_kind_unknown",)),
        ("", "INDOCUMENTADA", None, None, ()),
        ("DNI", "00000000", None, None, ()),
        ("DNI", "11111111", None, None, ("document_unreadable",)),
    ],
)
def test_documents(kind, number, value, checked, codes):
    found, doubts = read_document(kind, number)
    assert (f"{found.kind}:{found.number}" if found else None, found.checked if found else None, doubts) == (
        value,
        checked,
        codes,
    )


def test_purposes_are_several_and_what_is_not_understood_is_said():
    assert all_of("Trata - sexual y laboral", PURPOSE).codes == ("sexual", "labour")
    assert all_of("Explotación sexual / xyz", PURPOSE).left
    assert all_of("No precisa", PURPOSE) == all_of("", PURPOSE)


def child(age=None, birth=None):
    return ChildDraft(age=age, identity=Identity(birth=PartialDate.from_text(birth) if birth else None))


ON = PartialDate(2024, 6, 1)


def test_an_age_that_disagrees_is_said_and_both_are_kept():
    doubtful = child((15, 15), "2013-01-01")
    assert rules.age_disagrees(doubtful, ON) == "age_disagrees"
    facts = facts_of(doubtful, ON)
    assert facts.age == 15 and facts.age_doubt and facts.identity.birth == "2013-01-01"
    assert not rules.age_disagrees(child((11, 11), "2013-01-01"), ON)


def test_only_a_register_without_any_doubt_makes_an_adult():
    assert rules.adult(child((24, 24), "2000-01-01"), ON) == "adult"
    assert rules.adult(child((24, 24)), ON) == "adult"
    assert not rules.adult(child((24, 24), "2010-01-01"), ON)
    assert not rules.adult(child((17, 18)), ON)
    assert rules.age_around_majority(child((17, 18)), ON)
    assert not rules.adult(child(), ON) and rules.age_unknown(child())


def test_a_wide_interval_is_no_age():
    assert facts_of(child((0, 17)), ON).age is None
    assert facts_of(child((14, 15)), ON).age_source == "estimated"


def test_impossible_days_stop_a_row():
    assert rules.born_after(child(birth="2025-01-01"), ON)
    assert rules.in_future(PartialDate(2027, 1, 1), TODAY) == "event_in_future"
    assert rules.shifted(Draft(1, unreadable=3)) == "row_shifted"


def test_every_code_has_a_sentence():
    assert {"event_in_future", "adult", "nobody", "age_disagrees"} <= MESSAGES.keys()
    prefixes = {f"{prefix}_{what}" for prefix in ("date", "birth", "status_date") for what in ("unreadable", "swapped", "serial")}
    assert prefixes <= MESSAGES.keys()


def test_columns_of_others_are_never_hers():
    found = suggest(["VÍCTIMA · EDAD", "IMPUTADO · EDAD", "NOMBRE DEL IMPUTADO", "Apellidos y nombres", "Fecha de nacimento"])
    assert [one.target for one in found] == ["age", "keep", "keep", "full_name", "birth_date"]


def test_a_saved_profile_fits_headings_that_differ_a_little():
    found = match(["Apellidos  y Nombres.", "EDAD (años)"], {"APELLIDOS Y NOMBRES": "full_name", "EDAD AÑOS": "age"})
    assert [one.target for one in found] == ["full_name", "age"]


HEADINGS = ["NI", "FECHA", "UBIGEO", "LUGAR", "APELLIDOS Y NOMBRES", "EDAD", "SEXO", "FINALIDAD", "CARPETA FISCAL"]


def understander(**shape):
    return Understander(Shape("x", **shape), columns_of(suggest(HEADINGS)), places=PLACES, today=TODAY)


def test_a_row_is_understood_and_packs():
    cells = ["NI 0012-2024", "15/03/2024", "080108", "Wanchaq - Cusco", "QUISPE MAMANI, Rosa", "15", "F", "sexual", "2024-118"]
    draft = understander().draft(7, cells)
    assert draft.key.startswith("12-2024") and str(draft.on) == "2024-03-15" and draft.ubigeo == "080108"
    assert draft.purposes == ("sexual",) and draft.references[0].kind == "prosecutor_file"
    assert unpack_draft(pack_draft(draft)) == draft


def test_a_reniec_code_is_read_as_what_its_name_says():
    draft = understander().draft(1, ["NI 1-2024", "15/03/2024", "070108", "Wanchaq, Cusco", "Q M, R", "15", "F", "", ""])
    assert draft.ubigeo.startswith("08") and "place_reniec" in draft.doubts


def test_what_is_not_said_is_not_made_up():
    draft = understander().draft(1, ["sin NI", "s/f", "", "", "NN", "", "F", "", ""])
    assert (draft.key, draft.on, draft.ubigeo, draft.purposes) == ("", None, "", ())
    assert {"event_number_missing", "date_missing", "name_missing", "age_unknown"} <= set(draft.doubts)
