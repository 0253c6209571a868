"""Identifiers: random ids made by the client, and codes people can read out on the telephone.

A code is random: nothing in it tells the order, the place or the person (order gives away sisters and volume).
Its last character checks the others: every single wrong character and every swap of neighbours is noticed,
because the weights 1..n are distinct modulo the prime size of the alphabet.
"""

import re
import secrets
import uuid

ALPHABET = "2346789CDFGHJKMNPQRTVWX"  # 23 symbols, a prime; no vowels, nothing that looks alike
LENGTH = 7
_SHAPE = re.compile(rf"^[A-Z]{{2,4}}-[{ALPHABET}]{{{LENGTH}}}-[{ALPHABET}]$")


def new_id() -> uuid.UUID:
    """A fresh random id, as a form, an import or a device makes it before it calls an action."""
    return uuid.uuid4()


def _check_character(body: str) -> str:
    total = sum(weight * ALPHABET.index(char) for weight, char in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def new_code(prefix: str) -> str:
    """A random code such as `AMP-7K3Q9DM-X`; 23**7 (3.4 thousand million) different ones a prefix."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{prefix}-{body}-{_check_character(body)}"


def clean_code(text: str) -> str:
    """The code a person meant: capitals, no blanks, hyphens where they belong. Does not check it."""
    squeezed = re.sub(r"[\s\-–.]+", "", text).upper()
    if len(squeezed) > LENGTH + 1:
        return f"{squeezed[: -LENGTH - 1]}-{squeezed[-LENGTH - 1 : -1]}-{squeezed[-1]}"
    return squeezed


def check_code(code: str) -> bool:
    """Whether the code has the right shape and its check character agrees."""
    if not _SHAPE.match(code):
        return False
    _prefix, body, check = code.split("-")
    return _check_character(body) == check
