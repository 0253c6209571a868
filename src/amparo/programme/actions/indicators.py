"""Indicators: defined, given a baseline and targets. The values have a module of their own (`actions.results`)."""

from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.versions import bump, expect_new, take
from amparo.programme import relations, rules, rules_indicators
from amparo.programme.actions.compact import taken
from amparo.programme.actions.results import record_result
from amparo.programme.correcting import correct
from amparo.programme.models import Compact, Indicator, IndicatorLink, Objective, QualityNote, Reach, Result, Target
from amparo.programme.queries.terms import Term, term
from amparo.programme.rules_indicators import IndicatorFacts, PartFacts, ResultFacts, WordingFacts

__all__ = [
    "IndicatorFacts", "PartFacts", "ResultFacts", "WordingFacts", "define_indicator", "mend_quality", "note_quality", "record_result",
    "reword_indicator", "set_baseline", "set_targets",
]  # fmt: skip

GROUP = "indicators"
_LISTS = {
    "kind": "indicator_kind", "measured_in": "indicator_unit", "frequency": "frequency",
}  # fmt: skip


@action
def define_indicator(*, id: UUID, seen: int, compact: UUID, facts: IndicatorFacts, by: Actor) -> Indicator:
    """Defines an indicator of a compact, from the library (`library.library()[code]`) or with words of its own.

    Raises `Invalid` where a code is taken or a choice, a link or the definition is not right.
    """
    row = taken(by, compact)
    policy.check(by, Verb.DEFINE_INDICATOR, group=GROUP)
    expect_new(seen)
    _must_be_right(row, facts, by)
    known = {
        field.name: getattr(facts, field.name)
        for field in fields(facts)
        if field.name not in ("links", "source", "disaggregations")
    }
    indicator = Indicator(
        id=id, compact=row, unit_id=by.unit_id, by=by.user_code, source_id=facts.source,
        disaggregations=list(facts.disaggregations), **known,
    )  # fmt: skip
    indicator.name_en, indicator.definition_en = facts.name_en or facts.name_es, facts.definition_en or facts.definition_es
    indicator.save(force_insert=True)
    for framework, reference in facts.links:
        IndicatorLink.objects.create(
            id=uuid5(id, f"{framework} {reference}"), compact=row, unit_id=by.unit_id, by=by.user_code, indicator=indicator,
            framework=framework, reference=reference,
        )  # fmt: skip
    audit.record(by=by, verb=Verb.DEFINE_INDICATOR, subject_type="indicator", subject=facts.code, detail=[("compact", row.code)])
    return indicator


@action
def reword_indicator(*, id: UUID, seen: int, indicator: UUID, facts: WordingFacts, reason: str, by: Actor) -> Indicator:
    """Writes the words of a definition anew; what they were stays, and what the other side said shows as said of them.

    How it is counted (kind, unit, direction) does not change: that is another indicator. Raises `Invalid` without a reason.
    """
    row = _own(by, indicator, seen)
    words = asdict(facts)
    words["name_en"], words["definition_en"] = facts.name_en or facts.name_es, facts.definition_en or facts.definition_es
    stays = {name: getattr(row, name) for name in ("code", "kind", "measured_in", "direction", "frequency")}
    if messages := rules.merged([rules_indicators.definition(IndicatorFacts(**stays, **words)), rules.why(reason)]):
        raise Invalid(messages)
    correct(row, by=by, reason=reason, **words)
    audit.record(by=by, verb=Verb.DEFINE_INDICATOR, subject_type="indicator", subject=row.code, detail=[("step", "reword")])
    return row


@action
def set_baseline(*, id: UUID, seen: int, indicator: UUID, value: Decimal | None, year: int | None, source: str | None, reason: str = "", by: Actor) -> Indicator:  # fmt: skip
    """Sets where an indicator starts from (None: nobody knows); what was said before stays.

    Raises `Invalid` where a target would lie on its wrong side, or where nothing explains the change of a known one.
    """
    row = _own(by, indicator, seen)
    every = Target.objects.visible_to(by).filter(indicator=row).values_list("year", "value")
    wrong = rules_indicators.target_side(row.direction, value, dict(every))
    if wrong or (value is not None and not 0 <= value < rules_indicators.LIMIT):
        raise Invalid({"value": [_("Con esa línea base, una meta ya puesta quedaría del lado equivocado. Revise las metas.")]})
    if row.baseline is not None and (row.baseline, row.baseline_year) != (value, year) and (messages := rules.why(reason)):
        raise Invalid(messages)
    correct(row, by=by, reason=reason, baseline=value, baseline_year=year, source_id=source or row.source_id)
    audit.record(by=by, verb=Verb.DEFINE_INDICATOR, subject_type="indicator", subject=row.code, detail=[("step", "baseline")])
    return row


