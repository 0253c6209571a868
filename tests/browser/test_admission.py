"""Somebody new is let in: invited, given a role that sees cases by two administrators, signed in with a second factor."""

import time
from collections.abc import Callable

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.access.people import PASSWORD
from tests.browser.crawl import Eyes
from tests.browser.people import Seat

FIRST, SECOND = "Ing. Lucía Tenorio", "Ing. Marcial Duda"
NAME, EMAIL = "Psic. Delia Huarca", "delia.huarca@example.pe"
ROLE, UNIT = "Unidad de protección especial", "UPE Loreto"


def test_invited_confirmed_by_a_second_person_and_signed_in_with_a_code(seat: Callable[..., Seat], eyes: Eyes) -> None:
    first, second, new = seat(FIRST), seat(SECOND), seat()
    for one in (first, second, new):
        one.eyes = eyes.faults

    link, account = invite(first)
    open_account(new, link)
    enter(new)
    assert "Todavía no tiene una función" in new.text()

    propose(first, account)
    assert "Espera a la segunda persona" in first.text()
    assert not first.page.get_by_role("button", name="Confirmar").count()  # who proposed does not confirm
    new.go("/")
    assert "Todavía no tiene una función" in new.text()
    second.go(account)
    second.press("Confirmar", ROLE)
    assert "En vigor" in second.text()

    secret = set_up_the_second_factor(new)
    leave(new)
    sign_in_with_both(new, secret)
    leave(new)
    enter(new)
    new.go("/expedientes/")  # the password alone opens nothing
    assert "Falta su código" in new.text()
    assert seat().go(link).status == 404  # the link served once
    assert first.faults + second.faults + new.faults == []


def invite(admin: Seat) -> tuple[str, str]:
    """The one-time link, shown once, and the address of the account."""
    admin.go("/casa/personas/nueva/")
    admin.tell("¿Cómo se llama?", NAME)
    admin.tell("¿Cuál es su correo de trabajo?", EMAIL)
    admin.press("Crear cuenta y enlace")
    field = admin.page.get_by_label("Enlace para abrir la cuenta")
    link, account = field.input_value().removeprefix(admin.url), admin.page.url.removeprefix(admin.url)
    admin.go(account)
    assert not field.count()
    return link, account


def open_account(new: Seat, link: str) -> None:
    """The first password, by the link."""
    new.go(link)
    assert EMAIL in new.text()
    new.tell("Elija una contraseña", PASSWORD)
    new.tell("Escríbala otra vez", PASSWORD)
    new.press("Guardar la contraseña")
    assert "Su cuenta está lista" in new.page.locator("body").inner_text()


def enter(new: Seat) -> None:
    """The first step of a sign-in."""
    new.go("/cuenta/entrar/")
    new.tell("Correo de su institución", EMAIL)
    new.tell("Contraseña", PASSWORD)
    new.press("Seguir")


def propose(admin: Seat, account: str) -> None:
    """The first administrator gives her a role that sees cases."""
    admin.go(account)
    admin.press("Proponer una función")
    admin.tell("¿Qué función?", ROLE)
    admin.tell("¿En qué unidad?", UNIT)
    admin.press("Proponer la función")


def set_up_the_second_factor(new: Seat) -> str:
    """With the role in force no page opens before the second factor is there; the codes to recover it are shown."""
    new.go("/expedientes/")
    assert "Ponga su aplicación de códigos" in new.text()
    secret = new.page.locator(".secret").inner_text().strip()
    new.tell("Código de 6 cifras", "000000" if code(secret) != "000000" else "000001")
    new.press("Seguir")
    assert "Ponga su aplicación de códigos" in new.text()  # a wrong code sets nothing up
    secret = new.page.locator(".secret").inner_text().strip()
    new.tell("Código de 6 cifras", code(secret))
    new.press("Seguir")
    assert new.page.locator(".codes li").count() == 10
    new.go("/expedientes/")
    assert new.page.url.endswith("/expedientes/")
    return secret


def leave(new: Seat) -> None:
    """Signs out."""
    new.page.context.clear_cookies()


def sign_in_with_both(new: Seat, secret: str) -> None:
    """Password, then the code that the telephone shows."""
    enter(new)
    assert "Falta su código" in new.text()
    new.tell("Código de 6 cifras", code(secret))
    new.press("Entrar")
    new.go("/cuenta/paso/codigos/nuevos/")
    new.go("/cuenta/clave/cambiar/")
    new.go("/expedientes/")
    assert new.page.url.endswith("/expedientes/") and NAME in new.page.content()


def code(secret: str) -> str:
    """What the telephone shows now; not in the last seconds of it."""
    while time.time() % 30 > 27:
        time.sleep(0.5)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
