"""States of what lies on a desk: `{state: {action: next}}`."""

from amparo.core.transitions import Table

TASK: Table = {
    "open": {"finish": "done", "withdraw": "withdrawn"},
    "done": {},
    "withdrawn": {},
}

# A clock that runs late goes on running: it alerts and never locks, so "overdue" is no state.
CLOCK: Table = {
    "running": {"meet": "met", "cancel": "cancelled", "suspend": "suspended"},
    "suspended": {"resume": "running", "meet": "met", "cancel": "cancelled"},
    "met": {},
    "cancelled": {},
}

JOB: Table = {
    "waiting": {"begin": "running", "succeed": "done", "fail": "failed", "cancel": "cancelled"},
    "running": {"begin": "running", "succeed": "done", "fail": "failed", "cancel": "cancelled"},
    "failed": {"begin": "running"},
    "done": {},
    "cancelled": {},
}
LIVE = ("running", "suspended")
