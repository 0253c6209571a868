"""How private each field of `access` is. It is about the people who work here, never about a child."""

from amparo.core.privacy import Privacy, safe

FIELDS: dict[str, dict[str, Privacy]] = {
    "Institution": safe("id version code kind"),
    "InstitutionName": safe("id institution name short_name valid_from valid_to source verified"),
    "Unit": safe("id version code institution parent name kind path ubigeo active"),
    "User": {
        **safe("id version code password last_login language is_active created_at"),
        "email": Privacy.SENSITIVE,
        "display_name": Privacy.SENSITIVE,
    },
    "Membership": safe("id version user unit role state proposed_by confirmed_by since confirmed_at ended_at"),
    "FactorReset": safe("id version user state proposed_by confirmed_by proposed_at confirmed_at"),
    "UnitChange": safe(
        "id version kind state institution unit parent code name unit_kind ubigeo guarded proposed_by confirmed_by proposed_at"
        " confirmed_at"
    ),
    "Invitation": safe("id token_hash user expires_at used_at"),
    "Exclusion": {
        **safe("id version subject_type subject_id since ended_at"),
        "unit": Privacy.SENSITIVE,
        "user": Privacy.SENSITIVE,
        "exempt": Privacy.SENSITIVE,
        "reason": Privacy.SENSITIVE,
    },
    "Performed": safe("id action user_code at result_model result_pk"),
    "AuditLine": safe("id chain seq at actor role unit verb subject_type subject detail mac"),
    "DemoMark": safe("id seed made_at"),
}
