"""A file hidden from somebody: the row of the register from which it was made is hidden from him too, by the database."""

import pytest
from django.urls import reverse

from amparo.access.acting import acting_as
from amparo.access.actions import end_exclusion, exclude
from amparo.access.actors import system
from amparo.access.models import Exclusion
from amparo.cases.models import Case
from amparo.core.errors import Invalid, NotFound
from amparo.core.ids import new_id
from amparo.exchange import actions, handing, queries, runs, vessel
from amparo.exchange.models import Piece, Row
from tests.cases.pages import signed_in
from tests.exchange.conftest import fresh, read
from tests.exchange.samples import register

pytestmark = pytest.mark.system_postgres

ROSA = "NI 1-2024;15/03/2024;QUISPE MAMANI, Rosa;15;F"
AGAIN = "NI 1-2024;15/03/2024;QUISPE MAMANI, Rosa;15;F"
LUZ = "NI 2-2024;16/03/2024;APAZA CHURA, Luz;13;F"
ADULT = "NI 3-2024;17/03/2024;TAMANI, José;29;M"
LOOKER = system("looker")


@pytest.fixture(autouse=True)
def demo_door(settings):
    settings.AMPARO_DEMO_DOOR = True


def applied(cast, *rows):
    return runs.apply(cast.officer, read(cast.officer, register(*rows)).pk)


def hide(cast, case, *, exempt=(), **whom):
    with acting_as(cast.dpo) as by:
        return exclude(
            id=new_id(), seen=0, subject_type="case", subject_id=case, reason="family_tie", exempt=exempt, by=by, **whom
        )


def numbers(actor, batch):
    """The rows an actor reaches, through the second wall alone and through both."""
    with acting_as(actor) as by:
        reached = list(Row.objects.filter(batch=batch).order_by("number").values_list("number", flat=True))
        assert reached == list(queries.rows_of(by, batch).values_list("number", flat=True))
        return reached


def file_of(batch, number):
    with acting_as(LOOKER):
        return Row.objects.get(batch=batch, number=number).cases[0]


def first_rows(batch):
    with acting_as(LOOKER):
        return list(Row.objects.filter(batch=batch).exclude(kind="aside").order_by("number").values_list("number", flat=True))


def test_the_row_of_a_file_is_hidden_with_it_and_comes_back_with_it(cast):
    batch = applied(cast, ROSA, LUZ)
    one, other = first_rows(batch)
    exclusion = hide(cast, file_of(batch, one), user=cast.officer.user_id)
    assert one not in numbers(cast.officer, batch) and other in numbers(cast.officer, batch)
    assert one in numbers(cast.officer_two, batch)
    with acting_as(cast.dpo) as by:
        end_exclusion(id=new_id(), seen=exclusion.version, exclusion=exclusion.pk, by=by)
    assert one in numbers(cast.officer, batch)


def test_a_unit_is_kept_away_and_its_exempt_person_is_not(cast):
    batch = applied(cast, ROSA, LUZ)
    one, _other = first_rows(batch)
    hide(cast, file_of(batch, one), unit=cast.officer.unit_id, exempt=[cast.officer_two.user_id])
    assert one not in numbers(cast.officer, batch)
    assert one in numbers(cast.officer_two, batch)


def test_neither_page_nor_mending_nor_opening_shows_it(cast):
    batch = applied(cast, ROSA, ADULT)
    one, waits = first_rows(batch)
    row = Row(pk=vessel.row_id(batch.pk, one))
    hide(cast, file_of(batch, one), user=cast.officer.user_id)
    client = signed_in(cast, "officer")
    assert client.get(reverse("register_row", args=[row.pk])).status_code == 404
    listed = client.get(reverse("register", args=[batch.pk])).content.decode()
    assert str(row.pk) not in listed and str(vessel.row_id(batch.pk, waits)) in listed
    with acting_as(cast.officer) as by:
        with pytest.raises(NotFound):
            actions.open_row(id=new_id(), seen=2, row=row.pk, by=by)
        with pytest.raises(NotFound):
            actions.mend_row(id=new_id(), seen=2, row=row.pk, cells=["x"], decision="duplicate", by=by)
        assert Row.objects.filter(pk=row.pk).update(hidden=[]) == 0


def test_a_file_hidden_before_it_is_made_hides_its_row_when_it_is(cast):
    batch = read(cast.officer, register(ROSA, LUZ))
    one, other = first_rows(batch)
    hide(cast, handing.child_id(vessel.row_id(batch.pk, one), 0), user=cast.officer.user_id)
    assert one in numbers(cast.officer, batch)  # no file yet
    batch = runs.apply(cast.officer_two, batch.pk)
    assert batch.state == "applied" and batch.children == 2
    assert one not in numbers(cast.officer, batch) and other in numbers(cast.officer, batch)
    assert one in numbers(cast.officer_two, batch)


