"""Accounts, roles and lost second factors, for administrators."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access import actions, queries, tokens
from amparo.access.forms import InviteForm, RoleForm
from amparo.access.gate import needs
from amparo.access.roles import ROLES
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked, done
from amparo.core.errors import NotFound
from amparo.ui.components import Link
from amparo.ui.forms import ActionForm, action_initial

LINK = "invitation"  # session key: the link just made, shown once


@needs(Verb.ADMINISTER)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Accounts, found by a part of name, address or code."""
    search = request.GET.get("q", "").strip()[:80]
    found = list(queries.people(request.actor, search)[: queries.PAGE + 1])
    page = {"people": [(user, _roles(user)) for user in found[: queries.PAGE]], "more": len(found) > queries.PAGE, "q": search}
    return render(request, "access/people.html", page)


@needs(Verb.ADMINISTER)
@require_GET
def person(request: HttpRequest, code: str) -> HttpResponse:
    """One account: its roles, and what can be done with it."""
    user = queries.person(request.actor, code)
    link = request.session.pop(LINK, None)
    page = {
        "person": user,
        "roles": [(m, ROLES[m.role].name if m.role in ROLES else m.role) for m in user.memberships.all()],
        "reset": queries.open_reset(user),
        "own": user.pk == request.actor.user_id,
        "me": request.actor.user_id,
        "link": request.build_absolute_uri(reverse("accept_invitation", args=[link])) if link else "",
        "never_used": not user.has_usable_password(),
    }
    return render(request, "access/person.html", page)


@needs(Verb.ADMINISTER)
def invite_user(request: HttpRequest) -> HttpResponse:
    """Makes an account and a one-time link to open it."""
    form = InviteForm(request.POST or None, initial=action_initial(language=settings.LANGUAGE_CODE))
    made = []
    if request.method == "POST" and done(form, lambda data: made.append(actions.invite_user(**data, by=request.actor))):
        request.session[LINK] = tokens.secret_of(form.cleaned_data["id"])
        return redirect("person", made[0].code)
    page = {"form": form, "title": _("Nueva cuenta"), "button": _("Crear cuenta y enlace")}
    page["lead"] = _("La cuenta no ve nada hasta que se le dé una función. El enlace sirve una vez, durante 72 horas.")
    return render(request, "ui/form.html", {**page, "back": Link(_("Personas"), reverse("people"))})


@needs(Verb.ADMINISTER)
@require_POST
def renew_invitation(request: HttpRequest, code: str) -> HttpResponse:
    """A new link for an account that was never opened."""
    user, wanted = queries.person(request.actor, code), asked(request)
    actions.renew_invitation(user=user.pk, **wanted)
    request.session[LINK] = tokens.secret_of(wanted["id"])
    return redirect("person", code)


@needs(Verb.ADMINISTER)
def deactivate_user(request: HttpRequest, code: str) -> HttpResponse:
    """Closes an account, after saying what that does."""
    user = queries.person(request.actor, code)
    if request.method == "POST":
        actions.deactivate_user(user=user.pk, **asked(request))
        messages.success(request, _("La cuenta se cerró. Lo que hizo queda escrito."))
        return redirect("person", code)
    page = {
        "title": _("Cerrar la cuenta de %(name)s") % {"name": user.display_name},
        "button": _("Cerrar la cuenta"),
        "danger": True,
    }
    page["consequences"] = [
        _("Sus funciones terminan y sus sesiones se cierran en el acto."),
        _("Lo que hizo queda escrito a su nombre."),
        _("Si era la última persona de su unidad, los expedientes abiertos pasan a la unidad que sigue."),
        _("No se puede volver a abrir: si regresa, se le hace una cuenta nueva."),
    ]
    page["form"] = ActionForm(initial=action_initial(seen=user.version))
    return render(request, "ui/confirm.html", {**page, "back": Link(user.display_name, reverse("person", args=[code]))})


@needs(Verb.PROPOSE_ROLE)
def propose_role(request: HttpRequest, code: str) -> HttpResponse:
    """Proposes a role for somebody else."""
    user = queries.person(request.actor, code)
    form = RoleForm(request.POST or None, initial=action_initial())

    def act(data):
        unit = data.pop("unit").pk
        return actions.propose_role(**data, user=user.pk, unit=unit, by=request.actor)

    if request.method == "POST" and done(form, act):
        return redirect("person", code)
    page = {"form": form, "title": _("Función para %(name)s") % {"name": user.display_name}, "button": _("Proponer la función")}
    page["lead"] = _("Si la función ve casos o decide sobre otras personas, la confirma una segunda administradora.")
    return render(request, "ui/form.html", {**page, "back": Link(user.display_name, reverse("person", args=[code]))})


STEPS = {
    "confirmar": actions.confirm_role,
    "rechazar": actions.refuse_role,
    "terminar": actions.end_role,
}


@needs(Verb.CONFIRM_ROLE)
@require_POST
def decide_role(request: HttpRequest, code: str, membership: UUID, step: str) -> HttpResponse:
    """Confirms, refuses or ends a role."""
    if step not in STEPS or not queries.person(request.actor, code).memberships.filter(pk=membership).exists():
        raise NotFound("")
    STEPS[step](membership=membership, **asked(request))
    messages.success(request, _("Guardado. La persona y la oficial de datos lo ven."))
    return redirect("person", code)


@needs(Verb.PROPOSE_ROLE)
@require_POST
def propose_factor_reset(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for a lost second factor to be taken away."""
    actions.propose_factor_reset(user=queries.person(request.actor, code).pk, **asked(request))
    return redirect("person", code)


@needs(Verb.CONFIRM_ROLE)
@require_POST
def decide_factor_reset(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Confirms or refuses it, by a second administrator."""
    reset = queries.open_reset(queries.person(request.actor, code))
    act = {"confirmar": actions.confirm_factor_reset, "rechazar": actions.refuse_factor_reset}.get(step)
    if reset is None or act is None:
        raise NotFound("")
    act(reset=reset.pk, **asked(request))
    return redirect("person", code)


def _roles(user) -> str:
    held = [ROLES[m.role].name for m in user.memberships.all() if m.state == "active" and m.role in ROLES]
    return ", ".join(str(name) for name in held)
