"""Forms of what was said about the money."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.core import codelists
from amparo.programme import money_words
from amparo.programme.actions import ClaimFacts
from amparo.programme.forms.money import Amount, currencies
from amparo.ui.forms import ActionForm, PartialDateField, Radios


class ClaimForm(ActionForm):
    """A statement, as it was made."""

    side = forms.ChoiceField(label=_("¿Del dinero de quién habla?"), widget=Radios, choices=list(money_words.SIDES.items()))
    amount = Amount(label=_("¿Qué monto dice?"))
    currency = forms.ChoiceField(label=_("¿En qué moneda?"))
    bound = forms.ChoiceField(label=_("¿Cómo lo dice?"), widget=Radios)
    kind = forms.ChoiceField(label=_("¿De qué dinero habla?"), help_text=_("Si la declaración no lo dice, no se sabe."))
    cumulative = forms.TypedChoiceField(
        label=_("¿Es un total desde el inicio?"), coerce=lambda value: value == "yes", widget=Radios(inline=True),
        choices=[("yes", _("Sí")), ("no", _("No"))],
    )  # fmt: skip
    said_on = PartialDateField(label=_("¿Cuándo se dijo?"), required=False)
    words = forms.CharField(label=_("¿Con qué palabras?"), max_length=300, required=False)
    speaker = forms.CharField(label=_("¿Qué institución o documento lo dice?"), max_length=200, required=False)
    source = forms.ChoiceField(label=_("¿Dónde se lee?"), required=False)

    def __init__(self, *args: Any, sources: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = list(currencies())  # type: ignore[attr-defined]
        self.fields["bound"].choices = codelists.choices("claim_bound")  # type: ignore[attr-defined]
        self.fields["kind"].choices = codelists.choices("claim_kind")  # type: ignore[attr-defined]
        self.fields["source"].choices = [("", _("Sin fuente")), *sources]  # type: ignore[attr-defined]

    def facts(self) -> ClaimFacts:
        """What was written."""
        names = ("side", "kind", "amount", "currency", "bound", "said_on", "cumulative", "words", "speaker")
        return ClaimFacts(**{name: self.cleaned_data[name] for name in names}, source=self.cleaned_data["source"] or None)


class ExplainForm(ActionForm):
    """Why the statement and the ledger differ."""

    explanation_es = forms.CharField(
        label=_("¿A qué se debe la diferencia?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    explanation_en = forms.CharField(
        label=_("La misma explicación, en inglés"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
