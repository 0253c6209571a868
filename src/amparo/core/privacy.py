"""How private each stored field is. Every app has such a list; a test fails on a field that is not in it."""

from enum import StrEnum


class Privacy(StrEnum):
    """The classes of a field, most private first."""

    IDENTIFYING = "identifying"  # says who somebody is: only in the vault, always encrypted
    SENSITIVE = "sensitive"  # says what happened to somebody, or what she is: shown by the matrix only
    FREE_TEXT = "free_text"  # may hold anything: treated as identifying
    SAFE = "safe"  # about nobody


def safe(names: str) -> dict[str, Privacy]:
    """Several fields that tell about nobody, by their names."""
    return dict.fromkeys(names.split(), Privacy.SAFE)


# Reference data is about law, words and places. `corrected_by` holds the code of an administrator's account.
FIELDS: dict[str, dict[str, Privacy]] = {
    "Source": safe("code title url publisher date_seen licence corrected_by corrected_at"),
    "Norm": safe("code title issued status source verified note corrected_by corrected_at"),
    "ClockRule": safe(
        "id code version norm article name_es name_en trigger owner_role amount unit kind verified "
        "note_es note_en valid_from valid_to corrected_by corrected_at"
    ),
    "CodeList": safe("code name_es name_en version source verified note corrected_by corrected_at"),
    "Code": safe(
        "id list value label_es label_en help_es help_en position parent maps_to weight is_unknown source verified "
        "valid_from valid_to corrected_by corrected_at"
    ),
    "Place": safe("ubigeo name level parent reniec aliases sort_key valid_from valid_to corrected_by corrected_at"),
    "NonWorkingDay": safe("id date name scope source corrected_by corrected_at"),
    "ExchangeRate": safe("id on base quote rate source verified corrected_by corrected_at"),
    "ReferenceFile": safe("name digest loaded_at"),
}
