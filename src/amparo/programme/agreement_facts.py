"""What people and files say about an agreement, field by field. Every fact carries where it was read (`source`) and as of when."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from amparo.core.dates import PartialDate


@dataclass(frozen=True, kw_only=True)
class Told:
    """Where a fact was read (code of a `core.Source`), of which day it speaks, and whether somebody checked it."""

    source: str | None = None
    as_of: PartialDate | None = None
    verified: bool = False

    @property
    def origin(self) -> dict[str, Any]:
        """These three as columns of a row."""
        return {"source_id": self.source, "as_of": self.as_of, "verified": self.verified}


@dataclass(frozen=True)
class ObjectiveFacts(Told):
    """An objective by its number."""

    number: int
    title_es: str
    title_en: str
    text_es: str = ""
    text_en: str = ""


@dataclass(frozen=True)
class ClauseFacts(Told):
    """A clause by its number. A text that nobody has seen stays empty."""

    number: str
    heading_es: str
    heading_en: str
    text_es: str = ""
    text_en: str = ""
    position: int = 0


@dataclass(frozen=True)
class SignatoryFacts(Told):
    """An official who signed for a side (us, host), as the public act names him."""

    side: str
    name: str
    office_es: str
    office_en: str
    signed_on: PartialDate | None = None


@dataclass(frozen=True)
class TerritoryFacts(Told):
    """A region (INEI code of two digits; outside Peru only a `label`), from when to when; `whole` or selected activities."""

    region: str = ""
    label: str = ""
    whole: bool = True
    since: PartialDate | None = None
    until: PartialDate | None = None
    amendment: int | None = None


@dataclass(frozen=True)
class PartnerFacts(Told):
    """An organisation (by its code) that carries work out; `prime`: under which other one, empty where no source names it."""

    organisation: str
    role: str
    prime: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True)
class DocumentFacts(Told):
    """A document by its public address."""

    kind: str
    title_es: str
    title_en: str
    dated: PartialDate | None = None
    url: str = ""
    language: str = ""


@dataclass(frozen=True)
class StatedFacts(Told):
    """What was said about results: `about` names the thing, the same name later is the same thing said again."""

    about: str
    text_es: str
    text_en: str
    value: Decimal | None = None
    bound: str = "exact"
    speaker: str = ""


@dataclass(frozen=True)
class Change:
    """One thing an amendment changed. term: dates as 2022-06; amount: "USD 1700000"; the others in words.

    `before` is empty where no source says it; for the term it is derived where it is left empty.
    """

    field: str
    after: str
    before: str = ""


@dataclass(frozen=True)
class AmendmentFacts(Told):
    """An instrument and what it changed."""

    number: int
    instrument_es: str
    instrument_en: str
    changes: tuple[Change, ...]
    signed_on: PartialDate | None = None
    effective_on: PartialDate | None = None
