"""A figure as it is frozen: what it is, how much, since when it counts and where it was read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amparo.access.actors import Actor
from amparo.core.dates import PartialDate
from amparo.programme.models import Compact


@dataclass(frozen=True, slots=True)
class Frozen:
    """One figure.

    section     agreement, territory, money, commitments, pledge, indicators, practices, claims, dialogue
    key         names the same figure in every snapshot ("indicator:P2:2026:actual"): codes and dates only
    value       None where nobody knows it, or where the figure is words (`words_es`)
    source      code of a `core.Source`; `footnote_*` where there is more to say (rate used, method, who said it)
    """

    section: str
    key: str
    label_es: str
    label_en: str
    value: Decimal | None = None
    measured_in: str = ""
    words_es: str = ""
    words_en: str = ""
    source: str | None = None
    as_of: PartialDate | None = None
    verified: bool = False
    footnote_es: str = ""
    footnote_en: str = ""


# What a part gives: its figures of a compact as of the end of a day, in their order. Reads with the actor's sight.
Collector = Callable[[Actor, Compact, date], Sequence[Frozen]]
