"""Trainings: who came is counted once over all of them; hours and tests that cannot be; who may write and who reads names."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from amparo.core.errors import Conflict, Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme import officials
from amparo.programme.attendance_list import read
from amparo.programme.models import Attendance, Official, Training
from amparo.programme.queries import trainings
from amparo.programme.queries.narrow import Narrow
from amparo.programme.rules_activities import normal_document
from tests.programme.parts.activities import DAY, attended, course, held, official, training, under

pytestmark = pytest.mark.django_db


def said(problem):
    return " ".join(text for texts in problem.value.messages.values() for text in texts)


def one_by_one(made, row, facts, by="partner"):
    with acting_as(made.cast.actors[by]) as actor:
        seen = Training.objects.visible_to(actor).get(pk=row.pk).version
        return act.attend(id=new_id(), seen=seen, training=row.pk, facts=facts, by=actor)


def counted(made, by="us", **narrow):
    with acting_as(made.cast.actors[by]) as actor:
        return trainings.count(trainings.came(actor, made.compact, Narrow(**narrow)))


def test_the_same_official_is_counted_once_over_all_trainings_and_partners(compact):
    first, second, elsewhere = training(compact), training(compact), training(compact, "other_partner")
    attended(first, compact, official(1), official(2))
    attended(second, compact, official(2), official(3))
    one_by_one(compact, elsewhere, official(1), by="other_partner")
    counts = counted(compact)
    assert (counts.attendances, counts.officials) == (5, 3)
    assert (counted(compact, "partner").attendances, counted(compact, "partner").officials) == (4, 3)
    assert (counted(compact, "other_partner").attendances, counted(compact, "other_partner").officials) == (1, 1)
    with acting_as(compact.cast.us) as by:
        assert Official.objects.visible_to(by).count() == 3


def test_a_document_is_the_same_however_it_is_written(compact):
    row = training(compact)
    one_by_one(compact, row, official(1))
    for document in ("70000001-3", "70 000 001", "70.000.001"):
        one_by_one(compact, row, official(1, hours=9).__class__(**{**vars(official(1, hours=9)), "document": document}))
    assert counted(compact).officials == 1
    assert counted(compact).hours == 9  # the last word corrects
    assert normal_document("ab 123-456") == "AB123456"


def test_counts_by_institution_post_sex_and_region_sum_to_all(compact):
    row, other = training(compact), training(compact)
    attended(
        row,
        compact,
        official(1),
        official(2, institution="mpfn", post="prosecutor", sex="male", region="16"),
        official(3, sex="male"),
    )
    attended(other, compact, official(2), official(4, institution="unknown", post="unknown", sex="unknown", region=""))
    counts = counted(compact)
    assert counts.officials == 4
    found = {name: {part.code: (part.attendances, part.officials) for part in parts} for name, parts in counts.parts.items()}
    assert found["institution"] == {
        "pnp": (2, 2),
        "mpfn": (2, 1),
        "unknown": (1, 1),
    }  # official 2 is of the Ministerio Público in both
    assert found["post"] == {"police": (2, 2), "prosecutor": (2, 1), "unknown": (1, 1)}
    assert found["sex"] == {"female": (1, 1), "male": (3, 2), "unknown": (1, 1)}
    assert found["region"] == {"08": (2, 2), "16": (2, 1), "00": (1, 1)}


def test_what_was_unknown_of_an_official_is_learnt_and_what_is_known_stays(compact):
    row = training(compact)
    one_by_one(compact, row, official(1, institution="unknown", region="", sex="unknown"))
    one_by_one(compact, row, official(1, institution="pj", region="17", sex="female"))
    one_by_one(compact, row, official(1, institution="minsa", region="08"))
    parts = counted(compact).parts
    assert [part.code for part in parts["institution"]] == ["pj"]
    assert [part.code for part in parts["region"]] == ["17"]


def test_gain_says_how_many_have_both_tests(compact):
    row = training(compact)
    marks = [(Decimal(40), Decimal(80)), (Decimal(50), Decimal(60)), (None, Decimal(90)), (Decimal(30), None), (None, None)]
    attended(
        row, compact, *(official(number, before=before, after=after) for number, (before, after) in enumerate(marks, start=1))
    )
    counts = counted(compact)
    assert (counts.gain, counts.both, counts.attendances) == (Decimal("25.0"), 2, 5)
    attended(training(compact), compact, official(9))
    assert counted(compact, region="16").gain is None


def test_counts_narrow_by_region_period_and_objective(compact):
    attended(training(compact), compact, official(1))
    other = course(compact, title_es="Otro", objective=compact.objectives[1].pk)
    attended(
        training(compact, of=other, starts=date(2026, 5, 4), ends=date(2026, 5, 4), regions=("16",)),
        compact,
        official(1),
        official(2),
    )
    assert counted(compact).officials == 2
    for narrow, officials_ in (
        ({"region": "08"}, 1), ({"region": "16"}, 2), ({"region": "17"}, 0), ({"objective": 2}, 2), ({"objective": 3}, 0),
        ({"until": date(2026, 4, 1)}, 1), ({"since": date(2026, 4, 1)}, 2),
    ):  # fmt: skip
        assert counted(compact, **narrow).officials == officials_, narrow


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"hours": 17}, "Anotó 17 horas y la capacitación tiene 16"),
        ({"hours": 0}, "Escriba cuántas horas asistió"),
        ({"before": Decimal(-1)}, "La nota va de 0 a 100"),
        ({"after": Decimal("100.01")}, "La nota va de 0 a 100"),
        ({"document": "7012345"}, "El documento tiene 7 cifras y el DNI tiene 8"),
        ({"document": "70123456789"}, "Revise el documento"),
        ({"document": "ABCDEF"}, "Revise el documento"),
        ({"name": "12345"}, "Escriba el nombre de la persona"),
        ({"institution": "fbi"}, "Elija una de las opciones"),
        ({"sex": "x"}, "Elija una de las opciones"),
        ({"region": "77"}, "Elija regiones de la lista"),
    ],
)
def test_what_cannot_be_right_is_one_sentence_and_nothing_is_kept(compact, facts, sentence):
    row = training(compact)
    wrong = type(official())(**{**vars(official(2)), **facts, "line": 2})
    with pytest.raises(Invalid) as problem:
        one_by_one(compact, row, wrong)
    assert sentence in said(problem)
    with pytest.raises(Invalid) as problem:
        attended(row, compact, official(1), wrong)
    assert f"Línea 2: {sentence}" in said(problem)
    assert counted(compact).attendances == 0  # the good line neither: nothing is half-saved


def test_a_list_does_not_say_two_things_of_one_person(compact):
    row = training(compact)
    attended(row, compact, official(1, line=1), official(1, line=2))
    assert counted(compact).attendances == 1
    with pytest.raises(Invalid) as problem:
        attended(row, compact, official(2, line=1), official(2, line=2, hours=3))
    assert "ya está en la línea 1" in said(problem)
    with pytest.raises(Invalid):
        attended(row, compact)


def test_a_document_with_somebody_elses_name_is_sent_back_and_says_no_name(compact):
    attended(training(compact), compact, official(1))
    elsewhere = training(compact, "other_partner")
    stranger = type(official())(**{**vars(official(1)), "name": "Perico Otrolado", "line": 1})
    with pytest.raises(Invalid) as problem:
        attended(elsewhere, compact, stranger, by="other_partner")
    assert "ya está registrado con otro nombre" in said(problem) and "Zulmira" not in said(problem)
    turned = type(official())(**{**vars(official(1)), "name": "QUISPETITOB, Zulmirá", "line": 1})
    attended(elsewhere, compact, turned, by="other_partner")
    with pytest.raises(Invalid):
        attended(
            training(compact),
            compact,
            official(5, line=1),
            type(official())(**{**vars(official(5)), "name": "Otra Distinta", "line": 2}),
        )


def test_a_training_that_was_not_given_has_nobody_in_it(compact):
    later = timezone.localdate() + timedelta(3)
    coming = training(compact, starts=later, ends=later)
    with pytest.raises(Invalid) as problem:
        one_by_one(compact, coming, official())
    assert "todavía no llega" in said(problem)
    with acting_as(compact.cast.partner) as by:
        with pytest.raises(Invalid):
            act.move_training(id=new_id(), seen=coming.version, training=coming.pk, step="hold", by=by)
        act.move_training(id=new_id(), seen=coming.version, training=coming.pk, step="cancel", by=by)
    with pytest.raises(Invalid):
        one_by_one(compact, coming, official())
    row = attended(training(compact), compact, official())
    with acting_as(compact.cast.partner) as by, pytest.raises(Invalid) as problem:
        act.move_training(id=new_id(), seen=row.version, training=row.pk, step="cancel", by=by)
    assert "Ya hay personas anotadas" in said(problem)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ends": DAY - timedelta(1)}, "Termina antes de empezar"),
        ({"hours": 0}, "al menos una hora"),
        ({"place": "Casa de 70123456"}, "Aquí no se escribe sobre una persona"),
        ({"regions": ("99",)}, "Elija regiones"),
        ({"work_item": new_id()}, "Elija una actividad del plan"),
    ],
)
def test_a_training_that_cannot_be_is_one_sentence(compact, facts, sentence):
    with pytest.raises(Invalid) as problem:
        training(compact, **facts)
    assert sentence in said(problem)


def test_a_course_is_once_and_its_mark_is_one(compact):
    course(compact, code="EU")
    for facts in ({"code": "EU"}, {"hours": 0}, {"passing": Decimal(101)}, {"title_es": "De 70123456"}, {"objective": new_id()}):
        with pytest.raises(Invalid):
            course(compact, **facts)
    with pytest.raises(Denied):
        course(compact, "crtp")


def test_only_who_gives_the_training_writes_and_opens_the_names(compact):
    row = attended(training(compact), compact, official())
    for who, expected in (
        ("us", Denied), ("peru", Denied), ("evaluator", Denied), ("crtp", Denied), ("other_partner", NotFound), ("subrecipient", NotFound),
    ):  # fmt: skip
        for call in (
            lambda by: act.attend(id=new_id(), seen=row.version, training=row.pk, facts=official(2), by=by),
            lambda by: act.open_attendance(id=new_id(), seen=row.version, training=row.pk, by=by),
            lambda by: act.certify(id=new_id(), seen=row.version, training=row.pk, by=by),
        ):
            with acting_as(compact.cast.actors[who]) as by, pytest.raises(expected):
                call(by)
    of_sub = attended(training(compact, "subrecipient"), compact, official(), by="subrecipient")
    with acting_as(compact.cast.partner) as by, pytest.raises(Denied):  # the prime reads the counts of its sub, not the names
        act.open_attendance(id=new_id(), seen=of_sub.version, training=of_sub.pk, by=by)


def test_opening_the_names_leaves_a_line_that_says_no_name(compact):
    row = attended(training(compact), compact, official())
    with acting_as(compact.cast.partner) as by:
        act.open_attendance(id=new_id(), seen=row.version, training=row.pk, by=by)
    line = AuditLine.objects.order_by("-pk").filter(subject=row.code).order_by("-seq").first()
    assert line.detail == "step=open_attendance"
    assert not any(word in f"{line.subject}{line.detail}" for word in ("Zulmira", "7000000"))


def test_two_who_write_at_once_do_not_overwrite_each_other(compact):
    row = training(compact)
    one_by_one(compact, row, official())
    with acting_as(compact.cast.partner) as by, pytest.raises(Conflict):
        act.attend(id=new_id(), seen=1, training=row.pk, facts=official(2), by=by)


def test_the_digest_is_of_this_compact_and_keyed(compact):
    other = new_id()
    assert officials.digest(compact.compact.pk, "70000001") == officials.digest(compact.compact.pk, "70000001-9")
    assert officials.digest(compact.compact.pk, "70000001") != officials.digest(other, "70000001")
    assert len(officials.digest(other, "70000001")) == 32


def test_a_commission_sees_the_officials_trained_in_its_region(compact):
    attended(training(compact), compact, official(1, region="16"), official(2, region=""), official(3))
    counts = counted(compact, "crtp")
    assert (counts.attendances, counts.officials) == (3, 3)
    assert counted(compact, "outsider_crtp").attendances == 0


def test_a_certificate_given_is_not_changed_any_more(compact):
    row = training(compact)
    attended(row, compact, official(1, after=Decimal(90)))
    row = held(row, compact)
    with acting_as(compact.cast.partner) as by:
        act.certify(id=new_id(), seen=row.version, training=row.pk, by=by)
    attended(row, compact, official(1, after=Decimal(90)), official(2))  # the same list again, longer
    with pytest.raises(Invalid) as problem:
        attended(row, compact, official(1, after=Decimal(20)), official(3))
    assert "ya tiene su certificado" in said(problem)
    with acting_as(compact.cast.us) as by:
        assert Attendance.objects.visible_to(by).count() == 2


# ---------------------------------------------------------------- lists


def test_a_list_is_read_in_either_language_with_tabs_or_semicolons(compact):
    text = (
        "\ufeffDocumento\tNombre\n\n70000001\tAna Ruiz\tPolicía Nacional\tpolice\tMujer\tCusco\t8\t40\t80,5\n"
        "  \n70000002;Bea Soto;National Police;Judge;male;08;16;;\n70000003;Cira Paz;;;f;;4\n"
    )
    found = read(text, 16)
    assert found.bad == []
    assert [row.line for row in found.rows] == [3, 5, 6]
    first, second, third = found.rows
    assert (first.institution, first.post, first.sex, first.region, first.hours, first.after) == (
        "pnp", "police", "female", "08", 8, Decimal("80.50"),
    )  # fmt: skip
    assert (second.institution, second.post, second.sex, second.before) == ("pnp", "judge", "male", None)
    assert (third.institution, third.post, third.sex, third.region) == ("unknown", "unknown", "female", "")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("70000001;Ana", "Faltan o sobran columnas"),
        ("70000001;Ana;pnp;police;female;08;8;1;2;más", "Faltan o sobran columnas"),
        ("7000001;Ana;pnp;police;female;08;8", "El documento tiene 7 cifras"),
        ("70000001;Ana;fbi;police;female;08;8", "No conocemos “fbi”"),
        ("70000001;Ana;pnp;police;M;08;8", "“M” puede ser mujer o masculino"),
        ("70000001;Ana;pnp;police;female;Atlántida;8", "No conocemos la región"),
        ("70000001;Ana;pnp;police;female;08;muchas", "Escriba cuántas horas asistió"),
        ("70000001;Ana;pnp;police;female;08;17", "Anotó 17 horas"),
        ("70000001;Ana;pnp;police;female;08;8;bien;", "La nota va de 0 a 100"),
        ("70000001;Ana;pnp;police;female;08;8;1e9999;", "La nota va de 0 a 100"),
        ("70000001;;pnp;police;female;08;8", "Escriba el nombre"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(compact, line, sentence):
    found = read(f"{line}\n70000009;Eva Paz;pnp;police;female;08;8\n", 16)
    assert [(wrong.line, wrong.text) for wrong in found.bad] == [(1, line)]
    assert sentence in " ".join(found.bad[0].problems)
    assert len(found.rows) == 1


def test_a_list_of_more_than_a_thousand_lines_is_sent_back(compact):
    text = "\n".join(f"{70000000 + number};Ana;pnp;police;female;08;8" for number in range(1001))
    assert "1000" in read(text, 16).bad[0].problems[0]


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_sent_back(text):
    from unittest import mock

    with mock.patch("amparo.core.codelists.items", return_value=[]):
        found = read(text, 16)
    assert len(found.rows) + len(found.bad) >= 0


# ---------------------------------------------------------------- laws

_person = st.integers(min_value=0, max_value=6)
_list = st.lists(st.tuples(_person, st.integers(1, 16)), max_size=8)
_known = {
    "institution": ("pnp", "pj", "unknown"),
    "post": ("police", "judge", "unknown"),
    "sex": ("female", "male", "unknown"),
    "region": ("08", "16", "00"),
}


def _came(lists):
    """Attendances as the query gives them: the same person always with the same institution, post, sex and region."""
    return [
        trainings.Came(person, *(values[person % 3] for values in _known.values()), hours)
        for rows in lists
        for person, hours in rows
    ]


@given(st.lists(_list, max_size=5), st.randoms())
def test_any_order_and_repetition_of_lists_counts_the_same_officials(lists, random):
    once = trainings.count(_came(lists))
    shuffled = [*lists, *lists]
    random.shuffle(shuffled)
    again = trainings.count(_came(shuffled))
    assert again.officials == once.officials
    assert again.attendances == 2 * once.attendances
    for name, parts in once.parts.items():
        assert sum(part.officials for part in parts) == once.officials
        assert sum(part.attendances for part in parts) == once.attendances
        assert {part.code: part.officials for part in parts} == {part.code: part.officials for part in again.parts[name]}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2, 0, 1, 2)])
def test_lists_in_any_order_and_twice_write_the_same_officials(compact, order):
    lists = [(official(1), official(2)), (official(2), official(3)), (official(3), official(1), official(4))]
    rows = [training(compact) for _list_ in lists]
    for which in order:
        attended(rows[which], compact, *lists[which])
    counts = counted(compact)
    assert (counts.officials, counts.attendances) == (4, 7)
    assert {part.code: part.officials for part in counts.parts["institution"]} == {"pnp": 4}
    with acting_as(compact.cast.partner) as by:
        assert under(compact).award and Official.objects.visible_to(by).count() == 4
