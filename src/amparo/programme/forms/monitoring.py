"""Forms of visits, findings, action points and safeguarding checks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.core import codelists
from amparo.programme.forms.awards import Day
from amparo.ui.forms import ActionForm, Radios

Choices = Iterable[tuple[Any, Any]]


def _text(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=most, widget=forms.Textarea(attrs={"rows": 4}))


class VisitForm(ActionForm):
    """A visit to come."""

    on = Day(label=_("¿Qué día?"))
    purpose = _text(_("¿Para qué?"), 300)


class VisitDoneForm(ActionForm):
    """What a visit came to."""

    on = Day(label=_("¿Qué día se hizo?"))
    conclusion = _text(_("¿Qué concluyó?"), 4000, _("Hable del trabajo, nunca de una persona atendida."))


class FindingForm(ActionForm):
    """What was found."""

    text = _text(_("¿Qué encontró?"), 4000, _("Hable del trabajo, nunca de una persona atendida."))
    severity = forms.ChoiceField(label=_("¿Qué tan grave es?"), widget=Radios(unknown=()))
    visit = forms.ChoiceField(label=_("¿En qué visita?"), required=False)

    def __init__(self, *args: Any, visits: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["severity"].choices = codelists.choices("severity")  # type: ignore[attr-defined]
        self.fields["visit"].choices = [("", _("En ninguna: revisión de gabinete")), *visits]  # type: ignore[attr-defined]


class PointForm(ActionForm):
    """What must be done about it."""

    text = _text(_("¿Qué hay que hacer?"), 500)
    owner = forms.ChoiceField(label=_("¿A quién le toca?"), widget=Radios(unknown=()))
    due = Day(label=_("¿Hasta cuándo?"))

    def __init__(self, *args: Any, owners: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(owners)  # type: ignore[attr-defined]


class SafeguardingForm(ActionForm):
    """One question a standard. The result is not asked: it follows from the answers."""

    on = Day(label=_("¿Qué día se revisó?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value, label in codelists.choices("safeguarding_standard"):
            self.fields[f"standard_{value}"] = forms.ChoiceField(
                label=label, choices=codelists.choices("safeguarding_answer"), widget=Radios(inline=True)
            )

    @staticmethod
    def answers(data: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        """(standard, answer) for the action."""
        return tuple((name.removeprefix("standard_"), value) for name, value in data.items() if name.startswith("standard_"))
