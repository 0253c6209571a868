"""The child's file. No name, no number, no address here: those are in the vault; free text is sealed under the file's key."""

from amparo.cases.models.centre import Bed, Centre, Stay
from amparo.cases.models.file import Case, CaseCode, Event, Involvement, Milestone
from amparo.cases.models.follow_up import FollowUp
from amparo.cases.models.protection import Goal, Measure, Plan
from amparo.cases.models.referral import Referral, ReferralMessage
from amparo.cases.models.screening import Screening, ScreeningAnswer, StatusDecision

__all__ = [
    "Bed",
    "Case",
    "CaseCode",
    "Centre",
    "Event",
    "FollowUp",
    "Goal",
    "Involvement",
    "Measure",
    "Milestone",
    "Plan",
    "Referral",
    "ReferralMessage",
    "Screening",
    "ScreeningAnswer",
    "Stay",
    "StatusDecision",
]
