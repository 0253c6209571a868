"""The door of every request: who acts, the transaction, the verb, and the four ways to fail mapped once."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from amparo.access import denials, policy
from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.access.gate import LIBRARY_VIEWS, verb_of
from amparo.access.second_factor import must_enrol, must_verify
from amparo.access.sessions import actor_for, sees_cases
from amparo.access.verbs import PUBLIC, Verb
from amparo.core.errors import AmparoError, Conflict, Denied, Invalid, Locked, NotFound

log = logging.getLogger("amparo.access")

STATUS = {Denied: 403, NotFound: 404, Invalid: 400, Conflict: 409, Locked: 503}
TEMPLATE = {403: "403.html", 404: "404.html", 400: "400.html", 409: "409.html", 503: "locked.html"}


class ActorMiddleware:
    """Runs each request inside `acting_as` its actor: one transaction, covering the rendering of the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        actor, memberships = actor_for(request)
        request.actor, request.memberships = actor, memberships  # type: ignore[attr-defined]
        request.failure = None  # type: ignore[attr-defined]
        with acting_as(actor):
            response = self.get_response(request)
            failed = request.failure is not None or response.status_code >= 500  # type: ignore[attr-defined]
            if failed and not transaction.get_connection().needs_rollback:
                transaction.set_rollback(True)
        if request.failure is not None:  # type: ignore[attr-defined]
            response = self._failed(request, actor)
        if actor.user_id > 0 or request.user.is_authenticated:
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Deny by default at the URL."""
        match = request.resolver_match
        verb = verb_of(view, match.url_name if match else None)
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if verb == PUBLIC:
            return None
        if verb is None:
            raise Http404
        if actor.user_id <= 0:
            return redirect(f"{reverse('account_login')}?next={request.path}" if request.method == "GET" else reverse("account_login"))
        if sees_cases(actor) and (match.url_name if match else "") not in LIBRARY_VIEWS:
            if must_enrol(request):
                return redirect("mfa_activate_totp")
            if must_verify(request):
                return redirect(f"{reverse('mfa_reauthenticate')}?next={request.path}")
        if verb != Verb.WORK and not policy.can_anywhere(actor, Verb(verb)):
            request.failure = Denied("")  # type: ignore[attr-defined]
            request.denied_verb = str(verb)  # type: ignore[attr-defined]
            return HttpResponse(status=403)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Expected failures become pages; what was begun is rolled back either way."""
        if not isinstance(exception, AmparoError):
            transaction.set_rollback(True)
            return None
        request.failure = exception  # type: ignore[attr-defined]
        return HttpResponse(status=STATUS[type(exception)])

    def _failed(self, request: HttpRequest, actor: Actor) -> HttpResponse:
        failure: AmparoError = request.failure  # type: ignore[attr-defined]
        status = STATUS[type(failure)]
        with acting_as(actor):
            if isinstance(failure, Denied | NotFound):
                match = request.resolver_match
                verb = getattr(request, "denied_verb", "")
                denials.denied(by=actor, url_name=(match.url_name if match else "") or "", verb=verb)
            return render(request, TEMPLATE[status], {"failure": failure, "typed": typed(request)}, status=status)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent with the form, so that a failed page can give it back; never passwords or tokens."""
    left_out = {"csrfmiddlewaretoken", "id", "seen", "password", "code"}
    return [(key, value) for key, values in request.POST.lists() for value in values if key not in left_out and value]
