"""Every view says which verb it needs. One that says nothing is closed, also to those who may do everything."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from amparo.access.verbs import PUBLIC, Verb

View = TypeVar("View", bound=Callable[..., Any])

# Views of libraries, by URL name. Anything of theirs that is not here is closed, and `urls.py` does not even list it.
LIBRARY_VIEWS: dict[str, Verb | str] = {
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "account_reauthenticate": Verb.WORK,
    "mfa_activate_totp": Verb.WORK,
    "mfa_reauthenticate": Verb.WORK,
    "mfa_view_recovery_codes": Verb.WORK,
    "mfa_generate_recovery_codes": Verb.WORK,
    "mfa_download_recovery_codes": Verb.WORK,
}

# What opens before the second factor is set up and given: the way to do just that. Recovery codes are not among them,
# else a password alone would reach them.
FIRST_STEPS = frozenset({"mfa_activate_totp", "mfa_reauthenticate", "account_reauthenticate", "switch_membership", "ping"})


def needs(verb: Verb | str) -> Callable[[View], View]:
    """Declares the verb of a view (`PUBLIC` for the few pages anybody may open)."""

    def mark(view: View) -> View:
        view.verb = verb  # type: ignore[attr-defined]
        return view

    return mark


BY_ITSELF = "solo"  # what a page adds to its own address when it asks again without JavaScript


def asks_again(view: View) -> View:
    """Declares that the page of this view asks for itself anew; such a request is nobody's activity."""
    view.asks_again = True  # type: ignore[attr-defined]
    return view


def by_itself(request: HttpRequest) -> bool:
    """Whether a page asked for itself: only a GET to a view that declares it. Elsewhere the marks mean nothing."""
    match = request.resolver_match
    if request.method != "GET" or match is None or not getattr(match.func, "asks_again", False):
        return False
    return "HX-Request" in request.headers or BY_ITSELF in request.GET


def verb_of(view: Callable[..., Any], url_name: str | None) -> Verb | str | None:
    """The verb a view declares, itself or in the list of library views; None where it declares none."""
    declared = getattr(view, "verb", None)
    if declared is not None:
        return declared  # type: ignore[no-any-return]
    return LIBRARY_VIEWS.get(url_name or "")
