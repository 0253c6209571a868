"""What becomes of a row: four classes, and every row in exactly one of them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from amparo.core.places import from_package
from amparo.exchange.mapping import Shape, columns_of, suggest
from amparo.exchange.sorting import KINDS, Sorter, name_likeness
from amparo.exchange.understand import Understander

TODAY = date(2026, 11, 23)
HEADINGS = ["NI", "FECHA", "APELLIDOS Y NOMBRES", "DNI", "F. NACIMIENTO", "EDAD", "SEXO", "LUGAR", "CANTIDAD DE MENORES"]
READER = Understander(Shape("x", name_order="given_first"), columns_of(suggest(HEADINGS)), places=from_package(), today=TODAY)


def classes(*rows):
    sorter = Sorter(TODAY)
    return [sorter.sort(READER.draft(number, cells + [""] * (9 - len(cells)))) for number, cells in enumerate(rows, 1)]


def kinds(*rows):
    return [one.kind for one in classes(*rows)]


ROSA = ["NI 1-2024", "15/03/2024", "QUISPE MAMANI, Rosa Elena", "10117410-2", "02/03/2009", "15", "F"]


def test_the_same_child_of_the_same_event_is_a_repetition():
    heard = ["NI 1-2024", "15/03/2024", "QUIZPE MAMANI, Roza", "", "02/03/2009", "15", "F"]
    again = classes(ROSA, heard)
    assert [one.kind for one in again] == ["released", "duplicate"] and again[1].same_as == 1


def test_sisters_are_two():
    ana = ["NI 1-2024", "15/03/2024", "QUISPE MAMANI, Ana Luz", "", "04/05/2011", "12", "F"]
    assert kinds(ROSA, ana) == ["released", "released"]


def test_a_twin_brother_is_another():
    assert kinds(ROSA, [*ROSA[:2], "QUISPE MAMANI, Roso Elena", "", *ROSA[4:6], "M"]) == ["released", "released"]


def test_the_same_child_of_another_event_waits_for_a_person():
    later = classes(ROSA, ["NI 9-2025", "01/02/2025", *ROSA[2:5], "15", "F"])
    assert later[1].kind == "quarantined" and later[1].reasons == ["same_child_other_event"]


def test_one_document_and_two_names_wait_for_a_person():
    other = classes(ROSA, ["NI 1-2024", "15/03/2024", "CONDORI APAZA, Luz", "10117410-2", "", "14", "F"])
    assert other[1].reasons == ["document_shared"]


def test_a_row_without_a_child_joins_its_event_or_waits():
    nobody = ["NI 1-2024", "15/03/2024", "", "", "", "", "", "Wanchaq, Cusco"]
    assert kinds(ROSA, nobody) == ["released", "merged"]
    assert kinds(nobody) == ["quarantined"]


def test_a_merged_row_fills_what_its_event_did_not_say():
    sorter = Sorter(TODAY)
    sorter.sort(READER.draft(1, [*ROSA, "", ""]))
    sorter.sort(READER.draft(2, ["NI 1-2024", "15/03/2024", "", "", "", "", "", "Wanchaq, Cusco", ""]))
    (event,) = sorter.events.values()
    assert event.ubigeo.startswith("0801") and event.rows == 2


def test_children_counted_but_not_named_are_kept():
    (row,) = classes(["NI 3-2024", "15/03/2024", "", "", "", "", "", "", "3"])
    assert row.kind == "released" and len(row.draft.children) == 3 and "children_unnamed" in row.draft.doubts


def test_an_adult_among_children_waits():
    (row,) = classes(["NI 3-2024", "15/03/2024", "Ana Quispe Luna/Luz Soto Paz", "", "", "14/30", "F"])
    assert row.reasons == ["some_adults"]


def test_names_alike():
    assert name_likeness("rosa elena quispe mamani", "quizpe mamani roza")[0] > 0.84
    assert name_likeness("quispe mamani ana", "quispe mamani rosa")[1] < 0.7


cell = st.one_of(
    st.sampled_from(
        ["", "NN", "sin NI", "NI 1-2024", "NI 2-2024", "15/03/2024", "31/02/2024", "QUISPE MAMANI, Rosa", "15", "30", "F", "3"]
    ),
    st.text(alphabet='abcñÁ 0123456789/.-,;\n=@()"', max_size=25),
)


@given(st.lists(st.lists(cell, min_size=0, max_size=12), max_size=25))
def test_whatever_the_cells_every_row_has_one_class(rows):
    sorted_ = classes(*[row[:9] for row in rows])
    assert len(sorted_) == len(rows)
    counted = {kind: sum(one.kind == kind for one in sorted_) for kind in KINDS}
    assert sum(counted.values()) == len(rows)
    for one in sorted_:
        assert one.kind != "released" or one.draft.children
        assert one.kind != "quarantined" or one.reasons
        assert one.kind != "duplicate" or one.same_as
