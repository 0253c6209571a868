"""Forms of a commitment: proposing one, and each step of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.core import codelists
from amparo.programme.queries.commitments import LATE, NO_DATE, Wanted
from amparo.ui.forms import ActionForm, PartialDateField, Radios

Choices = list[tuple[str, str]]
BY_HAND = _("Por ejemplo 15/03/2024.")


def id_field(**options: Any) -> Any:
    """A choice among rows: cleans to the row's id, or None."""
    return forms.TypedChoiceField(coerce=UUID, empty_value=None, **options)


def optional(choices: Choices, empty: Any) -> Choices:
    """The choices behind the one that says none."""
    return [("", empty), *choices]


def promise_fields() -> tuple[forms.CharField, forms.CharField]:
    """What a commitment says, in Spanish and in English."""
    rows, english = forms.Textarea(attrs={"rows": 3}), forms.Textarea(attrs={"rows": 3, "lang": "en"})
    return (
        forms.CharField(label=_("¿A qué se compromete?"), widget=rows, max_length=2000),
        forms.CharField(label=_("El mismo texto en inglés"), widget=english, required=False, max_length=2000),
    )


class BoardForm(forms.Form):
    """What the board can be narrowed to. What nobody offers is read as any."""

    estado = forms.ChoiceField(label=_("Estado"), required=False)
    clase = forms.ChoiceField(label=_("Tipo"), required=False)
    objetivo = forms.ChoiceField(label=_("Objetivo"), required=False)
    responsable = forms.ChoiceField(label=_("Responsable"), required=False)

    def __init__(self, *args: Any, objectives: Choices = [], owners: Choices = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        states = [*codelists.choices("commitment_state"), (LATE, _("Vencidos")), (NO_DATE, _("Sin fecha"))]
        for name, choices in (
            ("estado", states),
            ("clase", codelists.choices("commitment_kind")),
            ("objetivo", objectives),
            ("responsable", owners),
        ):
            self.fields[name].choices = optional(list(choices), _("Todos"))  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was asked for."""
        self.is_valid()
        data = self.cleaned_data
        return Wanted(data.get("estado", ""), data.get("clase", ""), data.get("objetivo", ""), data.get("responsable", ""))


class ProposeForm(ActionForm):
    """A new commitment, in both languages."""

    party = id_field(label=_("¿Qué parte se compromete?"), widget=Radios)
    kind = forms.ChoiceField(label=_("¿De qué tipo es?"), widget=Radios)
    text_es, text_en = promise_fields()
    owner = id_field(label=_("¿Qué entidad responde?"), required=False)
    objective = id_field(label=_("¿A qué objetivo sirve?"), required=False)
    due = PartialDateField(label=_("¿Para cuándo?"), help_text=_("Por ejemplo: 31/12/2026, diciembre 2026 o 2026."))
    wanted = forms.DecimalField(
        label=_("¿Cuántos se prometen?"),
        required=False,
        help_text=_("Solo si se cuenta: 4, si son cuatro centros."),
        max_digits=14,
        decimal_places=2,
    )
    counted_es = forms.CharField(
        label=_("¿Qué se cuenta?"), required=False, max_length=60, help_text=_("Por ejemplo: centros abiertos.")
    )
    counted_en = forms.CharField(label=_("Lo que se cuenta, en inglés"), required=False, max_length=60)

    def __init__(self, *args: Any, parties: Choices = [], owners: Choices = [], objectives: Choices = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        offered = {
            "party": parties, "kind": codelists.choices("commitment_kind"),
            "owner": optional(owners, _("No se sabe")), "objective": optional(objectives, _("Ninguno en particular")),
        }  # fmt: skip
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class TextForm(ActionForm):
    """What a commitment says from now on. `agreed`: the other side agreed, so an amendment is asked for."""

    text_es, text_en = promise_fields()
    amendment = id_field(label=_("¿Qué modificación del acuerdo lo cambia?"), required=False)
    why = forms.CharField(label=_("¿Por qué se corrige?"), max_length=300)

    def __init__(self, *args: Any, agreed: bool = False, amendments: Choices = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        if agreed:
            self.fields["amendment"].choices = optional(amendments, _("Elija una"))  # type: ignore[attr-defined]
        else:
            del self.fields["amendment"]


class StepForm(ActionForm):
    """A step of a commitment. Only what the step needs is asked: `of` names it."""

    on = forms.DateField(label=_("¿Qué día fue?"), help_text=BY_HAND)
    done = forms.DecimalField(label=_("¿Cuántos hay hasta ahora?"), required=False, max_digits=14, decimal_places=2)
    amendment = id_field(label=_("¿Qué modificación del acuerdo la mueve?"), required=False)
    due = PartialDateField(label=_("¿Cuál es la nueva fecha?"), required=False)
    words = forms.CharField(label=_("¿Qué pasó?"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=500)

    def __init__(self, *args: Any, of: str = "", counted: bool = False, amendments: Choices = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        if not counted or of in ("agree", "withdraw", "start", "reschedule", "reopen"):
            del self.fields["done"]
        if of == "reschedule":
            self.fields["amendment"].choices = optional(amendments, _("Elija una"))  # type: ignore[attr-defined]
        else:
            del self.fields["amendment"], self.fields["due"]
