"""One value of an indicator: recorded, changed, sent, answered, corrected."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from amparo.access.actors import Actor
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.core.errors import NotFound
from amparo.core.models import Source
from amparo.programme import actions as act
from amparo.programme import relations, rules
from amparo.programme.forms.indicators import ResultForm
from amparo.programme.models import Award, Compact, Indicator, Result, SubAward
from amparo.programme.queries import results as queries
from amparo.programme.said import said
from amparo.programme.views.flow import actor_of, bound, writes
from amparo.programme.views.indicators import one_of, page_of
from amparo.ui.components import Link
from amparo.ui.submitting import submit

STEPS = {
    "send": (act.send_result, lazy("El valor se envió. Lo validará otra parte.")),
    "validate": (act.validate_result, lazy("El valor quedó validado y ya cuenta.")),
    "send_back": (act.return_result, lazy("El valor volvió a quien lo escribió.")),
    "publish": (act.publish_result, lazy("El valor quedó publicado.")),
}


@needs(Verb.RECORD_RESULT)
def result_new(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """Records a value: a draft until it is sent."""
    compact, row = one_of(request, code, indicator, verb=Verb.RECORD_RESULT)
    form = _form(request, compact, row, fixed=None)
    return submit(
        request, form, writes(request, form, act.record_result, indicator=row.pk),
        to=f"{page_of(compact, row)}#valores", said=_("El valor quedó como borrador. Solo lo ve su unidad hasta que lo envíe."),
        button=_("Guardar borrador"), **_page(compact, row, _("Registrar un valor")),
    )  # fmt: skip


@needs(Verb.RECORD_RESULT)
def result_change(request: HttpRequest, result: UUID) -> HttpResponse:
    """Changes a draft."""
    row = queries.result(actor_of(request), result)
    form = _form(request, row.compact, row.indicator, fixed=row)
    return submit(
        request, form, writes(request, form, act.change_result, result=row.pk),
        to=f"{page_of(row.compact, row.indicator)}#valores", said=_("El borrador quedó guardado."), button=_("Guardar"),
        **_page(row.compact, row.indicator, _("Cambiar el borrador")),
    )  # fmt: skip


@needs(Verb.RECORD_RESULT)
def result_correct(request: HttpRequest, result: UUID) -> HttpResponse:
    """A new value takes the place of this one, which stays with its date."""
    row = queries.result(actor_of(request), result)
    form = _form(request, row.compact, row.indicator, fixed=row)
    return submit(
        request, form, writes(request, form, act.correct_result, result=row.pk),
        to=f"{page_of(row.compact, row.indicator)}#valores", button=_("Rectificar"),
        said=_("La rectificación se envió. El valor anterior queda a la vista con su fecha."),
        **_page(row.compact, row.indicator, _("Rectificar un valor")),
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
@require_POST
def result_step(request: HttpRequest, result: UUID, step: str) -> HttpResponse:
    """Sends, validates, sends back or publishes a value: one click."""
    row = queries.result(actor_of(request), result)
    if step not in STEPS:
        raise NotFound(rules.gone())
    action, done = STEPS[step]
    action(result=row.pk, **asked(request))
    messages.success(request, done)
    return redirect(f"{page_of(row.compact, row.indicator)}#valores")


def _page(compact: Compact, row: Indicator, title: str) -> dict[str, Any]:
    return {"title": title, "back": Link(said(row, "name"), page_of(compact, row)), "lead": said(row, "definition")}


def _form(request: HttpRequest, compact: Compact, row: Indicator, *, fixed: Result | None) -> Any:
    first: dict[str, Any] = {}
    if fixed is not None:
        names = ("value", "numerator", "denominator", "as_of", "method", "explanation_es", "explanation_en")
        first = {name: getattr(fixed, name) for name in names}
        first |= {"period": f"{fixed.starts}_{fixed.ends}", "region": "".join(fixed.regions), "source": fixed.source_id or ""}
        first["holder"] = (
            f"subaward:{fixed.subaward_id}" if fixed.subaward_id else f"award:{fixed.award_id}" if fixed.award_id else ""
        )
    sources = [(source.pk, source.title) for source in Source.objects.order_by("title")]
    form = bound(
        ResultForm, request, fixed.version if fixed else 0, indicator=row, sources=sources, fixed=fixed,
        holders=_holders(actor_of(request), compact), **first,
    )  # fmt: skip
    if fixed is not None:
        parts = queries.parts_of(actor_of(request), [fixed.pk]).get(fixed.pk, [])
        form.initial.update({f"part_{part.dimension}-{part.code}": part.value for part in parts})
    return form


def _holders(actor: Actor, compact: Compact) -> Sequence[tuple[str, str]]:
    """The awards and sub-awards a value of this actor may be of."""
    is_party = relations.party_of(actor, compact) is not None
    found = [("", _("De la alianza entera"))] if is_party else []
    for kind, model in (("award", Award), ("subaward", SubAward)):
        rows = model.objects.visible_to(actor).filter(compact=compact).select_related("recipient").order_by("number")  # type: ignore[attr-defined]
        found += [
            (f"{kind}:{row.pk}", f"{row.number}, {row.recipient.short_name}")
            for row in rows
            if is_party or row.recipient.unit_id == actor.unit_id
        ]
    return found
