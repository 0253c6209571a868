"""Plain structures that carry what was recorded to the actions: the same from a form, a register and a device."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amparo.core.dates import PartialDate
from amparo.vault.rules import Identity


@dataclass(frozen=True)
class ChildFacts:
    """One child of an event: categories, and who she is if she said it."""

    sex: str = "unknown"
    age: int | None = None
    age_source: str = "unknown"
    age_doubt: bool = False
    nationality: str = "unknown"
    language: str = "unknown"
    people_of_origin: str = "unknown"
    whereabouts: str = "unknown"
    identity: Identity = field(default_factory=Identity)


@dataclass(frozen=True)
class EventFacts:
    """What happened, as far as an alert needs it: when, where, by which way it came, whether there is danger now."""

    channel: str
    kind: str = "alert"
    happened: PartialDate | None = None
    place: str = ""
    danger: str = "unknown"
    register_number: str = ""
    received_at: datetime | None = None


@dataclass(frozen=True)
class Claim:
    """What a register says an institution decided. Codes of `victim_status`; `authority` is kept as a code beside it."""

    status: str
    decided: PartialDate | None = None


@dataclass(frozen=True)
class RegisterEvent:
    """An event of a register: its id is derived from the batch, so that a chunk may come twice."""

    id: UUID
    happened: PartialDate | None = None
    place: str = ""
    register_number: str = ""


@dataclass(frozen=True)
class RegisterChild:
    """A child of a register's row: the id of her file, the event, the same facts as of any alert, and coded facts.

    codes  (kind, value): act, means, purpose, recruitment
    """

    id: UUID
    event: UUID
    facts: ChildFacts
    codes: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
