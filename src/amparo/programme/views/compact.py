"""The compacts the actor takes part in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.programme.queries.compact import listed
from amparo.programme.views.flow import compact_of, draw


@needs(Verb.SEE_COMPACT)
@require_GET
def compact_list(request: HttpRequest) -> HttpResponse:
    """All compacts in sight."""
    return render(request, "programme/compact_list.html", {"compacts": listed(request.actor)})


@needs(Verb.SEE_COMPACT)
@require_GET
def compact(request: HttpRequest, code: str) -> HttpResponse:
    """A compact on one page: who, what, where, how much, how far."""
    row = compact_of(request, code, "agreement")
    return draw(request, row, "programme/compact.html")
