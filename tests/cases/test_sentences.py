"""Every knot that an action ties has its sentence, in both languages, and every code in it a meaning."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

import amparo.cases.actions
from amparo.cases import sentences, states
from amparo.core import codelists

FOLDER = Path(amparo.cases.actions.__file__).parent
PENAL = ("complaint", "taken", "interview", "formalised", "accusation", "trial", "judgment", "reparation", "archived")
STEPS = {"court_": states.MEASURE, "goal_": states.GOAL, "stay_": states.STAY}


def kinds():
    """The kinds in the calls of `knot`; those made of a state or step are written out."""
    found = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "knot":
                found |= written(node.args[1])
    return found


def written(argument):
    if isinstance(argument, ast.Constant):
        return {argument.value}
    prefix = argument.values[0].value
    if prefix == "penal_":
        return {prefix + step for step in PENAL}
    if prefix == "referral_":
        return {prefix + state for state in states.REFERRAL if state != "sent"}
    return {prefix + step for steps in STEPS[prefix].values() for step in steps}


def test_every_knot_has_a_sentence_and_no_sentence_is_left_over():
    assert kinds() == set(sentences.SENTENCES)


@pytest.mark.parametrize("language", ["es", "en"])
def test_sentences_are_whole_without_any_code(language, db):
    with override(language):
        for kind in sentences.SENTENCES:
            text = sentences.sentence(kind)
            assert text.endswith(".")
            assert "%" not in text
            if language == "en":
                assert text.isascii()


def test_codes_mean_something_in_both_languages(db):
    assert sentences.sentence("triaged", ["risk:high"]) == "Se clasificó el aviso. Riesgo: alto."
    assert sentences.sentence("alert", ["channel:police_station"]) == "Llegó el aviso. Vía: comisaría."
    assert sentences.sentence("screened", ["outcome:presumed"]) == "Terminó el tamizaje: hay señales de trata."
    with override("en"):
        assert sentences.sentence("referred", ["service:health"]) == "Referred: health."
        assert sentences.sentence("triaged", ["risk:high"]) == "The alert was triaged. Risk: high."


def test_each_prefix_has_its_list(db):
    for code_list in sentences.LISTS.values():
        assert codelists.items(code_list)


def test_what_nobody_knows_still_says_that_something_was():
    assert sentences.sentence("of_another_time", ["x:y"]) == "Se registró un hecho."


def test_only_what_needs_somebody_is_red():
    assert sentences.knot_of("stay_leave_unannounced") == "late"
    assert sentences.knot_of("visited", ["follow_up_outcome:retrafficking"]) == "late"
    assert sentences.knot_of("visited", ["follow_up_outcome:safe"]) == "done"
