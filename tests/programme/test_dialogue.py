"""The annual dialogue: chosen in advance by both sides until a day the system keeps, held, followed up, closed."""

from datetime import timedelta

import pytest

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.desk.models import Task
from amparo.programme.actions.dialogue import DialogueFacts, PastFacts, Texts
from amparo.programme.actions.table import AgendaFacts, AgreementFacts, DelegateFacts
from amparo.programme.models import AgendaItem, Delegate, Dialogue, DialogueAgreement, DialogueChoice, FollowUp
from tests.programme import dialogues as d

TEXTS = Texts("El acta.", "The minutes.", "La declaración.", "The statement.")


def sentence(error):
    return " ".join(text for texts in error.value.messages.values() for text in texts)


def tasks(compact, unit, kind):
    with acting_as(getattr(compact.cast, unit)):
        rows = Task.objects.visible_to(getattr(compact.cast, unit)).filter(kind=kind, state="open")
        return list(rows.filter(unit_id=getattr(compact.cast, unit).unit_id))


def test_one_side_proposes_and_the_other_agrees_or_declines(compact):
    row = d.choosing(compact)
    mine = d.proposed(compact, row)
    with pytest.raises(Denied):
        d.do("answer_choice", compact.cast.us, seen=mine.version, choice=mine.pk, agree=True)
    done = d.do("answer_choice", compact.cast.peru, seen=mine.version, choice=mine.pk, agree=True)
    assert (done.state, done.answered_at is not None) == ("agreed", True)
    theirs = d.proposed(compact, row, compact.cast.peru, question_es="¿Qué falta?", question_en="What is missing?")
    no = d.do("answer_choice", compact.cast.us, seen=theirs.version, choice=theirs.pk, agree=False)
    assert no.state == "declined"
    assert d.do("propose_again", compact.cast.peru, seen=no.version, choice=no.pk).state == "proposed"


def test_the_deadline_is_kept_by_the_system(compact):
    row = d.choosing(compact)
    choice = d.proposed(compact, row)
    with acting_as(compact.cast.us):
        Dialogue.objects.visible_to(compact.cast.us).filter(pk=row.pk).update(choose_by=d.today() - timedelta(days=1))
    for by in (compact.cast.us, compact.cast.peru):
        with pytest.raises(Invalid, match="plazo"):
            d.proposed(compact, row, by, question_es="¿Y?", question_en="And?")
    with acting_as(compact.cast.us):
        assert DialogueChoice.objects.visible_to(compact.cast.us).filter(dialogue=row).count() == 1
    d.do("answer_choice", compact.cast.peru, seen=choice.version, choice=choice.pk, agree=True)  # an answer is no addition


def test_the_desk_of_both_sides_reminds_until_the_deadline(compact):
    row = d.choosing(compact)
    for side in ("us", "peru"):
        (task,) = tasks(compact, side, "programme.choose")
        assert task.due_at.date() >= row.choose_by
    choice = d.proposed(compact, row)
    assert not tasks(compact, "us", "programme.answer_choice")
    assert tasks(compact, "peru", "programme.answer_choice")
    d.do("answer_choice", compact.cast.peru, seen=choice.version, choice=choice.pk, agree=True)
    assert not tasks(compact, "peru", "programme.answer_choice")
    d.do("close_choice", compact.cast.us, seen=d.now(compact, row).version, dialogue=row.pk)
    assert not tasks(compact, "us", "programme.choose") and not tasks(compact, "peru", "programme.choose")


def test_a_dialogue_without_an_agreed_indicator_is_not_prepared(compact):
    row = d.choosing(compact)
    d.agreed(compact, row, question_es="¿Qué falta?", question_en="What is missing?")
    with pytest.raises(Invalid, match="indicador"):
        d.do("close_choice", compact.cast.us, seen=d.now(compact, row).version, dialogue=row.pk)
    d.agreed(compact, row)
    d.proposed(compact, row, code="P2")
    with pytest.raises(Invalid, match="sin respuesta"):
        d.do("close_choice", compact.cast.us, seen=d.now(compact, row).version, dialogue=row.pk)


