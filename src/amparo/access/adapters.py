"""Our say in the sign-in library: closed sign-up, encrypted second-factor secrets, an audit line at every door."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from amparo.access import audit
from amparo.access.actors import anonymous
from amparo.access.models import User
from amparo.access.sessions import active_memberships, actor_of, without_role
from amparo.core import keyring
from amparo.core.envelopes import open_text, seal_text

_AAD = b"mfa|totp"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; sign-ins and failures are written."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authentication_failed(self, request: HttpRequest, **kwargs: Any) -> None:
        super().authentication_failed(request, **kwargs)
        email = str(kwargs.get("email") or kwargs.get("username") or "")
        user = User.objects.filter(email__iexact=email).first()
        audit.record(
            by=anonymous(), verb="sign_in_failed", subject_type="account", subject=user.code if user else "unknown"
        )

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        memberships = active_memberships(user)
        by = actor_of(user, memberships[0]) if memberships else without_role(user)
        audit.record(by=by, verb="sign_in", subject_type="account", subject=user.code)
        return super().post_login(request, user, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """Second-factor secrets lie in the database under a key that does not."""

    def encrypt(self, text: str) -> str:
        key = keyring.current("secret")
        return f"{key.id}:{seal_text(keyring.derive(key.secret, 'second factor'), text, _AAD).hex()}"

    def decrypt(self, encrypted_text: str) -> str:
        key_id, _colon, sealed = encrypted_text.partition(":")
        key = keyring.find("secret", key_id)
        return open_text(keyring.derive(key.secret, "second factor"), bytes.fromhex(sealed), _AAD)
