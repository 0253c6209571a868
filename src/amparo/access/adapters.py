"""Our say in the sign-in library: closed sign-up, encrypted second-factor secrets, an audit line at every door."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from amparo.access import doors
from amparo.access.actors import anonymous
from amparo.access.sessions import active_memberships, actor_of, without_role
from amparo.core import keyring
from amparo.core.envelopes import open_text, seal_text

_AAD = b"mfa|totp"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator; sign-ins and failures are written."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures count by account *and* address: nobody can shut somebody else out from elsewhere."""
        login = str(credentials.get("email") or credentials.get("username") or "").lower()
        return f"{self.get_client_ip(request)}|{login}"

    def attempts_key(self, request: HttpRequest, email: str) -> str:
        """The bucket in which the failures of one account from one address count, both steps together."""
        return self._get_login_attempts_cache_key(request, email=email)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        doors.sign_in_failed(by=anonymous(), email=str(credentials.get("email") or credentials.get("username") or ""))

    def reauthenticate(self, user: Any, password: str) -> bool:
        """The library looks for the address in a table of its own, which we do not fill."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str) -> bool:
        """A sign-in of the last minutes is recent enough: nobody types the password twice to set up a second factor."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        memberships = active_memberships(user)
        by = actor_of(user, memberships[0]) if memberships else without_role(user)
        doors.signed_in(by=by, user=user)
        return super().post_login(request, user, **kwargs)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second-factor secrets lie in the database under a key that does not."""

    def encrypt(self, text: str) -> str:
        key = keyring.current("secret")
        return f"{key.id}:{seal_text(keyring.derive(key.secret, 'second factor'), text, _AAD).hex()}"

    def decrypt(self, encrypted_text: str) -> str:
        key_id, _colon, sealed = encrypted_text.partition(":")
        key = keyring.find("secret", key_id)
        return open_text(keyring.derive(key.secret, "second factor"), bytes.fromhex(sealed), _AAD)
