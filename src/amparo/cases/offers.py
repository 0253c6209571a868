"""What can be done on a file, in the order of its route: the one list behind the buttons of a file's pages.

An offer shows only where the matrix allows its verb on its group and the file's state lets it happen. The clocks it meets put
it forward in the sentence of what is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.access.verbs import Verb
from amparo.cases import states
from amparo.cases.parts import TRACK
from amparo.cases.queries.file import Sheet
from amparo.cases.relations import ends_protection
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
    args: Callable[[Sheet], tuple[Any, ...]] = lambda sheet: (sheet.case.code,)


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


def court(name: str, label: str | Promise, *meets: str) -> Offer:
    """The offer of a step of the court on the measure in force."""

    def can_now(sheet: Sheet) -> bool:
        measure = sheet.case.current_measure
        return measure is not None and name in allowed(states.MEASURE, measure.state)

    return Offer(
        "court_step",
        label,
        Verb.RECORD_COURT,
        "protection",
        can_now,
        meets,
        args=lambda sheet: (sheet.case.current_measure_id, name),
    )


def may_dismiss(sheet: Sheet) -> bool:
    """Whether the alert can still end, and it is for the reader's unit to say so."""
    return step("dismiss")(sheet) and ends_protection(sheet.actor, sheet.parts)


def open_still(sheet: Sheet) -> bool:
    """Whether the file goes on."""
    return sheet.case.protection not in ("closed", "dismissed")


OFFERS: tuple[Offer, ...] = (
    Offer(
        "take_charge",
        _("Hacerse cargo"),
        Verb.TAKE_CHARGE,
        "header",
        free_to_take,
        ("alert_taken", "alert_seen_by_prosecutor"),
        True,
        True,
    ),
    Offer("triage", _("Clasificar"), Verb.TRIAGE, "header", step("triage"), ("alert_triage",), True),
    Offer("protection_open", _("Abrir protección"), Verb.OPEN_PROTECTION, "protection", step("open_protection"), (), True),
    Offer("referral_new", _("Derivar"), Verb.REFER, "own_referral", open_still, (), True),
    Offer("note_new", _("Anotar"), Verb.NOTE, "own", main=True),
    Offer("screening", _("Tamizaje"), Verb.SCREEN, "screening", open_still, ("screening_resume",)),
    Offer("status_decide", _("Decidir condición"), Verb.DECIDE_STATUS, "status", open_still),
    court("send_to_court", _("Registrar el envío al juzgado"), "court_copies"),
    court("hold_hearing", _("Registrar la audiencia"), "court_hearing"),
    court("ratify", _("El juzgado ratificó"), "court_decision"),
    court("reject", _("El juzgado no ratificó"), "court_decision"),
    Offer("plan_write", _("Escribir el plan"), Verb.PLAN, "plan", step("plan"), ("plan_made", "plan_reviewed")),
    Offer("penal_step", _("Registrar hito penal"), Verb.RECORD_PENAL, "penal"),
    Offer("reintegration_begin", _("Empezar la reintegración"), Verb.FOLLOW_UP, "follow_up", step("reintegrate")),
    Offer("hand_over", _("Entregar a otra unidad"), Verb.HAND_OVER, "header", answers_for_something),
    Offer("dismiss", _("No sigue por esta ruta"), Verb.TRIAGE, "header", may_dismiss),
    Offer("exclude", _("Ocultar a una unidad o persona"), Verb.EXCLUDE, "header"),
    Offer("case_close", _("Cerrar el expediente"), Verb.CLOSE, "header", step("close")),
    Offer("case_reopen", _("Reabrir el expediente"), Verb.REOPEN, "header", step("reopen"), (), True),
)


def offers(sheet: Sheet) -> list[Offer]:
    """What the reader may do on this file now."""
    return [offer for offer in OFFERS if sheet.may(offer.verb, offer.group) and offer.when(sheet)]