def test_a_row_that_waited_follows_the_file_it_becomes(cast):
    batch = applied(cast, ROSA, ADULT)
    _one, waits = first_rows(batch)
    with acting_as(cast.officer) as by:
        row = Row.objects.get(batch=batch, number=waits)
        cells = vessel.cells_of(row, vessel.batch_key(batch))
        actions.mend_row(
            id=new_id(), seen=row.version, row=row.pk, cells=[*cells[:3], "16", *cells[4:]], decision="release", by=by
        )
    hide(cast, file_of(batch, waits), user=cast.officer.user_id)
    assert waits not in numbers(cast.officer, batch) and waits in numbers(cast.officer_two, batch)


def test_a_row_that_repeats_it_is_hidden_as_well(cast):
    batch = applied(cast, ROSA, AGAIN, LUZ)
    one, again, other = first_rows(batch)
    hide(cast, file_of(batch, one), user=cast.officer.user_id)
    found = numbers(cast.officer, batch)
    assert one not in found and again not in found and other in found


@pytest.mark.parametrize("hidden", ["before", "after"])
def test_a_later_register_about_the_same_child_is_hidden_too(cast, hidden):
    first = applied(cast, "NI 1-2024;15/03/2024;QUISPE MAMANI, Rosa Luz;15;F")
    with acting_as(cast.officer) as by:
        case = Case.objects.visible_to(by).get()
    if hidden == "before":
        hide(cast, case.pk, user=cast.officer.user_id)
    later = read(cast.officer_two, register(ROSA, LUZ))
    with acting_as(LOOKER):
        Row.objects.filter(batch=later).update(known_people=[])
    (one, _other) = first_rows(later)
    with acting_as(cast.officer_two) as by:  # as the reading notes it where the birth years agree
        Row.objects.filter(batch=later, number=one).update(known_people=[case.person_id])
    if hidden == "after":
        hide(cast, case.pk, user=cast.officer.user_id)
    assert first.pk != later.pk
    assert one not in numbers(cast.officer, later) and one in numbers(cast.officer_two, later)


def test_an_exemption_from_one_file_opens_no_row_of_another(cast):
    batch = applied(cast, ROSA, LUZ)
    one, other = first_rows(batch)
    mine, second = file_of(batch, one), file_of(batch, other)
    with acting_as(LOOKER):  # a row about two children
        Row.objects.filter(batch=batch, number=one).update(cases=[mine, second])
        Row.objects.filter(batch=batch, number=other).update(cases=[])
    hide(cast, mine, unit=cast.officer.unit_id, exempt=[cast.officer.user_id])
    assert one in numbers(cast.officer, batch)
    hide(cast, second, user=cast.officer.user_id)
    assert one not in numbers(cast.officer, batch)


def test_who_does_not_see_all_of_it_takes_nothing_back_and_reads_nothing_anew(cast):
    batch = applied(cast, ROSA, LUZ)
    one, _other = first_rows(batch)
    hide(cast, file_of(batch, one), user=cast.officer.user_id)
    with acting_as(cast.officer) as by, pytest.raises(Invalid, match="otra persona"):
        actions.undo_batch(id=new_id(), seen=batch.version, batch=batch.pk, by=by)
    assert fresh(cast.officer, batch).state == "applied" and len(numbers(LOOKER, batch)) == len(numbers(cast.officer, batch)) + 1
    waiting = read(cast.officer, register(LUZ, ROSA, ADULT))
    with acting_as(LOOKER):
        Row.objects.filter(batch=waiting, kind="quarantined").update(
            known_people=[Case.objects.get(pk=file_of(batch, one)).person_id]
        )
    for deed in (actions.begin_reading, actions.discard_batch):
        with acting_as(cast.officer) as by, pytest.raises(Invalid, match="otra persona"):
            deed(id=new_id(), seen=waiting.version, batch=waiting.pk, by=by)


def test_applying_stops_where_a_row_is_out_of_sight_and_a_colleague_ends_it(cast):
    batch = applied(cast, ROSA)
    (one,) = first_rows(batch)
    case = file_of(batch, one)
    waiting = read(cast.officer, register(LUZ, "NI 5-2024;16/03/2024;CCORI HUAMAN, Ana;14;F"))
    with acting_as(LOOKER):
        Row.objects.filter(batch=waiting, number=first_rows(waiting)[0]).update(
            known_people=[Case.objects.get(pk=case).person_id]
        )
    hide(cast, case, user=cast.officer.user_id)
    with pytest.raises(Invalid, match="otra persona"):
        runs.apply(cast.officer, waiting.pk)
    assert fresh(cast.officer, waiting).done == 1
    assert runs.apply(cast.officer_two, waiting.pk).state == "applied"


