"""Roles that see cases, or that decide who does, need a second factor: set up once, and given at this sign-in."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from amparo.access.sessions import DEMO_KEY


def _through_demo_door(request: HttpRequest) -> bool:
    return settings.AMPARO_DEMO_DOOR and bool(request.session.get(DEMO_KEY))


def must_enrol(request: HttpRequest) -> bool:
    """Whether this person still has to set up a second factor before any other page opens."""
    return not _through_demo_door(request) and not is_mfa_enabled(request.user)


def must_verify(request: HttpRequest) -> bool:
    """Whether this session was opened without the second factor that the person has by now."""
    if _through_demo_door(request):
        return False
    return not any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
