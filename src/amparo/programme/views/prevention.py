"""Prevention: campaigns, work with schools, transport and lodging, signals, places of risk."""

from collections.abc import Callable
from typing import Any
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
from amparo.core.errors import NotFound
from amparo.programme import actions
from amparo.programme.forms.prevention import CampaignForm, OutreachForm, ReachForm, RiskPlaceForm, SignalForm
from amparo.programme.models import Compact
from amparo.programme.queries import prevention, work_plan
from amparo.programme.rules import gone
from amparo.programme.said import said
from amparo.programme.views.activities import back, listing, may
from amparo.programme.views.flow import actor_of, bound, compact_of, draw, writes
from amparo.ui.submitting import submit


@needs(Verb.SEE_COMPACT)
@require_GET
def campaign_list(request: HttpRequest, code: str) -> HttpResponse:
    """Campaigns, and what they reached by each method."""
    compact, form, narrow = listing(request, code)
    rows = prevention.campaigns(actor_of(request), compact, narrow)
    reached, unknown = prevention.reached(rows)
    return draw(
        request, compact, "programme/campaigns.html", form=form, narrow=narrow, rows=_mine(request, rows), reached=reached,
        unknown=unknown, may_prevent=may(request, Verb.PREVENT), today=timezone.localdate(),
    )  # fmt: skip


@needs(Verb.PREVENT)
def campaign_new(request: HttpRequest, code: str) -> HttpResponse:
    """A new campaign."""
    form = _form(request, code, CampaignForm, objectives=True, items=True)
    texts = (_("Registrar una campaña"), _("Campañas y trabajo comunitario"), _("Listo. La campaña está registrada."))
    return _begun(request, code, form, actions.record_campaign, "campaign_list", texts)


