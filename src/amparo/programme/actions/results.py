"""Values of indicators: recorded, sent, validated by somebody else, published, corrected. An old value always stays."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.programme import relations, rules, rules_indicators, states
from amparo.programme.models import Award, Indicator, Reach, Report, Result, ResultPart, SubAward
from amparo.programme.rules_indicators import ResultFacts
from amparo.programme.rules_reports import span

GROUP = "indicators"


@action
def record_result(*, id: UUID, seen: int, indicator: UUID, facts: ResultFacts, by: Actor) -> Result:
    """Records a value over a period: a draft that only its unit sees until it is sent.

    Called from above (a system actor with `Verb.RECORD_RESULT`) it is sent at once; with `known_on` it is of the public record and
    published. Raises `Invalid` where the period already has a value or the figures contradict each other.
    """
    row = _indicator(by, indicator)
    policy.check(by, Verb.RECORD_RESULT, group=GROUP)
    expect_new(seen)
    facts = _right(by, row, _held(by, row, facts))
    writer = by.unit_id or row.compact.unit_id
    _period_is_free(by, row, facts, writer)
    result = Result(
        id=id, compact=row.compact, indicator=row, unit_id=writer, by=by.user_code, **_columns(facts), **_beginning(by, facts)
    )
    result.save(force_insert=True)
    _write_parts(result, facts)
    audit.record(by=by, verb=Verb.RECORD_RESULT, subject_type="indicator", subject=row.code, detail=_where(result))
    return result


@action
def change_result(*, id: UUID, seen: int, result: UUID, facts: ResultFacts, by: Actor) -> Result:
    """Changes a draft of the own unit. What was sent is corrected instead (`correct_result`)."""
    row = _own(by, result, seen)
    if row.state != "draft":
        raise Invalid(_("Ese valor ya se envió. Para cambiarlo, rectifíquelo: el anterior queda a la vista."))
    facts = _right(by, row.indicator, _held(by, row.indicator, facts))
    _period_is_free(by, row.indicator, facts, row.unit_id, besides=(row.pk,))
    columns = {**_columns(facts), "reach": Reach.OWN}  # one that was sent back is the writer's own again
    for name, value in columns.items():
        setattr(row, name, value)
    bump(row, *columns)
    ResultPart.objects.visible_to(by).filter(result=row).delete()
    _write_parts(row, facts)
    audit.record(
        by=by, verb=Verb.RECORD_RESULT, subject_type="indicator", subject=row.indicator.code, detail=[("step", "change")]
    )
    return row


@action
def send_result(*, id: UUID, seen: int, result: UUID, by: Actor) -> Result:
    """Sends a draft: from now on the parties and the recipient of the award see it."""
    row = _own(by, result, seen)
    _period_is_free(by, row.indicator, _facts_of(row), row.unit_id, besides=(row.pk,))
    return _moved(row, "send", Verb.RECORD_RESULT, by, reach=Reach.AWARD)


@action
def return_result(*, id: UUID, seen: int, result: UUID, by: Actor) -> Result:
    """Sends a value back to who wrote it. Never by who wrote it. What was read stays readable until the writer changes it."""
    row = _others(by, result, seen)
    return _moved(row, "send_back", Verb.VALIDATE_RESULT, by, reach=Reach.AWARD)


@action
def validate_result(*, id: UUID, seen: int, result: UUID, by: Actor) -> Result:
    """Validates a value that somebody else sent: it counts from today on."""
    row = _others(by, result, seen)
    row.known_on = timezone.localdate()
    return _moved(row, "validate", Verb.VALIDATE_RESULT, by, reach=Reach.AWARD)


@action
def publish_result(*, id: UUID, seen: int, result: UUID, by: Actor) -> Result:
    """Publishes a validated value: everybody in the compact reads it. By one of the two parties."""
    row: Result = take(Result.objects.visible_to(by).select_related("indicator", "compact"), result, seen)
    policy.check(by, Verb.VALIDATE_RESULT, group=GROUP, relations=[Relation.RECEIVER])
    relations.own_party(by, row.compact)
    return _moved(row, "publish", Verb.VALIDATE_RESULT, by, reach=Reach.COMPACT)


@action
def correct_result(*, id: UUID, seen: int, result: UUID, facts: ResultFacts, by: Actor) -> Result:
    """A new value takes the place of a sent, validated or published one, which stays with its date.

    The new one waits for its own validation; until then the old one counts. Raises `Invalid` where nothing explains the change.
    """
    old = _own(by, result, seen)
    if not (facts.explanation_es or facts.explanation_en).strip():
        raise Invalid({"explanation_es": [_("Explique por qué cambia el valor. El anterior queda a la vista.")]})
    facts = _right(by, old.indicator, replace(facts, award=old.award_id, subaward=old.subaward_id, region="".join(old.regions)))
    _period_is_free(by, old.indicator, facts, old.unit_id, besides=(old.pk,))
    old.state = move(states.RESULT, old.state, "correct")
    bump(old, "state")
    public = by.is_system and facts.known_on is not None
    new = Result(
        id=id, compact=old.compact, indicator=old.indicator, unit_id=old.unit_id, by=by.user_code, supersedes=old,
        report=old.report, state="published" if public else "sent", reach=Reach.COMPACT if public else Reach.AWARD,
        known_on=facts.known_on, **_columns(facts),
    )  # fmt: skip
    new.save(force_insert=True)
    _write_parts(new, facts)
    audit.record(
        by=by, verb=Verb.RECORD_RESULT, subject_type="indicator", subject=old.indicator.code, detail=[("step", "correct")]
    )
    return new


def _indicator(by: Actor, indicator: UUID) -> Indicator:
    """The indicator, locked: two values of one period cannot be written side by side."""
    row: Indicator | None = (
        Indicator.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=indicator).select_related("compact").first()
    )
    if row is None:
        raise NotFound(rules.gone())
    return row


def _own(by: Actor, result: UUID, seen: int) -> Result:
    row: Result = take(Result.objects.visible_to(by).select_related(*_WITH), result, seen)
    _indicator(by, row.indicator_id)
    if by.is_system:
        policy.check(by, Verb.RECORD_RESULT, group=GROUP)
        return row
    relations.check(by, Verb.RECORD_RESULT, group=GROUP, row=row)
    if row.unit_id != by.unit_id:  # of the own award, but written by a government: accepted or disputed, never changed
        raise Denied(_("Esta acción la hace otra función. Usted puede proponerla."))
    return row


def _others(by: Actor, result: UUID, seen: int) -> Result:
    row: Result = take(Result.objects.visible_to(by).select_related(*_WITH), result, seen)
    relations.check(by, Verb.VALIDATE_RESULT, group=GROUP, row=row)
    return row


_WITH = ("indicator", "compact", "award__recipient", "subaward__recipient")


def _moved(row: Result, step: str, verb: Verb, by: Actor, *, reach: Reach, also: Sequence[str] = ()) -> Result:
    row.state, row.reach = move(states.RESULT, row.state, step), reach
    bump(row, "state", "reach", "known_on", *also)
    ResultPart.objects.visible_to(by).filter(result=row).update(reach=reach)
    audit.record(by=by, verb=verb, subject_type="indicator", subject=row.indicator.code, detail=[("step", step), *_where(row)])
    return row


def _held(by: Actor, indicator: Indicator, facts: ResultFacts) -> ResultFacts:
    """The facts with award and sub-award as they belong together. Who acts for neither party speaks of the own one only."""
    sub: SubAward | None = _found(SubAward, by, indicator, facts.subaward)
    award: Award | None = None if sub else _found(Award, by, indicator, facts.award)
    if sub is not None and facts.award not in (None, sub.award_id):
        raise Invalid({"award": [_("Ese subacuerdo no es de ese acuerdo.")]})
    if not by.is_system and relations.party_of(by, indicator.compact) is None:
        holder = sub or award
        if holder is None or holder.recipient.unit_id != by.unit_id:
            raise Invalid({"award": [_("Elija su propio acuerdo o subacuerdo.")]})
    return replace(facts, award=sub.award_id if sub else facts.award)


def _found(model: type[models.Model], by: Actor, indicator: Indicator, pk: UUID | None) -> Any:
    if pk is None:
        return None
    row = model.objects.visible_to(by).filter(pk=pk, compact=indicator.compact).select_related("recipient").first()  # type: ignore[attr-defined]
    if row is None:
        raise Invalid({"award": [_("Elija un acuerdo de esta alianza.")]})
    return row


def _right(by: Actor, indicator: Indicator, facts: ResultFacts) -> ResultFacts:
    messages = rules_indicators.result(facts, indicator.kind, measured_in=indicator.measured_in, today=timezone.localdate())
    known = set(indicator.disaggregations)
    if any(part.dimension not in known or not codelists.is_valid("dimension", part.dimension) for part in facts.parts):
        messages = rules.merged([messages, {"parts": [_("Este indicador no se desagrega así.")]}])
    if facts.known_on is not None and not (by.is_system and facts.source):
        messages = rules.merged([messages, {"source": [_("Diga de qué fuente pública viene.")]}])
    if messages:
        raise Invalid(messages)
    return rules_indicators.completed(facts, indicator.kind, indicator.measured_in)


def _period_is_free(by: Actor, indicator: Indicator, facts: ResultFacts, writer: int, besides: Sequence[UUID] = ()) -> None:
    """One series has one value a day. Another unit's draft is none of it: it is looked at again when it is sent."""
    taken = (
        Result.objects.visible_to(by)
        .filter(~Q(state="draft") | Q(unit_id=writer), indicator=indicator, regions=_regions(facts))
        .filter(starts__lte=facts.ends, ends__gte=facts.starts, award_id=facts.award, subaward_id=facts.subaward)
        .exclude(state="corrected")
        .exclude(pk__in=besides)
    )
    if taken.exists():
        raise Invalid(
            {"starts": [_("Ya hay un valor para ese periodo, o para parte de él. Rectifíquelo en lugar de repetirlo.")]}
        )


