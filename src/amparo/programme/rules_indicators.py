"""What a definition, a target and a value must be. Pure; messages by field, empty where all is well."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.core.dates import PartialDate
from amparo.programme.rules import Messages, about_nobody, in_order, merged

_WORDS = (
    "name_es", "name_en", "definition_es", "definition_en", "covers_es", "covers_en", "numerator_es", "numerator_en", "denominator_es",
    "denominator_en", "source_of_truth", "verification_es", "verification_en",
)  # fmt: skip
CODE = re.compile(r"[A-Z][A-Z0-9-]{0,11}")
REGION = re.compile(r"(0[1-9]|1\d|2[0-5])?")
FRAMEWORKS = ("compact", "policy2030", "sdg")
REFERENCES = {"policy2030": ("OP1", "OP2", "OP3"), "sdg": ("16.2", "8.7", "5.2")}  # of the compact: its own objectives
EXACT = Decimal("0.0001")  # as the columns keep it
ROUNDED = Decimal("0.05")  # a value said to one decimal agrees with what it was made of
LIMIT = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class WordingFacts:
    """The words of a definition: what may be said better, once it is in use, without counting otherwise."""

    name_es: str
    definition_es: str
    name_en: str = ""
    definition_en: str = ""
    numerator_es: str = ""
    numerator_en: str = ""
    denominator_es: str = ""
    denominator_en: str = ""
    covers_es: str = ""
    covers_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFacts(WordingFacts):
    """A definition. `links`: (framework, reference), as ("sdg", "16.2"). `baseline` empty: nobody knows it."""

    code: str
    kind: str
    measured_in: str
    direction: str
    frequency: str
    disaggregations: tuple[str, ...] = ()
    source_of_truth: str = ""
    verification_es: str = ""
    verification_en: str = ""
    links: tuple[tuple[str, str], ...] = ()
    baseline: Decimal | None = None
    baseline_year: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A share of a value: of one code of a dimension (("sex", "female")). Empty: nobody knows it."""

    dimension: str
    code: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """A value over a period, both days in. `region`: INEI, two digits, empty for the whole country; award and sub-award by id.

    value     empty: nobody knows it; of a ratio it follows from numerator and denominator where those are given
    known_on  only for calls from above: a value of the public record counts since that day (needs a source)
    """

    starts: date
    ends: date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    region: str = ""
    award: UUID | None = None
    subaward: UUID | None = None
    parts: tuple[PartFacts, ...] = ()
    method: str = ""
    explanation_es: str = ""
    explanation_en: str = ""
    source: str | None = None
    as_of: PartialDate | None = None
    known_on: date | None = None


def definition(facts: IndicatorFacts) -> Messages:
    """A definition says what is counted, and of a ratio what over what."""
    found: Messages = {}
    if not CODE.fullmatch(facts.code):
        found["code"] = [_("Escriba un código corto en mayúsculas, como P2.")]
    if not facts.name_es.strip() or not facts.definition_es.strip():
        found["definition_es"] = [_("Escriba el nombre y la definición en español.")]
    if facts.kind == "ratio" and not (facts.numerator_es.strip() and facts.denominator_es.strip()):
        found["numerator_es"] = [_("Diga qué se divide entre qué: numerador y denominador.")]
    return merged([found, about_nobody(**{name: getattr(facts, name) for name in _WORDS})])


def target_side(direction: str, baseline: Decimal | None, targets: Mapping[int, Decimal | None]) -> Messages:
    """A target lies on the side of its baseline to which the indicator should move."""
    if baseline is None:
        return {}
    wrong = [year for year, value in targets.items() if value is not None and _is_wrong(direction, baseline, value)]
    up, down = (
        _("La meta queda por debajo de la línea base, y este indicador debe subir."),
        _("La meta queda por encima de la línea base, y este indicador debe bajar."),
    )
    return {f"year_{year}": [up if direction == "up" else down] for year in wrong}


def _is_wrong(direction: str, baseline: Decimal, value: Decimal) -> bool:
    return value < baseline if direction == "up" else value > baseline


