"""What each field of the vault may tell. Identifying values are here and nowhere else, and only as envelopes."""

from amparo.core.privacy import Privacy, safe

_WALL = {"scope": Privacy.SAFE, "hidden": Privacy.SENSITIVE, "exempt": Privacy.SENSITIVE}
_VALUES = "given_names first_surname second_surname aliases sex birth contact address"

FIELDS: dict[str, dict[str, Privacy]] = {
    "Person": {
        **_WALL,
        **safe("id version realm key_id identity_status created_at changed_at erased_at"),
        **dict.fromkeys(_VALUES.split(), Privacy.IDENTIFYING),
    },
    "IdentityDocument": {**_WALL, **safe("id person kind checked"), "number": Privacy.IDENTIFYING},
    "Reveal": {**_WALL, **safe("id person user_id unit_id reason since until")},
    "NameSearch": {
        **_WALL,
        **safe("id realm user_id unit_id purpose about at too_common"),
        "query": Privacy.IDENTIFYING,
        "found": Privacy.SENSITIVE,
    },
    "PossibleMatch": {
        **_WALL,
        **safe("id version person about asking_unit_id purpose state created_at decided_by decided_unit_id decided_at"),
    },
}
