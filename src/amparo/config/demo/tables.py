"""The dialogues of the invented compact: one that was held and became commitments, and one whose figures are being chosen."""

from decimal import Decimal
from typing import Any

from amparo.access.acting import acting_as
from amparo.config.demo.calendar import at
from amparo.config.demo.telling import INVENTED, TELLER, Teller, organisation
from amparo.core.dates import PartialDate
from amparo.programme import actions as act
from amparo.programme.actions.choices import ChoiceFacts
from amparo.programme.actions.commitments import CommitmentFacts
from amparo.programme.actions.dialogue import DialogueFacts, Texts
from amparo.programme.actions.table import AgendaFacts, AgreementFacts, DelegateFacts
from amparo.programme.models import Dialogue, Indicator, Pack, Party
from amparo.programme.packs import making
from amparo.programme.packs.pieces import PIECES

PERU, DONOR = "gobierno-peru", "gobierno-eeuu"
DELEGATES = (
    ("host", "Delegada Inventada Uno", "Jefa de la delegación inventada", "Head of the invented delegation", True),
    ("us", "Invented Delegate Two", "Jefe de la delegación inventada", "Head of the invented delegation", True),
)
AGREED = (
    ("host", "entidad-a", "service", "Abrir un servicio de noche en Madre de Dios", "Open a night service in Madre de Dios", 900),
    ("us", "red-kallpa", "service", "Dar un curso en quechua", "Give a course in Quechua", 1_000),
    ("", "", "", "Reunirse otra vez en un año", "Meet again in a year", None),
)


def tell(teller: Teller) -> None:
    """Both of them."""
    with acting_as(TELLER):
        codes = dict(Indicator.objects.visible_to(TELLER).filter(compact=teller.compact).values_list("code", "pk"))
        parties = dict(Party.objects.visible_to(TELLER).filter(compact=teller.compact).values_list("side", "pk"))
    held = _held(teller, codes)
    _agreed(teller, held, parties)
    _ahead(teller, codes)


def _choice(teller: Teller, row: Any, *, name: str, units: tuple[str, str], days: tuple[Any, Any], **facts: Any) -> None:
    """One side proposes, the other agrees (or has not answered, where the second day is None)."""
    proposed = teller.at(units[0], days[0]).on(f"choice {name}", act.propose_choice, row=row, facts=ChoiceFacts(**facts))
    if days[1] is not None and proposed is not None:
        seen = {"seen": teller.row(type(proposed), proposed.pk).version, "choice": proposed.pk}
        teller.at(units[1], days[1]).do(f"choice {name} answer", act.answer_choice, agree=True, **seen)


def _held(teller: Teller, codes: dict[str, Any]) -> Any:
    """Chosen, frozen at a day, its pack made, held and written down."""
    day = teller.day
    plan = DialogueFacts(PartialDate.from_date(day(300)), "in_person", "Lima")
    row = teller.at(DONOR, day(210)).within("dialogue", act.plan_dialogue, facts=plan)
    teller.at(DONOR, day(211)).on("dialogue open", act.open_choice, row=row, choose_by=day(260))
    _choice(teller, row, name="P1", units=(PERU, DONOR), days=(day(215), day(220)), indicator=codes["P1"])
    _choice(teller, row, name="A1", units=(DONOR, PERU), days=(day(216), day(221)), indicator=codes["A1"])
    _choice(
        teller, row, name="why", units=(DONOR, PERU), days=(day(217), day(222)),
        question_es="¿Qué falta para atender de noche?", question_en="What is missing to serve at night?",
    )  # fmt: skip
    teller.at(PERU, day(262)).on("dialogue close choice", act.close_choice, row=row)
    for number, (es, en) in enumerate((("Avances del año", "Progress of the year"), ("Lo que falta", "What is missing"))):
        teller.at(DONOR, day(265)).on(f"agenda {number}", act.add_agenda_item, row=row, facts=AgendaFacts(es, en, 45))
    for number, (side, name, es, en, head) in enumerate(DELEGATES):
        delegate = DelegateFacts(side, name, es, en, head)
        teller.at(PERU, day(266)).on(f"delegate {number}", act.add_delegate, row=row, facts=delegate)
    teller.at(DONOR, day(290)).on("freeze", act.freeze, row=row, cut_off=day(272))
    _pack(teller, row)
    teller.at(DONOR, day(301)).on("held", act.hold_dialogue, row=row, held_on=day(300))
    texts = Texts("Acta inventada.", "Invented minutes.", "Declaración inventada.", "Invented statement.")
    teller.at(PERU, day(310)).on("minutes", act.write_minutes, row=row, texts=texts)
    return row


def _pack(teller: Teller, row: Any) -> None:
    """Word and PDF in both languages, made by the donor from the frozen figures, once."""
    with acting_as(TELLER):
        if Pack.objects.visible_to(TELLER).filter(dialogue=row.pk).count() == PIECES:
            return
    who, turn = teller.people[DONOR], teller.at(DONOR, teller.day(292))
    with at(turn.moment):
        with acting_as(who):
            frozen = Dialogue.objects.visible_to(who).select_related("compact", "snapshot").get(pk=row.pk)
        making.make(who, frozen)


def _agreed(teller: Teller, row: Any, parties: dict[str, Any]) -> None:
    """What was agreed; with an owner and a date it is a commitment of both."""
    for number, (side, owner, kind, es, en, due) in enumerate(AGREED):
        until = PartialDate.from_date(teller.day(due)) if due else None
        who = organisation(owner) if owner else None
        facts = AgreementFacts(es, en, side, who, until, source=INVENTED)
        agreed = teller.at(DONOR, teller.day(303)).on(f"agreed {number}", act.add_agreement, row=row, facts=facts)
        if side and agreed is not None:
            promise = CommitmentFacts(
                parties[side], kind, es, en, owner=who, due=until, agreed_in=agreed.pk, on=teller.day(303), source=INVENTED,
                as_of=PartialDate.from_date(teller.day(303)), wanted=Decimal(1), counted_es="servicio o curso",
                counted_en="service or course",
            )  # fmt: skip
            teller.at(DONOR, teller.day(305)).within(f"agreed {number} promise", act.propose_commitment, facts=promise)


def _ahead(teller: Teller, codes: dict[str, Any]) -> None:
    """The next one: its day is set, its indicators are being chosen."""
    ago = teller.ago
    plan = DialogueFacts(PartialDate.from_date(ago(-60)), "hybrid", "Cusco")
    row = teller.at(PERU, ago(30)).within("next dialogue", act.plan_dialogue, facts=plan)
    teller.at(PERU, ago(29)).on("next open", act.open_choice, row=row, choose_by=ago(-20))
    _choice(teller, row, name="next P5B", units=(PERU, DONOR), days=(ago(25), ago(20)), indicator=codes["P5B"])
    _choice(teller, row, name="next V2", units=(DONOR, PERU), days=(ago(24), None), indicator=codes["V2"])
