"""From the messages of rules to one `Invalid`."""

from amparo.access.rules import Messages
from amparo.core.errors import Invalid


def must(*found: Messages) -> None:
    """Raises `Invalid` with all sentences found; does nothing where there are none."""
    together: Messages = {}
    for messages in found:
        for name, sentences in messages.items():
            together.setdefault(name, []).extend(sentences)
    if together:
        raise Invalid(together)
