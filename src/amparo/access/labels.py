"""What verbs, relations and field groups are called, for the account page, the audit page and the reference."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.access.policy import Relation
from amparo.access.verbs import Verb

Text = str | Promise

VERBS: dict[str, Text] = {
    Verb.WORK: _("usar su página de trabajo"),
    Verb.LIST_FILES: _("ver la lista de expedientes"),
    Verb.OPEN_FILE: _("abrir un expediente"),
    Verb.SEE: _("leer"),
    Verb.RAISE_ALERT: _("registrar un aviso"),
    Verb.TRIAGE: _("clasificar un aviso"),
    Verb.SCREEN: _("aplicar el tamizaje"),
    Verb.DECIDE_STATUS: _("decidir la condición de víctima"),
    Verb.TAKE_CHARGE: _("hacerse cargo"),
    Verb.HAND_OVER: _("entregar a otra unidad"),
    Verb.OPEN_PROTECTION: _("abrir la protección"),
    Verb.RECORD_COURT: _("registrar un acto del juzgado"),
    Verb.RECORD_PENAL: _("registrar un hito penal"),
    Verb.PLAN: _("hacer el plan"),
    Verb.REFER: _("derivar"),
    Verb.ANSWER: _("responder una derivación"),
    Verb.PLACE: _("ubicar en un centro"),
    Verb.FOLLOW_UP: _("hacer seguimiento"),
    Verb.NOTE: _("anotar"),
    Verb.CLOSE: _("cerrar"),
    Verb.REOPEN: _("reabrir"),
    Verb.SEE_PLACES: _("ver plazas libres"),
    Verb.MANAGE_CENTRE: _("llevar las plazas de un centro"),
    Verb.EXCLUDE: _("ocultar un expediente a alguien"),
    Verb.EDIT_IDENTITY: _("escribir la identidad"),
    Verb.REVEAL_IDENTITY: _("ver el nombre, con motivo"),
    Verb.SEARCH_NAMES: _("buscar por nombre"),
    Verb.RESOLVE_MATCH: _("decidir si es la misma niña"),
    Verb.ERASE_IDENTITY: _("borrar la identidad"),
    Verb.IMPORT_REGISTER: _("cargar un registro"),
    Verb.SEE_COUNTS: _("ver conteos y vencidos"),
    Verb.ADMINISTER: _("administrar unidades y cuentas"),
    Verb.PROPOSE_ROLE: _("proponer funciones"),
    Verb.CONFIRM_ROLE: _("confirmar funciones"),
    Verb.SEE_ROLE_CHANGES: _("revisar cambios de funciones"),
    Verb.CORRECT_REFERENCE: _("corregir normas y listas"),
    Verb.READ_AUDIT: _("revisar el registro de accesos"),
    Verb.RUN_JOBS: _("tareas del sistema"),
}

# What the audit holds beside the verbs: things done at the doors and to the house.
DEEDS: dict[str, Text] = {
    "sign_in": _("ingreso"),
    "sign_out": _("salida"),
    "sign_in_failed": _("ingreso fallido"),
    "denied": _("pedido rechazado"),
    "create_institution": _("creó una institución"),
    "rename_institution": _("cambió el nombre de una institución"),
    "create_unit": _("creó una unidad"),
    "move_unit": _("movió una unidad"),
    "retire_unit": _("cerró una unidad"),
    "invite_user": _("invitó a una persona"),
    "renew_invitation": _("renovó una invitación"),
    "deactivate_user": _("cerró una cuenta"),
    "choose_language": _("eligió idioma"),
    "set_first_password": _("abrió su cuenta"),
    "offer_first_administrator": _("enlace para la primera administración"),
    "make_first_administrator": _("primera cuenta de administración"),
    "propose_role": _("propuso una función"),
    "confirm_role": _("confirmó una función"),
    "refuse_role": _("rechazó una función"),
    "end_role": _("terminó una función"),
    "propose_factor_reset": _("pidió quitar un segundo paso"),
    "confirm_factor_reset": _("confirmó quitar un segundo paso"),
    "refuse_factor_reset": _("rechazó quitar un segundo paso"),
    "exclude": _("ocultó un expediente"),
    "end_exclusion": _("dejó de ocultar un expediente"),
}

RELATIONS: dict[str, Text] = {
    Relation.RESPONSIBLE: _("responsable ahora"),
    Relation.RECEIVER: _("recibió una derivación"),
    Relation.SENDER: _("envió una derivación"),
    Relation.PAST: _("ya la entregó"),
    Relation.ANCESTOR: _("unidad superior"),
    Relation.NONE: _("sin relación"),
}

GROUPS: dict[str, Text] = {
    "house": _("la casa"),
    "header": _("cabecera"),
    "milestones": _("hitos"),
    "identity": _("identidad"),
    "screening": _("tamizaje"),
    "status": _("condición"),
    "penal": _("penal"),
    "protection": _("protección"),
    "plan": _("plan"),
    "referrals": _("derivaciones"),
    "own_referral": _("su derivación"),
    "placement": _("ubicación"),
    "address": _("dirección"),
    "health": _("salud"),
    "follow_up": _("seguimiento"),
    "own": _("lo que escribió"),
    "counts": _("conteos"),
}


def deed(verb: str) -> Text:
    """The words for an audit line's verb; the verb itself where it has none."""
    return DEEDS.get(verb) or VERBS.get(verb) or verb.replace("_", " ")
