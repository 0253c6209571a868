"""The register of practices that are to last, one of them, and its forms."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from amparo.access import policy
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme import actions as act
from amparo.programme import rules
from amparo.programme.forms.practices import PracticeForm, StageForm, TakeoverForm
from amparo.programme.queries import choices
from amparo.programme.queries import practices as query
from amparo.programme.said import said
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, draw
from amparo.ui.components import Link
from amparo.ui.submitting import submit

STEPS = {
    "adopt": (lazy("Registrar que se adoptó"), lazy("Se adoptó")),
    "fund": (lazy("Registrar que tiene presupuesto"), lazy("Tiene presupuesto")),
    "settle": (lazy("Registrar que es institucional"), lazy("Es institucional")),
    "fall_back": (lazy("Registrar que retrocedió"), lazy("Retrocedió")),
}


def _takeover(data: dict[str, Any]) -> act.TakeoverFacts:
    return act.TakeoverFacts(**{name: data.pop(name) for name in ("owner", "takes_over_on", "amount", "currency")})


@needs(Verb.SEE_COMPACT)
@require_GET
def practices(request: HttpRequest, code: str) -> HttpResponse:
    """All practices by stage, with who takes them over and when."""
    compact, actor = compact_of(request, code, "activities"), actor_of(request)
    stages = query.register(actor, compact, timezone.localdate())
    late = [one for stage in stages for one in stage.practices if one.late is not None]
    may_add = policy.can(actor, Verb.SUSTAIN, group="activities")
    return draw(request, compact, "programme/practices.html", stages=stages, late=late, may_add=may_add)


@needs(Verb.SEE_COMPACT)
@require_GET
def practice(request: HttpRequest, code: str, practice: str) -> HttpResponse:
    """One practice: its way, who takes it over, what shows it."""
    compact = compact_of(request, code, "activities")
    whole = query.one(actor_of(request), compact, practice, today=timezone.localdate())
    offers = [Link(str(STEPS[step][1]), reverse("practice_step", args=[code, practice, step])) for step in whole.may]
    return draw(request, compact, "programme/practice.html", whole=whole, kept=whole.kept, row=whole.kept.row, offers=offers)


@needs(Verb.SUSTAIN)
def practice_new(request: HttpRequest, code: str) -> HttpResponse:
    """Enters a practice at its baseline."""
    compact, actor = compact_of(request, code, "activities"), actor_of(request)

    def do(data: dict[str, Any]) -> object:
        id, seen, takeover = data.pop("id"), data.pop("seen"), _takeover(data)
        return act.begin_practice(
            id=id, seen=seen, compact=compact.pk, facts=act.PracticeFacts(takeover=takeover, **data), by=actor
        )

    form = bound(
        PracticeForm, request, owners=choices.organisations(), objectives=choices.objectives(actor, compact),
        currency=compact.host_currency,
    )  # fmt: skip
    return submit(
        request, form, do, to=reverse("practices", args=[code]), said=_("La práctica quedó registrada en su línea base."),
        title=_("Registrar una práctica"), button=_("Registrar"), back=back_to(compact, "practices", _("Sostenibilidad")),
    )  # fmt: skip


@needs(Verb.SUSTAIN)
def practice_step(request: HttpRequest, code: str, practice: str, step: str) -> HttpResponse:
    """Moves a practice to its next stage, or records that it fell back."""
    compact, actor = compact_of(request, code, "activities"), actor_of(request)
    row, page = query.row(actor, compact, practice), reverse("practice", args=[code, practice])
    if step not in STEPS:
        raise NotFound(rules.gone())

    def do(data: dict[str, Any]) -> object:
        id, seen = data.pop("id"), data.pop("seen")
        return act.move_practice(id=id, seen=seen, practice=row.pk, step=step, facts=act.StageFacts(**data), by=actor)

    form = bound(StageForm, request, row.version, of=step, norm=row.norm, budget_line=row.budget_line)
    return submit(
        request, form, do, to=page, said=_("El paso quedó registrado."), title=STEPS[step][0], lead=said(row, "title"),
        button=STEPS[step][1], back=Link(row.code, page),
    )  # fmt: skip


@needs(Verb.SUSTAIN)
def practice_takeover(request: HttpRequest, code: str, practice: str) -> HttpResponse:
    """Says who takes it over, when, with which money."""
    compact, actor = compact_of(request, code, "activities"), actor_of(request)
    row, page = query.row(actor, compact, practice), reverse("practice", args=[code, practice])

    def do(data: dict[str, Any]) -> object:
        return act.plan_takeover(id=data["id"], seen=data["seen"], practice=row.pk, facts=_takeover(data), by=actor)

    form = bound(
        TakeoverForm, request, row.version, owners=choices.organisations(), owner=row.owner_id, takes_over_on=row.takes_over_on,
        amount=row.amount, currency=row.currency or compact.host_currency,
    )  # fmt: skip
    return submit(
        request, form, do, to=page, said=_("Quedó anotado quién la asume."), title=_("Quién la asume, cuándo y con qué dinero"),
        lead=said(row, "title"), button=_("Guardar"), back=Link(row.code, page),
    )  # fmt: skip
