"""The life of a batch. A reading or an applying that was cut off begins again where it stopped."""

from amparo.core.transitions import Table

BATCH: Table = {
    "uploaded": {"read": "reading", "discard": "discarded"},
    "reading": {"read": "reading", "end_reading": "ready", "discard": "discarded"},
    "ready": {"read": "reading", "apply": "applying", "discard": "discarded"},
    "applying": {"apply": "applying", "end_applying": "applied"},
    "applied": {"undo": "undone"},
    "undone": {},
    "discarded": {},
}
