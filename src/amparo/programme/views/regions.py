"""A region and an objective of a compact, each on a page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme import rules
from amparo.programme.queries import objectives, regions
from amparo.programme.queries.territory import region_of
from amparo.programme.views.flow import actor_of, compact_of, draw


@needs(Verb.SEE_COMPACT)
@require_GET
def region(request: HttpRequest, code: str, region: str) -> HttpResponse:
    """Since when the compact works there, with which awards, and how much of each kind of work."""
    row = compact_of(request, code, "agreement")
    found = regions.region(actor_of(request), row, region)
    if not found.periods:
        raise NotFound(rules.gone())
    return draw(request, row, "programme/region.html", found=found, name=region_of(region))


@needs(Verb.SEE_COMPACT)
@require_GET
def objective(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """An objective: its words, and what of each part serves it."""
    row = compact_of(request, code, "agreement")
    found = objectives.objective(actor_of(request), row, number)
    if found is None:
        raise NotFound(rules.gone())
    return draw(request, row, "programme/objective.html", found=found)
