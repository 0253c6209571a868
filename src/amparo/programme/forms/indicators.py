"""Forms of indicators: definition, baseline, targets, values, quality notes."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.core import codelists
from amparo.programme import aggregation, words_indicators
from amparo.programme.forms.correcting import reason_field
from amparo.programme.models import Indicator, Objective, Result
from amparo.programme.queries.terms import Term
from amparo.programme.rules_indicators import FRAMEWORKS, REFERENCES, IndicatorFacts, PartFacts, ResultFacts
from amparo.ui.forms import ActionForm, Boxes, PartialDateField, Radios

YEARS_BACK = 6
_UNKNOWN_HINT = lazy("Déjelo vacío si nadie lo sabe: se mostrará así.")


def figure(label: Any, help_text: Any = "", **more: Any) -> forms.DecimalField:
    """A figure that may be unknown."""
    return forms.DecimalField(
        label=label, help_text=help_text, required=False, max_digits=17, decimal_places=4, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more
    )  # fmt: skip


def words(label: Any, help_text: Any = "", *, most: int = 300, rows: int = 0, required: bool = False) -> forms.CharField:
    """A line, or a few."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=most, widget=widget)


class IndicatorForm(ActionForm):
    """A definition in both languages."""

    code = forms.CharField(label=lazy("Código"), max_length=12, help_text=lazy("Corto y en mayúsculas, como P2."))
    name_es = words(lazy("Nombre, en español"), most=200, required=True)
    name_en = words(lazy("Nombre, en inglés"), most=200)
    definition_es = words(lazy("Definición, en español"), lazy("Qué se cuenta y qué no."), most=2000, rows=3, required=True)
    definition_en = words(lazy("Definición, en inglés"), most=2000, rows=3)
    kind = forms.ChoiceField(label=lazy("¿Cómo se suma?"), widget=Radios)
    measured_in = forms.ChoiceField(label=lazy("¿En qué se mide?"))
    direction = forms.ChoiceField(
        label=lazy("¿Hacia dónde debe ir?"), widget=Radios(inline=True), choices=[("up", lazy("Subir")), ("down", lazy("Bajar"))]
    )
    frequency = forms.ChoiceField(label=lazy("¿Cada cuánto se informa?"), widget=Radios(inline=True))
    numerator_es = words(lazy("Numerador, en español"), lazy("Solo para proporciones."))
    numerator_en = words(lazy("Numerador, en inglés"))
    denominator_es = words(lazy("Denominador, en español"))
    denominator_en = words(lazy("Denominador, en inglés"))
    covers_es = words(lazy("Alcance, en español"), lazy("A quiénes y dónde."))
    covers_en = words(lazy("Alcance, en inglés"))
    disaggregations = forms.MultipleChoiceField(label=lazy("¿Cómo se desagrega?"), required=False, widget=Boxes)
    source_of_truth = words(lazy("¿Quién tiene el dato?"), most=200)
    verification_es = words(lazy("Medios de verificación, en español"))
    verification_en = words(lazy("Medios de verificación, en inglés"))
    links = forms.MultipleChoiceField(label=lazy("¿A qué objetivos sirve?"), required=False, widget=Boxes)
    baseline = figure(lazy("Línea base"), _UNKNOWN_HINT)
    baseline_year = forms.IntegerField(label=lazy("Año de la línea base"), required=False, min_value=1990, max_value=2100)

    def __init__(self, *args: Any, objectives: Sequence[Objective] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = {
            "kind": "indicator_kind",
            "measured_in": "indicator_unit",
            "frequency": "frequency",
            "disaggregations": "dimension",
        }
        for name, code_list in lists.items():
            self.fields[name].choices = codelists.choices(code_list)  # type: ignore[attr-defined]
        references = {"compact": [str(row.number) for row in objectives], **REFERENCES}
        self.fields["links"].choices = [  # type: ignore[attr-defined]
            (f"{framework}:{reference}", f"{codelists.label('framework', framework)}: {reference}")
            for framework in FRAMEWORKS
            for reference in references[framework]
        ]

    def facts(self) -> IndicatorFacts:
        """The definition as the action takes it."""
        data = {
            name: value for name, value in self.cleaned_data.items() if name not in ("id", "seen", "links", "disaggregations")
        }
        links = tuple(tuple(link.split(":", 1)) for link in self.cleaned_data["links"])
        return IndicatorFacts(**data, links=links, disaggregations=tuple(self.cleaned_data["disaggregations"]))  # type: ignore[arg-type]


class BaselineForm(ActionForm):
    """Where an indicator starts from."""

    value = figure(lazy("Línea base"), _UNKNOWN_HINT)
    year = forms.IntegerField(label=lazy("Año"), required=False, min_value=1990, max_value=2100)
    reason = reason_field(required=False)


class WordingForm(ActionForm):
    """The words of a definition that is in use: how it is counted stays."""

    name_es = words(lazy("Nombre, en español"), most=200, required=True)
    name_en = words(lazy("Nombre, en inglés"), most=200)
    definition_es = words(lazy("Definición, en español"), lazy("Qué se cuenta y qué no."), most=2000, rows=3, required=True)
    definition_en = words(lazy("Definición, en inglés"), most=2000, rows=3)
    numerator_es = words(lazy("Numerador, en español"))
    numerator_en = words(lazy("Numerador, en inglés"))
    denominator_es = words(lazy("Denominador, en español"))
    denominator_en = words(lazy("Denominador, en inglés"))
    covers_es = words(lazy("Alcance, en español"), lazy("A quiénes y dónde."))
    covers_en = words(lazy("Alcance, en inglés"))
    reason = reason_field()


class TargetsForm(ActionForm):
    """A target for every year, of the country or of one region."""

    region = forms.ChoiceField(label=lazy("¿De dónde es la meta?"), required=False)

    def __init__(self, *args: Any, years: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("Todo el país")), *words_indicators.regions()]  # type: ignore[attr-defined]
        for year in years:
            self.fields[f"year_{year}"] = figure(_("Meta de %(year)s") % {"year": year}, _("Vacía: todavía no se acordó."))
        self.fields["reason"] = reason_field(required=False)

    def targets(self) -> tuple[tuple[int, Decimal | None], ...]:
        """Year and target."""
        return tuple((int(name[5:]), value) for name, value in self.cleaned_data.items() if name.startswith("year_"))


