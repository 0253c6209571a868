"""How private each field of the files is. Who she is stands in the vault only."""

from amparo.core.privacy import Privacy, safe

_ROW = "id version created_at scope hidden exempt"
_CASE_ROW = f"{_ROW} case unit by"


def _sensitive(names: str) -> dict[str, Privacy]:
    return dict.fromkeys(names.split(), Privacy.SENSITIVE)


def _sealed(names: str) -> dict[str, Privacy]:
    return dict.fromkeys(names.split(), Privacy.FREE_TEXT)


FIELDS: dict[str, dict[str, Privacy]] = {
    "Event": {**safe(f"{_ROW} code kind unit by received_at"), **_sensitive("channel happened place danger register_number")},
    "Case": {
        **safe(f"{_ROW} code event person key unit protection received_at changed_at region closed_at closure_reason earlier"),
        **safe("current_measure current_plan current_stay batch"),
        **_sensitive("sex age age_source minor nationality language people_of_origin risk whereabouts"),
    },
    "CaseCode": {**safe(_CASE_ROW), **_sensitive("kind value")},
    "Involvement": safe(f"{_ROW} case unit part relation since until referral"),
    "Milestone": {**safe(f"{_CASE_ROW} kind track group at"), **_sensitive("happened codes"), **_sealed("note")},
    "Screening": {**safe(f"{_CASE_ROW} state step finished_at"), **_sensitive("outcome")},
    "ScreeningAnswer": {**safe(f"{_CASE_ROW} screening kind"), **_sensitive("code value")},
    "StatusDecision": {**safe(f"{_CASE_ROW} at"), **_sensitive("status decided basis")},
    "Measure": {
        **safe(f"{_CASE_ROW} state opened_at sent_to_court_at hearing_at decided_at court ended_at"),
        **_sensitive("resolution_number resolved"),
    },
    "Plan": {**safe(f"{_CASE_ROW} kind state"), **_sensitive("opinion")},
    "Goal": {**safe(f"{_CASE_ROW} plan state position"), **_sensitive("sector due"), **_sealed("text")},
    "Referral": {
        **safe(f"{_CASE_ROW} code to_unit sender part state sent_at seen_at answered_at attended_at returned_at"),
        **_sensitive("service urgency wanted interpreter opinion refusal_reason"),
        **_sealed("need"),
    },
    "ReferralMessage": {**safe(f"{_CASE_ROW} referral step at"), **_sealed("text")},
    "Centre": {**safe("id version unit specialised sexes age_from age_to with_baby key"), **_sealed("address")},
    "Bed": safe("id centre number in_use"),
    "Stay": {
        **safe(f"{_CASE_ROW} bed referral state since until"),
        **_sensitive("arrived_at away_since end_reason"),
    },
    "FollowUp": {**safe(f"{_CASE_ROW} month due_at state done_at"), **_sensitive("outcome"), **_sealed("note")},
}
