"""Forms of what the host country gives."""

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.core import codelists
from amparo.core.money import CURRENCIES
from amparo.programme.forms.commitments import BY_HAND, Choices, id_field, optional
from amparo.programme.forms.correcting import reason_field
from amparo.ui.forms import ActionForm, Radios

UNKNOWN = "?"
CURRENCY_NAMES = {"PEN": _("Soles"), "USD": _("Dólares"), "EUR": _("Euros")}


def currencies() -> Choices:
    """Soles first."""
    return [(code, str(CURRENCY_NAMES[code])) for code in sorted(CURRENCIES, key=lambda code: code != "PEN")]


class QuarterForm(ActionForm):
    """The posts of an entity in a quarter, by function. Empty: it has no such function; "?": it does not know."""

    entity = id_field(label=_("¿De qué entidad?"))
    year = forms.IntegerField(label=_("¿De qué año?"))
    quarter = forms.IntegerField(label=_("¿De qué trimestre?"), help_text=_("De 1 a 4."))
    baseline = forms.BooleanField(label=_("Es la línea base: con ella se compara lo que sigue"), required=False)

    def __init__(self, *args: Any, entities: Choices = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        self.fields["entity"].choices = optional(entities, _("Elija una"))  # type: ignore[attr-defined]
        for code, label in codelists.choices("post_function"):
            self.fields[f"posts_{code}"] = forms.CharField(
                label=label, required=False, max_length=7, help_text=_("Puestos ocupados. Escriba ? si no se sabe.")
            )

    def clean(self) -> dict[str, Any]:
        """The fields of the functions become `posts`."""
        data = super().clean() or {}
        posts = []
        for name in [name for name in self.fields if name.startswith("posts_")]:
            said = (data.pop(name, "") or "").strip()
            if said == UNKNOWN or said.isdigit():
                posts.append((name.removeprefix("posts_"), None if said == UNKNOWN else int(said)))
            elif said:
                self.add_error(name, _("Escriba un número desde cero, o ? si no se sabe."))
        return {**data, "posts": tuple(posts)}


class CorrectForm(ActionForm):
    """The right number of posts."""

    posts = forms.IntegerField(label=_("¿Cuántos puestos son?"), required=False, help_text=_("Déjelo vacío si no se sabe."))
    reason = reason_field()


class CorrectPhaseForm(ActionForm):
    """The right amount of a phase on its day."""

    amount = forms.DecimalField(
        label=_("¿Cuánto es?"), max_digits=16, decimal_places=2, required=False, help_text=_("Déjelo vacío si no se sabe.")
    )
    reason = reason_field()


class ContributionForm(ActionForm):
    """What an entity gave, in money or in kind."""

    entity = id_field(label=_("¿Qué entidad lo entregó?"))
    kind = forms.ChoiceField(label=_("¿Es dinero o especie?"), widget=Radios)
    text_es = forms.CharField(
        label=_("¿Qué se entregó?"), max_length=300, help_text=_("Por ejemplo: local para el centro de Cusco.")
    )
    text_en = forms.CharField(label=_("El mismo texto en inglés"), max_length=300, required=False)
    amount = forms.DecimalField(label=_("¿Por cuánto?"), max_digits=16, decimal_places=2)
    currency = forms.ChoiceField(label=_("¿En qué moneda?"), widget=Radios(inline=True))
    valuation = forms.CharField(
        label=_("¿Cómo se valoró?"),
        max_length=300,
        required=False,
        help_text=_("Solo en especie. Por ejemplo: alquiler de mercado de un local igual."),
    )
    starts = forms.DateField(label=_("¿Desde qué día?"), help_text=BY_HAND)
    ends = forms.DateField(label=_("¿Hasta qué día?"), help_text=BY_HAND)

    def __init__(self, *args: Any, entities: Choices = [], objectives: Choices = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        self.fields["entity"].choices = optional(entities, _("Elija una"))  # type: ignore[attr-defined]
        self.fields["kind"].choices = codelists.choices("contribution_kind")  # type: ignore[attr-defined]
        self.fields["currency"].choices = currencies()  # type: ignore[attr-defined]
        for pk, label in objectives:
            self.fields[f"share_{pk}"] = forms.CharField(
                label=label,
                required=False,
                max_length=6,
                help_text=_("Qué porcentaje es de este objetivo. Vacío si no se reparte."),
            )

    def clean(self) -> dict[str, Any]:
        """The fields of the objectives become `shares`."""
        data = super().clean() or {}
        shares = []
        for name in [name for name in self.fields if name.startswith("share_")]:
            said = (data.pop(name, "") or "").strip().rstrip("%").replace(",", ".")
            try:
                shares += [(UUID(name.removeprefix("share_")), Decimal(said))] if said else []
            except InvalidOperation:
                self.add_error(name, _("Escriba un porcentaje, por ejemplo 40."))
        return {**data, "shares": tuple(shares)}


class PhaseForm(ActionForm):
    """A phase of a budget line, as it stood on a day."""

    entity = id_field(label=_("¿De qué entidad?"))
    year = forms.IntegerField(label=_("¿De qué año es el presupuesto?"))
    line = forms.CharField(
        label=_("¿Qué línea del programa?"), max_length=120, help_text=_("Por ejemplo: PP 1002, atención a víctimas.")
    )
    region = forms.ChoiceField(label=_("¿De qué región?"), required=False)
    phase = forms.ChoiceField(label=_("¿Qué fase?"), widget=Radios)
    amount = forms.DecimalField(
        label=_("¿Cuánto?"), max_digits=16, decimal_places=2, required=False, help_text=_("En soles. Déjelo vacío si no se sabe.")
    )
    on = forms.DateField(label=_("¿A qué día?"), help_text=BY_HAND)

    def __init__(self, *args: Any, entities: Choices = [], regions: Choices = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        self.fields["entity"].choices = optional(entities, _("Elija una"))  # type: ignore[attr-defined]
        self.fields["region"].choices = optional(regions, _("Todo el país"))  # type: ignore[attr-defined]
        self.fields["phase"].choices = codelists.choices("budget_phase")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The region becomes `regions`."""
        data = super().clean() or {}
        region = data.pop("region", "")
        return {**data, "regions": (region,) if region else ()}
