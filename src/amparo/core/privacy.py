"""The privacy classes. Every model field of every app has one, in that app's `privacy.py`; a test fails on one without.

FIELDS maps model name → field name → class.
"""

from enum import StrEnum


class Privacy(StrEnum):
    """What a field may tell.

    IDENTIFYING  says who the person is: only in the vault, only encrypted
    SENSITIVE    says what happened, where she is, her health, her origin
    FREE_TEXT    may hold anything, so it is encrypted under the file's key
    SAFE         codes, dates of work, states, counters
    """

    IDENTIFYING = "identifying"
    SENSITIVE = "sensitive"
    FREE_TEXT = "free_text"
    SAFE = "safe"


FIELDS: dict[str, dict[str, Privacy]] = {}
