"""What each field of an import may tell. What the register says is sealed under the key of its batch."""

from amparo.core.privacy import Privacy, safe

_WALL = {"scope": Privacy.SAFE, "hidden": Privacy.SENSITIVE, "exempt": Privacy.SENSITIVE}

FIELDS: dict[str, dict[str, Privacy]] = {
    "Profile": safe(
        "code name_es name_en unit row_per date_order place_codes name_order authority version corrected_by corrected_at"
    ),
    "ProfileColumn": safe("id profile heading target position corrected_by corrected_at"),
    "Batch": {
        **_WALL,
        **safe(
            "id version code unit user_id about profile compact key_id size digest marked state formulas rows released quarantined"
        ),
        **safe("duplicates merged aside done children job_id created_at applied_at ended_at"),
        "file_name": Privacy.FREE_TEXT,
        "headings": Privacy.FREE_TEXT,
        "how": Privacy.FREE_TEXT,
    },
    "Piece": {**_WALL, **safe("id batch number"), "sealed": Privacy.IDENTIFYING},
    "RegisterEvent": {**_WALL, **safe("id batch"), "understood": Privacy.SENSITIVE},
    "Row": {
        **_WALL,
        **safe("id version batch number turn kind state same_as repeats known_people event_id children"),
        "cells": Privacy.IDENTIFYING,
        "mended": Privacy.IDENTIFYING,
        "understood": Privacy.IDENTIFYING,
        "doubts": Privacy.SENSITIVE,
        "reasons": Privacy.SENSITIVE,
        "cases": Privacy.SAFE,
        "codes": Privacy.SAFE,
    },
}
