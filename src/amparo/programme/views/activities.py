"""All activities on one page, and what the pages of the activities share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amparo.access import policy
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.programme.forms.activities import NarrowForm
from amparo.programme.models import Compact
from amparo.programme.queries import work_plan
from amparo.programme.queries.activities import Number, OverviewRow, overview
from amparo.programme.queries.narrow import Narrow
from amparo.programme.said import said
from amparo.programme.templatetags.activities import region_name
from amparo.programme.views.flow import actor_of, compact_of, draw
from amparo.ui.components import Cell, Column, Link, Table

GROUP = "activities"


def listing(request: HttpRequest, code: str) -> tuple[Compact, NarrowForm, Narrow]:
    """A list of activities: the compact, the form that narrows it, and what is asked for."""
    compact = compact_of(request, code, GROUP)
    form = NarrowForm(request.GET, objectives=work_plan.objectives(actor_of(request), compact))
    return compact, form, form.narrow()


def may(request: HttpRequest, verb: Verb) -> bool:
    """Whether the actor's role does this work somewhere; whose work it may touch is asked again by the action."""
    return policy.can_anywhere(actor_of(request), verb)


def back(compact: Compact, page: str, label: str) -> dict[str, Any]:
    """The way back of a form."""
    return {"back": Link(label, reverse(page, args=[compact.code])), "compact": compact}


@needs(Verb.SEE_COMPACT)
@require_GET
def activities(request: HttpRequest, code: str) -> HttpResponse:
    """Everything by objective and by region."""
    compact, form, narrow = listing(request, code)
    today = timezone.localdate()
    found = overview(actor_of(request), compact, narrow, today=today)
    return draw(
        request, compact, "programme/activities.html", form=form, narrow=narrow, found=found, today=today,
        objectives=_table(compact, found.objectives, _("Objetivo"), caption=_("Por objetivo"), total=found.total[:6]),
        regions=_table(compact, found.regions, _("Región"), caption=_("Por región")),
        late=_url(compact, Number(found.late, "work_item_list", narrow), estado="vencidas"), may_write=may(request, Verb.PREVENT),
    )  # fmt: skip


def _table(compact: Compact, rows: Any, first: str, *, caption: str, total: Any = ()) -> Table:
    columns = [_("Actividades del plan"), _("Hechas"), _("Capacitaciones"), _("Funcionarios"), _("Campañas"), _("Visitas")]
    regional = [_("Señales"), _("Lugares de riesgo")] if any(row.region for row in rows) else []
    head = [Column(first), *(Column(name, number=True) for name in (*columns, *regional))]
    body = [[_name(row), *(_cell(compact, number) for number in row.numbers)] for row in rows]
    body += [[Cell(_("Todas")), *(_cell(compact, number) for number in total)]] if total else []
    return Table(caption, head, [line[: len(head)] for line in body], caption_hidden=True)


def _name(row: OverviewRow) -> Cell:
    if row.objective is not None:
        return Cell(f"{row.objective.number}. {said(row.objective, 'title')}")
    return Cell(region_name(row.region))


def _cell(compact: Compact, number: Number) -> Cell:
    return Cell(str(number.value), _url(compact, number) if number.value else "")


def _url(compact: Compact, number: Number, estado: str = "") -> str:
    """The list that holds exactly what a number counts."""
    page, state = ("work_item_list", "done") if number.page == "work_item_done" else (number.page, estado)
    if page == "risk_place_list":
        state = "active"
    address = reverse(page, args=[compact.code]) + number.narrow.query
    return f"{address}{'&' if number.narrow.query else '?'}estado={state}" if state else address
