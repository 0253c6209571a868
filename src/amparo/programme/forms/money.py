"""Forms of the ledger: a fact is posted, taken back; a rate is recorded; a period closed. And what a page of money is narrowed by."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amparo.core import codelists, places
from amparo.core.money import CURRENCIES
from amparo.programme.accounts import ACCOUNTS
from amparo.programme.actions import EntryFacts, PeriodFacts, RateFacts
from amparo.programme.queries.journal import NONE, Wanted
from amparo.ui.forms import ActionForm

Choices = Sequence[tuple[str, Any]]
_GROUPED = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$")


class Day(forms.DateField):
    """A whole day, picked or typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)


class Amount(forms.CharField):
    """An exact amount as people write it: "12 500.50", "12,500.50". Never read through a float."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Por ejemplo: 12 500.50."))
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)

    def clean(self, value: Any) -> Any:
        text = re.sub(r"\s", "", super().clean(value) or "")
        if not text:
            return None
        if _GROUPED.match(text):
            text = text.replace(",", "")
        try:
            found = Decimal(text) if re.match(r"^-?[\d.]+$", text) else None
        except InvalidOperation:
            found = None
        if found is None:
            raise ValidationError(_("Escriba el monto con números, por ejemplo 12 500.50."))
        return found


def regions() -> Choices:
    """(code, name) of every region."""
    return [(place.ubigeo, place.name) for place in places.index().by_code.values() if place.level == "region"]


def currencies() -> Choices:
    """The currencies of the house."""
    names = {"USD": _("Dólares (US$)"), "PEN": _("Soles (S/)"), "EUR": _("Euros (€)")}
    return [(code, names[code]) for code in CURRENCIES]


class EntryForm(ActionForm):
    """A fact about money. What it may name comes from who writes (`queries`)."""

    kind = forms.ChoiceField(label=_("¿Qué movimiento es?"))
    award = forms.ChoiceField(label=_("¿De qué adjudicación?"), required=False)
    subaward = forms.ChoiceField(label=_("¿De qué subacuerdo?"), required=False)
    entity = forms.ChoiceField(label=_("¿Qué entidad lo da?"), required=False)
    on = Day(label=_("¿De qué día?"))
    amount = Amount(label=_("¿Cuánto?"))
    currency = forms.ChoiceField(label=_("¿En qué moneda?"))
    objective = forms.ChoiceField(label=_("¿Para qué objetivo?"), required=False)
    region = forms.ChoiceField(label=_("¿En qué región?"), required=False)
    category = forms.ChoiceField(label=_("¿En qué categoría?"), required=False)
    reference = forms.CharField(label=_("Número del comprobante"), required=False, max_length=80)
    words = forms.CharField(label=_("¿Qué se hizo?"), required=False, max_length=300, help_text=_("Sin nombres ni documentos."))
    source = forms.ChoiceField(label=_("¿Dónde se lee?"), required=False)

    def __init__(self, *args: Any, kinds: Choices, named: dict[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = {
            "award": _("Ninguna en particular"), "subaward": _("Ninguno en particular"), "objective": _("Ninguno en particular"),
            "region": _("Ninguna en particular"), "source": _("Sin fuente pública"),
        }  # fmt: skip
        offered = {**named, "region": regions(), "category": codelists.choices("budget_category")}
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
        self.fields["currency"].choices = list(currencies())  # type: ignore[attr-defined]
        for name in ("award", "subaward", "entity", "objective", "region", "category", "source"):
            choices = offered.get(name, [])
            self.fields[name].choices = [("", none.get(name, _("Ninguna"))), *choices]  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]

    def facts(self) -> EntryFacts:
        """What was written."""
        data = self.cleaned_data
        ids = {name: UUID(data[name]) if data.get(name) else None for name in ("award", "subaward", "objective", "entity")}
        texts = {name: data.get(name, "") for name in ("kind", "currency", "region", "category", "reference", "words")}
        return EntryFacts(on=data["on"], amount=data["amount"], source=data.get("source") or None, **ids, **texts)


class ReverseForm(ActionForm):
    """Why a fact is taken back."""

    words = forms.CharField(label=_("¿Por qué se revierte?"), max_length=300, help_text=_("Sin nombres ni documentos."))


class RateForm(ActionForm):
    """The rate of a day and where it is published."""

    on = Day(label=_("¿De qué día?"))
    base = forms.ChoiceField(label=_("Una unidad de"))
    quote = forms.ChoiceField(label=_("vale, en"))
    rate = Amount(label=_("¿Cuánto?"), help_text=_("Por ejemplo: 3.7512."))
    source_title = forms.CharField(label=_("¿Quién lo publica?"), max_length=300)
    source_url = forms.CharField(label=_("Dirección de la página"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("base", "quote"):
            self.fields[name].choices = list(currencies())  # type: ignore[attr-defined]

    def facts(self) -> RateFacts:
        """What was written."""
        names = ("on", "base", "quote", "rate", "source_title", "source_url")
        return RateFacts(**{name: self.cleaned_data[name] for name in names})


class PeriodForm(ActionForm):
    """A stretch of the books that ends."""

    starts = Day(label=_("¿Desde qué día?"))
    ends = Day(label=_("¿Hasta qué día?"))
    award = forms.ChoiceField(label=_("¿De qué adjudicación?"), required=False)

    def __init__(self, *args: Any, awards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award"].choices = [("", _("De todas")), *awards]  # type: ignore[attr-defined]
        if not awards:
            del self.fields["award"]

    def facts(self) -> PeriodFacts:
        """What was written."""
        award = self.cleaned_data.get("award")
        return PeriodFacts(self.cleaned_data["starts"], self.cleaned_data["ends"], (UUID(award),) if award else ())


class CutOff(forms.Form):
    """The day until which a page counts; today where none, or none that exists, is asked for."""

    corte = Day(label=_("Hasta el día"), required=False)

    def day(self) -> date:
        """The day asked for, never one to come."""
        today = timezone.localdate()
        self.is_valid()
        asked: date | None = self.cleaned_data.get("corte")
        return min(asked, today) if asked else today


class JournalForm(forms.Form):
    """What the journal can be narrowed by; a value nobody offers is read as any."""

    clase = forms.ChoiceField(label=_("Movimiento"), required=False)
    adjudicacion = forms.ChoiceField(label=_("Adjudicación"), required=False)
    desde = Day(label=_("Desde"), required=False)
    hasta = Day(label=_("Hasta"), required=False)
    # behind a figure of another page: not shown as fields, kept in the address
    hidden = ("cuenta", "receptor", "entidad", "objetivo", "region")

    def __init__(self, *args: Any, awards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clase"].choices = [("", _("Todos")), *codelists.choices("posting_kind")]  # type: ignore[attr-defined]
        one = [("", _("Todas")), (NONE, _("Ninguna en particular"))]
        self.fields["adjudicacion"].choices = [*one, *awards]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was asked for, without what does not exist."""
        self.is_valid()
        data = self.cleaned_data
        cuenta, receptor, entidad, objetivo, region = (str(self.data.get(name, ""))[:200] for name in self.hidden)
        cuenta = ",".join(name for name in cuenta.split(",") if name in ACCOUNTS)
        return Wanted(
            data.get("clase", ""), data.get("adjudicacion", ""), receptor, entidad, objetivo, region, cuenta,
            data.get("desde"), data.get("hasta"),
        )  # fmt: skip

    def kept(self) -> dict[str, str]:
        """The filters as an address keeps them."""
        return {name: str(value) for name in (*self.fields, *self.hidden) if (value := self.data.get(name))}
