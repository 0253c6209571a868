"""The second factor as the library does it, with our rules: counted with the password's failures, and set up once."""

from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from amparo.access import doors
from amparo.access.actors import anonymous
from amparo.access.gate import needs
from amparo.access.verbs import Verb


class _Counted(BaseAuthenticateForm):  # type: ignore[misc]
    """A code counts in the same bucket as a password: account and address, with growing delay."""

    def clean_code(self) -> str:
        request, key = context.request, account_adapter().attempts_key(context.request, self.user.email)
        usage = ratelimit.consume(request, app="allauth.account", action="login_failed", key=key)
        if not usage:
            raise account_adapter().validation_error("too_many_login_attempts")
        code: str = self.cleaned_data["code"]
        for authenticator in Authenticator.objects.filter(user=self.user):
            if authenticator.wrap().validate_code(code):
                usage.rollback()
                authenticator.user = self.user
                self.authenticator = authenticator
                return code
        doors.sign_in_failed(by=anonymous(), email=self.user.email, step="factor")
        raise get_adapter().validation_error("incorrect_code")


class CountedAuthenticateForm(_Counted, AuthenticateForm):  # type: ignore[misc]
    """The second step of a sign-in."""


class CountedReauthenticateForm(_Counted, ReauthenticateForm):  # type: ignore[misc]
    """The second factor asked again."""


class Enrol(ActivateTOTPView):  # type: ignore[misc]
    """Sets up the second factor. The code typed here counts as given for this session; a factor in place is not replaced."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and is_mfa_enabled(request.user):
            return redirect("account")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        made = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        record_authentication(self.request, self.request.user, "mfa", id=made.pk, type=made.type)
        return response  # type: ignore[no-any-return]

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")


enrol = needs(Verb.WORK)(Enrol.as_view())
