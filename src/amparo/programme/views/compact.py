"""The compacts the actor takes part in, and what anybody may read of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from amparo.access import policy
from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.access.gate import needs
from amparo.access.verbs import PUBLIC, Verb
from amparo.programme.queries.compact import listed, one_page
from amparo.programme.queries.public import published
from amparo.programme.views import money_shown
from amparo.programme.views.flow import actor_of, compact_of, draw

READER = system("public_compacts", Verb.SEE_COMPACT)


@needs(Verb.SEE_COMPACT)
@require_GET
def compact_list(request: HttpRequest) -> HttpResponse:
    """All compacts in sight, each with its term."""
    actor = actor_of(request)
    keeps = policy.can(actor, Verb.KEEP_AGREEMENT, group="agreement")
    return render(request, "programme/compact_list.html", {"compacts": listed(actor, timezone.localdate()), "keeps": keeps})


@needs(Verb.SEE_COMPACT)
@require_GET
def compact(request: HttpRequest, code: str) -> HttpResponse:
    """A compact on one page: who, what, where, how much, how far."""
    row = compact_of(request, code, "agreement")
    page = one_page(actor_of(request), row, timezone.localdate())
    parties = money_shown.parties(row, page.money) if page.money else []
    return draw(request, row, "programme/compact.html", page=page, parties=parties, own_scale=True)


@needs(PUBLIC)
@require_GET
def public_compacts(request: HttpRequest) -> HttpResponse:
    """The published facts of every compact that is no draft, for anybody."""
    with acting_as(READER):
        return render(request, "programme/public.html", {"compacts": published(READER)})
