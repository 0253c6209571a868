"""What a task, notice, clock or draft is about: a kind of thing, its id, and the code people see. The desk knows no more."""

from typing import NamedTuple
from uuid import UUID


class Subject(NamedTuple):
    """The thing an exclusion would name ("case", id, "AMP-…"). What inside it is acted on (a referral) goes in `target`."""

    type: str
    id: UUID | None = None
    code: str = ""
