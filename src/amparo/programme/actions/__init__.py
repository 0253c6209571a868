"""The only writers of the partnership."""

from amparo.programme.actions.compact import begin_compact, join_compact, leave_compact
from amparo.programme.actions.ledger import EntryFacts, post_entry, posted, reverse_entry

__all__ = ["EntryFacts", "begin_compact", "join_compact", "leave_compact", "post_entry", "posted", "reverse_entry"]
