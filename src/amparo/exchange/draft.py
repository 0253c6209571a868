"""A row understood: one event, perhaps, and the children in it, with every doubt by its code."""

from dataclasses import dataclass, field

from amparo.core.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Document:
    """An identity document as written. `checked`: the check digit is right, wrong, or there is none to check."""

    kind: str  # vault.DocumentKind
    number: str = field(repr=False)
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who she is, as far as the register says; empty means not known."""

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
    """The number of her file in another house. `kind`: complaint, prosecutor_file, court_file, upe_file."""

    kind: str
    number: str = field(repr=False)


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
