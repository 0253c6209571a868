"""Counts for commissions, the national secretariat and supervisors. They open no file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.cases.queries.counts import board
from amparo.ui import moments


@needs(Verb.SEE_COUNTS)
@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """How many files stand where, and which terms are overdue."""
    now = timezone.now()
    page = {"board": board(request.actor), "unit": request.actor.unit_name, "cut_off": moments.moment(now, now)}
    return render(request, "cases/counts.html", page)
