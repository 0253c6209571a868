"""The work plan: its board, a line, and the steps of a line."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.core.transitions import allowed
from amparo.programme import actions, states
from amparo.programme.actions.work_plan import WorkStep
from amparo.programme.forms.work_plan import AdvanceForm, DoneForm, PostponeForm, WorkItemForm, WorkTextForm
from amparo.programme.queries import former, work_plan
from amparo.programme.rules_wordings import PLANNED
from amparo.programme.said import said
from amparo.programme.views.activities import back, listing, may
from amparo.programme.views.flow import actor_of, bound, compact_of, draw, writes
from amparo.ui.components import Link
from amparo.ui.submitting import submit

LATE = "vencidas"
FORMS = {"advance": AdvanceForm, "do": DoneForm, "postpone": PostponeForm}


@needs(Verb.SEE_COMPACT)
@require_GET
def work_item_list(request: HttpRequest, code: str) -> HttpResponse:
    """The board: lines by objective on a timeline, the late ones marked."""
    compact, form, narrow = listing(request, code)
    state, today = request.GET.get("estado", ""), timezone.localdate()
    items = work_plan.rows(actor_of(request), compact, narrow, state=state)
    if state == LATE:
        items = [item for item in items if work_plan.is_late(item, today)]
    groups = work_plan.board(items, today)
    late = sum(group.late for group in groups)
    return draw(
        request, compact, "programme/work_plan.html", form=form, narrow=narrow, groups=groups, total=len(items), late=late,
        state=state, today=today, first=min((item.starts for item in items), default=None),
        last=max((item.ends for item in items), default=None), may_plan=may(request, Verb.PLAN_WORK),
    )  # fmt: skip


@needs(Verb.PLAN_WORK)
def work_item_new(request: HttpRequest, code: str) -> HttpResponse:
    """A new line of the plan."""
    actor = actor_of(request)
    compact = compact_of(request, code, "activities")
    form = bound(WorkItemForm, request, held=work_plan.held(actor, compact), objectives=work_plan.objectives(actor, compact))
    return submit(
        request, form, writes(request, form, actions.plan_work, compact=compact.pk),
        to=reverse("work_item_list", args=[code]), said=_("Listo. La actividad está en el plan."),
        title=_("Planificar una actividad"), button=_("Agregar al plan"), **back(compact, "work_item_list", _("Plan de trabajo")),
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
@require_GET
def work_item(request: HttpRequest, code: str, item: UUID) -> HttpResponse:
    """A line of the plan, with the steps that can follow."""
    actor, compact = actor_of(request), compact_of(request, code, "activities")
    row = work_plan.one(actor, compact, item)
    steps = allowed(states.WORK_ITEM, row.state) if work_plan.may_write(actor, row, Verb.PLAN_WORK) else ()
    today = timezone.localdate()
    return draw(
        request, compact, "programme/work_item.html", item=row, steps=steps, forms=[step for step in steps if step in FORMS],
        late=work_plan.is_late(row, today), today=today, earlier=former.earlier(actor, [row]).get(row.pk, ()), rewords=bool(steps) and row.state in PLANNED,
    )  # fmt: skip


@needs(Verb.PLAN_WORK)
@require_POST
def work_item_move(request: HttpRequest, code: str, item: UUID, step: str) -> HttpResponse:
    """A step that asks nothing: start or cancel."""
    actions.move_work(item=item, facts=WorkStep(step), **asked(request))
    return redirect("work_item", code, item)


@needs(Verb.PLAN_WORK)
def work_item_text(request: HttpRequest, code: str, item: UUID) -> HttpResponse:
    """Corrects what a line says; what it said before stays readable."""
    actor, compact = actor_of(request), compact_of(request, code, "activities")
    row = work_plan.one(actor, compact, item)
    first = {name: getattr(row, name) for name in ("title_es", "title_en", "output_es", "output_en")}
    form = bound(WorkTextForm, request, row.version, **first)
    here = reverse("work_item", args=[code, item])
    return submit(
        request, form, writes(request, form, actions.reword_work, item=item),
        to=here, said=_("El texto quedó corregido. El anterior se sigue leyendo."), title=_("Corregir el texto"),
        lead=_("Lo que decía antes queda a la vista de quienes ven esta actividad."), button=_("Corregir"), back=Link(row.code, here),
    )  # fmt: skip


@needs(Verb.PLAN_WORK)
def work_item_step(request: HttpRequest, code: str, item: UUID, step: str) -> HttpResponse:
    """A step that asks something: how much, or until when."""
    actor, compact = actor_of(request), compact_of(request, code, "activities")
    row = work_plan.one(actor, compact, item)
    asks = FORMS.get(step, AdvanceForm)
    known = {name: getattr(row, name) for name in ("done", "starts", "ends") if name in asks.base_fields}
    form = bound(asks, request, row.version, **known)
    titles = {"advance": _("Anotar el avance"), "do": _("Anotar que se hizo"), "postpone": _("Postergar")}
    here = reverse("work_item", args=[code, item])
    return submit(
        request, form, writes(request, form, actions.move_work, item=item),
        to=here, said=_("Listo. Quedó anotado."), title=titles.get(step, titles["advance"]),
        lead=said(row, "title"), button=_("Guardar"), back=Link(row.code, here),
    )  # fmt: skip
