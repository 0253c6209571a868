"""The work plan: a line is planned, starts, advances, is done, postponed or cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Invalid
from amparo.core.ids import new_code
from amparo.core.money import CURRENCIES
from amparo.core.transitions import move
from amparo.core.versions import expect_new, take
from amparo.programme import relations, rules, states
from amparo.programme import rules_activities as right
from amparo.programme.actions.activities import Under, must_be_coded, objective_of, placed, refuse
from amparo.programme.correcting import correct
from amparo.programme.models import WorkItem


@dataclass(frozen=True)
class WorkItemFacts:
    """A line of the plan: what, for which output and objective, where, when, how much of what (`wanted` of `counted`)."""

    objective: UUID
    output_es: str
    title_es: str
    starts: date
    ends: date
    under: Under = Under()
    regions: tuple[str, ...] = ()
    code: str = ""
    output_en: str = ""
    title_en: str = ""
    wanted: Decimal | None = None
    counted: str = ""
    budget: Decimal | None = None
    currency: str = "USD"


@dataclass(frozen=True)
class WorkStep:
    """A step of a line: start, advance (`done` so far), do, postpone (new dates), cancel."""

    step: str
    done: Decimal | None = None
    starts: date | None = None
    ends: date | None = None


@action
def plan_work(*, id: UUID, seen: int, compact: UUID, facts: WorkItemFacts, by: Actor) -> WorkItem:
    """Adds a line to the plan of one's own award or sub-award. Raises `Invalid` where it cannot be right."""
    expect_new(seen)
    place = placed(by, compact, facts.under, regions=facts.regions, verb=Verb.PLAN_WORK)
    words = {"output_es": facts.output_es, "output_en": facts.output_en, "title_es": facts.title_es, "title_en": facts.title_en}
    code = facts.code.strip() or new_code("PLAN")
    refuse(
        rules.in_order(facts.starts, facts.ends),
        rules.about_nobody(**words, code=code, counted=facts.counted),
        right.not_negative(wanted=facts.wanted, budget=facts.budget),
        must_be_coded(facts.regions, currency=(CURRENCIES, facts.currency)),
        _code_is_free(place, code, by),
    )
    objective = objective_of(by, place["compact"], facts.objective)
    item = WorkItem(
        id=id, **place, **words, code=code, objective=objective, starts=facts.starts, ends=facts.ends, wanted=facts.wanted,
        counted=facts.counted, budget=facts.budget, currency=facts.currency, state=states.TABLES["work_item"][0],
    )  # fmt: skip
    item.save(force_insert=True)
    audit.record(by=by, verb=Verb.PLAN_WORK, subject_type="work_item", subject=str(item.pk), detail=[("step", "plan")])
    return item


@action
def move_work(*, id: UUID, seen: int, item: UUID, facts: WorkStep, by: Actor) -> WorkItem:
    """Takes a line of one's own plan one step on. Raises `Invalid` for a step that its state has not."""
    row: WorkItem = take(WorkItem.objects.visible_to(by).select_related("award__recipient", "subaward__recipient"), item, seen)
    relations.check(by, Verb.PLAN_WORK, group="activities", row=row)
    said: dict[str, Any] = {"state": move(states.WORK_ITEM, row.state, facts.step)}
    refuse(right.not_negative(done=facts.done))
    if facts.step == "advance" and facts.done is None:
        raise Invalid({"done": [_("Escriba cuánto va hecho en total.")]})
    if facts.step == "postpone":
        refuse(right.postponed_later(row.starts, facts.starts), rules.in_order(facts.starts, facts.ends or row.ends))
        said |= {"starts": facts.starts or row.starts, "ends": facts.ends or row.ends}
    if facts.done is not None and facts.step in ("advance", "do"):
        said["done"] = facts.done
    correct(row, by=by, **said)
    audit.record(by=by, verb=Verb.PLAN_WORK, subject_type="work_item", subject=str(row.pk), detail=[("step", facts.step)])
    return row


def _code_is_free(place: Mapping[str, Any], code: str, by: Actor) -> rules.Messages:
    whose = {name: place.get(name) for name in ("compact", "award", "subaward")}
    if WorkItem.objects.visible_to(by).filter(**whose, code=code).exists():
        return {"code": [_("Ese código ya está en el plan. Elija otro.")]}
    return {}
