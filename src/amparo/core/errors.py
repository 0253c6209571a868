"""The few ways a request can fail. Mapped once to pages, in `access.middleware`.

AmparoError
├── Denied     this person may not do this (403, or 404 where existence is a secret)
├── Invalid    the words or the moment are wrong; says what to do
├── Conflict   somebody changed the row since it was seen
├── NotFound   no such thing within the actor's sight
└── Locked     the identity cannot be opened: no master key, or not this one
"""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise


class AmparoError(Exception):
    """Base of all expected failures. The message is shown to the user: never put a name or a value in it."""


class Denied(AmparoError):
    """The actor's role or relation does not allow the verb."""


class NotFound(AmparoError):
    """Nothing here for this actor. Says the same whether the thing exists or not."""


class Conflict(AmparoError):
    """The row changed since the actor saw it; nothing was written."""


class Locked(AmparoError):
    """The key of an identity is missing or wrong. Cases go on without it."""


class Invalid(AmparoError):
    """The input breaks a rule.

    `messages` maps a field name (or "" for the whole) to sentences in the user's language.
    """

    def __init__(self, messages: str | Mapping[str, Sequence[str | Promise]]) -> None:
        self.messages: dict[str, list[str]] = (
            {"": [messages]}
            if isinstance(messages, str)
            else {key: [str(text) for text in texts] for key, texts in messages.items()}
        )
        super().__init__("; ".join(str(text) for texts in self.messages.values() for text in texts))