def result(facts: ResultFacts, kind: str, *, measured_in: str, today: date) -> Messages:
    """A value fits its indicator: period, share, parts, and no number that cannot be."""
    return merged([
        in_order(facts.starts, facts.ends),
        {"ends": [_("El periodo todavía no termina. Registre lo que ya pasó.")]} if facts.ends > today else {},
        {"region": [_("Elija una región o todo el país.")]} if not REGION.fullmatch(facts.region) else {},
        _numbers(facts),
        _ratio(facts, measured_in) if kind == "ratio" else _no_ratio(facts),
        _parts(facts, kind),
        about_nobody(method=facts.method, explanation_es=facts.explanation_es, explanation_en=facts.explanation_en),
    ])  # fmt: skip


def completed(facts: ResultFacts, kind: str, measured_in: str) -> ResultFacts:
    """The facts with the value that follows from numerator and denominator."""
    if kind != "ratio" or facts.numerator is None or not facts.denominator:
        return facts
    return replace(facts, value=ratio(facts.numerator, facts.denominator, measured_in).quantize(EXACT))


def ratio(numerator: Decimal, denominator: Decimal, measured_in: str) -> Decimal:
    """Numerator over denominator; of a percentage, times 100."""
    return (100 if measured_in == "percent" else 1) * numerator / denominator


def _numbers(facts: ResultFacts) -> Messages:
    given = {"value": facts.value, "numerator": facts.numerator, "denominator": facts.denominator}
    wrong = [name for name, number in given.items() if number is not None and not 0 <= number < LIMIT]
    return {name: [_("Escriba un número desde cero.")] for name in wrong}


def _ratio(facts: ResultFacts, measured_in: str) -> Messages:
    if (facts.numerator is None) != (facts.denominator is None):
        return {"denominator": [_("Escriba las dos cifras: numerador y denominador.")]}
    if facts.numerator is None or facts.denominator is None:
        return {}
    if facts.denominator == 0:
        return {"denominator": [_("No se puede dividir entre cero. Si no hubo casos, deje las tres cifras vacías.")]}
    if measured_in == "percent" and facts.numerator > facts.denominator:
        return {"numerator": [_("El numerador es mayor que el denominador: la parte no puede superar al todo.")]}
    if facts.value is not None and abs(facts.value - ratio(facts.numerator, facts.denominator, measured_in)) > ROUNDED:
        return {"value": [_("El valor no coincide con el numerador entre el denominador. Revise las tres cifras.")]}
    return {}


def _no_ratio(facts: ResultFacts) -> Messages:
    if facts.numerator is not None or facts.denominator is not None:
        return {"numerator": [_("Este indicador no es una proporción: escriba solo el valor.")]}
    return {}


def _parts(facts: ResultFacts, kind: str) -> Messages:
    seen = [(part.dimension, part.code) for part in facts.parts]
    if len(set(seen)) < len(seen):
        return {"parts": [_("Una parte está dos veces.")]}
    wrong = [dimension for dimension in sorted({part.dimension for part in facts.parts}) if not _adds_up(facts, dimension, kind)]
    return {"parts": [_("Las partes no suman el total. Revise la desagregación.")]} if wrong else {}


def _adds_up(facts: ResultFacts, dimension: str, kind: str) -> bool:
    parts = [part for part in facts.parts if part.dimension == dimension]
    if kind == "ratio":
        return _sums(facts.numerator, [part.numerator for part in parts]) and _sums(
            facts.denominator, [part.denominator for part in parts]
        )
    values = [part.value for part in parts]
    return kind == "level" or (_covers(facts.value, values) if kind == "unique" else _sums(facts.value, values))


def _sums(whole: Decimal | None, parts: Iterable[Decimal | None]) -> bool:
    """Whether known parts are the whole; with an unknown part they may not exceed it."""
    known = list(parts)
    if whole is None:
        return all(part is None for part in known)
    summed = sum((part for part in known if part is not None), Decimal(0))
    return summed <= whole if None in known else summed == whole


def _covers(whole: Decimal | None, parts: Sequence[Decimal | None]) -> bool:
    """Whether parts that may share people can be those of the whole: none is larger, and together they reach it."""
    known = [part for part in parts if part is not None]
    if whole is None:
        return not known
    return not known or (max(known) <= whole and (None in parts or sum(known) >= whole))