class ResultForm(ActionForm):
    """A value of a period. Fields that do not belong to the indicator are left out."""

    period = forms.ChoiceField(label=lazy("¿De qué periodo es?"))
    region = forms.ChoiceField(label=lazy("¿De dónde es?"), required=False)
    holder = forms.ChoiceField(label=lazy("¿De qué acuerdo?"), required=False)
    value = figure(lazy("Valor"), _UNKNOWN_HINT)
    numerator = figure(lazy("Numerador"))
    denominator = figure(lazy("Denominador"), lazy("Si no hubo casos, deje las dos cifras vacías."))
    as_of = PartialDateField(label=lazy("¿A qué fecha corresponde el dato?"), required=False)
    method = words(lazy("¿Cómo se obtuvo?"), lazy("Registro, conteo, encuesta; con quién."), most=300)
    source = forms.ChoiceField(label=lazy("Fuente publicada"), required=False)
    explanation_es = words(lazy("Explicación, en español"), lazy("Por qué está lejos o cerca de la meta."), most=500, rows=3)
    explanation_en = words(lazy("Explicación, en inglés"), most=500, rows=3)

    def __init__(
        self, *args: Any, indicator: Indicator, holders: Sequence[tuple[str, str]] = (), sources: Sequence[tuple[str, str]] = (),
        fixed: Result | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.indicator, self.fixed = indicator, fixed
        more = [(fixed.starts, fixed.ends)] if fixed else []
        self.fields["period"].choices = periods(indicator.frequency, timezone.localdate(), more)  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", _("Todo el país")), *words_indicators.regions()]  # type: ignore[attr-defined]
        self.fields["holder"].choices = list(holders)  # type: ignore[attr-defined]
        self.fields["source"].choices = [("", _("Ninguna: lo registra esta unidad")), *sources]  # type: ignore[attr-defined]
        self._keep(indicator, holders)

    def _keep(self, indicator: Indicator, holders: Sequence[tuple[str, str]]) -> None:
        """Numerator and denominator only of a ratio; parts of what is counted; place and award only while they can change."""
        gone = ["value"] if indicator.kind == "ratio" and indicator.numerator_es else []
        gone += [] if indicator.kind == "ratio" else ["numerator", "denominator"]
        gone += [] if holders else ["holder"]
        if self.fixed is not None and self.fixed.state != "draft":
            gone += ["region", "holder"]
        for name in gone:
            self.fields.pop(name, None)
        if indicator.kind in ("count", "unique"):
            for dimension, code, label in parts(indicator.disaggregations):
                self.fields[f"part_{dimension}-{code}"] = figure(label)

    def facts(self) -> ResultFacts:
        """The value as the action takes it."""
        data = self.cleaned_data
        starts, ends = (date.fromisoformat(day) for day in data["period"].split("_"))
        kind, _sep, pk = (data.get("holder") or "").partition(":")
        given = {
            tuple(name[5:].split("-", 1)): value
            for name, value in data.items() if name.startswith("part_") and value is not None
        }  # fmt: skip
        names = ("value", "numerator", "denominator", "method", "explanation_es", "explanation_en", "as_of")
        return ResultFacts(
            starts, ends, region=data.get("region") or "", source=data["source"] or None,
            award=pk if kind == "award" else None, subaward=pk if kind == "subaward" else None,  # type: ignore[arg-type]
            parts=tuple(PartFacts(dimension, code, value) for (dimension, code), value in given.items()),
            **{name: data.get(name) for name in names},
        )  # fmt: skip


class QualityForm(ActionForm):
    """What is missing or doubtful in the data."""

    kind = forms.ChoiceField(label=lazy("¿Qué pasa con el dato?"), widget=Radios)
    words = words(lazy("Dígalo en una frase"), most=500, rows=3, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = codelists.choices("quality_kind")  # type: ignore[attr-defined]


def periods(frequency: str, today: date, more: Iterable[tuple[date, date]] = ()) -> list[tuple[str, str]]:
    """The periods that are over, newest first: those of the frequency, and whole years."""
    found = {*more}
    for year in range(today.year - YEARS_BACK, today.year + 1):
        found |= {*aggregation.periods(frequency, year, today), *aggregation.periods(aggregation.YEARLY, year, today)}
    ordered = sorted(found, key=lambda span: (span[1], span[0]), reverse=True)
    return [(f"{first}_{last}", words_indicators.period(first, last)) for first, last in ordered]


def parts(dimensions: Sequence[str]) -> list[tuple[str, str, str]]:
    """Dimension, code and question of each part that is asked for by hand."""
    found = []
    for dimension in ("sex", "age_band"):
        if dimension in dimensions:
            codes = (
                words_indicators.AGE_BANDS if dimension == "age_band" else [code for code, _label in codelists.choices(dimension)]
            )
            label = codelists.label("dimension", dimension)
            found += [(dimension, code, f"{label}: {words_indicators.part(dimension, code)}") for code in codes]
    return found


def years_of(whole: Term, more: Iterable[int], today: date) -> list[int]:
    """The years that have a target: those of the term as far as it is known, and the given ones."""
    starts = whole.begins.year if whole.begins else today.year
    ends = whole.ends.year if whole.ends else max(today.year, starts) + 1
    return sorted({*range(starts, ends + 1), *more})
