"""Who is acting: one person in one unit with one role, or a named system actor with declared verbs."""

from dataclasses import dataclass, field
from uuid import UUID

SYSTEM_SCOPE = (0,)  # every row's scope holds 0, so that jobs can do their declared work


@dataclass(frozen=True)
class Actor:
    """The person (or job) whose sight and verbs count.

    scope     unit ids whose rows the actor may reach; compared with a row's `scope`
    identity  the actor's unit, the units above it, and minus the user id; compared with a row's `hidden` and `exempt`
    ubigeo    INEI prefixes of the unit's jurisdiction
    """

    user_id: int
    user_code: str
    role: str
    unit_id: int
    unit_code: str
    institution: str
    scope: tuple[int, ...]
    identity: tuple[int, ...]
    membership_id: UUID | None = None
    ubigeo: tuple[str, ...] = ()
    display_name: str = field(default="", repr=False)
    unit_name: str = field(default="", repr=False)
    verbs: frozenset[str] = frozenset()  # system actors only

    @property
    def is_system(self) -> bool:
        return self.user_id == 0


def system(name: str, *verbs: str) -> Actor:
    """A job's actor: sees every row, may do only the verbs it declares."""
    return Actor(
        user_id=0,
        user_code=f"system.{name}",
        role="system",
        unit_id=0,
        unit_code="system",
        institution="system",
        scope=SYSTEM_SCOPE,
        identity=(),
        verbs=frozenset(verbs),
    )


def anonymous() -> Actor:
    """Nobody yet: sees no row and has no verb. Pages of the door run as this."""
    return Actor(-1, "anonymous", "anonymous", 0, "door", "system", scope=(), identity=())
