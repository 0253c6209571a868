"""Pages of awards and of the calls they come from."""

from uuid import UUID

from django.contrib import messages
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
from amparo.programme import actions as act
from amparo.programme import rules
from amparo.programme import rules_awards as judge
from amparo.programme.actions.granting import gives, granting
from amparo.programme.forms.awards import AmendmentForm, AwardForm, SignForm, SolicitationForm, ThresholdForm
from amparo.programme.models import Award, Compact, Solicitation, Threshold
from amparo.programme.queries import awards as read
from amparo.programme.queries import monitoring, partners, standing, subawards
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, draw
from amparo.programme.views.holders import address, award_of, choices, figures, journal_of, may_award, page_of, route, states, to
from amparo.ui.submitting import submit


@needs(Verb.SEE_COMPACT)
@require_GET
def awards(request: HttpRequest, code: str) -> HttpResponse:
    """Awards, sub-awards and calls of a compact, with what was spent and what is overdue."""
    home, actor, today = compact_of(request, code, "money"), actor_of(request), timezone.localdate()
    seen = partners.overview(actor, home, today)
    return draw(
        request, home, "programme/awards.html", seen=seen, states=states(), today=today, calls=read.calls(actor, home),
        lines=[(line, seen.late_of(line)) for line in seen.awards], subs=[(line, seen.late_sub(line)) for line in seen.subawards],
        gives=gives(actor, home), limit=next((row for row in seen.thresholds if row.until is None), None),
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
@require_GET
def award(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One award: its route, money, budget, sub-awards and what watches over it."""
    row, actor, today = award_of(request, pk), actor_of(request), timezone.localdate()
    money, watch, reports = read.money(actor, row, today), monitoring.watch(actor, row), read.reports(actor, row)
    changes, known = read.amendments(actor, row), subawards.limits(actor, row.compact_id)
    inside = subawards.rows(actor, row.compact, award=row.pk)
    subs = subawards.lines_for(inside, money.by_subaward(), changes, known=known, today=today)
    now = standing.standing_of(
        list(money.sums), row, reports=[one.state for one in reports], open_findings=watch.open_findings(),
        open_subawards=sum(one.state in ("active", "closing") for one in inside),
    )  # fmt: skip
    return draw(
        request, row.compact, "programme/award.html", row=row, states=states(), steps=route(row), today=today, money=money,
        budget=read.budget(actor, row, money), subs=subs, watch=watch, reports=reports, checklist=judge.checklist(now),
        amendments=[one for one in changes if one.subaward_id is None], sf425=address("sf425", row.compact.code, row.pk),
        journal=journal_of(row), figures=figures(row, money), holder="award", regions=read.regions(), **may_award(actor, row),
        objectives=read.served(row),
    )  # fmt: skip


@needs(Verb.GRANT)
def award_new(request: HttpRequest, code: str) -> HttpResponse:
    """Drafts an award."""
    home = _given(request, code)
    form = bound(AwardForm, request, calls=_calls(request, home), **choices(request, home))
    return submit(
        request, form,
        lambda data: act.draft_award(
            id=data.pop("id"), seen=data.pop("seen"), compact=home.pk, facts=AwardForm.facts(data), by=actor_of(request)
        ),
        to=page_of, said=_("El borrador está guardado. Solo su oficina lo ve."), title=_("Preparar una adjudicación"),
        button=_("Guardar el borrador"), back=back_to(home, "awards", _("Socios")),
        lead=_("Nadie más la ve hasta que se firme. Lo que no se sabe, déjelo vacío."),
    )  # fmt: skip


@needs(Verb.GRANT)
def award_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Corrects a draft."""
    row = _donors(request, pk)
    first = {name: getattr(row, name) for name in AwardForm.base_fields if hasattr(row, name)}
    first |= {"recipient": str(row.recipient_id), "solicitation": str(row.solicitation_id or "")}
    form = bound(AwardForm, request, row.version, calls=_calls(request, row.compact), **choices(request, row.compact), **first)
    return submit(
        request, form,
        lambda data: act.change_award(
            id=data.pop("id"), seen=data.pop("seen"), award=row.pk, facts=AwardForm.facts(data), by=actor_of(request)
        ),
        to=page_of(row), said=_("El borrador quedó corregido."), title=_("Corregir el borrador"), button=_("Guardar"), back=to(row),
    )  # fmt: skip


@needs(Verb.GRANT)
def award_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Signs an award: from now on it is in force and its recipient sees it."""
    row = _donors(request, pk)
    return submit(
        request, bound(SignForm, request, row.version), lambda data: act.sign_award(award=row.pk, by=actor_of(request), **data),
        to=page_of(row), said=_("La adjudicación está firmada. Su receptor ya la ve."), title=_("Firmar la adjudicación"),
        button=_("Firmar"), back=to(row), lead=_("Su monto y la contrapartida entran al libro. Después solo se cambia con modificaciones."),
    )  # fmt: skip


@needs(Verb.GRANT)
def award_amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Adds money or time, or takes funds back."""
    row = _donors(request, pk)
    return submit(
        request, bound(AmendmentForm, request, row.version),
        lambda data: act.amend_award(
            id=data["id"], seen=data["seen"], award=row.pk, facts=AmendmentForm.facts(data), by=actor_of(request)
        ),
        to=page_of(row), said=_("La modificación está registrada."), title=_("Modificar la adjudicación"), button=_("Registrar"),
        back=to(row), lead=_("Quedan escritos el antes y el después."),
    )  # fmt: skip


@needs(Verb.GRANT)
def award_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Closes an award, or says what is missing."""
    row = _donors(request, pk)
    return submit(
        request, bound(SignForm, request, row.version), lambda data: act.close_award(award=row.pk, by=actor_of(request), **data),
        to=page_of(row), said=_("La adjudicación está cerrada."), title=_("Cerrar la adjudicación"), button=_("Cerrar"), back=to(row),
        lead=_("Se cierra cuando nada falta liquidar, no queda efectivo, el informe final está aceptado y no hay hallazgos abiertos."),
    )  # fmt: skip


@needs(Verb.GRANT)
@require_POST
def award_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Drops a draft, or begins the end."""
    acts = {"descartar": act.cancel_award, "terminar": act.wind_up_award}
    if step not in acts:
        raise NotFound(rules.gone())
    row = award_of(request, pk)
    acts[step](award=row.pk, **asked(request))
    messages.success(request, _("El borrador se descartó.") if step == "descartar" else _("La adjudicación está por cerrar."))
    return redirect(page_of(row))


# ---------------------------------------------------------------- calls


@needs(Verb.SEE_COMPACT)
@require_GET
def solicitation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One call, and the awards it led to."""
    row, actor = _call(request, pk), actor_of(request)
    led_to = read.listed(actor, row.compact, timezone.localdate(), solicitation=row.pk)
    words = {
        "planned": _("Planificada"), "open": _("Abierta"), "closed": _("Cerrada"), "awarded": _("Adjudicada"),
        "cancelled": _("Cancelada"),
    }  # fmt: skip
    return draw(
        request, row.compact, "programme/solicitation.html", row=row, lines=led_to, states=states(), state=words[row.state],
        gives=gives(actor, row.compact), regions=read.regions(),
    )  # fmt: skip


@needs(Verb.GRANT)
def solicitation_new(request: HttpRequest, code: str) -> HttpResponse:
    """Plans a call."""
    home = _given(request, code)
    return submit(
        request, bound(SolicitationForm, request, **choices(request, home)),
        lambda data: act.plan_solicitation(
            id=data["id"], seen=data["seen"], compact=home.pk, facts=SolicitationForm.facts(data), by=actor_of(request)
        ),
        to=page_of, said=_("La convocatoria está planificada. Los demás la ven cuando se abra."), title=_("Planificar una convocatoria"),
        button=_("Guardar"), back=back_to(home, "awards", _("Socios")),
    )  # fmt: skip


@needs(Verb.GRANT)
@require_POST
def solicitation_move(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Opens, closes or cancels a call."""
    row = _call(request, pk)
    act.move_solicitation(
        solicitation=row.pk, step={"abrir": "open", "cerrar": "close", "cancelar": "cancel"}.get(step, ""), **asked(request)
    )
    messages.success(request, _("La convocatoria cambió de estado."))
    return redirect(page_of(row))


# ---------------------------------------------------------------- from which amount sub-awards are reported


@needs(Verb.GRANT)
def award_threshold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new amount from which sub-awards are reported."""
    actor = actor_of(request)
    row = Threshold.objects.visible_to(actor).filter(pk=pk).select_related("compact").first()
    if row is None:
        raise NotFound(rules.gone())
    granting(actor, row.compact)
    form = bound(ThresholdForm, request, row.version, amount=row.amount, currency=row.currency)
    return submit(
        request, form,
        lambda data: act.set_threshold(
            id=data["id"], seen=data["seen"], threshold=row.pk, facts=ThresholdForm.facts(data), by=actor
        ),
        to=reverse("awards", args=[row.compact.code]), said=_("El umbral nuevo está registrado. El anterior queda en la historia."),
        title=_("Cambiar el umbral de informe"), button=_("Guardar"), back=back_to(row.compact, "awards", _("Socios")),
    )  # fmt: skip


def _given(request: HttpRequest, code: str) -> Compact:
    """The compact, for who gives the funds."""
    home = compact_of(request, code, "money")
    granting(actor_of(request), home)
    return home


def _donors(request: HttpRequest, pk: UUID) -> Award:
    row = award_of(request, pk)
    granting(actor_of(request), row.compact)
    return row


def _call(request: HttpRequest, pk: UUID) -> Solicitation:
    row = read.call(actor_of(request), pk)
    if row is None:
        raise NotFound(rules.gone())
    return row


def _calls(request: HttpRequest, compact: Compact) -> list[tuple[str, str]]:
    return [(str(row.pk), row.number) for row in read.calls(actor_of(request), compact) if row.state in ("closed", "awarded")]
