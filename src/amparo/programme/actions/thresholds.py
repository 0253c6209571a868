"""From which amount a sub-award must be reported to the donor's register: data with a source, changed by the donor."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from amparo.access import audit
from amparo.access.action import action
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import Invalid
from amparo.core.money import CURRENCIES
from amparo.core.versions import bump, take
from amparo.programme import rules
from amparo.programme.actions.granting import granting, source_known
from amparo.programme.models import Compact, Threshold


@dataclass(frozen=True)
class ThresholdFacts:
    """The amount from which a sub-award must be reported, in `currency`, since when, and where that was read."""

    amount: Decimal
    since: date
    currency: str = "USD"
    source: str | None = None
    verified: bool = False


@action
def set_threshold(*, id: UUID, seen: int, threshold: UUID, facts: ThresholdFacts, by: Actor) -> Threshold:
    """A new amount from a day on. The one before (`seen` is its version) ends there and stays on record."""
    before: Threshold = take(Threshold.objects.visible_to(by), threshold, seen)
    granting(by, before.compact)
    messages = rules.merged([
        {} if facts.amount > 0 else {"amount": [_("Escriba un monto mayor que cero.")]},
        {} if facts.currency in CURRENCIES else {"currency": [_("Elija una moneda de la lista.")]},
        {} if before.until is None else {"": [_("Ese umbral ya fue reemplazado por otro.")]},
        {} if facts.since > before.since else {"since": [_("Empieza antes que el umbral de ahora. Escriba una fecha posterior.")]},
        source_known(facts.source),
    ])  # fmt: skip
    if messages:
        raise Invalid(messages)
    before.until = facts.since
    bump(before, "until")
    row = Threshold(
        id=id, compact=before.compact, unit_id=by.unit_id, by=by.user_code, kind=before.kind, amount=facts.amount,
        currency=facts.currency, since=facts.since, source_id=facts.source, verified=facts.verified,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(by=by, verb=Verb.GRANT, subject_type="threshold", subject=str(row.pk), detail=[("kind", row.kind)])
    return row


@cache
def reference() -> Sequence[dict[str, str]]:
    """The amounts every compact begins with, as their sources give them."""
    text = resources.files("amparo.programme").joinpath("data/thresholds.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def ensure_thresholds(compact: Compact, by: Actor) -> None:
    """Gives a compact that has none the amounts of the reference file. Not checked by anybody: `verified` stays as the file says."""
    known = set(Threshold.objects.visible_to(by).filter(compact=compact).values_list("kind", flat=True))
    for line in reference():
        if line["kind"] not in known:
            Threshold.objects.create(
                id=uuid5(compact.pk, f"threshold {line['kind']}"), compact=compact, unit_id=by.unit_id, by=by.user_code,
                kind=line["kind"], amount=Decimal(line["amount"]), currency=line["currency"], since=line["since"],
                source_id=line["source"], verified=line["verified"] == "true",
            )  # fmt: skip
