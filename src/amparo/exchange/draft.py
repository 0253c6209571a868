"""A row understood: one event, perhaps, and the children in it, with every doubt by its code."""

from dataclasses import dataclass, field

from amparo.core.dates import PartialDate
from amparo.exchange.intake import Identity, Reference, StatusClaim


@dataclass(slots=True)
class ChildDraft:
    """What a row says of one child."""

    identity: Identity = field(default_factory=Identity, repr=False)
    sex: str = "unknown"
    age: tuple[int, int] | None = None
    nationality: str = "unknown"
    claims: tuple[StatusClaim, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether the row tells anything about a child at all."""
        who = self.identity
        return bool(who.named or who.documents or who.birth or self.age or self.sex != "unknown")


@dataclass(slots=True)
class Draft:
    """What a row says. `key` groups rows of one event; `doubts` are codes of `rules.MESSAGES`."""

    number: int
    children: list[ChildDraft] = field(default_factory=list)
    event_number: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    unit: str = field(default="", repr=False)
    on: PartialDate | None = None
    ubigeo: str = ""
    counted: int | None = None
    purposes: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    channel: str = "unknown"
    references: tuple[Reference, ...] = ()
    doubts: list[str] = field(default_factory=list)
    unreadable: int = 0  # cells of a fixed kind (date, age, sex, document) that hold something else

    def doubt(self, *codes: str) -> None:
        """Adds doubts, each once."""
        self.doubts += [code for code in codes if code and code not in self.doubts]
