"""The file on one screen, and the parts of it that have a page of their own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amparo.access import policy
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.cases import labels
from amparo.cases.models import Milestone
from amparo.cases.queries import clocks, conversations, goals, routes, timeline
from amparo.cases.queries.file import Sheet
from amparo.cases.queries.looks import looks
from amparo.cases.views.acts import missing
from amparo.cases.views.flow import key_of, opened
from amparo.cases.views.header import head
from amparo.ui.components import Pages

MOST_KNOTS = 300  # read for the route; a longer file has its first ones on the timeline's own pages
SHOWN, PAGE = 6, 40


@needs(Verb.OPEN_FILE)
@require_GET
def case(request: HttpRequest, code: str) -> HttpResponse:
    """The file on one screen: what the reader's unit may see of it, and nothing that hints at the rest."""
    sheet = opened(request, code)
    found = clocks.running(sheet.actor, [sheet.case.pk])
    knots = list(timeline.knots(sheet)[:MOST_KNOTS])
    page: dict[str, Any] = {"sheet": sheet, "file": head(sheet, found, here="case"), "knot_count": len(knots)}
    page |= _texts(sheet, knots[:SHOWN], conversations.of_target(found))
    if sheet.sees("milestones"):
        page["protection"] = routes.protection(sheet, knots)
        page["people"] = [part for part in sheet.parts if part.until is None]
    page["stay"] = _stay(sheet)
    page["may_visit"] = sheet.may(Verb.FOLLOW_UP, "follow_up")
    page["may_plan"] = sheet.may(Verb.PLAN, "plan")
    page["may_compare"] = policy.can_anywhere(sheet.actor, Verb.SEE_PLACES)
    page["opinion"] = labels.label("opinion", sheet.case.current_plan.opinion) if sheet.case.current_plan else ""
    if sheet.sees("status"):
        page["decisions"] = [
            (d, labels.STATUS_KINDS.get(d.status, "unknown"), labels.label("victim_status", d.status)) for d in sheet.decisions
        ]
    if sheet.sees("penal"):
        page["penal"] = routes.penal(knots)
    return render(request, "cases/case.html", page)


@needs(Verb.OPEN_FILE)
@require_GET
def case_timeline(request: HttpRequest, code: str) -> HttpResponse:
    """The whole timeline, page by page."""
    sheet = opened(request, code)
    number = max(1, int(request.GET.get("pagina", "1")) if request.GET.get("pagina", "1").isdigit() else 1)
    knots = timeline.knots(sheet)
    total = knots.count()
    rows = list(knots[(number - 1) * PAGE : number * PAGE])
    items = timeline.items(rows, key_of(sheet) if timeline.has_sealed(rows) else None)
    pages = Pages(number, max(1, -(-total // PAGE)))
    page = {"sheet": sheet, "file": head(sheet, here="case_timeline"), "items": items, "pages": pages}
    return render(request, "cases/case_timeline.html", page)


@needs(Verb.OPEN_FILE)
@require_GET
def case_people(request: HttpRequest, code: str) -> HttpResponse:
    """The units that have or had to do with the file, for who follows it."""
    sheet = opened(request, code)
    if not sheet.sees("milestones"):
        raise missing()
    current = [part for part in sheet.parts if part.until is None]
    past = [part for part in sheet.parts if part.until is not None]
    page = {"sheet": sheet, "file": head(sheet, here="case_people"), "current": current, "past": past}
    return render(request, "cases/case_people.html", page)


@needs(Verb.OPEN_FILE)
@require_GET
def case_opened(request: HttpRequest, code: str) -> HttpResponse:
    """Who opened the file: units and times, from the audit."""
    sheet = opened(request, code)
    page = {"sheet": sheet, "file": head(sheet, here="case_opened"), "looks": looks(sheet)}
    return render(request, "cases/case_opened.html", page)


def _texts(sheet: Sheet, shown: list[Milestone], running: dict[Any, Any]) -> dict[str, Any]:
    """What is sealed, opened with one key: referrals, goals, notes."""
    referrals, steps = list(conversations.referrals(sheet)), goals.rows(sheet)
    key = key_of(sheet) if referrals or steps or timeline.has_sealed(shown) else None
    talks = [conversations.conversation(row, sheet.actor.unit_id, key, running.get(row.pk)) for row in referrals]
    late = sum(1 for talk in talks if talk.clock is not None and talk.clock.kind == "late")
    return {"conversations": talks, "late": late, "goals": goals.drawn(steps, key), "items": timeline.items(shown, key)}


def _stay(sheet: Sheet) -> tuple[str, Any]:
    """How she stays in a centre, and since when."""
    stay = sheet.case.current_stay
    if stay is None:
        return "", None
    if stay.state == "away":
        return _("Salió sin permiso"), stay.away_since
    return (_("Está ahí desde"), stay.arrived_at) if stay.state == "present" else (_("Plaza reservada"), stay.since)