@needs(Verb.PREVENT)
def campaign_reach(request: HttpRequest, code: str, campaign: str) -> HttpResponse:
    """How many people a campaign reached."""
    actor, compact = actor_of(request), compact_of(request, code, "activities")
    row = prevention.campaign(actor, compact, campaign)
    known = {name: getattr(row, name) for name in ("reached", "reached_how", "indirect", "indirect_how")}
    form = bound(ReachForm, request, row.version, **known)

    def act(told: dict[str, Any]) -> object:
        return actions.count_reach(id=told["id"], seen=told["seen"], campaign=row.pk, facts=form.reach(), by=actor)

    return submit(
        request, form, act, to=reverse("campaign_list", args=[code]), said=_("Listo. Quedó anotado."), title=_("Anotar a cuántas personas llegó"),
        lead=said(row, "title"), button=_("Guardar"), **back(compact, "campaign_list", _("Campañas y trabajo comunitario")),
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
@require_GET
def outreach_list(request: HttpRequest, code: str) -> HttpResponse:
    """Work with schools, transport and lodging."""
    compact, form, narrow = listing(request, code)
    rows = prevention.outreach(actor_of(request), compact, narrow)
    return draw(
        request, compact, "programme/outreach.html", form=form, narrow=narrow, rows=rows, sectors=prevention.sectors(rows),
        may_prevent=may(request, Verb.PREVENT), today=timezone.localdate(),
    )  # fmt: skip


@needs(Verb.PREVENT)
def outreach_new(request: HttpRequest, code: str) -> HttpResponse:
    """A new visit."""
    form = _form(request, code, OutreachForm, items=True)
    texts = (_("Registrar una visita"), _("Escuelas, transporte y hospedaje"), _("Listo. La visita está registrada."))
    return _begun(request, code, form, actions.record_outreach, "outreach_list", texts)


@needs(Verb.SEE_COMPACT)
@require_GET
def signal_list(request: HttpRequest, code: str) -> HttpResponse:
    """What community watches saw, and whether somebody was told."""
    compact, form, narrow = listing(request, code)
    rows = prevention.signals(actor_of(request), compact, narrow)
    return draw(
        request, compact, "programme/signals.html", form=form, narrow=narrow, rows=_mine(request, rows), may_prevent=may(request, Verb.PREVENT),
        may_open=may(request, Verb.RAISE_ALERT), waiting=sum(row.state == "noted" for row in rows), today=timezone.localdate(),
    )  # fmt: skip


@needs(Verb.PREVENT)
def signal_new(request: HttpRequest, code: str) -> HttpResponse:
    """A new signal."""
    form = _form(request, code, SignalForm)
    texts = (
        _("Anotar una señal de la comunidad"),
        _("Vigilancia comunitaria"),
        _("Listo. Ahora entréguela a quien abre avisos."),
    )
    return _begun(request, code, form, actions.note_signal, "signal_list", texts)


@needs(Verb.PREVENT)
@require_POST
def signal_move(request: HttpRequest, code: str, signal: UUID, step: str) -> HttpResponse:
    """Handed to intake, or set aside."""
    move = {"hand": actions.hand_signal, "dismiss": actions.dismiss_signal}.get(step)
    if move is None:
        raise NotFound(gone())
    move(signal=signal, **asked(request))
    return redirect("signal_list", code)


@needs(Verb.SEE_COMPACT)
@require_GET
def risk_place_list(request: HttpRequest, code: str) -> HttpResponse:
    """Places of risk by region and level."""
    compact, form, narrow = listing(request, code)
    rows = prevention.risk_places(actor_of(request), compact, narrow)
    if (state := request.GET.get("estado", "")) in ("active", "past"):
        rows = [row for row in rows if row.state == state]
    return draw(
        request, compact, "programme/risk_places.html", form=form, narrow=narrow, rows=_mine(request, rows), table=prevention.risk_by_region(rows),
        levels=prevention.LEVELS, may_prevent=may(request, Verb.PREVENT), today=timezone.localdate(),
    )  # fmt: skip


@needs(Verb.PREVENT)
def risk_place_new(request: HttpRequest, code: str) -> HttpResponse:
    """A new place of risk."""
    form = _form(request, code, RiskPlaceForm)
    texts = (_("Anotar un lugar de riesgo"), _("Lugares de riesgo"), _("Listo. El lugar está anotado."))
    return _begun(request, code, form, actions.note_risk_place, "risk_place_list", texts)


@needs(Verb.PREVENT)
@require_POST
def risk_place_move(request: HttpRequest, code: str, place: UUID, step: str) -> HttpResponse:
    """It is past, or there again."""
    actions.move_risk_place(place=place, step=step, **asked(request))
    return redirect("risk_place_list", code)


def _form(request: HttpRequest, code: str, kind: Any, *, objectives: bool = False, items: bool = False) -> Any:
    """A form of a new activity, with what it offers."""
    actor, compact = actor_of(request), compact_of(request, code, "activities")
    more: dict[str, Any] = {"held": work_plan.held(actor, compact)}
    if objectives:
        more["objectives"] = work_plan.objectives(actor, compact)
    if items:
        more["items"] = work_plan.rows(actor, compact)
    form = bound(kind, request, **more)
    form.compact = compact
    return form


def _begun(
    request: HttpRequest, code: str, form: Any, action: Callable[..., object], page: str, texts: tuple[str, str, str]
) -> HttpResponse:
    """Writes a new activity down and goes back to its list. `texts`: title, name of the list, what is said at the end."""
    compact: Compact = form.compact
    title, label, done = texts
    return submit(
        request,
        form,
        writes(request, form, action, compact=compact.pk),
        to=reverse(page, args=[code]),
        said=done,
        title=title,
        button=_("Guardar"),
        **back(compact, page, label),
    )


def _mine(request: HttpRequest, rows: Any) -> list[tuple[Any, bool]]:
    """The rows, each with whether it is the actor's own to change."""
    return [(row, work_plan.may_write(actor_of(request), row, Verb.PREVENT)) for row in rows]
