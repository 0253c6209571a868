"""Forms of the register of practices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.core import codelists
from amparo.programme.forms.commitments import Choices, id_field, optional
from amparo.programme.forms.pledge import currencies
from amparo.ui.forms import ActionForm, PartialDateField, Radios


class TakeoverForm(ActionForm):
    """Who takes it over, when, with which money."""

    owner = id_field(label=_("¿Quién la asume?"), required=False)
    takes_over_on = PartialDateField(label=_("¿Cuándo la asume?"), required=False)
    amount = forms.DecimalField(
        label=_("¿Con cuánto dinero al año?"),
        max_digits=16,
        decimal_places=2,
        required=False,
        help_text=_("Déjelo vacío si no se sabe."),
    )
    currency = forms.ChoiceField(label=_("¿En qué moneda?"), widget=Radios(inline=True), required=False)

    def __init__(self, *args: Any, owners: Choices = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = optional(owners, _("No se sabe"))  # type: ignore[attr-defined]
        self.fields["currency"].choices = currencies()  # type: ignore[attr-defined]


class PracticeForm(TakeoverForm):
    """A policy or practice at its baseline."""

    kind = forms.ChoiceField(label=_("¿De qué tipo es?"), widget=Radios)
    title_es = forms.CharField(label=_("¿Qué política o práctica es?"), max_length=300)
    title_en = forms.CharField(label=_("El mismo texto en inglés"), max_length=300, required=False)
    objective = id_field(label=_("¿A qué objetivo sirve?"), required=False)
    on = PartialDateField(label=_("¿De cuándo es la línea base?"), required=False)
    field_order = (
        "id",
        "seen",
        "kind",
        "title_es",
        "title_en",
        "objective",
        "on",
        "owner",
        "takes_over_on",
        "amount",
        "currency",
    )

    def __init__(self, *args: Any, objectives: Choices = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = codelists.choices("practice_kind")  # type: ignore[attr-defined]
        self.fields["objective"].choices = optional(objectives, _("Ninguno en particular"))  # type: ignore[attr-defined]


class StageForm(ActionForm):
    """What shows the stage. A norm or a budget line given before stays unless another is written."""

    norm = forms.CharField(label=_("¿Qué norma o protocolo lo muestra?"), max_length=200, required=False)
    budget_line = forms.CharField(label=_("¿En qué línea de presupuesto está?"), max_length=200, required=False)
    on = PartialDateField(label=_("¿Desde cuándo?"), required=False)

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of == "fall_back":
            del self.fields["norm"], self.fields["budget_line"]
        elif of == "adopt":
            del self.fields["budget_line"]
