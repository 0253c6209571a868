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
from amparo.programme.actions.compact import begin_compact, join_compact, leave_compact
from amparo.programme.actions.organisations import bind_organisation, register_organisation

__all__ = [
    "add_document",
    "add_signatory",
    "amend_compact",
    "begin_compact",
    "begin_successor",
    "bind_organisation",
    "close_compact",
    "end_territory",
    "join_compact",
    "leave_compact",
    "register_organisation",
    "set_clause",
    "set_lead",
    "set_objective",
    "set_partner_period",
    "set_territory",
    "sign_compact",
    "state_fact",
]
