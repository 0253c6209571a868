"""What an import hands to the child's file: plain values, nothing of the spreadsheet left in them.

`cases.bulk` takes these. It makes the alert, the file and the identity of each child under the policy and the rules of the
ordinary actions, gives back one `Registered` a child, and skips ids it has seen: a chunk may come twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from amparo.access.actors import Actor
from amparo.core.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Document:
    """An identity document as written. `checked`: the check digit is right, wrong, or there is none to check."""

    kind: str  # vault.DocumentKind
    number: str = field(repr=False)
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who she is, as far as the register says. Goes to the vault and nowhere else; empty means not known."""

    given_names: str = field(default="", repr=False)
    first_surname: str = field(default="", repr=False)
    second_surname: str = field(default="", repr=False)
    aliases: tuple[str, ...] = field(default=(), repr=False)
    birth: PartialDate | None = field(default=None, repr=False)
    documents: tuple[Document, ...] = field(default=(), repr=False)
    contact: str = field(default="", repr=False)
    address: str = field(default="", repr=False)

    @property
    def named(self) -> bool:
        """Whether there is any name to look for."""
        return bool(self.given_names or self.first_surname or self.second_surname or self.aliases)


@dataclass(frozen=True, slots=True)
class StatusClaim:
    """What the register says an authority decided about her condition. Codes of `protection_authority` and `victim_status`."""

    authority: str
    status: str
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of her file in another house. `kind`: complaint, prosecutor_file, court_file, upe_file, other."""

    kind: str
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class IncomingEvent:
    """An operation in which several children were found. Comes again with each chunk that has children of it."""

    id: UUID
    number: str = field(repr=False)
    on: PartialDate | None = None
    ubigeo: str = ""
    unit: str = field(default="", repr=False)  # the unit as the register writes it
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncomingChild:
    """One child of one row. Codes are those of the code lists; empty or None means that the register does not say.

    id      deterministic (uuid5 of the row and the child's place in it): the id of the act and of the file
    event   id of an `IncomingEvent`, or None where the register gives no number
    on      when she was found or reported; ubigeo: INEI code of where, 2, 4 or 6 figures
    age     least and greatest age in years on that day, as stated; kept beside a birth date it disagrees with
    doubts  codes of what is not certain; the file shows them until somebody settled them
    """

    id: UUID
    batch: UUID
    row: UUID
    number: int
    event: UUID | None = None
    on: PartialDate | None = None
    ubigeo: str = ""
    sex: str = "unknown"
    age: tuple[int, int] | None = None
    nationality: str = "unknown"
    purposes: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    channel: str = "unknown"
    claims: tuple[StatusClaim, ...] = ()
    references: tuple[Reference, ...] = ()
    identity: Identity = field(default_factory=Identity, repr=False)
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of an `IncomingChild`: her file and its code."""

    id: UUID
    case: UUID
    code: str


class Registry(Protocol):
    """The writer of files, as an import needs it. `cases.bulk` is the real one."""

    def register_children(
        self, *, id: UUID, seen: int, children: Sequence[IncomingChild], events: Sequence[IncomingEvent], by: Actor
    ) -> list[Registered]:
        """Makes a file for each child not made yet. One transaction: the caller's."""

    def worked_on(self, *, cases: Sequence[UUID], by: Actor) -> int:
        """How many of these files somebody has worked on since they were made."""

    def withdraw_children(self, *, id: UUID, seen: int, cases: Sequence[UUID], by: Actor) -> int:
        """Removes files nobody worked on, their people and keys. Raises `Conflict` where one was worked on."""


class Known(Protocol):
    """Finds children the system knows already, without telling about those of another unit. The vault is the real one."""

    def known_children(self, *, people: Sequence[Identity], by: Actor) -> list[UUID | None]:
        """For each identity (in the same order) the person within the actor's scope who surely is the same, or None."""
