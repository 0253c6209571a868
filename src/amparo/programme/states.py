"""The state tables of the partnership."""

from amparo.core.transitions import Table

COMPACT: Table = {"draft": {"sign": "in_force"}, "in_force": {"close": "closed"}, "closed": {}}

# domain part E.3: propuesto → acordado → en curso → cumplido | parcial | incumplido | reprogramado (by amendment)
COMMITMENT: Table = {
    "proposed": {"agree": "agreed", "withdraw": "withdrawn"},
    "agreed": {"start": "in_progress", "meet": "met", "fail": "not_met", "reschedule": "rescheduled"},
    "in_progress": {
        "advance": "in_progress",
        "meet": "met",
        "meet_partly": "partly",
        "fail": "not_met",
        "reschedule": "rescheduled",
    },
    "rescheduled": {
        "start": "in_progress",
        "meet": "met",
        "meet_partly": "partly",
        "fail": "not_met",
        "reschedule": "rescheduled",
    },
    "partly": {"meet": "met", "start": "in_progress", "reschedule": "rescheduled"},
    "not_met": {"start": "in_progress", "reschedule": "rescheduled"},
    "met": {"reopen": "in_progress"},
    "withdrawn": {},
}

PRACTICE: Table = {
    "baseline": {"adopt": "adopted"},
    "adopted": {"fund": "funded", "fall_back": "baseline"},
    "funded": {"settle": "institutional", "fall_back": "adopted"},
    "institutional": {"fall_back": "funded"},
}

SOLICITATION: Table = {
    "planned": {"open": "open", "cancel": "cancelled"},
    "open": {"close": "closed", "cancel": "cancelled"},
    "closed": {"award": "awarded", "cancel": "cancelled"},
    "awarded": {},
    "cancelled": {},
}

AWARD: Table = {  # and of a sub-award
    "draft": {"sign": "active", "cancel": "cancelled"},
    "active": {"amend": "active", "wind_up": "closing"},
    "closing": {"amend": "closing", "close": "closed"},
    "closed": {},
    "cancelled": {},
}

VISIT: Table = {"planned": {"do": "done", "cancel": "cancelled"}}
FINDING: Table = {"open": {"close": "closed"}, "closed": {"reopen": "open"}}
ACTION_POINT: Table = {"open": {"do": "done"}, "done": {"verify": "verified", "reopen": "open"}}

WORK_ITEM: Table = {
    "planned": {"start": "under_way", "do": "done", "postpone": "postponed", "cancel": "cancelled"},
    "under_way": {"advance": "under_way", "do": "done", "postpone": "postponed", "cancel": "cancelled"},
    "postponed": {"start": "under_way", "cancel": "cancelled"},
    "done": {},
    "cancelled": {},
}

TRAINING: Table = {"planned": {"hold": "held", "cancel": "cancelled"}, "held": {}, "cancelled": {}}
SIGNAL: Table = {"noted": {"hand": "handed", "dismiss": "dismissed"}, "handed": {}, "dismissed": {}}
RISK_PLACE: Table = {"active": {"end": "past"}, "past": {"return": "active"}}

# domain part E.3: borrador → enviado → validado → publicado → rectificado (the old value stays)
RESULT: Table = {
    "draft": {"send": "sent"},
    "sent": {"validate": "validated", "send_back": "draft", "correct": "corrected"},
    "validated": {"publish": "published", "correct": "corrected"},
    "published": {"correct": "corrected"},
    "corrected": {},
}

REPORT: Table = {
    "due": {"send": "sent"},
    "sent": {"send_back": "sent_back", "accept": "accepted"},
    "sent_back": {"send": "sent"},
    "accepted": {},
}

DIALOGUE: Table = {
    "planned": {"open_choice": "choosing", "record": "held"},  # record: one of the past, known from the public record
    "choosing": {"agree_choice": "chosen"},
    "chosen": {"freeze": "prepared"},
    "prepared": {"hold": "held"},
    "held": {"close": "closed"},
    "closed": {},
}
CHOICE: Table = {"proposed": {"agree": "agreed", "decline": "declined"}, "agreed": {}, "declined": {"propose": "proposed"}}
CLAIM: Table = {"open": {"explain": "explained"}, "explained": {"reopen": "open"}}

TABLES: dict[str, tuple[str, Table]] = {  # name → (first state, table)
    "compact": ("draft", COMPACT),
    "commitment": ("proposed", COMMITMENT),
    "practice": ("baseline", PRACTICE),
    "solicitation": ("planned", SOLICITATION),
    "award": ("draft", AWARD),
    "visit": ("planned", VISIT),
    "finding": ("open", FINDING),
    "action_point": ("open", ACTION_POINT),
    "work_item": ("planned", WORK_ITEM),
    "training": ("planned", TRAINING),
    "signal": ("noted", SIGNAL),
    "risk_place": ("active", RISK_PLACE),
    "result": ("draft", RESULT),
    "report": ("due", REPORT),
    "dialogue": ("planned", DIALOGUE),
    "choice": ("proposed", CHOICE),
    "claim": ("open", CLAIM),
}
