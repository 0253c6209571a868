"""Forms of reports: what a partner writes, what a reader remarks, for which awards reports are opened."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from amparo.programme.actions.reports import Narrative
from amparo.programme.rules_reports import LONGEST, NARRATIVE, SECTIONS
from amparo.ui.forms import ActionForm

TITLES = {
    "achievements": lazy("Qué se logró"),
    "difficulties": lazy("Qué costó y qué se hizo"),
    "next_steps": lazy("Qué sigue"),
    "indicators": lazy("Indicadores"),
    "money": lazy("Dinero"),
    "activities": lazy("Actividades"),
    "evidence": lazy("Evidencia"),
}


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 7})
    )


class DraftForm(ActionForm):
    """The words of a report."""

    achievements = _words(TITLES["achievements"], lazy("Con sus cifras. Sin nombres de niñas, niños ni adolescentes."))
    difficulties = _words(TITLES["difficulties"])
    next_steps = _words(TITLES["next_steps"])

    def words(self) -> Narrative:
        """The words as the action takes them."""
        return Narrative(**{name: self.cleaned_data[name] for name in NARRATIVE})


class RemarksForm(ActionForm):
    """A remark on each part that must change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in SECTIONS:
            self.fields[section] = forms.CharField(
                label=TITLES[section], required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
            )

    def remarks(self) -> tuple[tuple[str, str], ...]:
        """Section and words, of those that say something."""
        return tuple((section, words) for section in SECTIONS if (words := self.cleaned_data[section].strip()))


class OpenForm(ActionForm):
    """Of which award or sub-award reports are due, until which day."""

    holder = forms.ChoiceField(
        label=lazy("¿De qué acuerdo?"), help_text=lazy("De un acuerdo se abren también los de sus subacuerdos.")
    )
    until = forms.DateField(
        label=lazy("¿Hasta qué día?"), help_text=lazy("Se abre un informe por cada trimestre que empezó hasta ese día."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, holders: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = list(holders)  # type: ignore[attr-defined]
