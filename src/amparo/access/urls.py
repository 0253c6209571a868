"""The addresses of access. Of the sign-in library only what is listed here answers: there is no sign-up."""

from allauth.account import views as library
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from django.urls import path, re_path

from amparo.access.enrolment import enrol
from amparo.access.views import account, doors, house, people, watch

SIGN_IN = [
    path("cuenta/entrar/", library.login, name="account_login"),
    path("cuenta/salir/", library.logout, name="account_logout"),
    path("cuenta/cerrada/", library.account_inactive, name="account_inactive"),
    path("cuenta/confirmar/", library.reauthenticate, name="account_reauthenticate"),
    path("cuenta/clave/cambiar/", account.change_password, name="account_change_password"),
    path("cuenta/clave/recuperar/", library.password_reset, name="account_reset_password"),
    path("cuenta/clave/recuperar/enviado/", library.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^cuenta/clave/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        library.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("cuenta/clave/lista/", library.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("cuenta/paso/", factor.authenticate, name="mfa_authenticate"),
    path("cuenta/paso/confirmar/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("cuenta/paso/activar/", enrol, name="mfa_activate_totp"),
    path("cuenta/paso/codigos/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("cuenta/paso/codigos/nuevos/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("cuenta/paso/codigos/archivo/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

DOORS = [
    path("idioma/", doors.set_language, name="set_language"),
    path("salida/", doors.quick_exit, name="quick_exit"),
    path("pausa/", doors.pause, name="pause"),
    path("cuenta/muestra/", doors.enter_as, name="enter_as"),
    path("cuenta/invitacion/<str:secret>/", doors.accept_invitation, name="accept_invitation"),
    path("cuenta/primera/<str:secret>/", doors.first_administrator, name="first_administrator"),
]

ACCOUNT = [
    path("cuenta/", account.account, name="account"),
    path("cuenta/", account.account, name="mfa_index"),  # where the library sends people back to
    path("cuenta/sesion/", account.end_session, name="end_session"),
    path("cuenta/funcion/", account.switch_membership, name="switch_membership"),
    path("cuenta/sigo/", account.ping, name="ping"),
]

HOUSE = [
    path("casa/", house.institutions, name="institutions"),
    path("casa/nueva/", house.new_institution, name="new_institution"),
    path("casa/institucion/<slug:code>/", house.institution, name="institution"),
    path("casa/institucion/<slug:code>/nombre/", house.rename_institution, name="rename_institution"),
    path("casa/institucion/<slug:code>/unidad/", house.new_unit, name="new_unit"),
    path("casa/unidad/<slug:code>/mover/", house.move_unit, name="move_unit"),
    path("casa/unidad/<slug:code>/cerrar/", house.retire_unit, name="retire_unit"),
    path("casa/cambios-de-unidades/", house.unit_changes, name="unit_changes"),
    path("casa/cambios-de-unidades/<uuid:change>/<slug:step>/", house.decide_unit_change, name="decide_unit_change"),
    path("casa/personas/", people.people, name="people"),
    path("casa/personas/nueva/", people.invite_user, name="invite_user"),
    path("casa/personas/<slug:code>/", people.person, name="person"),
    path("casa/personas/<slug:code>/enlace/", people.renew_invitation, name="renew_invitation"),
    path("casa/personas/<slug:code>/cerrar/", people.deactivate_user, name="deactivate_user"),
    path("casa/personas/<slug:code>/funcion/", people.propose_role, name="propose_role"),
    path("casa/personas/<slug:code>/funcion/<uuid:membership>/<slug:step>/", people.decide_role, name="decide_role"),
    path("casa/personas/<slug:code>/paso/", people.propose_factor_reset, name="propose_factor_reset"),
    path("casa/personas/<slug:code>/paso/<slug:step>/", people.decide_factor_reset, name="decide_factor_reset"),
    path("casa/cambios/", watch.role_changes, name="role_changes"),
    path("casa/registro/", watch.audit, name="audit"),
]

urlpatterns = [*DOORS, *SIGN_IN, *ACCOUNT, *HOUSE]
