"""The page of an organisation in a compact."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme import rules
from amparo.programme.queries import partners as read
from amparo.programme.views.flow import actor_of, compact_of, draw
from amparo.programme.views.holders import states


@needs(Verb.SEE_COMPACT)
@require_GET
def partner(request: HttpRequest, code: str, organisation: str) -> HttpResponse:
    """Everything of an organisation in this compact, as far as the reader may know: awards, sub-awards, what it owes."""
    home, actor, today = compact_of(request, code, "money"), actor_of(request), timezone.localdate()
    row = read.organisation(actor, home, organisation)
    if row is None:
        raise NotFound(rules.gone())
    seen = read.overview(actor, home, today, recipient=row)
    return draw(
        request, home, "programme/partner.html", row=row, seen=seen, states=states(), today=today,
        lines=[(line, seen.late_of(line)) for line in seen.awards], subs=[(line, seen.late_sub(line)) for line in seen.subawards],
        given=[(line, seen.late_sub(line)) for line in seen.given], periods=read.periods(actor, home, row), duties=read.duties(actor, home, seen=seen, row=row),
    )  # fmt: skip
