"""The states of a membership, of a second-factor reset and of a change of a unit. Who may do each step: `actions`."""

from amparo.core.transitions import Table

MEMBERSHIP_START = "proposed"
MEMBERSHIP: Table = {
    "proposed": {"confirm": "active", "refuse": "refused"},
    "active": {"end": "ended"},
    "refused": {},
    "ended": {},
}

FACTOR_RESET_START = "proposed"
FACTOR_RESET: Table = {
    "proposed": {"confirm": "done", "refuse": "refused"},
    "done": {},
    "refused": {},
}

UNIT_CHANGE_START = "proposed"
UNIT_CHANGE: Table = {
    "proposed": {"confirm": "done", "refuse": "refused"},
    "done": {},
    "refused": {},
}

TABLES: dict[str, tuple[str, Table]] = {
    "membership": (MEMBERSHIP_START, MEMBERSHIP),
    "factor_reset": (FACTOR_RESET_START, FACTOR_RESET),
    "unit_change": (UNIT_CHANGE_START, UNIT_CHANGE),
}
