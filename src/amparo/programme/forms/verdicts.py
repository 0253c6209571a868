"""Forms of what one side says of the other's entry, and of what is put beside an entry as its proof."""

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.ui.forms import ActionForm, PartialDateField


class DisputeForm(ActionForm):
    """Why an entry is not accepted."""

    words = forms.CharField(
        label=_("¿Qué objeta?"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Diga qué dato y por qué. El registro no cambia; su respuesta queda al lado."),
    )  # fmt: skip


class EvidenceForm(ActionForm):
    """A document or page that shows what was done."""

    title = forms.CharField(
        label=_("¿Qué documento lo muestra?"), max_length=300, help_text=_("Por ejemplo: Resolución Ministerial 123-2026.")
    )
    url = forms.CharField(
        label=_("¿Dónde está publicado?"), max_length=500, required=False, help_text=_("Su dirección, desde https://.")
    )
    dated = PartialDateField(label=_("¿De qué fecha es?"), required=False)
