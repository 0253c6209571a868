"""A row of a money file understood: what it says, what is doubtful, and what keeps it from being posted."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from amparo.exchange.money.messages import MESSAGES
from amparo.programme.actions import EntryFacts

_IDS = ("award", "subaward", "objective")
# their sentences come from the ledger itself
_TOLD = ("day_refused", "beyond_limit", "no_rate", "level_wrong", "amount_decimals", "voucher_wrong", "words_about", "refused",
         "sum_differs", "budget_changed")  # fmt: skip
_TEXTS = ("kind", "currency", "region", "category", "reference", "words")


@dataclass(slots=True)
class Movement:
    """One fact about money as the row tells it; empty is not said. `doubts` and `stops` are codes of `messages`; `said` are the
    sentences of the ledger where it refused. A line of a budget is one without movement, day and voucher."""

    number: int
    kind: str = ""
    on: date | None = None
    amount: Decimal | None = None
    currency: str = ""
    award: UUID | None = None
    subaward: UUID | None = None
    objective: UUID | None = None
    region: str = ""
    category: str = ""
    reference: str = ""
    words: str = ""
    doubts: list[str] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def doubt(self, code: str) -> None:
        """Adds a doubt, once."""
        if code and code not in self.doubts:
            self.doubts.append(code)

    def stop(self, code: str, *sentences: str) -> None:
        """Adds what keeps the row from being posted, once, with the sentences that tell it in full."""
        if code and code not in self.stops:
            self.stops.append(code)
            self.said.extend(str(sentence) for sentence in sentences)

    def sentences(self) -> list[str]:
        """Everything that stops it, in words: the ledger's own where it has some."""
        silent = [code for code in self.stops if code in MESSAGES and code not in (_TOLD if self.said else ())]
        return [*self.said, *(str(MESSAGES[code]) for code in silent)]

    def facts(self, batch: UUID) -> EntryFacts:
        """What is posted. Only for a movement without stops."""
        if self.on is None or self.amount is None:
            raise ValueError("a movement without day or amount is not posted")
        return EntryFacts(
            self.kind, self.on, self.amount, self.currency, self.award, self.subaward, self.objective, self.region, self.category,
            None, self.reference, self.words, None, batch,
        )  # fmt: skip

    @property
    def voucher(self) -> tuple[object, ...]:
        """What a voucher pays for: the same voucher may be split, each share once."""
        return (self.reference.casefold(), *self.share)

    @property
    def share(self) -> tuple[object, ...]:
        """Of which movement, of whose money and for what."""
        return (self.kind, self.award, self.subaward, self.objective, self.region, self.category)

    @property
    def sum(self) -> tuple[object, ...]:
        """When and how much."""
        return (self.on, self.amount, self.currency)


def pack(movement: Movement) -> str:
    """A movement as text to seal; what is empty is left out."""
    values = {
        **{name: getattr(movement, name) for name in (*_TEXTS, "doubts", "stops", "said", "number")},
        **{name: str(value) for name in (*_IDS, "on", "amount") if (value := getattr(movement, name)) is not None},
    }
    kept = {name: value for name, value in values.items() if value not in ("", [])}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> Movement:
    """What `pack` was given."""
    values = json.loads(text)
    for name in _IDS:
        values[name] = UUID(values[name]) if name in values else None
    values["on"] = date.fromisoformat(values["on"]) if "on" in values else None
    values["amount"] = Decimal(values["amount"]) if "amount" in values else None
    return Movement(**values)
