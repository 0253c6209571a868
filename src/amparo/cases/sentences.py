"""The sentence of each knot of the timeline, in the reader's language: the row holds a kind and codes, never words."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.cases import labels
from amparo.ui.components import Kind

Text = str | Promise

# prefix of a code → the code list that explains it; the others have their own words below
LISTS: Mapping[str, str] = {
    "channel": "alert_channel",
    "closure_reason": "closure_reason",
    "dismissal": "dismissal",
    "follow_up_outcome": "follow_up_outcome",
    "goal_sector": "goal_sector",
    "opinion": "opinion",
    "penal_step": "penal_step",
    "risk": "risk",
    "service": "service",
    "stay_end": "stay_end",
    "victim_status": "victim_status",
}

SENTENCES: Mapping[str, Text] = {
    "alert": _("Llegó el aviso. Vía: %(channel)s."),
    "triaged": _("Se clasificó el aviso. Riesgo: %(risk)s."),
    "dismissed": _("El aviso no sigue. Motivo: %(dismissal)s."),
    "taken": _("Se hizo cargo."),
    "handed_over": _("Entregó su parte a otra unidad."),
    "passed_on": _("Recibió el expediente de otra unidad."),
    "note": _("Anotó para el siguiente turno."),
    "screened": _("Terminó el tamizaje: %(outcome)s."),
    "status": _("Decidió sobre la condición de víctima: %(victim_status)s."),
    "protection_opened": _("Abrió la protección provisional."),
    "court_send_to_court": _("Envió las copias al juzgado."),
    "court_hold_hearing": _("Se hizo la audiencia en el juzgado."),
    "court_ratify": _("El juzgado ratificó la medida."),
    "court_reject": _("El juzgado no ratificó la medida."),
    "court_end": _("Terminó la medida de protección."),
    "penal_complaint": _("Se presentó la denuncia."),
    "penal_taken": _("La fiscalía asumió el caso."),
    "penal_interview": _("Se hizo la entrevista única."),
    "penal_formalised": _("Se formalizó la investigación."),
    "penal_accusation": _("Se presentó la acusación."),
    "penal_trial": _("Empezó el juicio."),
    "penal_judgment": _("Hubo sentencia."),
    "penal_reparation": _("Se registró la reparación."),
    "penal_archived": _("El caso penal se archivó. La protección sigue."),
    "plan_written": _("Escribió el plan con ella. Su opinión: %(opinion)s."),
    "goal_start": _("Empezó una meta: %(goal_sector)s."),
    "goal_reach": _("Se logró una meta: %(goal_sector)s."),
    "goal_stop": _("Se detuvo una meta: %(goal_sector)s."),
    "referred": _("Derivó: %(service)s."),
    "referral_seen": _("Leyó la derivación: %(service)s."),
    "referral_accepted": _("Aceptó la derivación: %(service)s."),
    "referral_refused": _("No puede atender la derivación: %(service)s."),
    "referral_attended": _("Atendió: %(service)s."),
    "referral_not_attended": _("No se llegó a atender: %(service)s."),
    "referral_returned": _("Devolvió la respuesta: %(service)s."),
    "referral_withdrawn": _("Retiró la derivación: %(service)s."),
    "bed_kept": _("Reservó una plaza para ella."),
    "stay_arrive": _("Llegó al centro."),
    "stay_leave_unannounced": _("Salió del centro sin permiso."),
    "stay_come_back": _("Volvió al centro."),
    "stay_end": _("Dejó el centro. Motivo: %(stay_end)s."),
    "stay_cancel": _("Se canceló la reserva de plaza."),
    "reintegration": _("Empezó la reintegración."),
    "visited": _("Visita de seguimiento: %(follow_up_outcome)s."),
    "closed": _("Se cerró el expediente. Motivo: %(closure_reason)s."),
    "reopened": _("Se reabrió el expediente."),
}

ALARMS = frozenset({"stay_leave_unannounced"})


def sentence(kind: str, codes: Iterable[str] = ()) -> str:
    """The sentence of a knot; a kind nobody knows (an old row) still says that something was recorded."""
    text = SENTENCES.get(kind)
    if text is None:
        return str(_("Se registró un hecho."))
    return str(text) % _Meaning(codes)


def knot_of(kind: str, codes: Iterable[str] = ()) -> Kind:
    """The knot's state: late where somebody must act, done elsewhere."""
    alarming = kind in ALARMS or {"follow_up_outcome:retrafficking", "follow_up_outcome:at_risk"} & set(codes)
    return "late" if alarming else "done"


class _Meaning(dict[str, str]):
    """What the codes of a knot mean; one that is missing is not known."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__(pair.split(":", 1) for pair in codes if ":" in pair)

    def __getitem__(self, key: str) -> str:
        value = self.get(key, "unknown")
        if key == "outcome":
            return str(labels.OUTCOMES.get(value, value))
        return labels.in_sentence(labels.label(LISTS[key], value) if value != "unknown" else str(_("no se sabe")))
