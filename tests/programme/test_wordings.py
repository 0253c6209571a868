"""Correcting what a commitment or a line of the plan says: by whom, until when, and what it said before stays readable."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.access.models import AuditLine
from amparo.core.errors import Conflict, Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.desk.models import Notice
from amparo.programme import actions as act
from amparo.programme.actions.work_plan import WorkStep
from amparo.programme.figures.commitments import figures
from amparo.programme.models import Amendment
from amparo.programme.rules_wordings import by_amendment, changed, reason_given, says_otherwise
from tests.cases.conftest import demo_door
from tests.cases.pages import counted, signed_in, text
from tests.programme.pages import get, post, refused
from tests.programme.parts.activities import planned
from tests.programme.parts.wordings import proposed, words, work_words
from tests.programme.promises import promised

__all__ = ["demo_door"]
pytestmark = pytest.mark.django_db
BASE = "/alianza/test-2025/compromisos/"


def reword(made, row, who="us", **more):
    with acting_as(made.cast.actors[who]) as by:
        return act.reword_commitment(id=new_id(), seen=row.version, commitment=row.pk, facts=words(**more), by=by)


def reword_line(made, row, who="partner", **more):
    with acting_as(made.cast.actors[who]) as by:
        return act.reword_work(id=new_id(), seen=row.version, item=row.pk, facts=work_words(**more), by=by)


def amended(made):
    with acting_as(made.cast.us) as by:
        return Amendment.objects.create(
            compact=made.compact, unit_id=by.unit_id, by=by.user_code, number=1, instrument_es="Canje de notas", instrument_en="Exchange of notes"
        )  # fmt: skip


def before(made, row, who="evaluator"):
    """What a row said before, the first version first, and why it said that: its first words have no reason."""
    with acting_as(made.cast.actors[who]) as by:
        rows = type(row).every.visible_to(by).filter(replaced_by=row.pk).order_by("replaced_at")
        names = ("text_es", "text_en") if hasattr(row, "text_es") else ("title_es", "title_en")
        return [(one.version, *(getattr(one, name) for name in names), one.reason) for one in rows]


def verified(made, row, about, who="us"):
    with acting_as(made.cast.actors[who]) as by:
        act.give_verdict(id=new_id(), seen=row.version, about=about, about_id=row.pk, accepted=True, words="", by=by)


# ---------------------------------------------------------------- a commitment


def test_who_proposed_it_corrects_it_until_the_other_side_agrees_and_each_text_is_kept(compact):
    row = proposed(compact)
    row = reword(compact, row, text_en="Open five centres")
    row = reword(compact, row, text_es="Abrir seis centros", text_en="Open five centres", why="Otra vez.")
    assert (row.text_es, row.text_en, row.state) == ("Abrir seis centros", "Open five centres", "proposed")
    assert before(compact, row) == [
        (1, "Abrir cuatro centros", "Open four centres", ""),
        (2, "Abrir cinco centros", "Open five centres", "Se contó mal."),
    ]
    assert (row.version, row.reason) == (3, "Otra vez.")
    line = AuditLine.objects.filter(subject=row.code).order_by("-seq").first()
    assert line.detail == "step=reword;compact=test-2025"


def test_the_other_side_is_told_and_does_not_agree_to_a_text_it_did_not_read(compact):
    row = proposed(compact)
    reword(compact, row)
    with acting_as(compact.cast.peru) as by:
        assert Notice.objects.filter(kind="programme.reworded", unit_id=by.unit_id).count() == 1
        with pytest.raises(Conflict):
            act.step_commitment(id=new_id(), seen=row.version, commitment=row.pk, step="agree", facts=act.StepFacts(), by=by)


def test_after_both_agreed_only_an_amendment_changes_it(compact):
    row = promised(compact)
    with pytest.raises(Invalid) as problem:
        reword(compact, row, "peru")
    assert list(problem.value.messages) == ["amendment"] and "solo con una modificación" in str(problem.value.messages)
    with pytest.raises(Invalid):
        reword(compact, row, "peru", amendment=new_id())
    of = amended(compact)
    row = reword(compact, row, "peru", amendment=of.pk)
    assert row.text_es == "Abrir cinco centros" and row.state == "agreed"
    assert row.reworded_by_id == of.pk and len(before(compact, row)) == 1


def test_who_accepts_what_it_proposed_itself_agreed_to_nothing(compact):
    row = proposed(compact)  # by the United States, for Peru
    verified(compact, row, "commitment")
    assert reword(compact, row).text_es == "Abrir cinco centros"


def test_an_accepted_proposal_counts_as_agreed(compact):
    row = proposed(compact, "peru")
    verified(compact, row, "commitment")
    with pytest.raises(Invalid) as problem:
        reword(compact, row, "peru")
    assert "amendment" in problem.value.messages
    assert "¿Qué modificación del acuerdo lo cambia?" in get(compact, "peru", f"{BASE}{row.code}/texto/")


@pytest.mark.parametrize(
    ("state", "who", "error"),
    [
        ("proposed", "us", Denied), ("agreed", "us", Denied), ("in_progress", "us", Denied), ("met", "peru", Invalid),
        ("withdrawn", "peru", Invalid), ("agreed", "partner", Denied), ("agreed", "evaluator", Denied), ("agreed", "outsider", NotFound),
    ],
)  # fmt: skip
def test_neither_side_rewords_the_others_and_nobody_what_is_over(compact, state, who, error):
    row = promised(compact, state=state)
    with pytest.raises(error):
        reword(compact, row, who)
    assert before(compact, row) == []


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"text_es": " "}, "text_es"),
        ({"text_es": "Abrir cuatro centros", "text_en": "Open four centres"}, "text_es"),
        ({"why": " "}, "why"),
        ({"text_es": "Atender a 70000001"}, "text_es"),
        ({"why": "Lo pidió ana@example.pe"}, "why"),
    ],
)
def test_a_correction_that_cannot_be_is_one_sentence_beside_its_field(compact, facts, field):
    row = proposed(compact)
    with pytest.raises(Invalid) as problem:
        reword(compact, row, **facts)
    assert list(problem.value.messages) == [field] and len(problem.value.messages[field]) == 1
    assert before(compact, row) == []


def test_what_was_said_is_never_written_again(compact):
    row = reword(compact, proposed(compact))
    for sql in (
        "UPDATE programme_commitment SET text_es = 'x' WHERE replaced_by_id = %s",
        "DELETE FROM programme_commitment WHERE replaced_by_id = %s",
    ):
        with acting_as(compact.cast.us), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [row.pk])


def test_figures_of_an_earlier_day_say_what_it_said_then(compact):
    row = proposed(compact, on=timezone.localdate() - timedelta(3))
    reword(compact, row)
    with acting_as(compact.cast.peru) as by:
        today, earlier = (
            [
                one
                for one in figures(by, compact.compact, timezone.localdate() - timedelta(days))
                if one.key == f"commitment:{row.code}"
            ]
            for days in (0, 2)
        )
    assert "cinco centros" in today[0].label_es and "cuatro centros" in earlier[0].label_es and "four" in earlier[0].label_en


def test_by_hand_from_the_page_of_the_commitment(compact):
    row = proposed(compact)
    page = get(compact, "us", f"{BASE}{row.code}/")
    assert f"{BASE}{row.code}/texto/" in page and f"{BASE}{row.code}/texto/" not in get(compact, "peru", f"{BASE}{row.code}/")
    form = get(compact, "us", f"{BASE}{row.code}/texto/")
    assert "Abrir cuatro centros" in form and "¿Por qué se corrige?" in form and "modificación del acuerdo" not in form
    kept = refused(compact, "us", f"{BASE}{row.code}/texto/", seen=row.version, text_es="Abrir nueve centros", why="")
    assert "Abrir nueve centros" in kept
    client, sent = (
        signed_in(compact.cast, "us"),
        {"id": str(new_id()), "seen": row.version, "text_es": "Abrir nueve centros", "why": "Error."},
    )
    assert [client.post(f"{BASE}{row.code}/texto/", sent).status_code for _click in range(2)] == [302, 302]
    assert len(before(compact, row)) == 1, "once"
    with counted(12):
        page = text(client.get(f"{BASE}{row.code}/"))
    assert "Lo que decía antes" in page and "Abrir cuatro centros" in page and "gov-us, del" in page and "Error." in page
    post(compact, "us", f"{BASE}{row.code}/texto/", 409, seen=1, text_es="Otro", why="x")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "What it said before" in text(client.get(f"{BASE}{row.code}/"))


def test_the_form_of_an_agreed_one_asks_for_the_amendment(compact):
    row, of = promised(compact), amended(compact)
    assert "Canje de notas" in get(compact, "peru", f"{BASE}{row.code}/texto/")
    assert "solo con una modificación" in refused(
        compact, "peru", f"{BASE}{row.code}/texto/", seen=1, text_es="Otro", why="x", amendment=""
    )
    post(compact, "peru", f"{BASE}{row.code}/texto/", seen=1, text_es="Otro", why="x", amendment=str(of.pk))
    assert "Canje de notas" in get(compact, "partner", f"{BASE}{row.code}/").split('id="antes"')[1]


@pytest.mark.parametrize("who", ["outsider", "officer", "admin"])
def test_who_takes_no_part_finds_no_form(compact, who):
    row = proposed(compact)
    for address in (f"{BASE}{row.code}/texto/", f"/alianza/test-2025/actividades/plan/{planned(compact).pk}/texto/"):
        assert signed_in(compact.cast, who).get(address).status_code in (302, 403, 404)


# ---------------------------------------------------------------- a line of the plan


def test_a_line_of_ones_own_plan_is_corrected_and_what_it_said_stays(compact):
    row = planned(compact, title_en="Workshops")
    row = reword_line(compact, row)
    assert (row.title_es, row.title_en) == ("Talleres en colegios", "")
    assert before(compact, row, "us") == [(1, "Talleres en escuelas", "Workshops", "")]
    assert before(compact, row, "other_partner") == [], "another partner's plan stays unseen, and so does what it said"


@pytest.mark.parametrize(
    ("who", "error"),
    [("us", Denied), ("subrecipient", NotFound), ("other_partner", NotFound), ("evaluator", Denied), ("outsider", NotFound)],
)
def test_nobody_rewords_the_line_of_another(compact, who, error):
    with pytest.raises(error):
        reword_line(compact, planned(compact), who)


def test_a_line_that_is_over_or_was_accepted_says_what_it_said(compact):
    row = planned(compact)
    with acting_as(compact.cast.partner) as by:
        over = act.move_work(id=new_id(), seen=row.version, item=row.pk, facts=WorkStep("cancel"), by=by)
    with pytest.raises(Invalid):
        reword_line(compact, over)
    other = planned(compact)
    verified(compact, other, "work_item", "peru")
    with pytest.raises(Invalid) as problem:
        reword_line(compact, other)
    assert "Ya aceptaron esta actividad" in str(problem.value.messages)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title_es": ""}, "title_es"), ({"output_es": " "}, "output_es"), ({"why": ""}, "why"),
        ({"title_es": "Talleres en escuelas"}, "title_es"), ({"output_es": "Con 70000001"}, "output_es"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_so_is_one_sentence(compact, facts, field):
    with pytest.raises(Invalid) as problem:
        reword_line(compact, planned(compact), **facts)
    assert list(problem.value.messages) == [field]


def test_a_line_by_hand(compact):
    row = planned(compact)
    here = f"/alianza/test-2025/actividades/plan/{row.pk}/"
    assert f"{here}texto/" in get(compact, "partner", here) and f"{here}texto/" not in get(compact, "us", here)
    data = {"title_es": "Talleres en colegios", "output_es": "Escuelas que previenen", "why": "Así se llaman."}
    assert "Talleres en colegios" in refused(compact, "partner", f"{here}texto/", seen=row.version, **{**data, "why": ""})
    post(compact, "partner", f"{here}texto/", seen=row.version, **data)
    page = get(compact, "partner", here)
    assert "<h1>Talleres en colegios</h1>" in page and "Talleres en escuelas" in page.split('id="antes"')[1]
    post(compact, "us", f"{here}texto/", 403, seen=2, **data)


# ---------------------------------------------------------------- the rules


def test_the_rules_alone():
    assert changed({"a": "x", "b": ""}, {"a": "x", "b": "y"}) == {"b": ""}
    assert says_otherwise({"a": "x"}, {"a": "y"}, needed=("a",)) == {}
    assert "a" in says_otherwise({"a": "x"}, {"a": "x"}, needed=("a",)) and "a" in says_otherwise(
        {"a": "x"}, {"a": ""}, needed=("a",)
    )
    assert reason_given("x") == {} and "why" in reason_given("  ")
    assert by_amendment(agreed=False, amended=False) == {} == by_amendment(agreed=True, amended=True)
    assert "amendment" in by_amendment(agreed=True, amended=False)
