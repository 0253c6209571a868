"""Asking for a service and answering. What is asked is what is needed, never what happened."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.access.models import Unit
from amparo.cases import labels, rules
from amparo.cases.actions import Need
from amparo.cases.models import Case
from amparo.cases.routing import SERVICES
from amparo.core import codelists
from amparo.core.dates import PartialDate
from amparo.ui.forms import ActionForm, Noted, PartialDateField, Radios, add_errors, yes_no_unknown

FEW = 7  # units that can be read one under the other
Text = str | Promise


class ServiceForm(forms.Form):
    """Which service is asked for; sent by GET, so that the address says it."""

    servicio = forms.ChoiceField(label=_("¿Qué servicio necesita?"), widget=Radios)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(item.value, Noted(item.label, item.help) if item.help else item.label) for item in codelists.items("service")]
        self.fields["servicio"].choices = [pair for pair in known if pair[0] in SERVICES]


class ReferralForm(ActionForm):
    """What is asked of a service. Nothing here says what happened, where she sleeps or that it is trafficking."""

    to_unit = forms.ChoiceField(label=_("¿A quién se lo pide?"))
    need = forms.CharField(
        label=_("¿Qué necesita?"), max_length=600, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Pida el servicio, no cuente lo que pasó. Dos o tres frases bastan."),
        error_messages={"required": _("Escriba qué necesita la niña.")},
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=_("¿Qué tan pronto?"), widget=Radios,
        choices=[
            ("today", Noted(_("Hoy"), _("Hay peligro para ella. Llame también por teléfono."))),
            ("date", Noted(_("En una fecha"), _("Diga desde cuándo la pueden atender."))),
            ("unknown", _("No se sabe todavía")),
        ],
    )  # fmt: skip
    wanted = PartialDateField(
        label=_("¿Desde cuándo la pueden atender?"), required=False, help_text=_("Solo si eligió una fecha. Por ejemplo, 25/11/2026."),
        widget=PartialDateField.widget(attrs={"data-known": "1"}),
    )  # fmt: skip
    interpreter = yes_no_unknown(_("¿Necesita intérprete?"))
    opinion = forms.ChoiceField(
        label=_("¿Qué opina la niña de este pedido?"), help_text=_("Pregúntele con calma. Puede cambiar de opinión."),
        widget=Radios(unknown=["not_asked"]),
    )  # fmt: skip

    def __init__(self, *args: Any, service: str, case: Case, units: Sequence[Unit], near: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        self.units = {unit.code: unit for unit in units}
        self._offer_units(units, {unit.pk for unit in near})
        self.fields["opinion"].choices = codelists.choices("opinion")
        self.fields["need"].label = _("¿Qué necesita de %(service)s?") % {
            "service": labels.in_sentence(labels.label("service", service))
        }
        if case.language not in ("", "spa", "unknown"):
            language = labels.in_sentence(labels.label("language", case.language))
            self.fields["interpreter"].label = _("¿Necesita intérprete de %(language)s?") % {"language": language}

    def _offer_units(self, units: Sequence[Unit], near: set[int]) -> None:
        here = [(unit.code, unit.name) for unit in units if unit.pk in near]
        away = [(unit.code, unit.name) for unit in units if unit.pk not in near]
        field = self.fields["to_unit"]
        if len(units) <= FEW:
            field.widget = Radios()
            field.choices = [*here, *[(code, Noted(name, _("De otra zona."))) for code, name in away]]
        else:
            field.widget = forms.Select()
            field.choices = [("", _("Elija una unidad")), (_("De la zona"), here), (_("De otras zonas"), away)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("urgency") != "date":
            data["wanted"] = None
        if not any(name in self.errors for name in ("need", "urgency", "wanted")):
            today = PartialDate.from_date(timezone.localdate())
            add_errors(self, rules.referral_needs(data["need"], data["urgency"], data["wanted"], today))
        return data

    @property
    def unit(self) -> Unit | None:
        """The unit chosen so far."""
        return self.units.get(str(self["to_unit"].value() or ""))

    def asked(self) -> Need:
        """What is asked, for the action."""
        data = self.cleaned_data
        return Need(self.service, data["need"], data["urgency"], data["wanted"], data["interpreter"], data["opinion"])


class WordsForm(ActionForm):
    """A turn of the conversation that may say something more."""

    text = forms.CharField(
        label=_("¿Quiere decir algo más?"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, question: Text = "", hint: Text = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if question:
            self.fields["text"].label = question
        self.fields["text"].help_text = hint


class RefuseForm(WordsForm):
    """Why the service cannot attend, so that the sender can look elsewhere."""

    reason = forms.ChoiceField(label=_("¿Por qué no pueden atender?"), widget=Radios)
    field_order = ["id", "seen", "reason", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = codelists.choices("refusal_reason")


class MessageForm(ActionForm):
    """A message that changes no state."""

    text = forms.CharField(
        label=_("Escriba un mensaje"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Horas, lugares del servicio, qué llevar. No escriba el nombre ni lo que vivió."),
        error_messages={"required": _("Escriba el mensaje.")},
    )  # fmt: skip


class ReferralFilters(forms.Form):
    """What the list of referrals can be narrowed by."""

    estado = forms.ChoiceField(label=_("Estado"), required=False)
    servicio = forms.ChoiceField(label=_("Servicio"), required=False)

    def __init__(self, *args: Any, states: Sequence[tuple[str, Text]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["estado"].choices = [("", _("Todos")), *states]
        self.fields["servicio"].choices = [("", _("Todos")), *codelists.choices("service")]

    def wanted(self) -> tuple[str, str]:
        """State and service asked for."""
        self.is_valid()
        return self.cleaned_data.get("estado", ""), self.cleaned_data.get("servicio", "")
