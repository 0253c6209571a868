"""Forms of protection, court steps, plan, visits and closure."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.cases.actions import GoalFacts
from amparo.core import codelists
from amparo.ui.forms import ActionForm, Noted, PartialDateField, Radios

GOALS, FIRST = 6, 2  # rows of an empty plan, and how many of them stand open


class ProtectionForm(ActionForm):
    """The resolution that opens provisional protection."""

    resolution_number = forms.RegexField(
        r"^[\w .°º/\-]*$", label=_("¿Qué número tiene la resolución?"), required=False, max_length=40,
        help_text=_("Si aún no tiene número, déjelo vacío. La protección no espera."),
        error_messages={"invalid": _("Use solo letras, números, guiones y barras.")},
    )  # fmt: skip
    resolved = PartialDateField(label=_("¿Qué fecha tiene?"), widget=PartialDateField.widget(attrs={"data-known": "1"}))


class CourtStepForm(ActionForm):
    """When a step of the court was."""

    happened = PartialDateField(label=_("¿Cuándo fue?"))


class PlanForm(ActionForm):
    """The plan: what kind, what she thinks of it, its goals."""

    kind = forms.ChoiceField(
        label=_("¿Qué plan es?"),
        choices=[
            ("pti", Noted(_("Plan de trabajo individual (PTI)"), _("Mientras está en protección."))),
            ("pri", Noted(_("Plan de reintegración individual (PRI)"), _("Para volver a una vida sin riesgo."))),
        ],
        widget=Radios,
    )
    opinion = forms.ChoiceField(
        label=_("¿Qué opina la niña de este plan?"),
        help_text=_("Pregúntele con calma. Puede cambiar de opinión."),
        widget=Radios(unknown=["not_asked"]),
    )

    def __init__(self, *args: Any, rows: int = GOALS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opinion"].choices = codelists.choices("opinion")
        self.rows = rows
        sectors = [("", _("Elija un área")), *codelists.choices("goal_sector")]
        for number in range(1, rows + 1):
            self.fields[f"text_{number}"] = forms.CharField(label=_("¿Qué quiere lograr?"), required=number == 1, max_length=300)
            self.fields[f"text_{number}"].error_messages["required"] = _("Escriba al menos una meta.")
            self.fields[f"sector_{number}"] = forms.ChoiceField(label=_("Área"), choices=sectors, required=number == 1)
            self.fields[f"sector_{number}"].error_messages["required"] = _("Elija el área de esta meta.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, self.rows + 1):
            if data.get(f"text_{number}") and not data.get(f"sector_{number}"):
                self.add_error(f"sector_{number}", _("Elija el área de esta meta."))
        return data

    def first_goals(self) -> list[tuple[int, Any, Any]]:
        """Number, words and sector of the goals that stand open."""
        return self._goal_fields(1, FIRST)

    def more_goals(self) -> list[tuple[int, Any, Any]]:
        """Those that wait behind "Agregar más metas"."""
        return self._goal_fields(FIRST + 1, self.rows)

    def more_written(self) -> bool:
        """Whether something stands in those, so that they must be open."""
        return any(text.value() or text.errors or sector.errors for _n, text, sector in self.more_goals())

    def _goal_fields(self, first: int, last: int) -> list[tuple[int, Any, Any]]:
        return [(n, self[f"text_{n}"], self[f"sector_{n}"]) for n in range(first, last + 1)]

    def goals(self) -> tuple[GoalFacts, ...]:
        """The goals that were written."""
        data = self.cleaned_data
        rows = ((data.get(f"sector_{n}", ""), data.get(f"text_{n}", "")) for n in range(1, self.rows + 1))
        return tuple(GoalFacts(sector, text) for sector, text in rows if text)


class VisitForm(ActionForm):
    """How a follow-up visit found her."""

    outcome = forms.ChoiceField(label=_("¿Cómo está?"), widget=Radios)
    note = forms.CharField(
        label=_("¿Qué hace falta?"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apoyos y acuerdos. No escriba lo que vivió."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = codelists.choices("follow_up_outcome")


class ReintegrationForm(ActionForm):
    """Who accompanies her from now on."""

    to_unit = forms.TypedChoiceField(label=_("¿Quién la acompaña?"), coerce=int, empty_value=None, required=False, widget=Radios)

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_unit"].choices = [(pk, name) for pk, name in units]
        self.fields["to_unit"].help_text = _("Si no elige, sigue a cargo de su unidad.")


class ReasonForm(ActionForm):
    """One reason of a code list."""

    reason = forms.ChoiceField(label=_("¿Por qué?"), widget=Radios)

    def __init__(self, *args: Any, code_list: str, question: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = codelists.choices(code_list)
        if question:
            self.fields["reason"].label = question


class PlainForm(ActionForm):
    """Nothing to ask: the page explains and the button does it."""