def _facts_of(row: Result) -> ResultFacts:
    return ResultFacts(row.starts, row.ends, region="".join(row.regions), award=row.award_id, subaward=row.subaward_id)


def _regions(facts: ResultFacts) -> list[str]:
    return [facts.region] if facts.region else []


def _columns(facts: ResultFacts) -> dict[str, object]:
    names = ("starts", "ends", "value", "numerator", "denominator", "method", "explanation_es", "explanation_en", "as_of")
    return {
        **{name: getattr(facts, name) for name in names},
        "award_id": facts.award,
        "subaward_id": facts.subaward,
        "source_id": facts.source,
        "regions": _regions(facts),
    }


def _beginning(by: Actor, facts: ResultFacts) -> dict[str, object]:
    """Drafts of people; from above it is sent, or published where the public record says it."""
    if not by.is_system:
        return {"state": "draft", "reach": Reach.OWN}
    if facts.known_on is None:
        return {"state": "sent", "reach": Reach.AWARD}
    return {"state": "published", "reach": Reach.COMPACT, "known_on": facts.known_on}


def _write_parts(result: Result, facts: ResultFacts) -> None:
    ResultPart.objects.bulk_create([
        ResultPart(
            id=uuid5(result.pk, f"{part.dimension} {part.code} {result.version}"), compact=result.compact, result=result,
            unit_id=result.unit_id, by=result.by, award=result.award, subaward=result.subaward, reach=result.reach,
            regions=result.regions, dimension=part.dimension, code=part.code, value=part.value, numerator=part.numerator,
            denominator=part.denominator,
        )
        for part in facts.parts
    ])  # fmt: skip


def _where(row: Result) -> list[tuple[str, str]]:
    return [("region", row.regions[0] if row.regions else "all"), ("ends", row.ends.isoformat())]


def send_along(report: Report, by: Actor) -> None:
    """With a report, the writer's draft values of its award and quarter are sent, and name it. Called by `actions.reports`.

    Nothing of the award is joined: a sub-recipient does not see it, and would find no value of its own.
    """
    first, last = span(report.year, report.quarter)
    own = Result.objects.visible_to(by).filter(award=report.award_id, subaward=report.subaward_id, ends__range=(first, last))
    for row in own.filter(unit_id=by.unit_id, state__in=("draft", "sent"), report=None).select_related("indicator", "compact"):
        row.report = report
        if row.state == "draft":
            _indicator(by, row.indicator_id)
            _period_is_free(by, row.indicator, _facts_of(row), row.unit_id, besides=(row.pk,))
            _moved(row, "send", Verb.RECORD_RESULT, by, reach=Reach.AWARD, also=("report",))
        else:
            bump(row, "report")
