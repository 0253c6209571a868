"""The only writers of the partnership."""

from amparo.programme.actions.agreement import (
    add_document,
    add_signatory,
    end_territory,
    set_clause,
    set_lead,
    set_objective,
    set_partner_period,
    set_territory,
    state_fact,
)
from amparo.programme.actions.amendments import amend_compact, begin_successor, close_compact, sign_compact
from amparo.programme.actions.claims import ClaimFacts, explain_claim, reopen_claim, state_claim
from amparo.programme.actions.compact import begin_compact, join_compact, leave_compact
from amparo.programme.actions.ledger import EntryFacts, post_entry, posted, reverse_entry
from amparo.programme.actions.organisations import bind_organisation, register_organisation
from amparo.programme.actions.prevention import count_reach, move_risk_place, note_risk_place, record_campaign, record_outreach
from amparo.programme.actions.rates import PeriodFacts, RateFacts, close_period, record_rate
from amparo.programme.actions.signals import dismiss_signal, hand_signal, note_signal
from amparo.programme.actions.trainings import (
    attend,
    attend_list,
    certify,
    move_training,
    open_attendance,
    plan_course,
    plan_training,
)
from amparo.programme.actions.work_plan import move_work, plan_work

__all__ = [
    "ClaimFacts",
    "EntryFacts",
    "PeriodFacts",
    "RateFacts",
    "add_document",
    "add_signatory",
    "amend_compact",
    "attend",
    "attend_list",
    "begin_compact",
    "begin_successor",
    "bind_organisation",
    "certify",
    "close_compact",
    "close_period",
    "count_reach",
    "dismiss_signal",
    "end_territory",
    "explain_claim",
    "hand_signal",
    "join_compact",
    "leave_compact",
    "move_risk_place",
    "move_training",
    "move_work",
    "note_risk_place",
    "note_signal",
    "open_attendance",
    "plan_course",
    "plan_training",
    "plan_work",
    "post_entry",
    "posted",
    "record_campaign",
    "record_outreach",
    "record_rate",
    "register_organisation",
    "reopen_claim",
    "reverse_entry",
    "set_clause",
    "set_lead",
    "set_objective",
    "set_partner_period",
    "set_territory",
    "sign_compact",
    "state_claim",
    "state_fact",
]
