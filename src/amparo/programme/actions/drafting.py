"""What an award and a sub-award have in common while they are drafted."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.core.dates import PartialDate
from amparo.core.money import CURRENCIES
from amparo.programme import rules
from amparo.programme.actions.granting import organisation, places_known, source_known
from amparo.programme.models import Compact


@dataclass(frozen=True)
class Drafted:
    """What both are drafted with. The amount in `currency`; regions by INEI code; empty where unknown."""

    number: str
    recipient: UUID
    title_es: str
    title_en: str = ""
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    amount: Decimal | None = None
    currency: str = "USD"
    regions: tuple[str, ...] = ()
    source: str | None = None
    as_of: PartialDate | None = None


def columns(facts: Drafted) -> dict[str, Any]:
    """These facts as columns of an award or a sub-award. Raises `Invalid` where nobody knows the recipient."""
    same = ("title_es", "title_en", "starts", "ends", "amount", "currency", "as_of")
    return {
        "number": facts.number.strip(), "recipient": organisation(facts.recipient), "regions": list(facts.regions),
        "source_id": facts.source, **{name: getattr(facts, name) for name in same},
    }  # fmt: skip


def wrong(facts: Drafted, compact: Compact, by: Actor, *, taken: bool, objectives: tuple[int, ...] = ()) -> rules.Messages:
    """What is wrong with a draft, field by field. `taken`: another one of the compact has this number."""
    return rules.merged([
        {"number": [_("Ese número ya existe en esta alianza. Escriba otro.")]} if taken else {},
        {} if facts.title_es.strip() else {"title_es": [_("Escriba de qué trata.")]},
        {} if facts.amount is None or facts.amount > 0 else {"amount": [_("Escriba un monto mayor que cero.")]},
        {} if facts.currency in CURRENCIES else {"currency": [_("Elija una moneda de la lista.")]},
        places_known(compact, by, objectives=objectives, regions=facts.regions),
        source_known(facts.source),
        rules.about_nobody(number=facts.number, title_es=facts.title_es, title_en=facts.title_en),
    ])  # fmt: skip
