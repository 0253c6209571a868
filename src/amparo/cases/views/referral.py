"""A referral: asking for a service, the conversation, the lists of what was received and sent."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.cases import actions as act
from amparo.cases import labels
from amparo.cases.forms.referral import MessageForm, ReferralFilters, RefuseForm, WordsForm
from amparo.cases.models import Referral
from amparo.cases.queries import clocks, conversations, referrals
from amparo.cases.queries.file import Sheet
from amparo.cases.views.acts import missing, submit
from amparo.cases.views.flow import key_of, opened
from amparo.core.errors import Denied
from amparo.ui import moments
from amparo.ui.components import Cell, Column, Fact, Link, Pages, Table
from amparo.ui.forms import action_initial

# step → (title, button, question of the words, hint)
STEPS = {
    "accept": (lazy("Aceptar la derivación"), lazy("Aceptar"), lazy("¿Cuándo y dónde la atienden?"), lazy("Día, hora, por quién preguntar.")),
    "refuse": (lazy("No podemos atender"), lazy("Enviar respuesta"), lazy("¿A dónde más puede acudir?"), lazy("Si lo sabe, ayuda a quien la derivó.")),
    "attend": (lazy("Se atendió"), lazy("Registrar atención"), lazy("¿Qué se hizo y qué sigue?"), lazy("Lo que otra unidad necesita saber. No su relato ni su diagnóstico.")),
    "not_attended": (lazy("No se atendió"), lazy("Registrar"), lazy("¿Qué pasó?"), lazy("Por ejemplo: no llegó, no quiso, cambió la fecha.")),
    "return": (
        lazy("Devolver con resultado"), lazy("Devolver"), lazy("¿Qué debe saber quien la derivó?"),
        lazy("La derivación termina. Su unidad conserva que se le pidió y lo que escribió."),
    ),
    "withdraw": (lazy("Retirar la derivación"), lazy("Retirar"), lazy("¿Por qué se retira?"), lazy("La otra unidad lo verá.")),
}  # fmt: skip


@needs(Verb.OPEN_FILE)
def referral(request: HttpRequest, referral: UUID) -> HttpResponse:
    """The conversation, as either end sees it; a POST adds a message."""
    row = referrals.find(request.actor, referral)
    if row is None:
        raise missing()
    sheet = opened(request, row.case.code)
    whole = referrals.may_read(sheet, row)
    if not whole and not referrals.is_end(sheet, row) and not referrals.wrote(sheet, row):
        raise missing()
    form = None
    if referrals.may_say(sheet, row):
        form = MessageForm(request.POST or None, initial=action_initial(seen=row.version))
    elif request.method == "POST":
        raise Denied(_("Esta conversación ya terminó para su unidad."))
    return submit(
        request, form, lambda data: act.say(referral=row.pk, by=request.actor, **data), to=reverse("referral", args=[row.pk]),
        said=_("El mensaje está enviado."), template="cases/referral.html", **_shown(row, sheet, whole=whole),
    )  # fmt: skip


def _shown(row: Referral, sheet: Sheet, *, whole: bool) -> dict[str, object]:
    """What the page of a referral draws. Who asked and handed over keeps what it asked, not what came of it."""
    receives = row.to_unit_id == sheet.actor.unit_id
    key, running = key_of(sheet), referrals.clock(sheet.actor, row) if whole or receives else None
    return {
        "row": row, "steps": conversations.steps(row) if whole or receives else (), "service": labels.label("service", row.service), "whole": whole,
        "facts": _facts(row, key, whole), "turns": referrals.turns(sheet, row, key, whole=whole),
        "actions": referrals.actions(sheet, row), "receives": receives,
        "clock": clocks.drawn(running) if running else None,
        "may_reveal": sheet.may(Verb.REVEAL_IDENTITY, "identity") and row.case.person_id is not None,
    }  # fmt: skip


def _facts(row: Referral, key: bytes | None, whole: bool) -> list[Fact]:
    if whole:
        return referrals.facts(row.case, referrals.asked_of(row, key), service=row.service, sender=row.sender.name)
    return [
        Fact(_("Persona"), labels.who(row.case.age, row.case.sex)),
        Fact(_("Pidió"), row.unit.name),
        Fact(_("Se pidió"), moments.moment(row.sent_at, timezone.now())),
    ]


@needs(Verb.OPEN_FILE)
def referral_step(request: HttpRequest, referral: UUID, step: str) -> HttpResponse:
    """A turn of either end that changes how the referral stands."""
    row = referrals.find(request.actor, referral)
    if row is None:
        raise missing()
    sheet = opened(request, row.case.code)
    to = reverse("referral", args=[row.pk])
    if step == "see" and request.method == "POST":
        act.answer_referral(referral=row.pk, step="see", **asked(request))
        return redirect(to)
    offered = {action.url for action in referrals.actions(sheet, row)}
    if step not in STEPS or (request.method == "GET" and reverse("referral_step", args=[row.pk, step]) not in offered):
        raise missing()
    title, button, question, hint = STEPS[step]
    form = (RefuseForm if step == "refuse" else WordsForm)(
        request.POST or None, question=question, hint=hint, initial=action_initial(seen=row.version)
    )
    return submit(
        request, form, lambda data: _answer(request, row, step, data), to=to, said=_("Quedó registrado y la otra unidad lo sabe."),
        title=title, button=button, back=Link(row.code, to), lead=f"{labels.label('service', row.service)} · {row.case.code}",
    )  # fmt: skip


def _answer(request: HttpRequest, row: Referral, step: str, data: dict[str, object]) -> object:
    if step == "withdraw":
        return act.withdraw_referral(referral=row.pk, by=request.actor, **data)
    return act.answer_referral(referral=row.pk, step=step, by=request.actor, **data)


@needs(Verb.OPEN_FILE)
@require_GET
def referral_list(request: HttpRequest) -> HttpResponse:
    """Received and sent referrals, what is due first on top."""
    sent = request.GET.get("ver") == "enviadas"
    rows = (referrals.sent if sent else referrals.received)(request.actor)
    form = ReferralFilters(request.GET, states=referrals.state_choices())
    state, service = form.wanted()
    if state:
        rows = rows.filter(state=state, **({"here": True} if sent else {}))  # who handed over does not learn what came of it
    if service:
        rows = rows.filter(service=service)
    paged = Paginator(rows, referrals.PAGE).get_page(request.GET.get("pagina"))
    query = {key: value for key, value in request.GET.items() if value and key != "pagina"}
    return render(request, "cases/referral_list.html", {
        "form": form, "sent": sent, "table": _table(list(paged), sent), "total": paged.paginator.count, "narrowed": state or service,
        "pages": Pages(paged.number, paged.paginator.num_pages, paged.paginator.count, _("derivaciones"), query),
    })  # fmt: skip


def _table(rows: list[Referral], sent: bool) -> Table:
    columns = [
        Column(_("Código")), Column(_("Quién")), Column(_("Servicio")), Column(_("Se pidió a") if sent else _("Pide")),
        Column(_("Estado")), Column(_("Plazo")),
    ]  # fmt: skip
    return Table(_("Derivaciones"), columns, [_line(row, sent) for row in rows], caption_hidden=True)


def _line(row: Referral, sent: bool) -> list[Cell | str]:
    kind, word = referrals.word(row.state)
    now, due = timezone.now(), row.due_at  # type: ignore[attr-defined]  # annotated
    if sent and not row.here:  # type: ignore[attr-defined]  # annotated
        kind, word = "no", _("Su unidad ya entregó")
    clock = Cell("")
    if due is not None:
        urgency = moments.urgency(due, now)
        clock = Cell(moments.due(due, now), kind="" if urgency == "ok" else urgency)
    return [
        Cell(row.case.code, reverse("referral", args=[row.pk]), code=True),
        labels.who(row.case.age, row.case.sex),
        labels.label("service", row.service),
        row.to_unit.name if sent else row.sender.name,
        Cell(word, kind=kind, note=moments.moment(row.sent_at, now)),
        clock,
    ]
