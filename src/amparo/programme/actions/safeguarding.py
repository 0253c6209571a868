"""Safeguarding checks: whether who works with children here keeps them safe. The result follows from the answers by a rule."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.errors import Invalid
from amparo.core.versions import expect_new
from amparo.desk import effects
from amparo.programme import rules
from amparo.programme import rules_awards as judge
from amparo.programme.actions.granting import compact_of, end_of, found, subject_of, watching
from amparo.programme.actions.monitoring import below
from amparo.programme.models import SafeguardingCheck

DUE = "programme.safeguarding_due"
STANDARDS = "safeguarding_standard"


@action
def check_safeguarding(
    *, id: UUID, seen: int, award: UUID | None, subaward: UUID | None, on: date, answers: tuple[tuple[str, str], ...], by: Actor
) -> SafeguardingCheck:
    """Checks every standard of the list: `answers` are (standard, yes, partly, no or unknown).

    Result and next day follow by `rules_awards`; nobody types them. The next check waits on the checker's desk.
    """
    held = found(by, award, subaward)
    watching(by, compact_of(held), held)
    expect_new(seen)
    given, today = dict(answers), timezone.localdate()
    standards = [value for value, _label in codelists.choices(STANDARDS)]
    messages = rules.merged([judge.not_after(on, today, field="on"), judge.all_answered(given, standards)])
    if messages:
        raise Invalid(messages)
    result = judge.safeguarding_result(given)
    row = SafeguardingCheck(
        id=id, on=on, answers=[f"{standard}:{given[standard]}" for standard in standards], result=result,
        next_due=judge.next_check(on, result), **below(held, by),
    )  # fmt: skip
    row.save(force_insert=True)
    subject = subject_of(row.award_id, held[1], held[0].number if held[0] else "")
    effects.close_tasks(subject, [DUE], by=by)
    effects.give_task(kind=DUE, unit=by.unit_id, subject=subject, due=end_of(row.next_due), by=by)
    audit.record(by=by, verb=Verb.MONITOR, subject_type="safeguarding", subject=str(row.pk), detail=[("result", result)])
    return row
