"""The questions of the vault's pages. Nothing typed here is kept by the browser, in a draft or in an address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.ui.forms import UNKNOWN, ActionForm, Radios
from amparo.vault.models import DocumentKind, Purpose, Reason
from amparo.vault.rules import Document
from amparo.vault.search.find import Query


class RevealForm(ActionForm):
    """Why an identity is opened."""

    reason = forms.ChoiceField(label=_("¿Para qué necesita ver su identidad?"), choices=Reason.choices, widget=Radios)


class SearchForm(ActionForm):
    """Who is looked for, and why."""

    names = forms.CharField(
        label=_("¿Cómo se llama?"),
        help_text=_("Nombres, apellidos o apodos, en cualquier orden. No importa si no sabe cómo se escribe."),
        max_length=160,
        required=False,
    )
    year = forms.IntegerField(
        label=_("¿En qué año nació?"), help_text=_("Si lo sabe."), min_value=1900, max_value=2100, required=False
    )
    sex = forms.ChoiceField(
        label=_("Sexo"),
        choices=[("f", _("Mujer")), ("m", _("Hombre")), (UNKNOWN, _("No se sabe"))],
        widget=Radios(inline=True),
        required=False,
    )
    document_kind = forms.ChoiceField(label=_("Documento"), choices=[("", _("Ninguno")), *DocumentKind.choices], required=False)
    document_number = forms.CharField(label=_("Número del documento"), max_length=30, required=False)
    purpose = forms.ChoiceField(label=_("¿Para qué busca?"), choices=Purpose.choices, widget=Radios)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if bool(found.get("document_kind")) != bool((found.get("document_number") or "").strip()):
            self.add_error("document_number", _("Elija el documento y escriba su número."))
        return found

    def query(self) -> Query:
        """What was typed, as the search takes it."""
        found = self.cleaned_data
        document = Document(found["document_kind"], found["document_number"]) if found["document_kind"] else None
        sex = "" if found["sex"] == UNKNOWN else found["sex"]
        return Query(found["names"], found["year"] or 0, sex, document)


class DecideForm(ActionForm):
    """Whether it is the same person."""

    decision = forms.ChoiceField(
        label=_("¿Es la misma persona?"),
        choices=[("same", _("Sí, es la misma")), ("different", _("No, es otra")), ("ask", _("No lo sé: que nos llamen"))],
        widget=Radios(unknown=("ask",)),
    )
