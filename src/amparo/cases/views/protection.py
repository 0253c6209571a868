"""Provisional protection, the court, the plan with her."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.cases import actions as act
from amparo.cases import labels, states
from amparo.cases.forms.protection import CourtStepForm, PlanForm, ProtectionForm
from amparo.cases.models import Goal, Measure
from amparo.cases.views.acts import case_for, missing, submit, to_file
from amparo.core.transitions import allowed
from amparo.ui.forms import action_initial


@needs(Verb.OPEN_PROTECTION)
def protection_open(request: HttpRequest, code: str) -> HttpResponse:
    """Opens provisional protection."""
    case = case_for(request, Verb.OPEN_PROTECTION, "protection", code=code)
    form = ProtectionForm(request.POST or None, initial=action_initial(seen=case.version))
    return submit(
        request, form, lambda data: act.open_protection(case=case.pk, by=request.actor, **data),
        to=reverse("case", args=[code]), said=_("La protección está abierta. El plazo del juzgado ya corre."),
        title=_("Abrir protección provisional"), button=_("Abrir protección"), back=to_file(case),
        lead=_("Basta con que se presuma víctima. No espera a otra institución, ni termina porque una la descarte."),
    )  # fmt: skip


@needs(Verb.RECORD_COURT)
def court_step(request: HttpRequest, measure: UUID, step: str) -> HttpResponse:
    """Records a step of the court."""
    row = Measure.objects.visible_to(request.actor).filter(pk=measure).first()
    if row is None or step not in labels.COURT_STEPS or step not in allowed(states.MEASURE, row.state):
        raise missing()
    case = case_for(request, Verb.RECORD_COURT, "protection", pk=row.case_id)
    form = CourtStepForm(request.POST or None, initial=action_initial(seen=row.version))
    return submit(
        request, form, lambda data: act.record_court_step(measure=row.pk, step=step, by=request.actor, **data),
        to=reverse("case", args=[case.code]), said=_("Quedó registrado."),
        title=labels.COURT_STEPS[step], button=_("Registrar"), back=to_file(case),
    )  # fmt: skip


@needs(Verb.PLAN)
def plan_write(request: HttpRequest, code: str) -> HttpResponse:
    """Writes the plan with its goals."""
    case = case_for(request, Verb.PLAN, "plan", code=code)
    form = PlanForm(request.POST or None, initial=action_initial(seen=case.version, kind="pti", opinion="not_asked"))

    def write(data: dict[str, object]) -> object:
        head = {name: data[name] for name in ("id", "seen", "kind", "opinion")}
        return act.write_plan(case=case.pk, goals=form.goals(), by=request.actor, **head)  # type: ignore[arg-type]

    return submit(
        request, form, write, to=reverse("case", args=[code]) + "#plan", said=_("El plan quedó escrito."),
        title=_("Plan con ella"), button=_("Guardar el plan"), back=to_file(case),
        template="cases/plan_form.html", lead=_("Metas cortas, con sus palabras."),
    )  # fmt: skip


@needs(Verb.PLAN)
@require_POST
def goal_move(request: HttpRequest, goal: UUID) -> HttpResponse:
    """Says how far a goal is."""
    row = Goal.objects.visible_to(request.actor).filter(pk=goal).select_related("case").first()
    if row is None:
        raise missing()
    act.move_goal(goal=goal, step=request.POST.get("step", ""), **asked(request))
    return redirect(reverse("case", args=[row.case.code]) + "#plan")
