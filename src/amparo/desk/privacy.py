"""How private each field of `desk` is. Codes and times; the only words of a person lie sealed in a draft."""

from amparo.core.privacy import Privacy, safe

_WALLS = {"scope": Privacy.SAFE, "hidden": Privacy.SENSITIVE, "exempt": Privacy.SENSITIVE}
_ABOUT = safe("subject_type subject_id subject_code target_id")

FIELDS: dict[str, dict[str, Privacy]] = {
    "Task": {
        **_WALLS,
        **_ABOUT,
        **safe("id version unit meant_for role state due_at clock weight given_by created_at done_at done_by"),
        "kind": Privacy.SENSITIVE,
    },
    "Notice": {**_WALLS, **_ABOUT, **safe("id version unit user about_unit at read_at read_by"), "kind": Privacy.SENSITIVE},
    "RunningClock": {
        **_WALLS,
        **_ABOUT,
        **safe("id version unit asked_by started_at due_at state met_at escalated_at reminded_at"),
        **safe("amount amount_unit basis verified"),
        "rule": Privacy.SENSITIVE,
        "rule_code": Privacy.SENSITIVE,
    },
    "ClockSuspension": {**_WALLS, **safe("id clock since until")},
    "Draft": {**_WALLS, **_ABOUT, **safe("id version user form key updated_at expires_at"), "content": Privacy.FREE_TEXT},
    "Job": {**_WALLS, **_ABOUT, **safe("id version kind unit user state done total message asked_at ended_at")},
}
