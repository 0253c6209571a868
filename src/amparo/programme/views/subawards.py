"""Pages of sub-awards and of budgets."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.core.errors import Denied, NotFound
from amparo.programme import actions as act
from amparo.programme import rules
from amparo.programme import rules_awards as judge
from amparo.programme.actions.budget import may_approve, may_propose
from amparo.programme.actions.granting import granting, subgranting
from amparo.programme.forms.awards import AmendmentForm, BudgetForm, RecordSubAwardForm, RiskForm, SignForm, SubAwardForm
from amparo.programme.models import SubAward
from amparo.programme.queries import awards as read
from amparo.programme.queries import monitoring, standing, subawards
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, draw
from amparo.programme.views.holders import (
    award_of,
    choices,
    figures,
    holder_of,
    ids_of,
    journal_of,
    may_subaward,
    page_of,
    route,
    states,
    subaward_of,
    to,
    watched_of,
)
from amparo.ui.submitting import submit

STEPS = {"descartar": act.cancel_subaward, "terminar": act.wind_up_subaward, "cerrar": act.close_subaward}


@needs(Verb.SEE_COMPACT)
@require_GET
def subaward(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One sub-award: its route, money, budget, risk and what watches over it."""
    row, actor, today = subaward_of(request, pk), actor_of(request), timezone.localdate()
    money, watch, reports = read.money(actor, row, today), monitoring.watch(actor, row), read.reports(actor, row)
    changes, known = read.amendments(actor, row), subawards.limits(actor, row.compact_id)
    now = standing.standing_of(
        list(money.sums), row, reports=[one.state for one in reports], open_findings=watch.open_findings(), open_subawards=0
    )
    return draw(
        request, row.compact, "programme/subaward.html", row=row, states=states(), steps=route(row), today=today, money=money,
        budget=read.budget(actor, row, money), watch=watch, reports=reports, checklist=judge.checklist(now), amendments=changes,
        ratings=subawards.ratings(actor, row), owed=subawards.owed(row, known, changes, today=today), holder="subaward",
        regions=read.regions(), journal=journal_of(row), figures=figures(row, money), **may_subaward(actor, row),
    )  # fmt: skip


@needs(Verb.SUBGRANT)
def subaward_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The prime recipient drafts a sub-award."""
    parent = award_of(request, pk)
    subgranting(actor_of(request), parent)
    form = bound(SubAwardForm, request, **choices(request, parent.compact, without=parent.recipient_id))
    return submit(
        request, form,
        lambda data: act.draft_subaward(
            id=data["id"], seen=data["seen"], award=parent.pk, facts=SubAwardForm.facts(data), by=actor_of(request)
        ),
        to=page_of, said=_("El borrador está guardado. Solo su organización lo ve."), title=_("Preparar un subacuerdo"),
        button=_("Guardar el borrador"), back=to(parent),
    )  # fmt: skip


@needs(Verb.GRANT)
def subaward_record(request: HttpRequest, code: str) -> HttpResponse:
    """The donor records a sub-award of the past whose award no source names."""
    home, actor = compact_of(request, code, "money"), actor_of(request)
    granting(actor, home)
    return submit(
        request, bound(RecordSubAwardForm, request, **choices(request, home)),
        lambda data: act.record_subaward(
            id=data["id"], seen=data["seen"], compact=home.pk, facts=RecordSubAwardForm.facts(data), signed_on=data["signed_on"],
            closed=data["closed"], by=actor,
        ),
        to=page_of, said=_("Quedó registrado. Su adjudicación aparece como «No se sabe»."),
        title=_("Registrar un subacuerdo sin adjudicación conocida"), button=_("Registrar"), back=back_to(home, "awards", _("Socios")),
        lead=_("Úselo solo si ninguna fuente dice de qué adjudicación salió. No mueve dinero en el libro."),
    )  # fmt: skip


@needs(Verb.SUBGRANT)
def subaward_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Signs a sub-award."""
    row = _primes(request, pk)
    return submit(
        request, bound(SignForm, request, row.version), lambda data: act.sign_subaward(subaward=row.pk, by=actor_of(request), **data),
        to=page_of(row), said=_("El subacuerdo está firmado. Su receptor ya lo ve."), title=_("Firmar el subacuerdo"), button=_("Firmar"),
        back=to(row), lead=_("Su monto queda comprometido en la adjudicación."),
    )  # fmt: skip


