"""The door of every request: who acts, the transaction, the verb, and the ways to fail mapped once."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from amparo.access import doors, policy
from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.access.gate import FIRST_STEPS, verb_of
from amparo.access.models import Membership
from amparo.access.second_factor import must_enrol, must_verify
from amparo.access.sessions import actor_for, guarded
from amparo.access.verbs import PUBLIC, Verb
from amparo.core.errors import AmparoError, Conflict, Denied, Invalid, Locked, NotFound
from amparo.ui.components import Fact
from amparo.ui.forms import typed as labelled

METHODS = ("GET", "HEAD", "POST")
STATUS: dict[type[AmparoError], int] = {Denied: 403, NotFound: 404, Invalid: 400, Conflict: 409, Locked: 503}
TEMPLATE = {403: "403.html", 404: "404.html", 400: "400.html", 409: "409.html", 503: "locked.html"}


class Asking(HttpRequest):
    """A request as it is inside `ActorMiddleware`: the type our views and filters may rely on."""

    actor: Actor
    memberships: list[Membership]
    failure: AmparoError | None
    denied_verb: str


class ActorMiddleware:
    """Runs each request inside `acting_as` its actor: one transaction, covering the rendering of the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponseBase:
        if plain.path.startswith(settings.STATIC_URL):
            return self.get_response(plain)
        request = cast(Asking, plain)
        request.actor, request.memberships = actor_for(request)
        request.failure, request.denied_verb = None, ""
        signed_in = request.user.is_authenticated  # the request may sign out
        with acting_as(request.actor):
            response = self.get_response(request)
            if response.status_code == 404 and request.failure is None:  # an address nobody answers to
                request.failure = NotFound("")
            if request.failure is not None or response.status_code >= 500:
                transaction.set_rollback(True)
        if request.failure is not None:
            response = self._failed(request)
        if signed_in or request.user.is_authenticated:
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        return response

    def process_view(self, plain: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Deny by default at the URL."""
        request = cast(Asking, plain)
        if request.method not in METHODS:  # a view that tells reading from sending apart knows no other
            return HttpResponseNotAllowed(METHODS)
        name = request.resolver_match.url_name or "" if request.resolver_match else ""
        verb = verb_of(view, name)
        if verb == PUBLIC:
            return None
        if verb is None:
            raise Http404
        if request.actor.user_id <= 0:
            return _to_sign_in(request)
        if guarded(request.actor) and name not in FIRST_STEPS and (step := _factor_step(request)):
            return step
        if verb != Verb.WORK and not policy.can_anywhere(request.actor, Verb(verb)):
            request.denied_verb = str(verb)
            return self.process_exception(request, Denied(""))
        return None

    def process_exception(self, plain: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Expected failures become pages; what was begun is rolled back either way."""
        request = cast(Asking, plain)
        if isinstance(exception, Http404):
            exception = NotFound("")
        if not isinstance(exception, AmparoError):
            return None
        request.failure = exception
        return HttpResponse(status=STATUS[type(exception)])

    def _failed(self, request: Asking) -> HttpResponse:
        """The page of a failure, in a transaction of its own, which records what was refused."""
        failure = cast(AmparoError, request.failure)
        status = STATUS[type(failure)]
        with acting_as(request.actor):
            if isinstance(failure, Denied | NotFound) and request.actor.user_id > 0:
                name = request.resolver_match.url_name if request.resolver_match else ""
                doors.denied(by=request.actor, url_name=name or "unknown", verb=request.denied_verb)
            page = {} if status == 404 else {
                "failure": failure, "reason": str(failure), "typed": typed(request), "came_from": _came_from(request)
            }  # fmt: skip
            return render(request, TEMPLATE[status], page, status=status)


def _came_from(request: HttpRequest) -> str:
    """The page of ours whose button was pressed, as an address without its host; "" where there is none."""
    told = request.headers.get("referer", "") if request.method == "POST" else ""
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(told)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _to_sign_in(request: Asking) -> HttpResponse:
    """Where to sign in, and back to the page that was asked for."""
    query = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    url = reverse("account_login") + query
    if "HX-Request" in request.headers:  # else the sign-in page would be put inside the one that asked
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def _factor_step(request: Asking) -> HttpResponse | None:
    """The step of the second factor that is still missing: to set one up, or to give it."""
    if must_enrol(request):
        return redirect("mfa_activate_totp")
    if must_verify(request):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.path})}")
    return None


def typed(request: HttpRequest) -> list[Fact]:
    """What was sent with the form, so that a failed page can give it back; never passwords, codes of a device or tokens.

    A view that put its form in `request.form` gets the questions beside the answers.
    """
    form = getattr(request, "form", None)
    if form is not None:
        return labelled(form)
    left_out = ("csrfmiddlewaretoken", "id", "seen", "next", "code", "secret")
    return [
        Fact(key, str(value))
        for key, values in request.POST.lists()
        for value in values
        if key not in left_out and "password" not in key and value
    ]
