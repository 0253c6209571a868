"""What the forms of the activities share: under which award, where, and how a list is narrowed."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from amparo.core import codelists, places
from amparo.programme.actions.activities import Under
from amparo.programme.models import Award, Objective, SubAward, WorkItem
from amparo.programme.queries.narrow import Narrow
from amparo.programme.said import said
from amparo.ui.forms import ActionForm, Boxes

MOST_PLACES = 8


class Day(forms.DateField):
    """A whole day, as the browser's own calendar gives it, or typed 15/03/2026."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        options.setdefault("error_messages", {"invalid": _("Escriba la fecha así: 15/03/2026.")})
        super().__init__(**options)


class Quantity(forms.IntegerField):
    """A whole number from zero on; empty where nobody knows it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", 0)
        options.setdefault("max_value", 2_000_000_000)
        options.setdefault("required", False)
        super().__init__(**options)


class District(forms.CharField):
    """A district by its name, or its INEI code. Cleans to the code; where several are called so, says which."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 120)
        options.setdefault("help_text", _("Distrito y provincia. Por ejemplo: Wanchaq, Cusco."))
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        """The code of six figures, "" where the field is optional and empty."""
        text = super().clean(value)
        if not text:
            return ""
        found = _districts(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(now_("No encontramos un distrito con ese nombre. Escriba distrito y provincia."))
        named = "; ".join(places.index().full_name(places.index().by_code[code]) for code in found[:MOST_PLACES])
        raise forms.ValidationError(now_("Hay varios distritos con ese nombre. Escriba uno así: %(places)s") % {"places": named})


class UnderForm(ActionForm):
    """A form of a new activity. `held`: what the actor's unit carries out; nothing for a regional commission, which names none."""

    under = forms.ChoiceField(label=_("¿En qué acuerdo se hace?"))

    def __init__(self, *args: Any, held: Sequence[Award | SubAward], **options: Any) -> None:
        super().__init__(*args, **options)
        self.held = {f"{'sub' if isinstance(row, SubAward) else 'award'}:{row.pk}": row for row in held}
        if not held:
            del self.fields["under"]
            return
        offered = [(key, f"{row.number} · {said(row, 'title')}") for key, row in self.held.items()]
        choose(self, "under", offered if len(offered) == 1 else [("", now_("Elija")), *offered])

    def under_facts(self) -> Under:
        """Where the activity belongs."""
        row = self.held.get(self.cleaned_data.get("under", ""))
        if isinstance(row, SubAward):
            return Under(subaward=row.pk)
        return Under(award=row.pk) if row else Under()

    def regions_of(self) -> list[tuple[str, str]]:
        """The regions of what is held, or all where one of them is national."""
        own = [set(row.regions) for row in self.held.values()]
        return regions(set().union(*own) if own and all(own) else None)


class NarrowForm(forms.Form):
    """Region, objective and period of a list. What cannot be read narrows nothing."""

    region = forms.ChoiceField(label=_("Región"), required=False)
    objetivo = forms.TypedChoiceField(label=_("Objetivo"), required=False, coerce=int, empty_value=None)
    desde = Day(label=_("Desde"), required=False)
    hasta = Day(label=_("Hasta"), required=False)

    def __init__(self, *args: Any, objectives: Iterable[Objective] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "region", [("", now_("Todas")), *regions()])
        choose(
            self, "objetivo", [("", now_("Todos")), *((row.number, f"{row.number}. {said(row, 'title')}") for row in objectives)]
        )

    def narrow(self) -> Narrow:
        """What is asked for."""
        self.is_valid()
        told = self.cleaned_data
        return Narrow(told.get("region", ""), told.get("objetivo"), told.get("desde"), told.get("hasta"))


def choose(form: forms.Form, name: str, offered: Iterable[tuple[Any, Any]]) -> None:
    """Gives a field of choices what it offers."""
    form.fields[name].choices = list(offered)  # type: ignore[attr-defined]


def coded(form: forms.Form, **lists: str) -> None:
    """Fills fields with the choices of code lists; those of one answer begin with "Elija"."""
    for name, code_list in lists.items():
        offered: list[tuple[str, Any]] = list(codelists.choices(code_list))
        several = isinstance(form.fields[name], forms.MultipleChoiceField)
        choose(form, name, offered if several else [("", now_("Elija")), *offered])


def objectives_for(form: forms.Form, rows: Iterable[Objective], *, empty: str = "") -> None:
    """Fills the field `objective`."""
    choose(form, "objective", [("", empty or now_("Elija")), *((row.pk, f"{row.number}. {said(row, 'title')}") for row in rows)])


def items_for(form: forms.Form, rows: Iterable[WorkItem]) -> None:
    """Fills the field `work_item`."""
    choose(form, "work_item", [("", now_("Ninguna")), *((row.pk, f"{row.code} · {said(row, 'title')}") for row in rows)])


def regions(only: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """The regions by name, all or these."""
    found = [place for place in places.index().by_code.values() if len(place.ubigeo) == 2]
    kept = set(only) if only is not None else {place.ubigeo for place in found}
    return sorted(((place.ubigeo, place.name) for place in found if place.ubigeo in kept), key=lambda pair: _plain(pair[1]))


def regions_field() -> forms.MultipleChoiceField:
    """Where an activity is done."""
    return forms.MultipleChoiceField(
        label=_("¿En qué regiones?"), help_text=_("Si es de todo el país, no marque ninguna."), required=False,
        widget=Boxes(inline=True),
    )  # fmt: skip


def uuid_of(value: str) -> UUID | None:
    """The id of a choice, None for the empty one."""
    return UUID(value) if value else None


def _districts(text: str) -> list[str]:
    known = places.index()
    if text.isdigit():
        return [text] if len(text) == 6 and text in known.by_code else []
    first, *around = [part.strip() for part in text.split(",") if part.strip()] or [""]
    found = sorted({place.ubigeo for place in known.named(first) if len(place.ubigeo) == 6})
    for part in around:
        outer = [place.ubigeo for place in known.named(part)]
        found = [code for code in found if any(code.startswith(place) for place in outer)]
    return found


def _plain(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
