"""What rests on a unit, and what follows when its people come and go: said by the apps that give units work. Access knows no case."""

from collections.abc import Callable, Sequence

from amparo.access.models import Membership
from amparo.access.roles import FRONT_ROLES

Dependants = Callable[[int], Sequence[str]]
Follow = Callable[[int], None]
_ASKED: list[Dependants] = []
_LEFT: list[Follow] = []
_STAFFED: list[Follow] = []


def register_dependants(function: Dependants) -> None:
    """An app says what rests on a unit: `function(unit id)` gives phrases in the reader's language ("14 expedientes abiertos").

    Who closes units may not see a case, so the phrases hold numbers only, and none below eleven as such.
    """
    if function not in _ASKED:
        _ASKED.append(function)


def resting_on(unit: int) -> list[str]:
    """Everything that rests on a unit, in words; empty where it may close."""
    return [phrase for function in _ASKED for phrase in function(unit)]


def register_left(function: Follow) -> None:
    """What follows, in the same transaction, when nobody works on files in a unit any more: `function(unit id)`."""
    if function not in _LEFT:
        _LEFT.append(function)


def register_staffed(function: Follow) -> None:
    """What follows, in the same transaction, when somebody works in a unit from now on: `function(unit id)`."""
    if function not in _STAFFED:
        _STAFFED.append(function)


def at_work(unit: int) -> bool:
    """Whether somebody works on files in a unit. Who only supervises opens none."""
    people = Membership.objects.filter(unit_id=unit, state="active", role__in=FRONT_ROLES, user__is_active=True)
    return bool(people.filter(unit__active=True).exists())


def left(unit: int) -> None:
    """Somebody left a unit, or it closed: where nobody is there any more, the apps look after what rests on it."""
    if not at_work(unit):
        for function in _LEFT:
            function(unit)


def staffed(unit: int) -> None:
    """Somebody began to work in a unit: what waited elsewhere for it comes back."""
    for function in _STAFFED:
        function(unit)