@needs(Verb.SUBGRANT)
def subaward_amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Adds money or time to a sub-award, or takes money back."""
    row = _primes(request, pk)
    return submit(
        request, bound(AmendmentForm, request, row.version),
        lambda data: act.amend_subaward(
            id=data["id"], seen=data["seen"], subaward=row.pk, facts=AmendmentForm.facts(data), by=actor_of(request)
        ),
        to=page_of(row), said=_("La modificación está registrada."), title=_("Modificar el subacuerdo"), button=_("Registrar"), back=to(row),
    )  # fmt: skip


@needs(Verb.SUBGRANT)
@require_POST
def subaward_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """Drops a draft, begins the end, closes."""
    return _stepped(request, subaward_of(request, pk), step)


@needs(Verb.GRANT)
@require_POST
def subaward_step_known(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    """The same by the donor, where no source names the award."""
    return _stepped(request, subaward_of(request, pk), step)


@needs(Verb.MONITOR)
def subaward_risk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Rates the risk of a sub-award, with the reasons."""
    row = watched_of(request, None, pk)
    return submit(
        request, bound(RiskForm, request, row.version), lambda data: act.rate_risk(subaward=row.pk, by=actor_of(request), **data),
        to=page_of(row), said=_("El riesgo quedó evaluado. Las evaluaciones anteriores se conservan."), title=_("Evaluar el riesgo"),
        button=_("Guardar"), back=to(row),
    )  # fmt: skip


@needs(Verb.SEE_COMPACT)
def subaward_reported(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Notes that it is in the donor's register of sub-awards: by its prime, or by the donor."""
    row, actor = subaward_of(request, pk), actor_of(request)
    if not (row.award is not None and row.award.recipient.unit_id == actor.unit_id):
        granting(actor, row.compact)
    return submit(
        request, bound(SignForm, request, row.version), lambda data: act.mark_reported(subaward=row.pk, by=actor, **data),
        to=page_of(row), said=_("Quedó como informado."), title=_("Marcar como informado"), button=_("Guardar"), back=to(row),
        lead=_("Anote el día en que entró al registro de subacuerdos del donante."),
    )  # fmt: skip


# ---------------------------------------------------------------- budgets


@needs(Verb.SEE_COMPACT)
def budget(request: HttpRequest, award: UUID | None = None, subaward: UUID | None = None) -> HttpResponse:
    """Writes a budget: who spends it, or who gives where nobody of the recipient works here."""
    row, actor = holder_of(request, award, subaward), actor_of(request)
    if not may_propose(actor, row):
        raise Denied(_("El presupuesto lo escribe quien lo gasta."))
    asked_of = choices(request, row.compact)
    form = BudgetForm(
        request.POST or None, initial=bound(SignForm, request, row.version).initial, objectives_of=asked_of["objectives_of"],
        regions_of=asked_of["regions_of"], lines=_lines(read.budget(actor, row, read.Money(row.currency)).shares),
    )  # fmt: skip
    return submit(
        request, form,
        lambda data: act.propose_budget(id=data["id"], seen=data["seen"], lines=form.lines(data), by=actor, **ids_of(row)),
        to=page_of(row), said=_("El presupuesto está propuesto. Falta que se apruebe."), template="programme/budget_form.html",
        title=_("Escribir el presupuesto"), button=_("Proponer"), back=to(row), row=row,
        lead=_("Una línea por objetivo, región y categoría. Las líneas vacías no cuentan."),
    )  # fmt: skip


@needs(Verb.GRANT)
@require_POST
def award_budget_approve(request: HttpRequest, award: UUID) -> HttpResponse:
    """The donor approves the budget of an award."""
    return _approved(request, award, None)


@needs(Verb.SUBGRANT)
@require_POST
def subaward_budget_approve(request: HttpRequest, subaward: UUID) -> HttpResponse:
    """The prime approves the budget of its sub-recipient."""
    return _approved(request, None, subaward)


def _approved(request: HttpRequest, award: UUID | None, subaward: UUID | None) -> HttpResponse:
    row = holder_of(request, award, subaward)
    if not may_approve(actor_of(request), row):
        raise Denied(_("El presupuesto lo aprueba quien da el dinero."))
    act.approve_budget(**ids_of(row), **asked(request))
    messages.success(request, _("El presupuesto está aprobado."))
    return redirect(page_of(row))


def _lines(shares: Any) -> list[dict[str, Any]]:
    return [
        {"objective": str(one.objective.number if one.objective else 0), "region": one.region, "category": one.category, "amount": one.planned}
        for one in shares if one.planned is not None
    ]  # fmt: skip


def _primes(request: HttpRequest, pk: UUID) -> SubAward:
    """A sub-award for who steers it: its prime."""
    row, actor = subaward_of(request, pk), actor_of(request)
    if row.award is None:
        granting(actor, row.compact)
    else:
        subgranting(actor, row.award)
    return row


def _stepped(request: HttpRequest, row: SubAward, step: str) -> HttpResponse:
    if step not in STEPS:
        raise NotFound(rules.gone())
    STEPS[step](subaward=row.pk, **asked(request))
    messages.success(request, _("El subacuerdo cambió de estado."))
    return redirect(page_of(row))
