"""The states of a membership and of a second-factor reset. Who may do each step: `actions`."""

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

TABLES: dict[str, tuple[str, Table]] = {
    "membership": (MEMBERSHIP_START, MEMBERSHIP),
    "factor_reset": (FACTOR_RESET_START, FACTOR_RESET),
}
