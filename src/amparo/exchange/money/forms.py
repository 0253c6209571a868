"""Bringing a file of movements in, and mending a row of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.exchange.actions.mend import DUPLICATE, RELEASE
from amparo.exchange.forms import MendForm
from amparo.exchange.models import MONEY
from amparo.exchange.money.fields import ENTRY
from amparo.exchange.money.messages import CLASSES
from amparo.ui.forms import ActionForm, Radios


class MoneyForm(ActionForm):
    """A file of movements or of budgets."""

    about = forms.ChoiceField(
        label=_("¿Qué trae el archivo?"),
        choices=[(one.value, one.label) for one in MONEY],
        widget=Radios(),
        help_text=_("Un presupuesto toma el lugar del que hay; los movimientos se suman a los que hay."),
    )
    file = forms.FileField(
        label=_("Archivo en .xlsx o .csv"),
        help_text=_(
            "Con títulos de columna. Movimientos: fecha, movimiento, adjudicación o subacuerdo, monto y moneda. Presupuestos: "
            "adjudicación o subacuerdo, objetivo, región, categoría y monto. Nada se registra todavía."
        ),
        error_messages={
            "empty": _("El archivo está vacío: elija otra vez el registro y súbalo."),
            "required": _("Elija el archivo. Si pesa más de 64 MB, divídalo por años."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class MoneyRowsForm(forms.Form):
    """Which rows to look at."""

    clase = forms.ChoiceField(label=_("Qué pasará"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["clase"].choices = [("", _("Todas")), *CLASSES.items(), ("aside", _("Fuera"))]

    def wanted(self) -> str:
        """The class; "" for all."""
        return str(self.cleaned_data["clase"]) if self.is_valid() else ""


class MendMoneyForm(MendForm):
    """The cells of a row that waits."""

    targets = ENTRY  # those of a budget are among them
    choices = ((RELEASE, _("Leerla así y registrarla")), (DUPLICATE, _("Es una repetición: no registrar nada")))
