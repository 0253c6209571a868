"""The alert at three in the morning: what is happening now, who she is as far as one knows. Unknown is always an answer."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from amparo.cases import rules
from amparo.cases.facts import ChildFacts, EventFacts
from amparo.core import codelists, places
from amparo.core.dates import PartialDate
from amparo.core.gazetteer import PlaceRow
from amparo.ui.forms import UNKNOWN, ActionForm, Noted, PartialDateField, PartialDateInput, Radios, yes_no_unknown
from amparo.vault.rules import NAME_MOST, Identity

NOWHERE = "none"  # the choice "leave the place open"
MOST_PLACES = 8
OLDEST = 99


def candidates(text: str) -> list[PlaceRow]:
    """The places that what was typed can mean, the widest first; at most `MOST_PLACES`."""
    known = places.index()
    found = {place for part in re.split(r"[,;/()-]", text) for place in known.named(part)}
    return sorted(found, key=lambda place: (len(place.ubigeo), place.ubigeo))[:MOST_PLACES]


class NowForm(ActionForm):
    """Safety first, then by which way it came, when and where. `place` holds the choice among places called alike."""

    children = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=rules.MOST_CHILDREN_AN_ALERT, initial=1)
    danger = yes_no_unknown(_("¿Hay peligro ahora mismo?"), _("Si lo hay, llame al 105 y siga: el aviso llega igual."))
    channel = forms.ChoiceField(label=_("¿Por dónde llegó?"))
    happened = PartialDateField(label=_("¿Cuándo fue?"), help_text=_("Por ejemplo: hoy, ayer, 15/03/2026 o marzo 2026."))
    place_text = forms.CharField(
        label=_("¿Dónde fue?"), help_text=_("Distrito, provincia o región. Si no se sabe, déjelo en blanco."),
        required=False, max_length=120,
    )  # fmt: skip
    place = forms.CharField(widget=forms.HiddenInput, required=False, max_length=6)
    register_number = forms.CharField(
        label=_("¿Tiene número en su registro?"),
        help_text=_("El de su cuaderno o sistema, si ya lo anotó."),
        required=False,
        max_length=60,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [pair for pair in codelists.choices("alert_channel") if pair[0] != "register"]
        self.fields["channel"].choices = [("", _("Elija")), *offered]  # type: ignore[attr-defined]
        self._offer_places()

    def _offer_places(self) -> None:
        """Radios in place of the hidden choice, once what was typed means several places."""
        text = (self.data.get(self.add_prefix("place_text")) or "").strip() if self.is_bound else ""
        match = places.resolve(None, text, places=places.index())
        if not text or match.place is not None:
            return
        found = [(place.ubigeo, places.index().full_name(place)) for place in candidates(text)]
        self.fields["place"] = forms.ChoiceField(
            label=_("¿Cuál de estos lugares?"), choices=[*found, (NOWHERE, _("No está aquí: dejarlo sin lugar"))],
            widget=Radios(unknown=(NOWHERE,)),
            error_messages={"required": match.note or now_("No encontramos un lugar con ese nombre.")},
        )  # fmt: skip
        self.order_fields([name for name in self.fields if name != "register_number"])

    def clean_happened(self) -> PartialDate | None:
        """A day that has been."""
        day: PartialDate | None = self.cleaned_data["happened"]
        for texts in rules.not_in_future(day, PartialDate.from_date(timezone.localdate())).values():
            raise forms.ValidationError([str(text) for text in texts])
        return day

    def clean(self) -> dict[str, Any]:
        """Finds the place; never guesses one."""
        data: dict[str, Any] = super().clean() or {}
        text, choice = (data.get("place_text") or "").strip(), data.get("place") or ""
        match = places.resolve(None, text, places=places.index())
        data["place"] = match.place.ubigeo if match.place else choice if choice != NOWHERE else ""
        return data

    def facts(self) -> EventFacts:
        """What the action takes."""
        data = self.cleaned_data
        kind = "operation" if data["channel"] == "police_operation" else "alert"
        return EventFacts(data["channel"], kind, data["happened"], data["place"], data["danger"], data["register_number"])


class AgeInput(PartialDateInput):
    """Years in figures, or the box "No se sabe"."""

    input_type = "text"


class AgeField(forms.CharField):
    """Completed years, or None where nobody knows."""

    widget = AgeInput(attrs={"inputmode": "numeric", "maxlength": "3"})
    default_error_messages = {"required": _("Escriba la edad, o marque «No se sabe».")}

    def clean(self, value: Any) -> int | None:
        if value == UNKNOWN:
            return None
        text = super().clean(value)
        found = re.fullmatch(r"(\d{1,2})(?:\s*años?)?", text.strip().lower())
        if found is None:
            raise forms.ValidationError(now_("Escriba la edad en años, por ejemplo 14."))
        return int(found[1])


class ChildForm(forms.Form):
    """One child as she is now. Her name only if she says it: it goes to the vault and is not shown again."""

    use_required_attribute = False

    sex = forms.ChoiceField(label=_("¿Es niña o niño?"), widget=Radios(inline=True))
    age = AgeField(label=_("¿Qué edad tiene?"), help_text=_("En años. Lo que ella dice, o lo que parece."))
    age_source = forms.ChoiceField(label=_("¿Cómo se sabe la edad?"))
    age_doubt = forms.BooleanField(
        label=_("Hay duda sobre la edad"), help_text=_("Ante la duda se presume menor de edad."), required=False
    )
    language = forms.ChoiceField(label=_("¿En qué lengua prefiere hablar?"))
    nationality = forms.ChoiceField(label=_("¿De qué país es?"))
    whereabouts = forms.ChoiceField(
        label=_("¿Dónde está ella ahora?"), help_text=_("Solo la clase de lugar. La dirección no se escribe."), widget=Radios()
    )
    given_names = forms.CharField(label=_("Nombres"), required=False, max_length=NAME_MOST)
    first_surname = forms.CharField(label=_("Primer apellido"), required=False, max_length=NAME_MOST)
    second_surname = forms.CharField(label=_("Segundo apellido"), required=False, max_length=NAME_MOST)
    alias = forms.CharField(label=_("Cómo le dicen"), required=False, max_length=NAME_MOST)

    NAMES = ("given_names", "first_surname", "second_surname", "alias")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sexes = {"female": _("Niña"), "male": _("Niño")}
        offered: dict[str, list[tuple[str, Any]]] = {
            "sex": [(value, sexes.get(value, label)) for value, label in codelists.choices("sex")],
            "age_source": [*codelists.choices("age_source")],
            "language": [*codelists.choices("language")],
            "nationality": [*codelists.choices("nationality")],
            "whereabouts": [
                (value, _noted(value, label)) for value, label in codelists.choices("whereabouts") if value != "away"
            ],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions, without those about her name."""
        return [bound for bound in self.visible_fields() if bound.name not in self.NAMES]

    @property
    def names(self) -> list[forms.BoundField]:
        """The questions about her name."""
        return [self[name] for name in self.NAMES]

    @property
    def named(self) -> bool:
        """Whether anything was typed about her name."""
        return any(self[name].value() for name in self.NAMES)

    def facts(self) -> ChildFacts:
        """What the action takes."""
        data = self.cleaned_data
        alias = (data["alias"],) if data["alias"] else ()
        identity = Identity(data["given_names"], data["first_surname"], data["second_surname"], alias)
        return ChildFacts(
            data["sex"], data["age"], data["age_source"], data["age_doubt"], data["nationality"], data["language"],
            whereabouts=data["whereabouts"], identity=identity,
        )  # fmt: skip


class AddedChildForm(ActionForm, ChildForm):
    """One more child of an event already recorded."""


def _noted(value: str, label: str) -> Any:
    return Noted(label, _("Llame al 105 para sacarla de ahí.")) if value == "exploitation" else label
