"""Small forms on a file: triage, dismissal, hand-over, a note, a decision, a penal milestone, keeping somebody away."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amparo.cases import labels, rules
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.ui.forms import ActionForm, Boxes, Noted, PartialDateField, PartialDateInput, Radios, add_errors


def _radios(label: Any, help_text: Any = "", **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, widget=Radios(), **more)


class TriageForm(ActionForm):
    """How urgent it is."""

    risk = _radios(_("¿Qué tan urgente es?"), _("Lo que sabe hasta ahora basta. Se puede cambiar después."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        notes = {
            "high": _("Corre peligro hoy: no tiene dónde dormir segura, o la buscan."),
            "medium": _("Está a salvo por ahora, pero eso puede cambiar pronto."),
            "low": _("Está a salvo y con alguien de confianza."),
        }
        self.fields["risk"].choices = [  # type: ignore[attr-defined]
            (value, Noted(label, notes[value]) if value in notes else label) for value, label in codelists.choices("risk")
        ]


class DismissForm(ActionForm):
    """Why an alert belongs elsewhere."""

    reason = _radios(_("¿Por qué no sigue por esta ruta?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = codelists.choices("dismissal")  # type: ignore[attr-defined]


class HandOverForm(ActionForm):
    """Which part goes to which unit."""

    part = _radios(_("¿Qué parte entrega?"))
    to_unit = forms.TypedChoiceField(label=_("¿A qué unidad?"), coerce=int)

    def __init__(self, *args: Any, parts: Iterable[str] = (), units: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [(part, labels.PARTS.get(part, part)) for part in parts]  # type: ignore[attr-defined]
        self.fields["to_unit"].choices = [("", _("Elija")), *((unit.pk, unit.name) for unit in units)]  # type: ignore[attr-defined]


class ProtectorForm(ActionForm):
    """Which protection unit takes over."""

    to_unit = forms.TypedChoiceField(label=_("¿Qué unidad la protege desde ahora?"), coerce=int)

    def __init__(self, *args: Any, units: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_unit"].choices = [("", _("Elija")), *((unit.pk, unit.name) for unit in units)]  # type: ignore[attr-defined]


class NoteForm(ActionForm):
    """Practical things for the next shift."""

    note = forms.CharField(
        label=_("¿Qué debe saber el siguiente turno?"),
        help_text=_("Cosas prácticas: qué comió, qué la calma, a quién llamar. Lo que vivió no se escribe aquí."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class _Dated(ActionForm):
    """A form about something that has been: its day is not after today."""

    day_field = "happened"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        found = rules.not_in_future(data.get(self.day_field), PartialDate.from_date(timezone.localdate()))
        add_errors(self, {self.day_field: [str(text) for texts in found.values() for text in texts]} if found else {})
        return data


class StatusForm(_Dated):
    """What this institution decides."""

    day_field = "decided"
    status = _radios(_("¿Qué decide su institución?"))
    decided = PartialDateField(label=_("¿Cuándo se decidió?"), widget=PartialDateInput(attrs={"data-known": "1"}))
    basis = _radios(_("¿En qué se apoya?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [pair for pair in codelists.choices("victim_status") if pair[0] != "undecided"]
        self.fields["status"].choices = found  # type: ignore[attr-defined]
        self.fields["basis"].choices = codelists.choices("status_basis")  # type: ignore[attr-defined]


class PenalStepForm(_Dated):
    """A milestone of the penal route: only that it was, never its content."""

    step = _radios(_("¿Qué paso se dio?"), _("Solo que ocurrió. El contenido queda en la carpeta fiscal."))
    happened = PartialDateField(label=_("¿Cuándo fue?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = codelists.choices("penal_step")  # type: ignore[attr-defined]


class ExcludeForm(ActionForm):
    """From whom the file is hidden, why, and who of them may see it all the same."""

    whom = forms.ChoiceField(
        label=_("¿A quién se le oculta?"), help_text=_("Una unidad entera, con las que dependen de ella, o una persona.")
    )
    reason = _radios(_("¿Por qué?"))
    exempt = forms.TypedMultipleChoiceField(
        label=_("¿Quién de esa unidad sí puede verlo?"), required=False, coerce=int, widget=Boxes(),
        help_text=_("Por ejemplo, quien investiga a su propio colega."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Iterable[Any] = (), people: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = [(person.pk, f"{person.display_name} · {person.unit_name}") for person in people]
        whom = [
            ("", _("Elija")),
            (_("Unidades"), [(f"unit-{unit.pk}", unit.name) for unit in units]),
            (_("Personas"), [(f"user-{pk}", name) for pk, name in staff]),
        ]
        self.fields["whom"].choices = whom  # type: ignore[attr-defined]
        self.fields["reason"].choices = codelists.choices("exclusion_reason")  # type: ignore[attr-defined]
        self.fields["exempt"].choices = staff  # type: ignore[attr-defined]
        if not staff:
            del self.fields["exempt"]

    def target(self) -> dict[str, int]:
        """`unit` or `user` as the action takes it."""
        kind, _dash, number = self.cleaned_data["whom"].partition("-")
        return {kind: int(number)}
