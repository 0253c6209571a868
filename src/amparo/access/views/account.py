"""The own account: language, devices, roles, last accesses; and the small things every page needs."""

from allauth.account.views import password_change
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.access import actions, devices, doors, queries
from amparo.access.forms import LanguageForm
from amparo.access.gate import needs
from amparo.access.roles import ROLES
from amparo.access.sessions import MEMBERSHIP_KEY
from amparo.access.verbs import Verb
from amparo.access.views.asked import done
from amparo.access.views.doors import safe_next
from amparo.core.errors import NotFound
from amparo.ui.forms import action_initial


@needs(Verb.WORK)
def account(request: HttpRequest) -> HttpResponse:
    """The own account; a POST changes the language of messages."""
    user, actor = request.user, request.actor
    form = LanguageForm(request.POST or None, initial=action_initial(seen=user.version, language=user.language))
    if request.method == "POST" and done(form, lambda data: actions.choose_language(**data, by=actor)):
        response = redirect("account")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], max_age=31_536_000, samesite="Lax")
        messages.success(request, _("Guardado."))
        return response
    memberships = [(m, ROLES[m.role].name if m.role in ROLES else m.role) for m in queries.own_memberships(actor)]
    page = {
        "form": form,
        "sessions": devices.devices_of(user),
        "roles": memberships,
        "accesses": queries.last_accesses(actor),
        "has_factor": is_mfa_enabled(user),
    }
    return render(request, "access/account.html", page)


@needs(Verb.WORK)
def change_password(request: HttpRequest) -> HttpResponse:
    """The library's page; who came through the demonstration's door has no password to change."""
    if not request.user.has_usable_password():
        messages.info(request, _("Esta cuenta de la muestra no tiene contraseña."))
        return redirect("account")
    return password_change(request)


@needs(Verb.WORK)
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Ends one of the own sessions, or all but this one (`session` = "others")."""
    wanted = request.POST.get("session", "")
    if wanted == "others":
        devices.end_all(request.user, but=request.session.session_key)
    elif not (wanted.isdigit() and devices.end_one(request.user, int(wanted))):
        raise NotFound("")
    doors.signed_out(by=request.actor, user=request.user, door="device")
    messages.success(request, _("Listo: esa sesión se cerró."))
    return redirect("account")


@needs(Verb.WORK)
@require_POST
def switch_membership(request: HttpRequest) -> HttpResponse:
    """Works as another of the own roles, from the next page on."""
    wanted = request.POST.get("membership", "")
    if wanted not in {str(m.pk) for m in request.memberships}:
        raise NotFound("")
    request.session[MEMBERSHIP_KEY] = wanted
    return redirect(safe_next(request))


@needs(Verb.WORK)
@require_POST
def ping(request: HttpRequest) -> HttpResponse:
    """Keeps the session alive while somebody types; answering is enough, since every request renews it."""
    return HttpResponse(status=204)