@action
def set_targets(
    *,
    id: UUID,
    seen: int,
    indicator: UUID,
    region: str,
    targets: tuple[tuple[int, Decimal | None], ...],
    reason: str = "",
    by: Actor,
) -> Indicator:
    """Sets the targets of several years, of the country (`region` empty) or of a region. None: no target agreed yet.

    A target set before stays with its date. Raises `Invalid` (by field `year_2026`) where one lies on the wrong side of the baseline
    or outside the term, or (`reason`) where nothing explains the change of one that was set.
    """
    row = _own(by, indicator, seen)
    wanted = dict(targets)
    here = [region] if region else []
    kept = {target.year: target for target in Target.objects.visible_to(by).filter(indicator=row, regions=here)}
    moved = any(year in kept and kept[year].value not in (None, value) for year, value in wanted.items())
    messages = rules.merged([
        rules.why(reason) if moved else {},
        rules_indicators.target_side(row.direction, row.baseline, wanted),
        _in_term(term(by, row.compact), wanted),
        {} if rules_indicators.REGION.fullmatch(region) else {"region": [_("Elija una región o todo el país.")]},
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    for year, value in wanted.items():
        if year in kept:
            if kept[year].value != value:
                correct(kept[year], by=by, reason=reason, value=value)
        elif value is not None:
            Target.objects.create(
                id=uuid5(id, str(year)), compact=row.compact, unit_id=by.unit_id, by=by.user_code, indicator=row, year=year,
                value=value, regions=here,
            )  # fmt: skip
    bump(row)
    audit.record(
        by=by, verb=Verb.DEFINE_INDICATOR, subject_type="indicator", subject=row.code,
        detail=[("targets", str(len(wanted))), ("region", region or "all")],
    )  # fmt: skip
    return row


@action
def note_quality(*, id: UUID, seen: int, indicator: UUID, result: UUID | None, kind: str, words: str, by: Actor) -> QualityNote:
    """Says what is missing or doubtful in the data of an indicator, or of one of its values. A partner's note is between it and the parties."""
    row: Indicator | None = Indicator.objects.visible_to(by).filter(pk=indicator).select_related("compact").first()
    if row is None:
        raise NotFound(rules.gone())
    policy.check(by, Verb.RECORD_RESULT, group=GROUP)
    expect_new(seen)
    about = Result.objects.visible_to(by).filter(pk=result, indicator=row).first() if result else None
    if (result and about is None) or not codelists.is_valid("quality_kind", kind) or not words.strip():
        raise Invalid({"words": [_("Diga qué pasa con el dato: elija el motivo y escríbalo en una frase.")]})
    if messages := rules.about_nobody(words=words):
        raise Invalid(messages)
    public = relations.party_of(by, row.compact) is not None and about is None
    note = QualityNote(
        id=id, compact=row.compact, unit_id=by.unit_id, by=by.user_code, indicator=row, result=about, kind=kind, words=words,
        reach=Reach.COMPACT if public else Reach.PARTIES,
    )  # fmt: skip
    note.save(force_insert=True)
    audit.record(by=by, verb=Verb.RECORD_RESULT, subject_type="indicator", subject=row.code, detail=[("quality", kind)])
    return note


@action
def mend_quality(*, id: UUID, seen: int, note: UUID, on: date, by: Actor) -> QualityNote:
    """What a note said was mended on a day: by who wrote it, or by one of the parties."""
    row: QualityNote = take(QualityNote.objects.visible_to(by).select_related("indicator", "compact"), note, seen)
    policy.check(by, Verb.RECORD_RESULT, group=GROUP)
    if row.unit_id != by.unit_id and relations.party_of(by, row.compact) is None:
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))
    if row.mended_on is not None:
        raise Invalid(_("Esa nota ya está resuelta."))
    row.mended_on = on
    bump(row, "mended_on")
    audit.record(
        by=by, verb=Verb.RECORD_RESULT, subject_type="indicator", subject=row.indicator.code, detail=[("quality", "mended")]
    )
    return row


def _own(by: Actor, indicator: UUID, seen: int) -> Indicator:
    """The indicator, taken, for the side that defined it; the other side accepts or disputes."""
    row: Indicator = take(Indicator.objects.visible_to(by).select_related("compact"), indicator, seen)
    relations.check(by, Verb.DEFINE_INDICATOR, group=GROUP, row=row)
    return row


def _must_be_right(compact: Compact, facts: IndicatorFacts, by: Actor) -> None:
    choice = [_("Elija una de las opciones de la lista.")]
    wrong = [name for name, name_of_list in _LISTS.items() if not codelists.is_valid(name_of_list, getattr(facts, name))]
    wrong += [] if facts.direction in ("up", "down") else ["direction"]
    wrong += [] if all(codelists.is_valid("dimension", one) for one in facts.disaggregations) else ["disaggregations"]
    taken_already = Indicator.objects.visible_to(by).filter(compact=compact, code=facts.code).exists()
    messages = rules.merged([
        rules_indicators.definition(facts),
        dict.fromkeys(wrong, choice),
        {"code": [_("Ese código ya existe. Elija otro.")]} if taken_already else {},
        {} if _known_links(compact, facts, by) else {"links": [_("Enlace solo objetivos que existen en esta alianza o en el marco.")]},
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)


def _known_links(compact: Compact, facts: IndicatorFacts, by: Actor) -> bool:
    own = {str(number) for number in Objective.objects.visible_to(by).filter(compact=compact).values_list("number", flat=True)}
    known = {"compact": own, **rules_indicators.REFERENCES}
    return all(reference in known.get(framework, ()) for framework, reference in facts.links)


def _in_term(whole: Term, targets: dict[int, Decimal | None]) -> rules.Messages:
    first = whole.begins.year if whole.begins else 2000
    last = whole.ends.year if whole.ends else 2100
    outside = [year for year in targets if not first <= year <= last]
    wrong = [year for year, value in targets.items() if value is not None and not 0 <= value < rules_indicators.LIMIT]
    return {
        **{f"year_{year}": [_("Ese año queda fuera del plazo de la alianza.")] for year in outside},
        **{f"year_{year}": [_("Escriba un número desde cero.")] for year in wrong},
    }
