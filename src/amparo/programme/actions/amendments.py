"""How a compact changes: signed, amended, closed, and followed by another one."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.db import models

from amparo.access import policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.desk import effects
from amparo.desk.subjects import Subject
from amparo.programme import relations, rules
from amparo.programme import rules_agreement as own_rules
from amparo.programme.actions.agreement import keeper, tell
from amparo.programme.actions.compact import CompactFacts, begin_compact, taken
from amparo.programme.agreement_facts import AmendmentFacts
from amparo.programme.models import (
    Amendment,
    AmendmentChange,
    Clause,
    Compact,
    Indicator,
    IndicatorLink,
    Objective,
    Participation,
    Party,
)
from amparo.programme.queries.terms import term
from amparo.programme.states import COMPACT

_WRITTEN = (own_rules.TERM, own_rules.AMOUNT)  # dates and amounts, whose digits are no document's

# What is the same in the successor; everything else of a row is its own (id, writer, dates, source it was read in).
COPIED: dict[type[models.Model], tuple[str, ...]] = {
    Objective: ("number", "title_es", "title_en", "text_es", "text_en"),
    Clause: ("number", "position", "heading_es", "heading_en", "text_es", "text_en"),
    Indicator: (
        "code", "name_es", "name_en", "definition_es", "definition_en", "kind", "measured_in", "numerator_es", "numerator_en",
        "denominator_es", "denominator_en", "covers_es", "covers_en", "disaggregations", "direction", "source_of_truth", "frequency",
        "verification_es", "verification_en",
    ),
    IndicatorLink: ("framework", "reference"),
}  # fmt: skip


@action
def amend_compact(*, id: UUID, seen: int, compact: UUID, facts: AmendmentFacts, by: Actor) -> Amendment:
    """Records an instrument and what it changed: from what, to what. `seen` is the compact's version.

    A change of term moves the end that `queries.terms` derives; the compact's own row keeps the first one.
    Raises `Invalid` where nothing changed, the number is taken, or the new end comes before the beginning.
    """
    keeper(by, compact)
    row: Compact = take(Compact.objects.visible_to(by), compact, seen)
    _must_be_right(row, facts, by)
    bump(row)
    amendment = Amendment(
        id=id, compact=row, unit_id=by.unit_id, by=by.user_code, number=facts.number, instrument_es=facts.instrument_es,
        instrument_en=facts.instrument_en, signed_on=facts.signed_on, effective_on=facts.effective_on, **facts.origin,
    )  # fmt: skip
    standing = term(by, row).ends
    amendment.save(force_insert=True)
    for place, change in enumerate(facts.changes):
        derived = str(standing) if change.field == own_rules.TERM and standing is not None else ""
        AmendmentChange.objects.create(
            id=uuid5(id, f"change {place}"), compact=row, unit_id=by.unit_id, by=by.user_code, amendment=amendment,
            field=change.field, before=change.before or derived, after=change.after, **facts.origin,
        )  # fmt: skip
    tell(by, row, "amend", what=str(facts.number))
    return amendment


@action
def sign_compact(*, id: UUID, seen: int, compact: UUID, signed_on: PartialDate, by: Actor) -> Compact:
    """The draft comes into force. Raises `Invalid` unless it is a draft, or where it would end before its signature."""
    keeper(by, compact)
    row: Compact = take(Compact.objects.visible_to(by), compact, seen)
    row.state = move(COMPACT, row.state, "sign")
    if messages := rules.dates_in_order(signed_on, row.ends, field="signed_on"):
        raise Invalid(messages)
    row.signed_on = signed_on
    bump(row, "state", "signed_on")
    tell(by, row, "sign")
    return row


@action
def close_compact(*, id: UUID, seen: int, compact: UUID, by: Actor) -> Compact:
    """The compact is over. Its record stays and is completed with what the public record tells. Raises `Invalid` unless in force."""
    keeper(by, compact)
    row: Compact = take(Compact.objects.visible_to(by), compact, seen)
    row.state = move(COMPACT, row.state, "close")
    bump(row, "state")
    effects.withdraw_all(Subject("compact", row.pk, row.code), by=by)  # of what is over nobody owes anything any more
    tell(by, row, "close")
    return row


@action
def begin_successor(*, id: UUID, seen: int, predecessor: UUID, facts: CompactFacts, by: Actor) -> Compact:
    """Begins a compact from another one: its parties, who takes part, objectives, clauses, active indicators.

    An indicator of the new one names the old one (`same_as`) and has no baseline nor target yet: these are agreed anew.
    `facts.state` is ignored: a successor begins as a draft. Raises `Invalid` where the code is taken.
    """
    expect_new(seen)
    policy.check(by, Verb.KEEP_AGREEMENT, group="agreement")
    old = taken(by, predecessor)
    if old.unit_id != by.unit_id:
        relations.own_party(by, old)
    sides = Party.objects.visible_to(by).filter(compact=old)
    made = begin_compact(
        id=uuid5(id, "compact"), seen=0, facts=replace(facts, state="draft"),
        sides=tuple((party.side, party.organisation_id) for party in sides), by=by,
    )  # fmt: skip
    made.predecessor = old
    made.save(update_fields=["predecessor"])
    for party in sides:
        Party.objects.visible_to(by).filter(compact=made, side=party.side).update(lead_es=party.lead_es, lead_en=party.lead_en)
    _seat_again(old, made, by)
    for model in (Objective, Clause):
        _copied(model, model.objects.visible_to(by).filter(compact=old), made, by=by)
    _copy_indicators(old, made, by)
    tell(by, made, "succeed", what=old.code)
    return made


def _must_be_right(row: Compact, facts: AmendmentFacts, by: Actor) -> None:
    numbers = Amendment.objects.visible_to(by).filter(compact=row).values_list("number", flat=True)
    ends = next((own_rules.term_of(change.after) for change in facts.changes if change.field == own_rules.TERM), None)
    messages = rules.merged([
        own_rules.whole_sale("instrument_es", facts.instrument_es, facts.instrument_en),
        rules.about_nobody(instrument_es=facts.instrument_es, instrument_en=facts.instrument_en),
        *(rules.about_nobody(changes=f"{change.before} / {change.after}") for change in facts.changes if change.field not in _WRITTEN),
        own_rules.free_number(facts.number, numbers),
        own_rules.right_changes((change.field, change.before, change.after) for change in facts.changes),
        own_rules.amended_term(
            begins=row.starts or row.signed_on, effective=facts.effective_on or facts.signed_on, ends=ends
        ),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)


def _copied(model: type[models.Model], rows: Any, made: Compact, *, by: Actor, **more: Any) -> dict[Any, Any]:
    """The rows again, in another compact; by the id of the old one."""
    again = {
        row.pk: model(
            id=uuid5(made.pk, f"copy {row.pk}"), compact=made, unit_id=by.unit_id, by=by.user_code,
            **{name: getattr(row, name) for name in COPIED[model]}, **{name: value(row) for name, value in more.items()},
        )
        for row in rows
    }  # fmt: skip
    model._default_manager.bulk_create(again.values())
    return again


def _copy_indicators(old: Compact, made: Compact, by: Actor) -> None:
    rows = list(Indicator.objects.visible_to(by).filter(compact=old, active=True))
    again = _copied(Indicator, rows, made, by=by, same_as=lambda row: row)
    links = IndicatorLink.objects.visible_to(by).filter(indicator__in=rows)
    _copied(IndicatorLink, links, made, by=by, indicator=lambda link: again[link.indicator_id])


def _seat_again(old: Compact, made: Compact, by: Actor) -> None:
    """Who takes part in the old compact takes part in the new one, in the same capacity."""
    here = set(Participation.objects.visible_to(by).filter(compact=made).values_list("member_id", "capacity"))
    rows = Participation.objects.visible_to(by).filter(compact=old, until=None)
    Participation.objects.bulk_create(
        Participation(
            id=uuid5(made.pk, f"copy {row.pk}"), compact=made, unit_id=by.unit_id, by=by.user_code, member_id=row.member_id,
            organisation_id=row.organisation_id, capacity=row.capacity, regions=row.regions,
        )
        for row in rows
        if (row.member_id, row.capacity) not in here
    )  # fmt: skip