def test_the_file_itself_is_gone_once_its_rows_can_be_hidden(cast):
    batch = read(cast.officer, register(ROSA))
    with acting_as(cast.officer) as by:
        assert Piece.objects.filter(batch=batch).exists()
        actions.begin_applying(id=new_id(), seen=batch.version, batch=batch.pk, by=by)
        assert not Piece.objects.filter(batch=batch).exists()


def test_nobody_writes_a_rows_walls_by_hand(cast):
    batch = applied(cast, ROSA)
    (one,) = first_rows(batch)
    hide(cast, file_of(batch, one), user=cast.officer.user_id)
    with acting_as(cast.officer_two):
        Row.objects.filter(batch=batch, number=one).update(
            hidden=[], scope=[0, cast.outsider.unit_id], exempt=[-cast.officer.user_id]
        )
        row = Row.objects.get(batch=batch, number=one)
    assert row.hidden == [-cast.officer.user_id] and row.exempt == [] and row.scope == [0, cast.officer.unit_id]


def test_an_exclusion_taken_away_lets_see_again(cast):
    batch = applied(cast, ROSA)
    (one,) = first_rows(batch)
    made = hide(cast, file_of(batch, one), user=cast.officer.user_id)
    Exclusion.objects.filter(pk=made.pk).delete()
    assert one in numbers(cast.officer, batch)


BORN = "Nota informativa;Fecha;Apellidos y nombres;F. Nacimiento;Sexo"
ANA, EVA = "QUISPE MAMANI, Ana Luz", "APAZA CHURA, Eva Sol"


def born(*rows):
    return "\n".join([BORN, *rows]).encode()


def test_a_row_about_two_children_the_unit_knew_follows_the_files_of_both(cast):
    applied_one = runs.apply(
        cast.officer,
        read(cast.officer, born(f"NI 1-2024;15/03/2024;{ANA};10-02-2011;F", f"NI 2-2024;16/03/2024;{EVA};11-03-2012;F")).pk,
    )
    second = file_of(applied_one, first_rows(applied_one)[1])
    both = f"NI 3-2024;17/03/2024;{ANA} / {EVA};10-02-2011 / 11-03-2012;F / F"
    later = read(cast.officer_two, born(both, both, "NI 4-2024;18/03/2024;CCORI HUAMAN, Flor Alba;12-04-2012;F"))
    row, again, other = first_rows(later)
    with acting_as(LOOKER):
        known = {one.number: len(one.known_people) for one in Row.objects.filter(batch=later).exclude(kind="aside")}
    assert known == {row: 2, again: 2, other: 0}
    exclusion = hide(cast, second, user=cast.officer.user_id)
    assert row not in numbers(cast.officer, later) and again not in numbers(cast.officer, later)
    assert other in numbers(cast.officer, later) and row in numbers(cast.officer_two, later)
    with acting_as(cast.dpo) as by:
        end_exclusion(id=new_id(), seen=exclusion.version, exclusion=exclusion.pk, by=by)
    assert row in numbers(cast.officer, later)


def test_a_row_that_repeats_two_earlier_rows_follows_both(cast):
    rows = (f"NI 1-2024;15/03/2024;{ANA};10-02-2011;F", f"NI 1-2024;15/03/2024;{EVA};11-03-2012;F")
    batch = applied_born(cast, *rows, f"NI 1-2024;15/03/2024;{ANA} / {EVA};10-02-2011 / 11-03-2012;F / F")
    one, two, both = first_rows(batch)
    with acting_as(LOOKER):
        assert Row.objects.get(batch=batch, number=both).repeats == [one, two]
    hide(cast, file_of(batch, two), user=cast.officer.user_id)
    assert numbers(cast.officer, batch)[-1] == one and both in numbers(cast.officer_two, batch)


def applied_born(cast, *rows):
    return runs.apply(cast.officer, read(cast.officer, born(*rows)).pk)


def test_no_sum_counts_a_row_that_is_hidden(cast):
    batch = applied(cast, ROSA, AGAIN, LUZ, ADULT)
    hide(cast, file_of(batch, first_rows(batch)[0]), user=cast.officer.user_id)
    for name, law, files in (("officer", "1 para crear + 1 en espera + 0 repetidas + 0 unidas = 2 filas", 1),
                             ("officer_two", "2 para crear + 1 en espera + 1 repetidas + 0 unidas = 4 filas", 2)):  # fmt: skip
        client = signed_in(cast, name)
        for address in (reverse("register", args=[batch.pk]), reverse("registers")):
            assert law in client.get(address).content.decode(), (name, address)
        said = client.get(reverse("register_undo", args=[batch.pk])).content.decode()
        assert f"Se elimina{'n' if files > 1 else ''} {files} expediente" in said
    assert fresh(cast.officer_two, batch).rows == 4
