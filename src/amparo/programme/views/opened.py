"""Names that were opened are shown for ten minutes, in the session that opened them. What was opened is on record before."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

SHOWN_SECONDS = 600


def remember(request: HttpRequest, what: str, pk: UUID) -> None:
    """From now on, and for ten minutes, this session reads the names of this row; of the one opened before no more."""
    request.session[what] = [str(pk), timezone.now().timestamp() + SHOWN_SECONDS]


def is_open(request: HttpRequest, what: str, pk: UUID) -> bool:
    """Whether this session opened the row less than ten minutes ago."""
    which, until = request.session.get(what) or ("", 0)
    return bool(which == str(pk) and timezone.now().timestamp() < until)
