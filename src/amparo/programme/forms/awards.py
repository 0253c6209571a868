"""Forms of calls, awards, sub-awards, budgets and thresholds."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amparo.core import codelists, money
from amparo.core.errors import Invalid
from amparo.programme.actions.awards import AmendmentFacts, AwardFacts
from amparo.programme.actions.budget import LineFacts
from amparo.programme.actions.solicitations import SolicitationFacts
from amparo.programme.actions.subawards import SubAwardFacts
from amparo.programme.actions.thresholds import ThresholdFacts
from amparo.ui.forms import ActionForm, Boxes, PartialDateField, Radios

Choices = Iterable[tuple[Any, Any]]


class MoneyField(forms.CharField):
    """An amount as people write it ("12 500.50"): a `Decimal` with two digits, None where it is empty."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 24)
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)

    def clean(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = "".join(super().clean(value).replace(",", "").split())
        if not text:
            return None
        try:
            return money.cents(text)
        except Invalid as problem:
            raise ValidationError(problem.messages["amount"]) from problem


class Day(forms.DateField):
    """A whole day, today unless told otherwise."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("initial", timezone.localdate)
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _pick(label: Any, help_text: Any = "", **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, **more)


def _several(label: Any, help_text: Any = "", coerce: Any = str) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, help_text=help_text, coerce=coerce, required=False, widget=Boxes(unknown=())
    )


_NUMBER = _("¿Qué número lleva?")
_TITLE = _("¿De qué trata?")
_TITLE_EN = _("¿Cómo se dice en inglés?")
_REGIONS = _("¿En qué regiones?")
_REGIONS_HINT = _("Ninguna marcada: es de todo el país.")
_OBJECTIVES = _("¿A qué objetivos sirve?")
_CURRENCY = _("¿En qué moneda?")
_CURRENCIES = [("USD", _("Dólares")), ("PEN", _("Soles")), ("EUR", _("Euros"))]


class _Placed(ActionForm):
    """What choices these forms share. Given by the view: `objectives_of`, `regions_of`, `recipients`, `calls`."""

    def __init__(
        self,
        *args: Any,
        objectives_of: Choices = (),
        regions_of: Choices = (),
        recipients: Choices = (),
        calls: Choices = (),
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        empty = ("", _("Elija"))
        for name, choices in (
            ("objectives", list(objectives_of)), ("regions", list(regions_of)), ("recipient", [empty, *recipients]),
            ("solicitation", [("", _("Ninguna, o no se sabe")), *calls]),
        ):  # fmt: skip
            if name in self.fields:
                self.fields[name].choices = choices  # type: ignore[attr-defined]


class SolicitationForm(_Placed):
    """A call for proposals."""

    number = forms.CharField(label=_NUMBER, max_length=60)
    title_es = forms.CharField(label=_TITLE, max_length=200)
    title_en = forms.CharField(label=_TITLE_EN, max_length=200, required=False)
    opens = PartialDateField(label=_("¿Cuándo abre?"), required=False)
    closes = PartialDateField(label=_("¿Cuándo cierra?"), required=False)
    ceiling = MoneyField(label=_("¿Hasta qué monto?"), required=False)
    currency = _pick(_CURRENCY, choices=_CURRENCIES, initial="USD")
    objectives = _several(_OBJECTIVES, coerce=int)
    regions = _several(_REGIONS, _REGIONS_HINT)

    @staticmethod
    def facts(data: dict[str, Any]) -> SolicitationFacts:
        """The answers as the action wants them."""
        return SolicitationFacts(**_lists(_rest(data)))


class AwardForm(_Placed):
    """An award as it is drafted."""

    number = forms.CharField(label=_NUMBER, help_text=_("El que da el donante (FAIN), si lo tiene."), max_length=60)
    recipient = _pick(_("¿Quién la recibe?"))
    title_es = forms.CharField(label=_TITLE, max_length=200)
    title_en = forms.CharField(label=_TITLE_EN, max_length=200, required=False)
    solicitation = _pick(_("¿De qué convocatoria viene?"), required=False)
    starts = PartialDateField(label=_("¿Cuándo empieza?"), required=False)
    ends = PartialDateField(label=_("¿Cuándo termina?"), required=False)
    amount = MoneyField(label=_("¿Por cuánto?"), required=False)
    currency = _pick(_CURRENCY, choices=_CURRENCIES, initial="USD")
    cost_share = MoneyField(label=_("¿Cuánto debe poner el receptor?"), required=False)
    objectives = _several(_OBJECTIVES, coerce=int)
    regions = _several(_REGIONS, _REGIONS_HINT)

    @staticmethod
    def facts(data: dict[str, Any]) -> AwardFacts:
        """The answers as the action wants them."""
        known = _lists(_rest(data))
        return AwardFacts(
            **{**known, "solicitation": known["solicitation"] or None, "cost_share": known["cost_share"] or Decimal(0)}
        )


class SubAwardForm(_Placed):
    """A sub-award as its prime drafts it."""

    number = forms.CharField(label=_NUMBER, max_length=60)
    recipient = _pick(_("¿Quién lo recibe?"))
    title_es = forms.CharField(label=_TITLE, max_length=200)
    title_en = forms.CharField(label=_TITLE_EN, max_length=200, required=False)
    starts = PartialDateField(label=_("¿Cuándo empieza?"), required=False)
    ends = PartialDateField(label=_("¿Cuándo termina?"), required=False)
    amount = MoneyField(label=_("¿Por cuánto?"), help_text=_("En la moneda de la adjudicación."), required=False)
    regions = _several(_REGIONS, _REGIONS_HINT)

    @staticmethod
    def facts(data: dict[str, Any]) -> SubAwardFacts:
        """The answers as the action wants them."""
        return SubAwardFacts(**_lists(_rest(data)))


class RecordSubAwardForm(SubAwardForm):
    """A sub-award of the past whose award no source names."""

    currency = _pick(_CURRENCY, choices=_CURRENCIES, initial="USD")
    signed_on = PartialDateField(label=_("¿Cuándo se firmó?"), required=False)
    closed = forms.BooleanField(label=_("Ya terminó y está cerrado"), required=False)

    @staticmethod
    def facts(data: dict[str, Any]) -> SubAwardFacts:
        """The answers as the action wants them, without what goes beside them."""
        return SubAwardForm.facts({name: value for name, value in data.items() if name not in ("signed_on", "closed")})


class SignForm(ActionForm):
    """The day of a signature, of a report to the register, of a close-out."""

    on = Day(label=_("¿Qué día?"))


class AmendmentForm(ActionForm):
    """What changes: money, time, or funds taken back."""

    kind = _pick(_("¿Qué cambia?"), widget=Radios(unknown=()))
    amount = MoneyField(
        label=_("¿Cuánto se agrega o se quita?"),
        help_text=_("Escriba el monto sin signo. Vacío si solo cambia el plazo."),
        required=False,
    )
    ends = PartialDateField(label=_("¿Hasta cuándo?"), help_text=_("Vacío si el plazo no cambia."), required=False)
    signed_on = Day(label=_("¿Cuándo se firmó?"))
    reason = forms.CharField(label=_("¿Por qué?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = codelists.choices("award_amendment_kind")  # type: ignore[attr-defined]

    @staticmethod
    def facts(data: dict[str, Any]) -> AmendmentFacts:
        """The answers as the action wants them."""
        return AmendmentFacts(**_rest(data))


class RiskForm(ActionForm):
    """How risky, and why."""

    rating = _pick(_("¿Qué tan riesgoso es?"), widget=Radios())
    on = Day(label=_("¿Cuándo se evaluó?"))
    reasons = forms.CharField(label=_("¿Por qué?"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rating"].choices = codelists.choices("risk_rating")  # type: ignore[attr-defined]


class ThresholdForm(ActionForm):
    """From which amount on sub-awards are reported."""

    amount = MoneyField(label=_("¿Desde qué monto se informa?"))
    currency = _pick(_CURRENCY, choices=_CURRENCIES, initial="USD")
    since = Day(label=_("¿Desde cuándo?"))
    verified = forms.BooleanField(label=_("Lo confirmé en la norma vigente"), required=False)

    @staticmethod
    def facts(data: dict[str, Any]) -> ThresholdFacts:
        """The answers as the action wants them."""
        return ThresholdFacts(**_rest(data))


class BudgetForm(ActionForm):
    """A budget as rows of objective, region, category and amount. Empty rows are left out."""

    parts = ("objective", "region", "category", "amount")

    def __init__(
        self,
        *args: Any,
        objectives_of: Choices = (),
        regions_of: Choices = (),
        lines: Iterable[Mapping[str, Any]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known = list(lines)
        self.count = max(8, len(known) + 4)
        objectives, regions = [("0", _("Ninguno")), *objectives_of], [("", _("Todo el país")), *regions_of]
        categories = [("", _("Elija")), *codelists.choices("budget_category")]
        for place in range(self.count):
            first = known[place] if place < len(known) else {}
            self.fields |= {
                f"objective_{place}": _pick(
                    _("Objetivo"), choices=objectives, required=False, initial=first.get("objective", "0")
                ),
                f"region_{place}": _pick(_("Región"), choices=regions, required=False, initial=first.get("region", "")),
                f"category_{place}": _pick(_("Categoría"), choices=categories, required=False, initial=first.get("category", "")),
                f"amount_{place}": MoneyField(label=_("Monto"), required=False, initial=first.get("amount", "")),
            }

    def rows(self) -> list[list[Any]]:
        """The fields row by row, for the table."""
        return [[self[f"{part}_{place}"] for part in self.parts] for place in range(self.count)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for place in range(self.count):
            if bool(data.get(f"category_{place}")) != bool(data.get(f"amount_{place}")) and f"amount_{place}" in data:
                self.add_error(f"amount_{place}", _("Escriba la categoría y el monto de esta línea, o deje las dos vacías."))
        return data

    def lines(self, data: dict[str, Any]) -> tuple[LineFacts, ...]:
        """The rows that were filled."""
        return tuple(
            LineFacts(
                data[f"category_{place}"], data[f"amount_{place}"], int(data[f"objective_{place}"] or 0), data[f"region_{place}"]
            )
            for place in range(self.count)
            if data.get(f"category_{place}") and data.get(f"amount_{place}")
        )


def _rest(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in ("id", "seen")}


def _lists(data: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
