"""Exchange rates with their day and source, and periods of the books that are closed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from amparo.access import audit, policy
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.models import ExchangeRate, Source
from amparo.core.versions import expect_new
from amparo.programme import rules, rules_money
from amparo.programme.actions.authority import side_of
from amparo.programme.actions.ledger import hold_books
from amparo.programme.models import Award, Compact, Period


@dataclass(frozen=True, slots=True)
class RateFacts:
    """How many `quote` one `base` was worth on a day. The source: a code of `core.Source`, or the title and address of a new one."""

    on: date
    base: str
    quote: str
    rate: Decimal
    source: str | None = None
    source_title: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """A stretch of the books that ends: of some awards, or of all (`awards` empty)."""

    starts: date
    ends: date
    awards: tuple[UUID, ...] = ()


@action
def record_rate(*, id: UUID, seen: int, facts: RateFacts, by: Actor) -> ExchangeRate:
    """Records the rate of a day. Raises `Invalid` without a source, for a day that has one, or for a day to come."""
    policy.check(by, Verb.GRANT, group="money")
    expect_new(seen)
    messages = rules.merged([
        rules_money.rate_is_right(facts.base, facts.quote, facts.rate),
        rules_money.not_to_come(facts.on, timezone.localdate()),
        rules.about_nobody(source_title=facts.source_title),
        _known_source(facts),
    ])  # fmt: skip
    if not messages and ExchangeRate.objects.filter(on=facts.on, base=facts.base, quote=facts.quote).exists():
        messages = {"on": [_("Ya hay un tipo de cambio de ese día. No se cambia: así cada cifra conserva el suyo.")]}
    if messages:
        raise Invalid(messages)
    source = facts.source
    if not source:
        source = f"rate-{id.hex[:24]}"
        Source.objects.create(code=source, title=facts.source_title, url=facts.source_url, date_seen=timezone.localdate())
    row = ExchangeRate.objects.create(on=facts.on, base=facts.base, quote=facts.quote, rate=facts.rate, source_id=source)
    pair = [("on", f"{facts.on}"), ("pair", f"{facts.base}/{facts.quote}")]
    audit.record(by=by, verb=Verb.GRANT, subject_type="rate", subject=str(row.pk), detail=pair)
    return row


@action
def close_period(*, id: UUID, seen: int, compact: UUID, facts: PeriodFacts, by: Actor) -> Period:
    """Closes a stretch of one's own books: nothing is posted with a date in it from now on, a reversal neither.

    The donor closes the books of its awards, the host country its own.
    """
    expect_new(seen)
    row: Compact | None = Compact.objects.visible_to(by).filter(pk=compact).first()
    if row is None:
        raise NotFound(rules.gone())
    side = side_of(by, row)
    policy.check(by, Verb.PLEDGE if side == "host" else Verb.GRANT, group="pledge" if side == "host" else "money")
    if not side:
        raise Denied(rules.gone())
    messages = rules.merged([
        rules.in_order(facts.starts, facts.ends),
        rules_money.not_to_come(facts.ends, timezone.localdate(), field="ends"),
        {} if not (side == "host" and facts.awards) else {"awards": [_("Esas adjudicaciones son de la otra parte.")]},
    ])  # fmt: skip
    if Award.objects.visible_to(by).filter(compact=row, pk__in=facts.awards).count() != len(set(facts.awards)):
        messages.setdefault("awards", []).append(_("Elija adjudicaciones de esta alianza."))
    if messages:
        raise Invalid(messages)
    hold_books(row.pk)
    period = Period(
        id=id, compact=row, unit_id=by.unit_id, by=by.user_code, starts=facts.starts, ends=facts.ends, award_only=list(facts.awards)
    )  # fmt: skip
    period.save(force_insert=True)
    detail = [("step", "close_period"), ("from", f"{facts.starts}"), ("to", f"{facts.ends}")]
    audit.record(by=by, verb=Verb.GRANT, subject_type="compact", subject=row.code, detail=detail)
    return period


def _known_source(facts: RateFacts) -> rules.Messages:
    if facts.source:
        found = Source.objects.filter(pk=facts.source).exists()
        return {} if found else {"source": [_("Elija una fuente de la lista.")]}
    if not facts.source_title.strip():
        return {"source_title": [_("Diga de dónde sale el tipo de cambio.")]}
    if facts.source_url and not facts.source_url.startswith(("https://", "http://")):
        return {"source_url": [_("Escriba la dirección completa, con https://.")]}
    return {}
