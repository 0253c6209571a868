"""What every form of a correction asks."""

from django import forms
from django.utils.translation import gettext_lazy as _


def reason_field(*, required: bool = True) -> forms.CharField:
    """Why it changes. The action asks for it too, where something known changes."""
    return forms.CharField(
        label=_("¿Por qué cambia?"), max_length=300, required=required, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("El dato anterior queda a la vista, con esta explicación."),
    )  # fmt: skip
