"""The state of a possible match: the unit that holds the child decides, the unit that asked waits."""

from amparo.core.transitions import Table

POSSIBLE_MATCH: Table = {
    "open": {"same": "same", "different": "different", "ask": "asked"},
    "asked": {"same": "same", "different": "different"},
    "same": {},
    "different": {},
}
# In these states the unit that asked learns who holds the child, because the holder decided so.
TOLD = ("same", "asked")
