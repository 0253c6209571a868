"""What the host country gives: the overview, a quarter, a year's budget, and the forms."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amparo.access.actors import Actor
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.core.errors import NotFound
from amparo.programme import actions as act
from amparo.programme import rules
from amparo.programme.forms.pledge import ContributionForm, CorrectForm, CorrectPhaseForm, PhaseForm, QuarterForm
from amparo.programme.models import BudgetPhase, Compact, HeadCount
from amparo.programme.queries import choices, former
from amparo.programme.queries import pledge as query
from amparo.programme.queries.former import Earlier
from amparo.programme.queries.verdicts import Standing
from amparo.programme.said import said
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, draw
from amparo.ui.components import Link
from amparo.ui.submitting import submit


@needs(Verb.SEE_COMPACT)
@require_GET
def pledge(request: HttpRequest, code: str) -> HttpResponse:
    """Pledged, delivered, evidenced, accepted; posts against the baseline; budget by phase."""
    compact = compact_of(request, code, "pledge")
    found = query.overview(actor_of(request), compact, timezone.localdate())
    return draw(request, compact, "programme/pledge.html", pledge=found, today=timezone.localdate())


@needs(Verb.SEE_COMPACT)
@require_GET
def head_count(request: HttpRequest, code: str, entity: str, year: int, quarter: int) -> HttpResponse:
    """The posts of an entity in a quarter, each with its source and the other side's word."""
    compact, actor = compact_of(request, code, "pledge"), actor_of(request)
    rows = query.quarter_of(actor, compact, entity, when=(year, quarter))
    host = choices.side_of(actor, compact) == "host"
    return draw(
        request, compact, "programme/head_count.html", rows=_with_earlier(actor, rows), entity=rows[0][0].entity, year=year,
        quarter=quarter, host=host,
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
@require_GET
def budget_year(request: HttpRequest, code: str, entity: str, year: int) -> HttpResponse:
    """Every phase recorded of an entity's year, older days too."""
    compact, actor = compact_of(request, code, "pledge"), actor_of(request)
    rows = query.phases_of(actor, compact, entity, year=year)
    host = choices.side_of(actor, compact) == "host"
    return draw(
        request,
        compact,
        "programme/budget_year.html",
        rows=_with_earlier(actor, rows),
        entity=rows[0][0].entity,
        year=year,
        host=host,
    )


@needs(Verb.PLEDGE)
def head_count_new(request: HttpRequest, code: str) -> HttpResponse:
    """Records a quarter."""
    compact = compact_of(request, code, "pledge")
    form = bound(QuarterForm, request, entities=choices.organisations("government"), year=timezone.localdate().year)
    return _recorded(request, compact, form, _quarter, title=_("Registrar puestos de un trimestre"))


@needs(Verb.PLEDGE)
def contribution_new(request: HttpRequest, code: str) -> HttpResponse:
    """Records what an entity gave."""
    compact, actor = compact_of(request, code, "pledge"), actor_of(request)
    form = bound(
        ContributionForm, request, entities=choices.organisations("government"), objectives=choices.objectives(actor, compact),
        currency=compact.host_currency,
    )  # fmt: skip
    return _recorded(request, compact, form, _gift, title=_("Registrar un aporte"))


@needs(Verb.PLEDGE)
def budget_new(request: HttpRequest, code: str) -> HttpResponse:
    """Records a phase of a budget line."""
    compact = compact_of(request, code, "pledge")
    form = bound(
        PhaseForm, request, entities=choices.organisations("government"), regions=choices.regions(), on=timezone.localdate(),
        year=timezone.localdate().year,
    )  # fmt: skip
    return _recorded(request, compact, form, _phase, title=_("Registrar una fase del presupuesto"))


@needs(Verb.PLEDGE)
def head_count_correct(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Corrects the posts of one function."""
    row: HeadCount = _recorded_row(request, code, HeadCount, pk)
    page = reverse("head_count", args=[code, row.entity.code, row.year, row.quarter])
    return submit(
        request, bound(CorrectForm, request, row.version, posts=row.posts),
        lambda data: act.correct_head_count(head_count=row.pk, by=actor_of(request), **data),
        to=page, said=_("El dato quedó corregido."), title=_("Corregir los puestos"), button=_("Corregir"), back=Link(_("El trimestre"), page),
        lead=f"{said(row.entity, 'name')}, {codelists.label('post_function', row.function)}",
    )  # fmt: skip


@needs(Verb.PLEDGE)
def budget_correct(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Corrects the amount of a phase on its day."""
    row: BudgetPhase = _recorded_row(request, code, BudgetPhase, pk)
    page = reverse("budget_year", args=[code, row.entity.code, row.year])
    return submit(
        request, bound(CorrectPhaseForm, request, row.version, amount=row.amount),
        lambda data: act.correct_budget_phase(phase=row.pk, by=actor_of(request), **data),
        to=page, said=_("El dato quedó corregido."), title=_("Corregir el monto"), button=_("Corregir"), back=Link(_("El año"), page),
        lead=f"{said(row.entity, 'name')}, {row.line}, {codelists.label('budget_phase', row.phase)}",
    )  # fmt: skip


def _recorded_row(request: HttpRequest, code: str, model: Any, pk: UUID) -> Any:
    """A row of the pledge with its entity, as the actor sees it. Raises `NotFound`."""
    compact = compact_of(request, code, "pledge")
    row = model.objects.visible_to(actor_of(request)).filter(pk=pk, compact=compact).select_related("entity").first()
    if row is None:
        raise NotFound(rules.gone())
    return row


def _with_earlier(actor: Actor, rows: Sequence[tuple[Any, Standing]]) -> list[tuple[Any, Standing, Sequence[Earlier]]]:
    """Each row with the other side's word and what it said before (one query)."""
    before = former.earlier(actor, [row for row, _standing in rows])
    return [(row, standing, before.get(row.pk, ())) for row, standing in rows]


Maker = Callable[[Compact, UUID, int, Any, dict[str, Any]], object]


def _recorded(request: HttpRequest, compact: Compact, form: Any, make: Maker, *, title: str) -> HttpResponse:
    """A form whose facts go to one of the makers below, and back to the overview."""

    def do(data: dict[str, Any]) -> object:
        return make(compact, data.pop("id"), data.pop("seen"), actor_of(request), data)

    return submit(
        request, form, do, to=reverse("pledge", args=[compact.code]), said=_("Quedó registrado."), title=title, button=_("Registrar"),
        back=back_to(compact, "pledge", _("Aporte del país")),
    )  # fmt: skip


def _quarter(compact: Compact, id: UUID, seen: int, by: Any, data: dict[str, Any]) -> object:
    return act.record_head_counts(id=id, seen=seen, compact=compact.pk, facts=act.QuarterFacts(**data), by=by)


def _gift(compact: Compact, id: UUID, seen: int, by: Any, data: dict[str, Any]) -> object:
    return act.record_contribution(id=id, seen=seen, compact=compact.pk, facts=act.ContributionFacts(**data), by=by)


def _phase(compact: Compact, id: UUID, seen: int, by: Any, data: dict[str, Any]) -> object:
    return act.record_budget_phase(id=id, seen=seen, compact=compact.pk, facts=act.PhaseFacts(**data), by=by)
