"""Nothing was left out: every view with a page of its own was in front of the eyes that look for faults."""

from django.urls import URLPattern, URLResolver, get_resolver

from amparo.exchange import urls as exchange
from amparo.programme import urls as programme
from tests.browser.crawl import Eyes

# views that only act, answer a script, send a file or lead away
NO_PAGE = {
    "account_logout", "clock_remind", "decide_factor_reset", "decide_role", "decide_unit_change", "draft_discard", "draft_save", "end_session",
    "enter_as", "goal_move", "mfa_index", "mfa_download_recovery_codes", "notice_read", "notices_read", "ping", "quick_exit",
    "renew_invitation", "screening_begin", "screening_finish", "set_language",
    "switch_membership", "take_charge", "task_finish",
}  # fmt: skip
# pages that need what nobody here has: a lost password, an installation without people, a match
ELSEWHERE = {
    "account_inactive", "account_reauthenticate",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "first_administrator", "mfa_reauthenticate",
    "name_protector", "possible_match", "propose_factor_reset", "register_undo", "retire_unit",
}  # fmt: skip

# The partnership has some hundred addresses, most of them forms of one person's one step. Each is opened as everybody who takes
# part by tests/config/test_demo_partnership.py; here the ones that the menus of these roles lead to, and those of its own story.
WALKED = {entry.name for entry in programme.urlpatterns} | {
    entry.name for entry in exchange.urlpatterns if "money" in (entry.name or "")
}
LEAST = 25  # of them seen by a browser all the same


def test_every_view_was_seen(eyes: Eyes) -> None:
    assert len(eyes.names) > 30
    assert names(get_resolver()) - eyes.names - NO_PAGE - ELSEWHERE - WALKED == set()
    assert len(eyes.names & WALKED) >= LEAST


def names(resolver: URLResolver) -> set[str]:
    """The names of all addresses."""
    found = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= names(entry)
        elif isinstance(entry, URLPattern) and entry.name:
            found.add(entry.name)
    return found
