"""Ways to be signed in for tests: with a password, and with the second factor given."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

PASSWORD = "una frase larga de prueba 7"


def give_password(user: Any, password: str = PASSWORD) -> None:
    """Lets a member of the cast sign in."""
    user.set_password(password)
    user.save(update_fields=["password"])


def give_factor(user: Any) -> str:
    """Sets up a second factor; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_now(secret: str) -> str:
    """The code the telephone would show."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def type_password(client: Client, user: Any, password: str = PASSWORD) -> Any:
    """The first step of a sign-in."""
    return client.post("/cuenta/entrar/", {"login": user.email, "password": password})


def sign_in(user: Any, client: Client | None = None) -> Client:
    """A client signed in with both steps."""
    client = client or Client()
    give_password(user)
    secret = give_factor(user)
    assert type_password(client, user).status_code == 302
    response = client.post("/cuenta/paso/", {"code": code_now(secret)})
    assert response.status_code == 302, response.content.decode()[:2000]
    return client
