"""Addresses of the gallery, with stand-ins for the names the layout links to."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.generic import TemplateView
from django.views.i18n import set_language

from tests.ui import gallery

SHELL = gallery.shell()
POSTED: list[dict[str, str]] = []


def noted(request: HttpRequest) -> HttpResponse:
    """Remembers what was posted, for the tests of the script."""
    POSTED.append({"path": request.path, **{key: str(value) for key, value in request.POST.items()}})
    return (
        HttpResponse('<!doctype html><link rel="icon" href="data:,">')
        if request.path != "/salida/"
        else TemplateView.as_view(template_name="ui/exit.html")(_as_get(request))
    )


def _as_get(request: HttpRequest) -> HttpRequest:
    request.method = "GET"
    return request


def page(template: str, **context: object) -> object:
    return TemplateView.as_view(template_name=template, extra_context={**SHELL, **context})


PAGES = {
    "trabajo": gallery.work,
    "expediente": gallery.case,
    "formulario": gallery.form,
    "piezas": gallery.parts,
    "confirmar": gallery.confirm,
    "conflicto": gallery.conflict,
    "fallo": gallery.failed,
    "404": page("404.html"),
    "403": page("403.html", proposal={"label": "Proponer el cierre", "url": "#"}),
    "403_csrf": page("403_csrf.html"),
    "429": page("429.html"),
    "500": TemplateView.as_view(template_name="500.html"),
    "locked": page("locked.html"),
    "pausa": TemplateView.as_view(template_name="ui/exit.html"),
    "entrar": gallery.signed_out("account/login.html", demo_cast=gallery.CAST),
    "salir": page("account/logout.html"),
    "inactiva": gallery.signed_out("account/account_inactive.html"),
    "cerrado": gallery.signed_out("account/signup_closed.html"),
    "clave": page("account/password_change.html", form=gallery.Credentials({})),
    "poner": page("account/password_set.html", form=gallery.Credentials()),
    "olvido": gallery.signed_out("account/password_reset.html"),
    "olvido_hecho": gallery.signed_out("account/password_reset_done.html"),
    "otra": gallery.signed_out("account/password_reset_from_key.html", action_url="#"),
    "otra_no": gallery.signed_out("account/password_reset_from_key.html", token_fail=True),
    "otra_hecha": gallery.signed_out("account/password_reset_from_key_done.html"),
    "confirme": gallery.signed_out(
        "account/reauthenticate.html", reauthentication_alternatives=[{"url": "#", "description": "Código"}]
    ),
    "confirme_codigo": gallery.signed_out("mfa/reauthenticate.html"),
    "codigo": gallery.signed_out("mfa/authenticate.html"),
    "segundo": page("mfa/index.html", is_mfa_enabled=True, authenticators={"totp": 1}),
    "poner_codigo": page(
        "mfa/totp/activate_form.html",
        form=gallery.Credentials(),
        totp_svg_data_uri="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
    ),
    "quitar_codigo": page("mfa/totp/deactivate_form.html", form=None),
    "recuperar": page(
        "mfa/recovery_codes/index.html",
        unused_codes=["12345678", "87654321"],
        total_count=10,
        can_view_codes=True,
        can_download_codes=True,
    ),
    "generar": page("mfa/recovery_codes/generate.html", unused_code_count=3, form=gallery.Credentials()),
    "sesiones": page(
        "usersessions/usersession_list.html",
        session_count=2,
        sessions=[{"created_at": gallery.NOW, "ip": "192.0.2.7", "user_agent": "Firefox", "is_current": True}],
    ),
}

urlpatterns = [
    path("", gallery.work, name="home"),
    path("salida/", noted, name="quick_exit"),
    path("idioma/", set_language, name="set_language"),
    path("latido/", noted, name="ping"),
    path("borrador/", noted, name="draft"),
    path("puesto/", noted, name="switch_membership"),
    path("elenco/", noted, name="enter_as"),
    path("cuenta/", include("allauth.account.urls")),
    path("cuenta/", include("allauth.mfa.urls")),
    path("cuenta/", include("allauth.usersessions.urls")),
    path("cuenta/salir/", noted, name="account_logout"),
    *(path(f"g/{name}/", view, name=f"gallery_{name}") for name, view in PAGES.items()),
]
