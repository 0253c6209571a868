"""Quarterly reports: by partner, one of them, its draft, its answer, and a quarter merged."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access.actors import Actor
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.desk import drafts
from amparo.desk.terms import rules_on
from amparo.programme import actions as act
from amparo.programme import relations, rules
from amparo.programme.actions.reports import may_review, may_write, subject
from amparo.programme.forms.reports import TITLES, DraftForm, OpenForm, RemarksForm
from amparo.programme.models import Award, Compact, Report, SubAward
from amparo.programme.queries import reports as queries
from amparo.programme.queries.report_figures import prepared
from amparo.programme.rules_reports import DUE, NARRATIVE
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, draw
from amparo.programme.words_indicators import quarter as quarter_words
from amparo.ui.components import Link
from amparo.ui.forms import action_initial
from amparo.ui.submitting import submit

GROUP = "reports"
SLUG = "report"


@needs(Verb.SEE_COMPACT)
@require_GET
def reports(request: HttpRequest, code: str) -> HttpResponse:
    """All reports in sight, by quarter and partner: what is due, overdue, sent, sent back, accepted."""
    row, actor = compact_of(request, code, GROUP), actor_of(request)
    found = queries.listed(actor, row)
    rule = rules_on([DUE], timezone.localdate())[DUE]
    overdue = [line for quarter in found for line in quarter.lines if line.overdue]
    return draw(request, row, "programme/reports.html", quarters=found, overdue=overdue, rule=rule, holders=_holders(actor, row))


@needs(Verb.SEE_COMPACT)
@require_GET
def report_quarter(request: HttpRequest, code: str, year: int, quarter: int) -> HttpResponse:
    """A quarter merged over all accepted reports, saying which are missing."""
    row = compact_of(request, code, GROUP)
    found = queries.merged(actor_of(request), row, year, quarter=quarter)
    if not found.accepted and not found.missing:
        raise NotFound(rules.gone())
    return draw(request, row, "programme/report_quarter.html", merged=found, when=quarter_words(year, quarter), titles=TITLES)


@needs(Verb.SEE_COMPACT)
@require_GET
def report(request: HttpRequest, report: UUID) -> HttpResponse:
    """One report: what its writer has so far, or its versions with frozen figures and the remarks on each."""
    actor, row = actor_of(request), queries.one(actor_of(request), report)
    compact = compact_of(request, row.compact.code, GROUP)
    writes = may_write(actor, row) and row.state in ("due", "sent_back")
    figures = groupby(prepared(actor, row), key=lambda one: one.section) if writes else ()
    draft = queries.own_draft(actor, row) if writes else None
    party = relations.party_of(actor, compact) if row.state == "sent" else None
    line = queries.ReportLine(row, row.due_on < timezone.localdate() and row.state in ("due", "sent_back"))
    return draw(
        request, compact, "programme/report.html", report=row, line=line, writes=writes, draft=draft,
        reviews=row.state == "sent" and may_review(actor, row, party.side if party else ""), titles=TITLES,
        prepared=[(TITLES[section], list(group)) for section, group in figures], when=quarter_words(row.year, row.quarter),
        versions=queries.versions(actor, row), narrative=[(name, TITLES[name]) for name in NARRATIVE],
    )  # fmt: skip


@needs(Verb.REVIEW_REPORT)
def report_open(request: HttpRequest, code: str) -> HttpResponse:
    """Opens the due reports of an award and its sub-awards."""
    row, actor = compact_of(request, code, GROUP), actor_of(request)
    holders = _holders(actor, row)
    known = {f"{kind}:{one.pk}": (kind, one) for kind, one in holders}
    choices = [(key, f"{one.number}, {one.recipient.short_name}") for key, (_kind, one) in known.items()]
    form = bound(OpenForm, request, holders=choices, until=timezone.localdate())

    def act_on(data: dict[str, object]) -> object:
        kind, one = known[str(data["holder"])]
        of = {"award": None, "subaward": None, kind: one.pk}
        return act.open_reports(id=data["id"], seen=one.version, until=data["until"], by=actor, **of)

    return submit(
        request, form, act_on, to=reverse("reports", args=[code]), said=_("Los informes quedaron abiertos. Quien informa ya los ve."),
        title=_("Abrir informes trimestrales"), button=_("Abrir"), back=back_to(row, "reports", _("Informes")),
    )  # fmt: skip


@needs(Verb.WRITE_REPORT)
def report_write(request: HttpRequest, report: UUID) -> HttpResponse:
    """The words of a report: saved by itself while one types, kept as a draft with the button."""
    actor, row = actor_of(request), queries.one(actor_of(request), report)
    if not may_write(actor, row) or row.state not in ("due", "sent_back"):
        raise Denied(rules.gone())
    draft = queries.own_draft(actor, row)
    words = {name: getattr(draft, name) for name in NARRATIVE} if draft else _last_words(actor, row)
    first = action_initial(seen=draft.version if draft else 0, **words)
    form = (
        DraftForm(request.POST)
        if request.method == "POST"
        else drafts.restore(request, DraftForm, SLUG, subject(row), initial=first)
    )

    def keep(data: dict[str, object]) -> object:
        kept = act.write_draft(id=data["id"], seen=data["seen"], report=row.pk, words=form.words(), by=actor)
        drafts.drop(actor, SLUG, subject(row))
        return kept

    return submit(
        request, form, keep, to=reverse("report", args=[row.pk]), said=_("El borrador quedó guardado. Revíselo y envíelo."),
        title=_("Escribir el informe"), button=_("Guardar borrador"), draft_url=drafts.url_of(SLUG, subject(row)),
        back=Link(_("Informe"), reverse("report", args=[row.pk])), lead=_("Solo su unidad ve lo que escribe hasta que lo envíe."),
    )  # fmt: skip


@needs(Verb.WRITE_REPORT)
@require_POST
def report_send(request: HttpRequest, report: UUID) -> HttpResponse:
    """Sends the draft with its figures."""
    try:
        act.send_report(report=report, **asked(request))
    except Invalid as problem:
        messages.error(request, " ".join(text for texts in problem.messages.values() for text in texts))
    else:
        messages.success(request, _("El informe se envió. Sus cifras quedaron fijas."))
    return redirect("report", report)


@needs(Verb.REVIEW_REPORT)
def report_return(request: HttpRequest, report: UUID) -> HttpResponse:
    """Sends a report back with remarks, part by part."""
    row = _to_review(request, report)
    form = bound(RemarksForm, request, row.version)
    return submit(
        request, form,
        lambda data: act.return_report(id=data["id"], seen=data["seen"], report=row.pk, remarks=form.remarks(), by=actor_of(request)),
        to=reverse("report", args=[row.pk]), said=_("El informe volvió a quien lo escribió, con sus observaciones."),
        title=_("Devolver con observaciones"), button=_("Devolver"), back=Link(_("Informe"), reverse("report", args=[row.pk])),
        lead=_("Diga qué hay que cambiar en cada parte. Deje vacías las que están bien."),
    )  # fmt: skip


@needs(Verb.REVIEW_REPORT)
@require_POST
def report_accept(request: HttpRequest, report: UUID) -> HttpResponse:
    """Accepts a report: it cannot change any more."""
    act.accept_report(report=report, **asked(request))
    messages.success(request, _("El informe quedó aceptado. Ya no cambia."))
    return redirect("report", report)


def _to_review(request: HttpRequest, report: UUID) -> Report:
    row = queries.one(actor_of(request), report)
    party = relations.party_of(actor_of(request), row.compact)
    if row.state != "sent" or not may_review(actor_of(request), row, party.side if party else ""):
        raise Denied(rules.gone())
    return row


def _last_words(actor: Actor, row: Report) -> dict[str, str]:
    """A report that was sent back is written on from its last version."""
    last = next(iter(queries.versions(actor, row)), None)
    return {name: getattr(last.version, name) for name in NARRATIVE} if last else {}


def _holders(actor: Actor, compact: Compact) -> Sequence[tuple[str, Award | SubAward]]:
    """Whose reports the actor may open: all awards for a party, its own sub-awards for a prime recipient."""
    party = relations.party_of(actor, compact)
    subs = (
        SubAward.objects.visible_to(actor)
        .filter(compact=compact)
        .select_related("recipient", "award__recipient")
        .order_by("number")
    )
    if party is None:
        return [("subaward", row) for row in subs if row.award and row.award.recipient.unit_id == actor.unit_id]
    awards = Award.objects.visible_to(actor).filter(compact=compact).select_related("recipient").order_by("number")
    orphans = [row for row in subs if row.award_id is None]
    return [*(("award", row) for row in awards), *(("subaward", row) for row in orphans)]
