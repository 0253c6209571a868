"""The state tables of a file. Every track has its own; none waits for another."""

from amparo.core.transitions import Table

# Protection opens on *presumed*, never waits, and does not end because one authority rules her out.
PROTECTION: Table = {
    "alert": {"triage": "presumed", "dismiss": "dismissed", "open_protection": "protected", "close": "closed"},
    "dismissed": {"reopen": "presumed"},
    "presumed": {"open_protection": "protected", "close": "closed"},
    "protected": {"plan": "in_plan", "reintegrate": "reintegration", "close": "closed"},
    "in_plan": {"plan": "in_plan", "reintegrate": "reintegration", "close": "closed"},
    "reintegration": {"plan": "reintegration", "follow": "follow_up", "close": "closed"},
    "follow_up": {"plan": "follow_up", "open_protection": "protected", "close": "closed"},
    "closed": {"reopen": "presumed"},
}

ENDED = ("dismissed", "closed")  # nothing new is asked of anybody from here

# A measure and its way through the court (DL 1297 arts. 52, 95–97).
MEASURE: Table = {
    "opened": {"send_to_court": "at_court", "end": "ended"},
    "at_court": {"hold_hearing": "heard", "ratify": "ratified", "reject": "not_ratified", "end": "ended"},
    "heard": {"ratify": "ratified", "reject": "not_ratified", "end": "ended"},
    "ratified": {"end": "ended"},
    "not_ratified": {"end": "ended"},
}

REFERRAL: Table = {
    "sent": {"see": "seen", "accept": "accepted", "refuse": "refused", "withdraw": "withdrawn"},
    "seen": {"accept": "accepted", "refuse": "refused", "withdraw": "withdrawn"},
    "accepted": {"attend": "attended", "not_attended": "not_attended", "withdraw": "withdrawn"},
    "attended": {"return": "returned"},
    "not_attended": {"return": "returned"},
    "refused": {},
    "returned": {},
    "withdrawn": {},
}

REFERRAL_ENDS = ("refused", "returned", "withdrawn")  # after these the receiver is past

STAY: Table = {
    "reserved": {"arrive": "present", "cancel": "cancelled"},
    "present": {"leave_unannounced": "away", "end": "ended"},
    "away": {"come_back": "present", "end": "ended"},
}

SCREENING: Table = {
    "begun": {"pause": "paused", "finish": "done"},
    "paused": {"resume": "begun", "finish": "done"},
}

GOAL: Table = {
    "pending": {"start": "under_way", "reach": "reached", "stop": "stopped"},
    "under_way": {"reach": "reached", "stop": "stopped"},
    "stopped": {"start": "under_way"},
}

FOLLOW_UP: Table = {"planned": {"do": "done", "cancel": "cancelled"}}

TABLES: dict[str, tuple[str, Table]] = {  # name → (first state, table)
    "protection": ("alert", PROTECTION),
    "measure": ("opened", MEASURE),
    "referral": ("sent", REFERRAL),
    "stay": ("reserved", STAY),
    "screening": ("begun", SCREENING),
    "goal": ("pending", GOAL),
    "follow_up": ("planned", FOLLOW_UP),
}
