"""Words of the dialogue room."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.core import codelists
from amparo.programme.figures.base import Frozen
from amparo.programme.packs import speaking

register = template.Library()

STATES: dict[str, str | Promise] = {
    "planned": _("Planificado"),
    "choosing": _("Las dos partes eligen"),
    "chosen": _("Elegido"),
    "prepared": _("Cifras congeladas"),
    "held": _("Realizado"),
    "closed": _("Cerrado"),
}
SECTIONS: dict[str, str | Promise] = {
    "agreement": _("El acuerdo"),
    "territory": _("Territorio"),
    "money": _("Dinero"),
    "pledge": _("Aporte del país"),
    "indicators": _("Indicadores"),
    "commitments": _("Compromisos"),
    "activities": _("Actividades"),
    "practices": _("Sostenibilidad"),
    "claims": _("Cifras públicas"),
    "dialogue": _("Diálogo"),
}


@register.filter
def dialogue_state(state: str) -> str:
    """The words of a dialogue's state."""
    return str(STATES.get(state, state))


@register.filter
def coded_state(state: str) -> str:
    """The words of how an agreement stands."""
    return codelists.label("commitment_state", state)


@register.filter
def section_name(section: str) -> str:
    """The heading of a section of frozen figures."""
    return str(SECTIONS.get(section, section))


@register.filter
def figure_words(figure: Frozen) -> str:
    """A frozen figure as it is read: number and unit, or words, or that nobody knows it."""
    return speaking.said(figure)
