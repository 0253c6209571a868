"""Calls for proposals: planned, opened, closed, cancelled. Of the government that gives the funds."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.dates import PartialDate
from amparo.core.errors import Invalid
from amparo.core.money import CURRENCIES
from amparo.core.transitions import move
from amparo.core.versions import bump, expect_new, take
from amparo.programme import rules
from amparo.programme.actions.compact import taken
from amparo.programme.actions.granting import granting, places_known, source_known
from amparo.programme.models import Compact, Reach, Solicitation
from amparo.programme.states import SOLICITATION

STEPS = ("open", "close", "cancel")


@dataclass(frozen=True)
class SolicitationFacts:
    """A call as it was written. `ceiling` in `currency`; objectives by number, regions by INEI code; empty where unknown."""

    number: str
    title_es: str
    title_en: str = ""
    opens: PartialDate | None = None
    closes: PartialDate | None = None
    ceiling: Decimal | None = None
    currency: str = "USD"
    objectives: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    source: str | None = None
    as_of: PartialDate | None = None


@action
def plan_solicitation(*, id: UUID, seen: int, compact: UUID, facts: SolicitationFacts, by: Actor) -> Solicitation:
    """Plans a call. Raises `Denied` for whom the funds are not, `Invalid` for a number that is taken or dates out of order."""
    home = taken(by, compact)
    granting(by, home)
    expect_new(seen)
    if messages := _wrong(home, facts, by):
        raise Invalid(messages)
    row = Solicitation(
        id=id, compact=home, unit_id=by.unit_id, by=by.user_code, reach=Reach.OWN, state="planned", number=facts.number.strip(),
        title_es=facts.title_es, title_en=facts.title_en, opens=facts.opens, closes=facts.closes, ceiling=facts.ceiling,
        currency=facts.currency, objectives=list(facts.objectives), regions=list(facts.regions), source_id=facts.source,
        as_of=facts.as_of,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(by=by, verb=Verb.GRANT, subject_type="solicitation", subject=str(row.pk), detail=[("step", "plan")])
    return row


@action
def move_solicitation(*, id: UUID, seen: int, solicitation: UUID, step: str, by: Actor) -> Solicitation:
    """Opens, closes or cancels a call. From when it opens, everyone who takes part in the compact may read it."""
    row: Solicitation = take(Solicitation.objects.visible_to(by), solicitation, seen)
    granting(by, row.compact)
    if step not in STEPS:
        raise Invalid(_("Elija un paso de la lista."))
    row.state = move(SOLICITATION, row.state, step)
    row.reach = Reach.COMPACT if step == "open" else row.reach
    bump(row, "state", "reach")
    audit.record(by=by, verb=Verb.GRANT, subject_type="solicitation", subject=str(row.pk), detail=[("step", step)])
    return row


def _wrong(compact: Compact, facts: SolicitationFacts, by: Actor) -> rules.Messages:
    number = facts.number.strip()
    taken_already = Solicitation.objects.visible_to(by).filter(compact=compact, number=number).exists()
    return rules.merged([
        {} if number else {"number": [_("Escriba el número de la convocatoria.")]},
        {"number": [_("Ese número ya existe en esta alianza. Escriba otro.")]} if taken_already else {},
        {} if facts.title_es.strip() else {"title_es": [_("Escriba de qué trata.")]},
        rules.dates_in_order(facts.opens, facts.closes, field="closes"),
        {} if facts.ceiling is None or facts.ceiling > 0 else {"ceiling": [_("Escriba un monto mayor que cero.")]},
        {} if facts.currency in CURRENCIES else {"currency": [_("Elija una moneda de la lista.")]},
        places_known(compact, by, objectives=facts.objectives, regions=facts.regions),
        source_known(facts.source),
        rules.about_nobody(number=facts.number, title_es=facts.title_es, title_en=facts.title_en),
    ])  # fmt: skip
