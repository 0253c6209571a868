"""The few things a person types on the desk's own pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.core.ids import check_code, clean_code
from amparo.desk import queries


class FindForm(forms.Form):
    """A code read out on the telephone."""

    codigo = forms.CharField(
        label=_("Código"), max_length=40, widget=forms.TextInput(attrs={"placeholder": "AMP-0000000-X", "autocomplete": "off"})
    )

    def clean_codigo(self) -> str:
        code = clean_code(self.cleaned_data["codigo"])
        if not check_code(code):
            raise forms.ValidationError(_("Revise el código: falta o sobra una letra."))
        return code


class ShowForm(forms.Form):
    """Which part of the start page, in which order."""

    momento = forms.ChoiceField(
        label=_("Momento"),
        required=False,
        choices=[
            ("", _("Todos")),
            (queries.LATE, _("Vencidos")),
            (queries.SOON, _("Vencen esta semana")),
            (queries.TODO, _("Por hacer")),
            (queries.ANSWERED, _("Le respondieron")),
            (queries.WAITING, _("Esperan a otros")),
            (queries.QUIET, _("Sin novedad")),
        ],
    )
    orden = forms.ChoiceField(
        label=_("Orden"), required=False, choices=[("dano", _("Más daño primero")), ("plazo", _("Plazo más cercano"))]
    )
    pagina = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    def __init__(self, *args: Any, files: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not files:
            momento = self.fields["momento"]
            momento.choices = [one for one in momento.choices if one[0] != queries.QUIET]  # type: ignore[attr-defined]

    def wanted(self) -> queries.Wanted:
        """What was asked for; anything that makes no sense counts as not asked."""
        self.is_valid()
        asked: dict[str, Any] = self.cleaned_data
        return queries.Wanted(asked.get("momento") or "", asked.get("pagina") or 1, asked.get("orden") or "dano")
