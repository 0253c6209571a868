"""What the list of files can be narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.cases import labels
from amparo.cases.queries.listing import Wanted
from amparo.core import codelists, places


class Filters(forms.Form):
    """All of them optional; a value nobody offers is read as any."""

    q = forms.CharField(label=_("Código"), required=False, max_length=24)
    state = forms.ChoiceField(label=_("Momento"), required=False)
    region = forms.ChoiceField(label=_("Región"), required=False)
    sex = forms.ChoiceField(label=_("Sexo"), required=False)
    band = forms.ChoiceField(label=_("Edad"), required=False)
    relation = forms.ChoiceField(label=_("Su unidad"), required=False)
    overdue = forms.ChoiceField(label=_("Plazos"), required=False)
    order = forms.ChoiceField(label=_("Orden"), required=False)

    def __init__(self, *args: Any, supervisor: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bands = [(str(first), labels.age_band(first)) for first in range(0, 21, labels.BAND)]
        offered: dict[str, list[tuple[str, Any]]] = {
            "state": [(code, word) for code, (_kind, word) in labels.STATES.items()],
            "region": [(place.ubigeo, place.name) for place in places.index().by_code.values() if place.level == "region"],
            "sex": codelists.choices("sex"),
            "band": [*bands[:7], ("unknown", _("No se sabe"))],
            "relation": [("now", _("Interviene ahora")), ("past", _("Ya entregó"))],
            "overdue": [("1", _("Con plazo vencido"))],
            "order": [("due", _("Lo que vence primero")), ("received", _("Los más nuevos"))],
        }
        for name, choices in offered.items():
            first = _("Último cambio") if name == "order" else _("Todos")
            self.fields[name].choices = [("", first), *choices]  # type: ignore[attr-defined]
        if supervisor:
            for name in ("relation", "sex", "band"):
                del self.fields[name]

    def wanted(self) -> Wanted:
        """What was asked for, without what does not exist."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if isinstance(value, str)})
