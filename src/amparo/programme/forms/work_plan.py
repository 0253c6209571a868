"""The work plan: a new line, and its steps."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.core.money import CURRENCIES
from amparo.programme.actions.wordings import WorkWords
from amparo.programme.actions.work_plan import WorkItemFacts, WorkStep
from amparo.programme.forms.activities import Day, UnderForm, choose, objectives_for, regions_field
from amparo.ui.forms import ActionForm


class WorkItemForm(UnderForm):
    """A new line of the plan."""

    objective = forms.ChoiceField(label=_("¿A qué objetivo sirve?"))
    output_es = forms.CharField(
        label=_("¿Qué producto deja?"), max_length=200, help_text=_("Por ejemplo: escuelas que previenen la trata.")
    )
    title_es = forms.CharField(label=_("¿Qué se hará?"), max_length=300, help_text=_("Sin nombres de personas."))
    title_en = forms.CharField(label=_("En inglés"), max_length=300, required=False)
    output_en = forms.CharField(label=_("Producto, en inglés"), max_length=200, required=False)
    starts = Day(label=_("¿Cuándo empieza?"))
    ends = Day(label=_("¿Cuándo termina?"))
    regions = regions_field()
    wanted = forms.DecimalField(
        label=_("¿Cuánto se quiere lograr?"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    counted = forms.CharField(
        label=_("¿De qué?"), max_length=60, required=False, help_text=_("Por ejemplo: talleres, escuelas, personas.")
    )
    budget = forms.DecimalField(label=_("¿Cuánto cuesta?"), min_value=0, max_digits=16, decimal_places=2, required=False)
    currency = forms.ChoiceField(label=_("¿En qué moneda?"), choices=[(code, code) for code in CURRENCIES], initial="USD")
    code = forms.CharField(
        label=_("Código en su plan"), max_length=20, required=False, help_text=_("Por ejemplo: 1.2. Si no tiene, lo ponemos.")
    )

    def __init__(self, *args: Any, objectives: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        objectives_for(self, objectives)
        choose(self, "regions", self.regions_of())

    def facts(self) -> WorkItemFacts:
        """What the action takes."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in ("id", "seen", "under")}
        own |= {"objective": UUID(own["objective"]), "regions": tuple(own["regions"]), "under": self.under_facts()}
        return WorkItemFacts(**own)


class WorkTextForm(ActionForm):
    """What a line of the plan says from now on."""

    title_es = forms.CharField(label=_("¿Qué se hará?"), max_length=300, help_text=_("Sin nombres de personas."))
    title_en = forms.CharField(label=_("En inglés"), max_length=300, required=False)
    output_es = forms.CharField(label=_("¿Qué producto deja?"), max_length=200)
    output_en = forms.CharField(label=_("Producto, en inglés"), max_length=200, required=False)
    why = forms.CharField(label=_("¿Por qué se corrige?"), max_length=300)

    def facts(self) -> WorkWords:
        """What the action takes."""
        return WorkWords(**{name: value for name, value in self.cleaned_data.items() if name not in ("id", "seen")})


class AdvanceForm(ActionForm):
    """How much is done so far."""

    step = "advance"
    done = forms.DecimalField(
        label=_("¿Cuánto va hecho en total?"), help_text=_("Desde el inicio, no solo desde la última vez."), min_value=0, max_digits=14,
        decimal_places=2,
    )  # fmt: skip

    def facts(self) -> WorkStep:
        """What the action takes."""
        told = self.cleaned_data
        return WorkStep(self.step, told.get("done"), told.get("starts"), told.get("ends"))


class DoneForm(AdvanceForm):
    """How much was done in the end."""

    step = "do"
    done = forms.DecimalField(
        label=_("¿Cuánto se hizo al final?"), help_text=_("Si no se sabe, déjelo en blanco."), min_value=0, max_digits=14,
        decimal_places=2, required=False,
    )  # fmt: skip


class PostponeForm(AdvanceForm):
    """The new dates."""

    step = "postpone"
    done = None  # type: ignore[assignment]
    starts = Day(label=_("¿Cuándo empezará?"))
    ends = Day(label=_("¿Cuándo terminará?"))
