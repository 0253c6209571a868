"""Samples: the annual dialogue, from the choice to the pack."""

from datetime import timedelta

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.ids import new_id
from amparo.programme.actions.choices import ChoiceFacts
from amparo.programme.actions.dialogue import DialogueFacts, PastFacts, Texts
from amparo.programme.actions.table import AgendaFacts, AgreementFacts, DelegateFacts
from amparo.programme.models import Delegate, DialogueAgreement
from tests.programme import dialogues as d
from tests.programme.people import partnership
from tests.samples import sample


def call(by, row=None, **more):
    return {"id": new_id(), "seen": row.version if row else 0, **more, "by": by}


def agreed_upon(made, row):
    facts = AgreementFacts("Se acordó algo", "Something was agreed", "host", made.organisations["mimp"].pk, PartialDate(2027, 6))
    return d.do("add_agreement", made.cast.us, seen=row.version, dialogue=row.pk, facts=facts)


@sample("programme.plan_dialogue")
def plan_dialogue(cast):
    made = partnership(cast)
    return call(cast.us, compact=made.compact.pk, facts=DialogueFacts(PartialDate(2027, 2), "in_person", "Lima"))


@sample("programme.record_dialogue")
def record_dialogue(cast):
    made = partnership(cast)
    return call(cast.us, compact=made.compact.pk, facts=PastFacts(1, PartialDate(2020, 2, 6)))


@sample("programme.arrange_dialogue", on_row=True)
def arrange_dialogue(cast):
    row = d.planned(partnership(cast))
    return call(cast.us, row, dialogue=row.pk, facts=DialogueFacts(PartialDate(2027, 3), "virtual", "Lima"))


@sample("programme.open_choice", on_row=True)
def open_choice(cast):
    row = d.planned(partnership(cast))
    return call(cast.us, row, dialogue=row.pk, choose_by=d.today() + timedelta(7))


@sample("programme.propose_choice")
def propose_choice(cast):
    made = partnership(cast)
    row = d.choosing(made)
    facts = ChoiceFacts(question_es="¿Qué falta?", question_en="What is missing?")
    return call(cast.peru, d.now(made, row), dialogue=row.pk, facts=facts)


@sample("programme.answer_choice", on_row=True)
def answer_choice(cast):
    row = d.proposed(partnership(cast))
    return call(cast.peru, row, choice=row.pk, agree=True)


@sample("programme.propose_again", on_row=True)
def propose_again(cast):
    made = partnership(cast)
    row = d.proposed(made)
    row = d.do("answer_choice", cast.peru, seen=row.version, choice=row.pk, agree=False)
    return call(cast.us, row, choice=row.pk)


@sample("programme.close_choice", on_row=True)
def close_choice(cast):
    made = partnership(cast)
    row = d.now(made, d.agreed(made).dialogue)
    return call(cast.us, row, dialogue=row.pk)


@sample("programme.freeze", on_row=True)
def freeze(cast):
    row = d.chosen(partnership(cast))
    return call(cast.us, row, dialogue=row.pk, cut_off=d.today())


@sample("programme.hold_dialogue", on_row=True)
def hold_dialogue(cast):
    row = d.prepared(partnership(cast))
    return call(cast.us, row, dialogue=row.pk, held_on=d.today())


@sample("programme.write_minutes", on_row=True)
def write_minutes(cast):
    row = d.held(partnership(cast))
    return call(cast.us, row, dialogue=row.pk, texts=Texts("Acta", "Minutes", "Declaración", "Statement"))


@sample("programme.close_dialogue", on_row=True)
def close_dialogue(cast):
    row = d.held(partnership(cast))
    row = d.do("write_minutes", cast.us, seen=row.version, dialogue=row.pk, texts=Texts("Acta", "Minutes"))
    return call(cast.us, row, dialogue=row.pk)


@sample("programme.add_delegate")
def add_delegate(cast):
    row = d.planned(partnership(cast))
    return call(cast.us, row, dialogue=row.pk, facts=DelegateFacts("us", "Autoridad de prueba", "Cargo", "Office", True))


@sample("programme.add_agenda_item")
def add_agenda_item(cast):
    row = d.planned(partnership(cast))
    return call(cast.us, row, dialogue=row.pk, facts=AgendaFacts("Punto", "Item", 20, "us"))


@sample("programme.strike_from_table")
def strike_from_table(cast):
    made = partnership(cast)
    row = d.planned(made)
    facts = DelegateFacts("us", "Autoridad de prueba")
    d.do("add_delegate", cast.us, seen=row.version, dialogue=row.pk, facts=facts)
    with acting_as(cast.us):
        seat = Delegate.objects.visible_to(cast.us).get(dialogue=row)
    return {**call(cast.us, d.now(made, row), dialogue=row.pk), "row": seat.pk}


@sample("programme.add_agreement")
def add_agreement(cast):
    row = d.held(partnership(cast))
    return call(cast.us, row, dialogue=row.pk, facts=AgreementFacts("Se acordó algo", "Something was agreed"))


@sample("programme.follow_up", on_row=True)
def follow_up(cast):
    made = partnership(cast)
    first = d.past(made)
    agreement = agreed_upon(made, first)
    later = d.planned(made)
    return call(
        cast.us, agreement, agreement=agreement.pk, dialogue=later.pk, state="met", words_es="Se cumplió", words_en="It was met"
    )


@sample("programme.commit_agreement", on_row=True)
def commit_agreement(cast):
    made = partnership(cast)
    agreement = agreed_upon(made, d.past(made))
    with acting_as(cast.us):
        row = DialogueAgreement.objects.visible_to(cast.us).get(pk=agreement.pk)
    return call(cast.us, row, agreement=row.pk, kind="service")


@sample("programme.keep_pack")
def keep_pack(cast):
    row = d.prepared(partnership(cast))
    return call(cast.us, dialogue=row.pk, language="es", format="pdf", content=b"%PDF-")
