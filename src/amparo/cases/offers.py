"""What can be done on a file, in the order of its route: the one list behind the buttons of a file's pages.

An offer shows only where the matrix allows its verb on its group and the file's state lets it happen. The clocks it meets put
it forward in the sentence of what is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.access.verbs import Verb
from amparo.cases import labels, states
from amparo.cases.actions.charge import TRACK
from amparo.cases.actions.protection import COURT_CLOCKS
from amparo.cases.queries.file import Sheet
from amparo.core.transitions import allowed


@dataclass(frozen=True)
class Offer:
    """A page that acts on a file. `main` ones are buttons of the header, the others wait under "Más acciones"."""

    url_name: str
    label: str | Promise
    verb: Verb
    group: str
    when: Callable[[Sheet], bool] = lambda sheet: True
    meets: tuple[str, ...] = ()
    main: bool = False
    one_click: bool = False
    args: tuple[object, ...] = ()  # of the address; without any it is the file's code


def step(name: str) -> Callable[[Sheet], bool]:
    """Whether the protection track can take this step now."""
    return lambda sheet: name in allowed(states.PROTECTION, sheet.case.protection)


def free_to_take(sheet: Sheet) -> bool:
    """Whether nobody is in charge of the part that the reader's role answers for."""
    part = TRACK.get(sheet.actor.role)
    return part is not None and sheet.responsible(part) is None


def answers_for_something(sheet: Sheet) -> bool:
    """Whether the reader's unit is in charge of a part that it can give to another."""
    return any(p.unit_id == sheet.actor.unit_id and p.until is None and p.relation == "responsible" for p in sheet.parts)


def open_still(sheet: Sheet) -> bool:
    """Whether the file goes on."""
    return sheet.case.protection not in ("closed", "dismissed")


OFFERS: tuple[Offer, ...] = (
    Offer("take_charge", _("Hacerse cargo"), Verb.TAKE_CHARGE, "header", free_to_take, ("alert_taken", "alert_seen_by_prosecutor"), True, True),
    Offer("triage", _("Clasificar"), Verb.TRIAGE, "header", step("triage"), ("alert_triage",), True),
    Offer("protection_open", _("Abrir protección"), Verb.OPEN_PROTECTION, "protection", step("open_protection"), main=True),
    Offer("referral_new", _("Derivar"), Verb.REFER, "own_referral", open_still, main=True),
    Offer("screening", _("Tamizaje"), Verb.SCREEN, "screening", open_still, ("screening_resume",)),
    Offer("status_decide", _("Decidir condición"), Verb.DECIDE_STATUS, "status", open_still),
    Offer("penal_step", _("Registrar hito penal"), Verb.RECORD_PENAL, "penal"),
    Offer("plan_write", _("Escribir el plan"), Verb.PLAN, "plan", step("plan"), ("plan_made", "first_evaluation", "plan_reviewed")),
    Offer("reintegration_begin", _("Empezar la reintegración"), Verb.FOLLOW_UP, "follow_up", step("reintegrate")),
    Offer("note_new", _("Anotar"), Verb.NOTE, "own", main=True),
    Offer("dismiss", _("No sigue por esta ruta"), Verb.TRIAGE, "header", step("dismiss")),
    Offer("hand_over", _("Entregar a otra unidad"), Verb.HAND_OVER, "header", answers_for_something),
    Offer("exclude", _("Ocultar a una unidad o persona"), Verb.EXCLUDE, "header"),
    Offer("case_close", _("Cerrar el expediente"), Verb.CLOSE, "header", step("close")),
    Offer("case_reopen", _("Reabrir el expediente"), Verb.REOPEN, "header", step("reopen"), main=True),
)


def court(sheet: Sheet) -> list[Offer]:
    """The steps that the present measure can take through the court."""
    measure = sheet.case.current_measure
    if measure is None:
        return []
    steps = allowed(states.MEASURE, measure.state)
    return [
        Offer("court_step", text, Verb.RECORD_COURT, "protection", meets=COURT_CLOCKS[name][0], args=(measure.pk, name))
        for name, text in labels.COURT_STEPS.items()
        if name in steps
    ]


def offers(sheet: Sheet) -> list[Offer]:
    """What the reader may do on this file now."""
    return [offer for offer in (*OFFERS, *court(sheet)) if sheet.may(offer.verb, offer.group) and offer.when(sheet)]
