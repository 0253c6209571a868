"""The only writers of the partnership."""

from amparo.programme.actions.claims import ClaimFacts, explain_claim, reopen_claim, state_claim
from amparo.programme.actions.compact import begin_compact, join_compact, leave_compact
from amparo.programme.actions.ledger import EntryFacts, post_entry, posted, reverse_entry
from amparo.programme.actions.rates import PeriodFacts, RateFacts, close_period, record_rate

__all__ = [
    "ClaimFacts",
    "EntryFacts",
    "PeriodFacts",
    "RateFacts",
    "begin_compact",
    "close_period",
    "explain_claim",
    "join_compact",
    "leave_compact",
    "post_entry",
    "posted",
    "record_rate",
    "reopen_claim",
    "reverse_entry",
    "state_claim",
]
