"""The doors: language, quick exit, demonstration, invitation, the first administrator."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from amparo.access import actions, demo, doors, tokens
from amparo.access.forms import FirstAdministratorForm, PasswordForm
from amparo.access.gate import needs
from amparo.access.sessions import DEMO_KEY, MEMBERSHIP_KEY, actor_of
from amparo.access.verbs import PUBLIC
from amparo.access.views.asked import done
from amparo.core.errors import NotFound
from amparo.ui.forms import action_initial

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def safe_next(request: HttpRequest) -> str:
    """The page to go on to, if it is one of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"


@needs(PUBLIC)
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remembers the language in a cookie and goes back."""
    response = HttpResponseRedirect(safe_next(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, secure=settings.SECURE, httponly=True, samesite="Lax"
        )
    return response


@needs(PUBLIC)
@csrf_exempt  # must work from a page whose token is old; to be signed out by somebody else harms nobody
def quick_exit(request: HttpRequest) -> HttpResponse:
    """Signs out and lands on a page that tells nothing."""
    if request.method == "POST":
        if request.user.is_authenticated:
            doors.signed_out(by=request.actor, user=request.user, door="exit")  # type: ignore[attr-defined]
        logout(request)
    response = redirect("pause")
    response["Clear-Site-Data"] = '"cache"'
    return response


@needs(PUBLIC)
@require_GET
def pause(request: HttpRequest) -> HttpResponse:
    """A neutral page: no name of the product, no link back."""
    response = render(request, "ui/exit.html")
    response["Cache-Control"] = "no-store"
    return response


@needs(PUBLIC)
@require_POST
def enter_as(request: HttpRequest) -> HttpResponse:
    """Lets a visitor of the demonstration in as one of the cast. Says the same for every reason to refuse."""
    open_door = demo.door_is_open(request)
    wanted = request.POST.get("membership", "")
    chosen = next((m for m in demo.members() if str(m.pk) == wanted), None) if open_door else None
    if chosen is None:
        raise NotFound("")
    logout(request)
    login(request, chosen.user, backend=BACKEND)
    request.session[MEMBERSHIP_KEY], request.session[DEMO_KEY] = str(chosen.pk), True
    doors.signed_in(by=actor_of(chosen.user, chosen), user=chosen.user, door="demo")
    return redirect("/")


@needs(PUBLIC)
def accept_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Sets a first password by a one-time link; the second factor follows after signing in."""
    invitation = tokens.open_invitation(secret)
    if invitation is None or invitation.user is None:
        raise NotFound("")
    form = PasswordForm(request.POST or None, user=invitation.user, initial=action_initial())

    def act(data: dict[str, Any]) -> object:
        return actions.set_first_password(
            id=data["id"], seen=data["seen"], secret=secret, password=data["password"], by=request.actor  # type: ignore[attr-defined]
        )  # fmt: skip

    if request.method == "POST" and done(form, act):
        messages.success(request, _("Su cuenta está lista. Ingrese con su correo y la contraseña que eligió."))
        return redirect("account_login")
    return render(request, "access/invitation.html", {"form": form, "user_email": invitation.user.email})


@needs(PUBLIC)
def first_administrator(request: HttpRequest, secret: str) -> HttpResponse:
    """Makes the first administrator of an installation by a one-time link."""
    invitation = tokens.open_invitation(secret)
    if invitation is None or invitation.user is not None:
        raise NotFound("")
    form = FirstAdministratorForm(request.POST or None, initial=action_initial())

    def act(data: dict[str, Any]) -> object:
        wanted = {name: data[name] for name in ("id", "seen", "email", "display_name", "password")}
        return actions.make_first_administrator(**wanted, secret=secret, by=request.actor)  # type: ignore[attr-defined]

    if request.method == "POST" and done(form, act):
        messages.success(request, _("Su cuenta está lista. Ingrese con su correo y la contraseña que eligió."))
        return redirect("account_login")
    return render(request, "access/first_administrator.html", {"form": form})
