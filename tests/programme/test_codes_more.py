"""The words of the partnership that are listed one by one: each is a code, in Spanish and in English."""

import pytest
from django.utils import translation

from amparo.core import codelists
from amparo.programme import states
from amparo.programme.accounts import POSTINGS

pytestmark = pytest.mark.django_db

LISTED = {
    "commitment_kind": {"money", "staff", "service", "law", "infrastructure"},
    "commitment_state": {"proposed", "agreed", "in_progress", "met", "partly", "not_met", "rescheduled"},
    "contribution_kind": {"cash", "in_kind"},
    "budget_phase": {"pia", "pim", "certified", "committed", "accrued", "paid"},
    "outreach_sector": {"school", "transport", "lodging"},
    "practice_stage": {"baseline", "adopted", "funded", "institutional"},
    "indicator_kind": {"count", "unique", "ratio"},
    "indicator_unit": {"people", "percent", "days", "cases", "PEN", "USD"},
    "result_state": {"draft", "sent", "validated", "published", "corrected"},
    "award_amendment_kind": {"cost", "no_cost", "de_obligation"},
}


@pytest.mark.parametrize("name", sorted(LISTED))
def test_each_kind_and_state_is_a_code_in_both_languages(name):
    shown = {}
    for language in ("es", "en"):
        with translation.override(language):
            shown[language] = dict(codelists.choices(name))
        assert set(shown[language]) >= LISTED[name]
        assert all(shown[language].values())
    assert shown["es"] != shown["en"] or name == "budget_phase"


def test_the_states_of_a_commitment_are_reached_by_its_steps():
    ends = {state for steps in states.COMMITMENT.values() for state in steps.values()} | {"proposed"}
    assert ends >= LISTED["commitment_state"]
    assert {step for steps in states.COMMITMENT.values() for step, state in steps.items() if state == "rescheduled"} == {
        "reschedule"
    }


def test_each_movement_of_money_has_its_posting():
    wanted = {
        "award",
        "subaward",
        "obligation",
        "liquidation",
        "advance",
        "disbursement",
        "expenditure",
        "cost_share",
        "deobligation",
    }
    assert wanted <= set(POSTINGS)
