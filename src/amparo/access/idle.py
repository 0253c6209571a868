"""Idle sign-out: every request of a person renews the session; what a page asks by itself does not."""

from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from amparo.access.gate import by_itself


class IdleMiddleware(SessionMiddleware):
    """Saves the session, and with it the hour it ends, unless the page asked by itself. Then nothing of the session is kept."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer, with the session's cookie where the session was renewed."""
        if by_itself(request):
            patch_vary_headers(response, ("Cookie",))
            return response
        return super().process_response(request, response)
