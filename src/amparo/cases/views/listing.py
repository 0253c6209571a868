"""The list of files."""

from collections.abc import Sequence
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amparo.access import policy
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.cases import labels
from amparo.cases.forms.listing import Filters
from amparo.cases.queries import clocks, listing
from amparo.cases.views.flow import actor_of
from amparo.core.places import index
from amparo.ui import moments
from amparo.ui.components import Cell, Column, Pages, Table


@needs(Verb.LIST_FILES)
@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """The files within reach, narrowed and ordered; for a supervisor a list without doors."""
    actor = actor_of(request)
    over = listing.supervises(actor)
    form = Filters(request.GET, supervisor=over)
    wanted = form.wanted()
    rows = listing.matching(actor, wanted)
    total = listing.counted(rows)
    number = _number(request, total)
    drawn = listing.page(actor, rows, number)
    query = {name: value for name, value in asdict(wanted).items() if value}
    page = {
        "form": form,
        "table": _table_above(drawn) if over else _table(drawn),
        "rows": drawn,
        "total": total,
        "capped": total >= listing.MOST,
        "narrowed": bool(query),
        "pages": Pages(number, max(1, -(-total // listing.PAGE)), query=query),
        "may_alert": policy.can(actor, Verb.RAISE_ALERT, group="header"),
        "supervisor": over,
    }
    return render(request, "cases/case_list.html", page)


def _number(request: HttpRequest, total: int) -> int:
    asked = request.GET.get("pagina", "1")
    last = max(1, -(-total // listing.PAGE))
    return min(last, max(1, int(asked))) if asked.isdigit() and len(asked) < 6 else 1


def _table(rows: Sequence[listing.Row]) -> Table:
    columns = [Column(_("Código")), Column(_("Quién")), Column(_("Momento")), Column(_("Protege")), Column(_("Próximo plazo"))]
    return Table(
        _("Expedientes"),
        columns,
        [[_code(row), _who(row), _state(row), row.protects, _clock(row)] for row in rows],
        caption_hidden=True,
    )


def _table_above(rows: Sequence[listing.Row]) -> Table:
    columns = [Column(_("Código")), Column(_("Momento")), Column(_("Región")), Column(_("Plazos vencidos"), number=True)]
    places = index().by_code
    lines = []
    for row in rows:
        region = places[row.case.region].name if row.case.region in places else _("No se sabe")
        kind, word = labels.state(row.case.protection, taken=bool(row.protects))
        late = Cell(str(row.late), kind="late") if row.late else Cell("0")
        lines.append([Cell(row.case.code, code=True), Cell(word, kind=kind), Cell(region), late])
    return Table(_("Expedientes de las unidades a su cargo"), columns, lines, caption_hidden=True)


def _code(row: listing.Row) -> Cell:
    return Cell(row.case.code, reverse("case", args=[row.case.code]), code=True)


def _who(row: listing.Row) -> Cell:
    return Cell(labels.who(row.case.age, row.case.sex))


def _state(row: listing.Row) -> Cell:
    if "milestones" not in row.groups:
        past = row.relations == {policy.Relation.PAST}
        return Cell(_("Su unidad ya entregó"), kind="no") if past else Cell(_("Derivado a su unidad"), kind="new")
    kind, word = labels.state(row.case.protection, taken=bool(row.protects))
    return Cell(word, kind=kind)


def _clock(row: listing.Row) -> Cell:
    clock, now = row.clock, timezone.now()
    if clock is None or clock.due_at is None:
        return Cell("")
    urgency = moments.urgency(clock.due_at, now)
    return Cell(moments.due(clock.due_at, now), kind="" if urgency == "ok" else urgency, note=clocks.name(clock))
