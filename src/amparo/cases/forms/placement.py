"""Forms of the board of places and of a centre's own page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.cases import labels
from amparo.cases.actions import Profile
from amparo.cases.queries.places import Wanted, regions
from amparo.core import codelists
from amparo.ui.forms import ActionForm, Noted, Radios

SPAN = 3  # years of an age band


class BoardForm(forms.Form):
    """What the board can be narrowed by. All optional; what nobody offers is read as any."""

    region = forms.ChoiceField(label=_("Región"), required=False)
    sexo = forms.ChoiceField(
        label=_("Recibe a"), required=False, choices=[("", _("Da igual")), ("female", _("Niñas")), ("male", _("Niños"))]
    )
    edad = forms.ChoiceField(label=_("De edad"), required=False)
    sitio = forms.ChoiceField(label=_("Con sitio"), required=False, choices=[("", _("Da igual")), ("1", _("Con plaza libre"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("Todas")), *regions()]
        self.fields["edad"].choices = [("", _("Da igual"))] + [(str(age), labels.age_band(age)) for age in range(0, 18, SPAN)]

    def wanted(self) -> Wanted:
        """What was asked for."""
        self.is_valid()
        data = self.cleaned_data
        age = int(data["edad"]) if data.get("edad") else None
        sex = data.get("sexo") or ("any" if age is not None else "")
        return Wanted(data.get("region", ""), sex, age, bool(data.get("sitio")))


class CentreForm(ActionForm):
    """Whom the centre receives and how many places it has."""

    specialised = forms.TypedChoiceField(
        label=_("¿Es un centro especializado en trata?"), coerce=lambda value: value == "yes", widget=Radios,
        choices=[
            ("yes", Noted(_("Sí, es un CARE"), _("Solo recibe víctimas de trata."))),
            ("no", Noted(_("No, es un CAR"), _("Recibe también a otras niñas, niños y adolescentes."))),
        ],
    )  # fmt: skip
    sexes = forms.ChoiceField(
        label=_("¿A quién recibe?"), widget=Radios,
        choices=[("female", _("Niñas y adolescentes mujeres")), ("male", _("Niños y adolescentes hombres")), ("any", _("A todos"))],
    )  # fmt: skip
    age_from = forms.IntegerField(label=_("¿Desde qué edad?"), min_value=0, max_value=17)
    age_to = forms.IntegerField(
        label=_("¿Hasta qué edad?"), min_value=0, max_value=17, help_text=_("Años cumplidos, los dos incluidos.")
    )
    with_baby = forms.BooleanField(label=_("Recibe también a adolescentes con su bebé"), required=False)
    places = forms.IntegerField(
        label=_("¿Cuántas plazas están en uso?"), min_value=0, max_value=200,
        help_text=_("Una plaza ocupada o reservada no se quita. Las que se quitan conservan su historia."),
    )  # fmt: skip

    def profile(self) -> Profile:
        """The profile that was written."""
        names = ("specialised", "sexes", "age_from", "age_to", "with_baby")
        return Profile(**{name: self.cleaned_data[name] for name in names})


class BedForm(ActionForm):
    """Which place is kept for her."""

    bed = forms.TypedChoiceField(label=_("¿Qué plaza se le reserva?"), coerce=UUID, widget=Radios)

    def __init__(self, *args: Any, beds: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bed"].choices = list(beds)


class EndStayForm(ActionForm):
    """Why she leaves the centre."""

    reason = forms.ChoiceField(label=_("¿Por qué deja el centro?"), widget=Radios)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = codelists.choices("stay_end")
