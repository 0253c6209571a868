"""State tables: `{state: {action: next state}}`, moved along by one function and drawn for the docs."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from amparo.core.errors import Invalid

Table = Mapping[str, Mapping[str, str]]


def move(table: Table, state: str, action: str) -> str:
    """The state after `action`. Raises `Invalid` where the table has no such step."""
    try:
        return table[state][action]
    except KeyError:
        raise Invalid(_("Este paso ya no corresponde. Vuelva a abrir la página para ver cómo está ahora.")) from None


def allowed(table: Table, state: str) -> tuple[str, ...]:
    """The actions that can follow `state`."""
    return tuple(table.get(state, {}))


def states(table: Table) -> frozenset[str]:
    """Every state the table names, also those only arrived at."""
    return frozenset(table) | {after for steps in table.values() for after in steps.values()}


def unreachable(table: Table, start: str) -> frozenset[str]:
    """States that no sequence of actions reaches from `start`."""
    seen, waiting = {start}, [start]
    while waiting:
        for after in table.get(waiting.pop(), {}).values():
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return states(table) - seen


def mermaid(name: str, table: Table) -> str:
    """The table as a Mermaid state diagram; the docs hold it and a test compares them."""

    def lines() -> Iterator[str]:
        yield "stateDiagram-v2"
        yield f"    %% {name}"
        for state, steps in table.items():
            for action, after in steps.items():
                yield f"    {state} --> {after}: {action}"

    return "\n".join(lines()) + "\n"
