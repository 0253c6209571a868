"""Rules of the annual dialogue. Pure; each returns messages by field, empty where all is well."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from amparo.core.dates import PartialDate
from amparo.programme.rules import Messages


def deadline_ahead(choose_by: date | None, today: date) -> Messages:
    """Both sides need at least the rest of a day to choose."""
    if choose_by is None or choose_by < today:
        return {"choose_by": [_("Ponga una fecha límite de hoy en adelante.")]}
    return {}


def still_open(choose_by: date | None, today: date) -> Messages:
    """After the deadline nobody adds: the system keeps it for both sides alike."""
    if choose_by is not None and today > choose_by:
        return {"": [_("El plazo para proponer terminó. Nadie agrega indicadores ni preguntas después de esa fecha.")]}
    return {}


def one_thing(has_indicator: bool, question_es: str) -> Messages:
    """A proposal is an indicator or a question, not both and not neither."""
    if has_indicator == bool(question_es):
        return {"indicator": [_("Proponga un indicador o escriba una pregunta: una cosa por vez.")]}
    return {}


def choice_complete(states: Sequence[str], indicators: int, *, choose_by: date | None, today: date) -> Messages:
    """The choice closes with one agreed indicator at least, and while the deadline runs with nothing unanswered.

    GAO-23-105390: key indicators are identified in advance of each dialogue.
    """
    if not indicators:
        return {"": [_("Acuerden por lo menos un indicador. Un diálogo sin indicadores no muestra avances.")]}
    waiting = sum(state == "proposed" for state in states)
    if waiting and not (choose_by is not None and today > choose_by):
        return {"": [_("Hay propuestas sin respuesta. Respondan antes de cerrar, o esperen a que venza el plazo.")]}
    return {}


def cut_off_right(cut_off: date | None, today: date, before: date | None) -> Messages:
    """Figures are frozen as of a day that has passed, later than the one of the dialogue before."""
    if cut_off is None or cut_off > today:
        return {"cut_off": [_("Ponga una fecha de corte que ya haya pasado, o la de hoy.")]}
    if before is not None and cut_off <= before:
        return {"cut_off": [_("La fecha de corte debe ser posterior a la del diálogo anterior.")]}
    return {}


def held_in_the_past(held_on: PartialDate | None, today: date) -> Messages:
    """What was held was held until today. An unknown date is left empty, never invented."""
    if held_on is not None and held_on.earliest() > today:
        return {"held_on": [_("Esa fecha todavía no llega.")]}
    return {}


def both_languages(**texts: tuple[str, str]) -> Messages:
    """What both sides read is written in both languages."""
    words = _("Escriba el texto también en inglés."), _("Escriba el texto también en español.")
    found: Messages = {}
    for name, (spanish, english) in texts.items():
        if spanish and not english:
            found[f"{name}_en"] = [words[0]]
        if english and not spanish:
            found[f"{name}_es"] = [words[1]]
    return found


def can_be_kept(has_owner: bool, has_party: bool, has_due: bool) -> Messages:
    """An agreement becomes a commitment with who does it and until when."""
    if has_owner and has_party and has_due:
        return {}
    return {"": [_("Para que sea un compromiso, diga qué parte lo cumple, quién responde y hasta cuándo.")]}