def test_an_empty_choice_gets_a_new_deadline_and_a_used_one_does_not(compact):
    row = d.choosing(compact)
    with acting_as(compact.cast.us):
        Dialogue.objects.visible_to(compact.cast.us).filter(pk=row.pk).update(choose_by=d.today() - timedelta(days=1))
    again = d.do("open_choice", compact.cast.us, seen=row.version, dialogue=row.pk, choose_by=d.today() + d.WEEK)
    assert (again.state, again.choose_by) == ("choosing", d.today() + d.WEEK)
    with pytest.raises(Invalid):
        d.do("open_choice", compact.cast.us, seen=again.version, dialogue=row.pk, choose_by=d.today() + d.WEEK)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "una cosa por vez"),
        ({"question_es": "¿Qué pasó con 12345678?", "question_en": "What?"}, "número de documento"),
        ({"question_en": "What is missing?"}, "una cosa por vez"),
    ],
)
def test_a_bad_proposal_gets_one_sentence(compact, facts, words):
    row = d.choosing(compact)
    with pytest.raises(Invalid, match=words) as error:
        from amparo.programme.actions.choices import ChoiceFacts

        d.do("propose_choice", compact.cast.us, seen=row.version, dialogue=row.pk, facts=ChoiceFacts(**facts))
    assert sentence(error)


def test_a_question_may_be_asked_in_spanish_alone(compact):
    row = d.choosing(compact)
    choice = d.proposed(compact, row, question_es="¿Qué falta?")
    assert (choice.question_es, choice.question_en) == ("¿Qué falta?", "")


def test_the_preparation_stays_between_the_governments_until_it_is_held(compact):
    row = d.prepared(compact)
    table(compact, row)
    for name in ("us", "peru", "evaluator"):
        assert d.rows(compact, getattr(compact.cast, name))
    for name in ("partner", "subrecipient", "crtp", "cmnp", "outsider"):
        assert not d.rows(compact, getattr(compact.cast, name)), name
    row = d.now(compact, row)
    d.do("hold_dialogue", compact.cast.peru, seen=row.version, dialogue=row.pk, held_on=d.today())
    partner = compact.cast.partner
    assert d.rows(compact, partner)
    with acting_as(partner):
        seen = Dialogue.objects.visible_to(partner).get(pk=row.pk)
        assert seen.snapshot and seen.snapshot.figures.count()
        for model in (DialogueChoice, Delegate, AgendaItem):
            assert model.objects.visible_to(partner).filter(dialogue=row).exists(), model


def table(compact, row):
    d.do("add_delegate", compact.cast.us, seen=d.now(compact, row).version, dialogue=row.pk,
         facts=DelegateFacts("us", "Ana Ejemplo", "Embajadora", "Ambassador", True))  # fmt: skip
    return d.do("add_agenda_item", compact.cast.peru, seen=d.now(compact, row).version, dialogue=row.pk,
                facts=AgendaFacts("Avances", "Progress", 30, "host"))  # fmt: skip


def test_each_side_takes_off_what_it_wrote(compact):
    row = d.planned(compact)
    item = table(compact, row)
    with pytest.raises(NotFound):
        d.do("strike_from_table", compact.cast.us, seen=d.now(compact, row).version, dialogue=row.pk, row=item.pk)
    d.do("strike_from_table", compact.cast.peru, seen=d.now(compact, row).version, dialogue=row.pk, row=item.pk)
    with acting_as(compact.cast.us):
        assert not AgendaItem.objects.visible_to(compact.cast.us).filter(pk=item.pk).exists()


def agreement(compact, row, **more):
    facts = {"text_es": "Abrir dos centros.", "text_en": "Open two centres.", "side": "host",
             "owner": compact.organisations["mimp"].pk, "due": PartialDate(2027, 12), **more}  # fmt: skip
    return d.do(
        "add_agreement", compact.cast.us, seen=d.now(compact, row).version, dialogue=row.pk, facts=AgreementFacts(**facts)
    )


