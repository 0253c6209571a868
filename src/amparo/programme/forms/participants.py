"""Who takes part in a compact: a unit joins, a unit acts for an organisation from now on."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.core import codelists
from amparo.programme.actions.compact import CAPACITIES
from amparo.programme.queries import choices, participants
from amparo.ui.forms import ActionForm, Boxes


class JoinForm(ActionForm):
    """A unit, and as what it takes part."""

    member = forms.ChoiceField(
        label=_("¿Qué unidad participa?"), help_text=_("Están las unidades donde alguien tiene una función que lee alianzas.")
    )
    capacity = forms.ChoiceField(label=_("¿En qué calidad?"))
    organisation = forms.ChoiceField(
        label=_("¿Por qué organización actúa?"),
        help_text=_("Para un socio o un subreceptor: verá lo suyo por ella."),
        required=False,
    )
    regions = forms.MultipleChoiceField(
        label=_("¿De qué regiones es la comisión?"),
        help_text=_("Solo para una comisión. Si no marca ninguna, es la región de la unidad."),
        widget=Boxes,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = dict(codelists.choices("compact_capacity"))
        offered = {
            "member": [("", _("Elija")), *participants.units()],
            "capacity": [("", _("Elija")), *((code, labels[code]) for code in CAPACITIES)],
            "organisation": [("", _("Ninguna")), *participants.organisations(bound=True)],
            "regions": choices.regions(),
        }
        for name, found in offered.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def seat(self) -> dict[str, Any]:
        """What the action takes besides who and where. Regions are a commission's only."""
        told = self.cleaned_data
        regions = tuple(told["regions"]) if told["capacity"] == "commission" else ()
        organisation = UUID(told["organisation"]) if told["organisation"] else None
        return {"member": told["member"], "capacity": told["capacity"], "organisation": organisation, "regions": regions}


class ActingForm(ActionForm):
    """From now on the people of a unit act for an organisation."""

    organisation = forms.ChoiceField(label=_("¿Por qué organización?"))
    unit = forms.ChoiceField(label=_("¿Qué unidad actúa por ella?"), help_text=_("Se dice una sola vez: no se cambia después."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].choices = [("", _("Elija")), *participants.organisations(bound=False)]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("Elija")), *participants.units(free=True)]  # type: ignore[attr-defined]
