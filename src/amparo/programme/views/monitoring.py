"""Pages of visits, findings, action points and safeguarding checks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.core.errors import NotFound
from amparo.programme import actions as act
from amparo.programme import rules
from amparo.programme.actions.monitoring import owners
from amparo.programme.forms.monitoring import FindingForm, PointForm, SafeguardingForm, VisitDoneForm, VisitForm
from amparo.programme.models import ActionPoint, Finding, Visit
from amparo.programme.models.base import AwardRow
from amparo.programme.queries import monitoring as read
from amparo.programme.views.flow import actor_of, bound
from amparo.programme.views.holders import Holder, holder_of, ids_of, page_of, to, watched_of
from amparo.ui.submitting import submit


@needs(Verb.MONITOR)
def visit_new(request: HttpRequest, award: UUID | None = None, subaward: UUID | None = None) -> HttpResponse:
    """Plans a visit."""
    row = watched_of(request, award, subaward)
    return submit(
        request, bound(VisitForm, request), lambda data: act.plan_visit(by=actor_of(request), **ids_of(row), **data),
        to=page_of(row), said=_("La visita está planificada. Le espera en su página."), title=_("Planificar una visita"),
        button=_("Guardar"), back=to(row),
    )  # fmt: skip


@needs(Verb.MONITOR)
def visit_do(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Notes that a visit was made."""
    visit, row = _of(request, Visit, pk)
    return submit(
        request, bound(VisitDoneForm, request, visit.version), lambda data: act.do_visit(visit=visit.pk, by=actor_of(request), **data),
        to=page_of(row), said=_("La visita está hecha. Anote ahora sus hallazgos."), title=_("Anotar la visita hecha"),
        button=_("Guardar"), back=to(row), lead=visit.purpose,
    )  # fmt: skip


@needs(Verb.MONITOR)
@require_POST
def visit_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A visit is not made."""
    visit, row = _of(request, Visit, pk)
    act.cancel_visit(visit=visit.pk, **asked(request))
    messages.success(request, _("La visita se canceló."))
    return redirect(page_of(row))


@needs(Verb.MONITOR)
def finding_new(request: HttpRequest, award: UUID | None = None, subaward: UUID | None = None) -> HttpResponse:
    """Writes a finding down."""
    row = watched_of(request, award, subaward)
    ids = ids_of(row)
    made = [
        (str(visit.pk), f"{visit.visited_on:%d/%m/%Y}. {visit.purpose[:60]}")
        for visit in read.watch(actor_of(request), row).visits
        if visit.state == "done" and visit.subaward_id == ids["subaward"]
    ]
    return submit(
        request, bound(FindingForm, request, visits=made),
        lambda data: act.record_finding(by=actor_of(request), **ids, **{**data, "visit": UUID(data["visit"]) if data["visit"] else None}),
        to=page_of(row), said=_("El hallazgo está anotado. Diga ahora qué hay que hacer."), title=_("Anotar un hallazgo"),
        button=_("Guardar"), back=to(row),
    )  # fmt: skip


@needs(Verb.MONITOR)
@require_POST
def finding_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Closes a finding or opens it again."""
    finding, row = _of(request, Finding, pk)
    if step not in ("cerrar", "reabrir"):
        raise NotFound(rules.gone())
    (act.close_finding if step == "cerrar" else act.reopen_finding)(finding=finding.pk, **asked(request))
    messages.success(request, _("El hallazgo está cerrado.") if step == "cerrar" else _("El hallazgo está abierto otra vez."))
    return redirect(page_of(row))


@needs(Verb.MONITOR)
def finding_point(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Says what must be done about a finding, by whom and until when."""
    finding, row = _of(request, Finding, pk)
    return submit(
        request, bound(PointForm, request, finding.version, owners=[(str(key), name) for key, name in owners(finding, actor_of(request)).items()]),
        lambda data: act.add_point(finding=finding.pk, by=actor_of(request), **{**data, "owner": UUID(data["owner"])}),
        to=page_of(row), said=_("La medida está encargada. Le llega a quien le toca."), title=_("Encargar una medida"),
        button=_("Encargar"), back=to(row), lead=finding.text,
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
@require_POST
def finding_point_done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Its owner says that it is done, today. The action asks who the owner is."""
    point, row = _seen(request, ActionPoint, pk)
    act.do_point(point=point.pk, on=timezone.localdate(), **asked(request))
    messages.success(request, _("Quedó como hecha. Falta que la verifiquen."))
    return redirect(page_of(row))


@needs(Verb.MONITOR)
@require_POST
def finding_point_verify(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Who watches says whether it was done."""
    point, row = _of(request, ActionPoint, pk)
    act.verify_point(point=point.pk, done=step == "verificar", **asked(request))
    messages.success(request, _("La medida está verificada.") if step == "verificar" else _("La medida está abierta otra vez."))
    return redirect(page_of(row))


@needs(Verb.MONITOR)
def safeguarding_new(request: HttpRequest, award: UUID | None = None, subaward: UUID | None = None) -> HttpResponse:
    """Checks how children are kept safe. The result follows from the answers."""
    row = watched_of(request, award, subaward)
    return submit(
        request, bound(SafeguardingForm, request),
        lambda data: act.check_safeguarding(
            id=data["id"], seen=data["seen"], on=data["on"], answers=SafeguardingForm.answers(data), by=actor_of(request), **ids_of(row)
        ),
        to=page_of(row), said=_("La revisión está hecha. El resultado sale de las respuestas."), title=_("Revisar la protección de la niñez"),
        button=_("Guardar la revisión"), back=to(row), lead=_("Responda por cada estándar. El resultado y la próxima fecha salen solos."),
    )  # fmt: skip


def _seen(request: HttpRequest, model: Any, pk: UUID) -> tuple[Any, Holder]:
    """A row of the monitoring in sight, and the award or sub-award whose page shows it."""
    row: AwardRow | None = model.objects.visible_to(actor_of(request)).filter(pk=pk).select_related(
        "award__recipient", "subaward__recipient", "compact"
    ).first()  # fmt: skip
    if row is None:
        raise NotFound(rules.gone())
    return row, holder_of(request, row.award_id, row.subaward_id)


def _of(request: HttpRequest, model: Any, pk: UUID) -> tuple[Any, Holder]:
    """The same for who watches over it."""
    row, holder = _seen(request, model, pk)
    watched_of(request, row.award_id, row.subaward_id)
    return row, holder
