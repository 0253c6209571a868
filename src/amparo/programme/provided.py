"""What the partnership gives to the desk: its entry in the menu, and where its rows open."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists, places
from amparo.desk import providers as desk
from amparo.desk.views import my_work
from amparo.programme.queries.described import (
    described_award,
    described_compact,
    described_dialogue,
    described_entry,
    described_subaward,
    own_panels,
)
from amparo.programme.queries.prevention import handed
from amparo.programme.queries.reports import described_report
from amparo.programme.urls import urlpatterns

PAGES: frozenset[str] = frozenset(pattern.name or "" for pattern in urlpatterns)


def _signals(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, desk.Described]:
    """A signal on the desk of whoever received it: its district, and where the alert begins. It has no page of its own there."""
    here = places.index()
    return {
        row.pk: desk.Described(
            url=reverse("alert_new"), who=codelists.label("signal_kind", row.kind),
            context=here.full_name(here.by_code[row.district]) if row.district in here.by_code else "",
        )
        for row in handed(ids)
    }  # fmt: skip


def register_all() -> None:
    """Called once, when the apps are ready."""
    hint = lazy("El acuerdo, el dinero, los compromisos y los indicadores.")
    desk.register_navigation(desk.NavEntry(lazy("Alianza"), "compact_list", Verb.SEE_COMPACT, 15, PAGES, hint))
    desk.register_subject("signal", _signals)
    desk.register_subject("award", described_award)
    desk.register_subject("compact", described_compact)
    desk.register_subject("compact.target", described_entry)
    desk.register_subject("dialogue", described_dialogue)
    desk.register_my_work(desk.MyWork(panels=own_panels))
    desk.register_subject("subaward", described_subaward)
    desk.register_subject("report", described_report)
    desk.register_start(("compact_manager", "partner", "subrecipient"), _waiting)  # what waits for them comes first


def _waiting(request: HttpRequest) -> HttpResponse:
    return my_work(request, request.actor)  # type: ignore[attr-defined]  # the middleware puts it there