def test_agreements_are_followed_up_at_the_next_dialogue_before_it_closes(compact):
    old = d.past(compact)
    one = agreement(compact, old)
    row = d.held(compact)
    row = d.do("write_minutes", compact.cast.us, seen=row.version, dialogue=row.pk, texts=TEXTS)
    with pytest.raises(Invalid, match="acuerdos anteriores"):
        d.do("close_dialogue", compact.cast.us, seen=row.version, dialogue=row.pk)
    told = d.do("follow_up", compact.cast.peru, seen=one.version, agreement=one.pk, dialogue=row.pk, state="partly",
                words_es="Uno de dos.", words_en="One of two.")  # fmt: skip
    assert told.state == "partly"
    assert d.do("close_dialogue", compact.cast.us, seen=row.version, dialogue=row.pk).state == "closed"
    with acting_as(compact.cast.partner):
        assert FollowUp.objects.visible_to(compact.cast.partner).count() == 1


def test_an_agreement_is_not_followed_up_at_its_own_dialogue(compact):
    old = d.past(compact)
    one = agreement(compact, old)
    with pytest.raises(Invalid, match="posterior"):
        d.do(
            "follow_up",
            compact.cast.us,
            seen=one.version,
            agreement=one.pk,
            dialogue=old.pk,
            state="met",
            words_es="",
            words_en="",
        )


def test_minutes_and_statement_are_in_both_languages(compact):
    row = d.held(compact)
    with pytest.raises(Invalid, match="inglés"):
        d.do("write_minutes", compact.cast.us, seen=row.version, dialogue=row.pk, texts=Texts("El acta."))
    with pytest.raises(Invalid, match="dos idiomas"):
        d.do("close_dialogue", compact.cast.us, seen=row.version, dialogue=row.pk)
    row = d.do("write_minutes", compact.cast.us, seen=row.version, dialogue=row.pk, texts=TEXTS)
    assert (row.minutes_en, row.statement_es) == ("The minutes.", "La declaración.")


def test_a_dialogue_of_the_past_is_recorded_as_its_source_tells_it(compact):
    row = d.past(compact, 3, PartialDate(2022), date_inferred=True)
    assert (row.state, str(row.held_on), row.date_inferred, row.mode) == ("held", "2022", True, "")
    with pytest.raises(Invalid, match="ya está registrado"):
        d.past(compact, 3)
    with pytest.raises(Invalid, match="no llega"):
        d.past(compact, 4, PartialDate(2099))
    assert d.rows(compact, compact.cast.partner)
    assert d.planned(compact).number == 4


def test_who_is_neither_side_prepares_nothing(compact):
    row = d.past(compact)
    for name in ("partner", "evaluator", "cmnp"):
        by = getattr(compact.cast, name)
        with pytest.raises((Denied, NotFound)):
            d.do("plan_dialogue", by, compact=compact.compact.pk, facts=DialogueFacts())
        with pytest.raises((Denied, NotFound)):
            d.do("record_dialogue", by, compact=compact.compact.pk, facts=PastFacts(9))
        with pytest.raises((Denied, NotFound)):
            d.do("write_minutes", by, seen=row.version, dialogue=row.pk, texts=TEXTS)


def test_an_unknown_mode_is_sent_back(compact):
    with pytest.raises(Invalid, match="modalidad"):
        d.do("plan_dialogue", compact.cast.us, compact=compact.compact.pk, facts=DialogueFacts(mode="telepathy"))


def test_agreements_are_numbered_and_need_both_languages(compact):
    row = d.past(compact)
    assert [agreement(compact, row).number, agreement(compact, row).number] == [1, 2]
    with pytest.raises(Invalid, match="inglés"):
        agreement(compact, row, text_en="")
    with pytest.raises(Invalid, match="ya existe"):
        agreement(compact, row, number=2)
    with acting_as(compact.cast.us):
        assert DialogueAgreement.objects.visible_to(compact.cast.us).count() == 2
