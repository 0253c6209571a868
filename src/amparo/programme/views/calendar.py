"""The calendar of a compact."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.programme.queries.calendar import calendar
from amparo.programme.views.flow import actor_of, compact_of, draw


@needs(Verb.SEE_COMPACT)
@require_GET
def compact_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """What comes when, what is overdue first."""
    row = compact_of(request, code, "agreement")
    return draw(request, row, "programme/calendar.html", calendar=calendar(actor_of(request), row, timezone.localdate()))
