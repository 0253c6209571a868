"""The only writers of files."""

from amparo.cases.actions.alert import add_child, dismiss, open_event, raise_alert, triage
from amparo.cases.actions.bulk import register_children, withdraw_children, worked_on
from amparo.cases.actions.centre import Profile, arrange_centre
from amparo.cases.actions.charge import hand_over, open_file, take_charge, write_note
from amparo.cases.actions.follow_up import begin_reintegration, close_case, record_visit, reopen_case
from amparo.cases.actions.placement import move_stay, reserve_bed
from amparo.cases.actions.plan import GoalFacts, move_goal, write_plan
from amparo.cases.actions.protection import open_protection, record_court_step, record_penal_step
from amparo.cases.actions.referral import Need, answer_referral, refer, say, withdraw_referral
from amparo.cases.actions.screening import answer_screening, begin_screening, decide_status, finish_screening
from amparo.cases.actions.succession import name_protector

__all__ = [
    "GoalFacts",
    "Need",
    "Profile",
    "add_child",
    "answer_referral",
    "answer_screening",
    "arrange_centre",
    "begin_reintegration",
    "begin_screening",
    "close_case",
    "decide_status",
    "dismiss",
    "finish_screening",
    "hand_over",
    "move_goal",
    "move_stay",
    "name_protector",
    "open_event",
    "open_file",
    "open_protection",
    "raise_alert",
    "record_court_step",
    "record_penal_step",
    "record_visit",
    "refer",
    "register_children",
    "reopen_case",
    "reserve_bed",
    "say",
    "take_charge",
    "triage",
    "withdraw_children",
    "withdraw_referral",
    "worked_on",
    "write_note",
    "write_plan",
]
