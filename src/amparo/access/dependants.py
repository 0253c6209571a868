"""What still rests on a unit: each app that gives units work says so before one is closed. Access knows no case."""

from collections.abc import Callable, Sequence

Dependants = Callable[[int], Sequence[str]]
_ASKED: list[Dependants] = []


def register_dependants(function: Dependants) -> None:
    """An app says what rests on a unit: `function(unit id)` gives phrases in the reader's language ("14 expedientes abiertos").

    Who closes units may not see a case, so the phrases hold numbers only, and none below eleven as such.
    """
    if function not in _ASKED:
        _ASKED.append(function)


def resting_on(unit: int) -> list[str]:
    """Everything that rests on a unit, in words; empty where it may close."""
    return [phrase for function in _ASKED for phrase in function(unit)]
