"""Reintegration, visits, closure, opening again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.cases import actions as act
from amparo.cases.forms.protection import PlainForm, ReasonForm, ReintegrationForm, VisitForm
from amparo.cases.models import FollowUp
from amparo.cases.routing import providers
from amparo.cases.views.acts import case_for, missing, submit, to_file
from amparo.ui.forms import action_initial


@needs(Verb.FOLLOW_UP)
def reintegration_begin(request: HttpRequest, code: str) -> HttpResponse:
    """She goes on to reintegration; the visits are planned."""
    case = case_for(request, Verb.FOLLOW_UP, "follow_up", code=code)
    units = [(unit.pk, unit.name) for unit in providers("reintegration", case.region)]
    form = ReintegrationForm(request.POST or None, units=units, initial=action_initial(seen=case.version))
    return submit(
        request, form, lambda data: act.begin_reintegration(case=case.pk, by=request.actor, **data),
        to=reverse("case", args=[code]), said=_("Empezó la reintegración. Las visitas quedaron programadas."),
        title=_("Empezar la reintegración"), button=_("Empezar"), back=to_file(case),
        lead=_("Se programan visitas al mes, a los 3, a los 6 y a los 12 meses. Es un estándar del servicio, se puede cambiar."),
    )  # fmt: skip


@needs(Verb.FOLLOW_UP)
def visit_record(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Records a follow-up visit."""
    row = FollowUp.objects.visible_to(request.actor).filter(pk=visit, state="planned").first()
    if row is None:
        raise missing()
    case = case_for(request, Verb.FOLLOW_UP, "follow_up", pk=row.case_id)
    form = VisitForm(request.POST or None, initial=action_initial(seen=row.version))
    return submit(
        request, form, lambda data: act.record_visit(visit=row.pk, by=request.actor, **data),
        to=reverse("case", args=[case.code]), said=_("La visita quedó registrada."),
        title=_("Visita de los %(month)d meses") % {"month": row.month} if row.month > 1 else _("Visita del primer mes"),
        button=_("Registrar visita"), back=to_file(case),
    )  # fmt: skip


@needs(Verb.CLOSE)
def case_close(request: HttpRequest, code: str) -> HttpResponse:
    """Closes the file."""
    case = case_for(request, Verb.CLOSE, "header", code=code)
    form = ReasonForm(
        request.POST or None,
        code_list="closure_reason",
        question=_("¿Por qué se cierra?"),
        initial=action_initial(seen=case.version),
    )
    return submit(
        request, form, lambda data: act.close_case(case=case.pk, by=request.actor, **data),
        to=reverse("case", args=[code]), said=_("El expediente está cerrado. Puede reabrirse."), template="ui/confirm.html",
        title=_("Cerrar el expediente"), button=_("Cerrar expediente"), back=to_file(case),
        consequences=[_("Terminan sus plazos y tareas pendientes."), _("Lo escrito se conserva."), _("Puede reabrirse si hace falta.")],
    )  # fmt: skip


@needs(Verb.REOPEN)
def case_reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Opens a closed or dismissed file again."""
    case = case_for(request, Verb.REOPEN, "header", code=code)
    form = PlainForm(request.POST or None, initial=action_initial(seen=case.version))
    return submit(
        request, form, lambda data: act.reopen_case(case=case.pk, by=request.actor, **data),
        to=reverse("case", args=[code]), said=_("El expediente está abierto otra vez."), template="ui/confirm.html",
        title=_("Reabrir el expediente"), button=_("Reabrir"), back=to_file(case),
        consequences=[_("Vuelve a estar como presunta víctima."), _("Su unidad recibe la tarea de decidir la protección.")],
    )  # fmt: skip
