"""Bringing a register in, saying what its columns are, mending a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amparo.access.actors import Actor
from amparo.exchange.actions.mend import DUPLICATE, RELEASE
from amparo.exchange.fields import TARGETS
from amparo.exchange.mapping import Suggestion
from amparo.exchange.messages import ASIDE, CLASSES, MESSAGES
from amparo.exchange.models import Authority, DateOrder, NameOrder, PlaceCodes, Profile, RowPer
from amparo.exchange.money.messages import MESSAGES as MONEY
from amparo.exchange.profiles import usable_by
from amparo.exchange.queries import Understood
from amparo.ui.forms import ActionForm, Radios, action_initial

MOST_COLUMNS = 250


class UploadForm(ActionForm):
    """A register and how to read it."""

    file = forms.FileField(
        label=_("Registro en .xlsx o .csv"),
        help_text=_("Hasta 64 MB. Se guarda cifrado y nada se crea todavía."),
        error_messages={
            "empty": _("El archivo está vacío: elija otra vez el registro y súbalo."),
            "required": _("Elija el archivo. Si pesa más de 64 MB, divídalo por años."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    profile = forms.ChoiceField(label=_("¿Cómo está escrito este registro?"), widget=Radios())

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        profiles = usable_by(actor)
        own = next((profile.code for profile in profiles if profile.authority == actor.role), "")
        super().__init__(*args, initial=action_initial(profile=own), **options)
        self.fields["profile"].choices = [(profile.code, str(profile)) for profile in profiles]


class RowsForm(forms.Form):
    """Which rows to look at."""

    clase = forms.ChoiceField(label=_("Qué pasará"), required=False)
    duda = forms.ChoiceField(label=_("Duda o motivo"), required=False)

    def __init__(self, *args: Any, codes: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["clase"].choices = [("", _("Todas")), *CLASSES.items(), ("aside", _("No son datos"))]
        self.fields["duda"].choices = [("", _("Todas")), *codes]

    def wanted(self) -> tuple[str, str]:
        """The class and the code; "" for all."""
        if not self.is_valid():
            return "", ""
        return self.cleaned_data["clase"], self.cleaned_data["duda"]


def reason_text(code: str) -> str:
    """A doubt, a reason, or what a row that is no data is."""
    return str(MESSAGES.get(code) or MONEY.get(code) or ASIDE.get(code) or code)


class ColumnsForm(ActionForm):
    """What each column of a file is. One choice a heading, set to the suggestion."""

    name_es = forms.CharField(
        label=_("Nombre de esta forma de leer"), max_length=120, help_text=_("Por ejemplo: Registro de la comisaría, desde 2021.")
    )
    row_per = forms.ChoiceField(label=_("¿Qué es una fila?"), choices=RowPer.choices, widget=Radios())
    name_order = forms.ChoiceField(label=_("Si el nombre está en una celda sin coma"), choices=NameOrder.choices, widget=Radios())
    date_order = forms.ChoiceField(label=_("Fechas en números"), choices=DateOrder.choices, widget=Radios())
    place_codes = forms.ChoiceField(label=_("Códigos de lugar"), choices=PlaceCodes.choices, widget=Radios())
    authority = forms.ChoiceField(label=_("¿De quién es la condición de víctima?"), choices=Authority.choices, widget=Radios())

    def __init__(self, *args: Any, columns: Sequence[Suggestion], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(code, target.label) for code, target in TARGETS.items()]
        self.headings = [column.heading for column in columns[:MOST_COLUMNS]]
        for column in columns[:MOST_COLUMNS]:
            self.fields[f"c{column.column}"] = forms.ChoiceField(
                label=_("Columna «%(heading)s»") % {"heading": column.heading}, choices=choices, initial=column.target
            )

    def columns(self) -> dict[str, str]:
        """Heading → target."""
        return {heading: self.cleaned_data[f"c{place}"] for place, heading in enumerate(self.headings)}

    def values(self) -> Mapping[str, str]:
        """How the register writes what it writes."""
        return {
            name: self.cleaned_data[name]
            for name in ("name_es", "row_per", "name_order", "date_order", "place_codes", "authority")
        }


def first_values(profile: Profile) -> dict[str, str]:
    """What a new profile takes over from the one the file was read with."""
    return {name: getattr(profile, name) for name in ("row_per", "name_order", "date_order", "place_codes", "authority")}


class MendForm(ActionForm):
    """The cells of a row that waits, to be mended, and what to do with it."""

    targets = TARGETS
    choices: tuple[tuple[str, Any], ...] = (
        (RELEASE, _("Leerla así y crear el expediente")),
        (DUPLICATE, _("Es una repetición: no crear nada")),
    )

    def __init__(self, *args: Any, cells: Sequence[Understood], **options: Any) -> None:
        super().__init__(*args, **options)
        for place, cell in enumerate(cells):
            long = len(cell.mended) > 60 or "\n" in cell.mended
            target = self.targets[cell.target].label if cell.target != "keep" else ""
            self.fields[f"c{place}"] = forms.CharField(
                label=cell.heading, required=False, strip=True, initial=cell.mended, max_length=4000, help_text=target,
                widget=forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput(),
            )  # fmt: skip
        self.width = len(cells)
        self.fields["decision"] = forms.ChoiceField(
            label=_("¿Qué hacemos con esta fila?"),
            choices=self.choices,
            widget=Radios(),
            initial=RELEASE,
        )

    def cells(self) -> list[str]:
        """The cells as mended."""
        return [self.cleaned_data[f"c{place}"].replace("\r\n", "\n") for place in range(self.width)]
