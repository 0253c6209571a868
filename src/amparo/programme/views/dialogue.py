"""The dialogue room: the list, the room of one dialogue, and the forms of what is written into it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amparo.access import policy
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme import actions as act
from amparo.programme import rules
from amparo.programme.forms import dialogue as ask
from amparo.programme.models import Dialogue, DialogueAgreement, Organisation
from amparo.programme.queries import dialogue as room
from amparo.programme.relations import party_of
from amparo.programme.said import said
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, draw, writes
from amparo.programme.views.room_steps import steps
from amparo.ui.components import Link
from amparo.ui.submitting import submit


def room_of(request: HttpRequest, code: str, number: int, *, verb: Verb = Verb.SEE_COMPACT) -> Dialogue:
    """The dialogue of an address. Raises `NotFound` outside the actor's sight, `Denied` by the matrix."""
    compact = compact_of(request, code, "dialogue", verb=verb)
    return room.found(actor_of(request), compact, number)


def url_of(row: Dialogue, name: str = "dialogue", *more: Any) -> str:
    """An address in the room."""
    return reverse(name, args=[row.compact.code, row.number, *more])


def back(row: Dialogue) -> Link:
    """The way back to the room."""
    return Link(_("Diálogo %(n)s") % {"n": row.number}, url_of(row))


@needs(Verb.SEE_COMPACT)
@require_GET
def dialogues(request: HttpRequest, code: str) -> HttpResponse:
    """All dialogues of a compact."""
    compact = compact_of(request, code, "dialogue")
    actor = actor_of(request)
    may = policy.can(actor, Verb.HOLD_DIALOGUE, group="dialogue") and compact.state != "closed" and party_of(actor, compact)
    return draw(request, compact, "programme/dialogues.html", rows=room.listed(actor, compact), may=bool(may))


@needs(Verb.SEE_COMPACT)
@require_GET
def dialogue(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The room of one dialogue: where it stands, what is missing and whose turn it is."""
    row, actor = room_of(request, code, number), actor_of(request)
    found = room.room(actor, row, party_of(actor, row.compact))
    may = bool(found.side) and policy.can(actor, Verb.HOLD_DIALOGUE, group="dialogue")
    page = {"room": found, "row": row, "may": may, "late": room.overdue(row, timezone.localdate()), "steps": steps(row)}
    return draw(request, row.compact, "programme/dialogue.html", **page)


@needs(Verb.SEE_COMPACT)
@require_GET
def dialogue_by_id(request: HttpRequest, dialogue: UUID) -> HttpResponse:
    """From the desk to the room."""
    row = room.by_id(actor_of(request), dialogue)
    return redirect(url_of(row))


@needs(Verb.HOLD_DIALOGUE)
def dialogue_new(request: HttpRequest, code: str) -> HttpResponse:
    """Plans the next dialogue."""
    compact = compact_of(request, code, "dialogue", verb=Verb.HOLD_DIALOGUE)
    form = bound(ask.PlanForm, request)
    return submit(
        request, form, writes(request, form, act.plan_dialogue, compact=compact.pk),
        to=lambda made: reverse("dialogue", args=[code, made.number]), said=_("El diálogo quedó planificado."),
        title=_("Planificar el diálogo"), button=_("Planificar"), back=back_to(compact, "dialogues", _("Diálogo anual")),
    )  # fmt: skip


@needs(Verb.HOLD_DIALOGUE)
def dialogue_arrange(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """When, how and where."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    form = bound(ask.PlanForm, request, row.version, held_on=row.held_on, mode=row.mode, place=row.place)
    return written(
        request, row, form, do=writes(request, form, act.arrange_dialogue, dialogue=row.pk),
        title=_("Fecha y lugar"), said=_("Quedó guardado."),
    )  # fmt: skip


@needs(Verb.HOLD_DIALOGUE)
def delegate_new(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """An official in a delegation."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    form = bound(ask.DelegateForm, request, row.version)
    return written(
        request, row, form, do=writes(request, form, act.add_delegate, dialogue=row.pk),
        title=_("Agregar a la delegación"), said=_("Quedó en la delegación."), lead=_("Solo autoridades, como aparecen en el acto público."),
    )  # fmt: skip


@needs(Verb.HOLD_DIALOGUE)
def agenda_new(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A point of the agenda."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    form = bound(ask.AgendaForm, request, row.version)
    return written(
        request, row, form, do=writes(request, form, act.add_agenda_item, dialogue=row.pk),
        title=_("Agregar a la agenda"), said=_("Quedó en la agenda."),
    )  # fmt: skip


@needs(Verb.HOLD_DIALOGUE)
def agreement_new(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What was agreed at the table."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    owners = [(str(one.pk), said(one, "name")) for one in Organisation.objects.order_by("name_es")]
    form = bound(ask.AgreementForm, request, row.version, owners=owners)
    return written(
        request, row, form, do=writes(request, form, act.add_agreement, dialogue=row.pk),
        title=_("Anotar un acuerdo"), said=_("El acuerdo quedó anotado."), lead=_("Con parte, responsable y fecha, un acuerdo se convierte en compromiso."),
    )  # fmt: skip


@needs(Verb.HOLD_DIALOGUE)
def agreement_keep(request: HttpRequest, code: str, number: int, agreement: UUID) -> HttpResponse:
    """An agreement becomes a commitment, which the commitments page follows from then on."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    agreed = _agreement(request, row, agreement)
    form = bound(ask.KeepForm, request, agreed.version)
    return written(
        request, row, form, title=_("Convertir en compromiso"), said=_("El acuerdo es ahora un compromiso."),
        lead=said(agreed, "text"),
        do=lambda data: act.commit_agreement(id=data["id"], seen=data["seen"], agreement=agreed.pk, kind=data["kind"], by=actor_of(request)),
    )  # fmt: skip


@needs(Verb.HOLD_DIALOGUE)
def agreement_follow(request: HttpRequest, code: str, number: int, agreement: UUID) -> HttpResponse:
    """How an earlier agreement stands at this dialogue."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    agreed = _agreement(request, row, agreement)
    form = bound(ask.FollowForm, request, agreed.version)
    return written(
        request, row, form, title=_("Decir cómo va"), said=_("Quedó anotado cómo va."), lead=said(agreed, "text"),
        do=lambda data: act.follow_up(
            id=data["id"], seen=data["seen"], agreement=agreed.pk, dialogue=row.pk, state=data["state"], words_es=data["words_es"],
            words_en=data["words_en"], by=actor_of(request),
        ),
    )  # fmt: skip


@needs(Verb.HOLD_DIALOGUE)
def minutes(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The minutes and the joint statement."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    names = ("minutes_es", "minutes_en", "statement_es", "statement_en", "statement_url")
    form = bound(ask.MinutesForm, request, row.version, **{name: getattr(row, name) for name in names})
    return written(
        request, row, form, title=_("Acta y declaración conjunta"), said=_("El acta quedó guardada."),
        do=lambda data: act.write_minutes(id=data["id"], seen=data["seen"], dialogue=row.pk, texts=form.texts(), by=actor_of(request)),
    )  # fmt: skip


def written(
    request: HttpRequest, row: Dialogue, form: Any, *, do: Any, title: str, said: str, lead: str = "", button: str = ""
) -> HttpResponse:
    """One form of the room: shown, or done and back to the room."""
    return submit(
        request, form, do, to=url_of(row), said=said, title=title, lead=lead, button=button or _("Guardar"), back=back(row)
    )


def _agreement(request: HttpRequest, row: Dialogue, agreement: UUID) -> DialogueAgreement:
    found: DialogueAgreement | None = (
        DialogueAgreement.objects.visible_to(actor_of(request)).filter(pk=agreement, compact=row.compact).first()
    )
    if found is None:
        raise NotFound(rules.gone())
    return found
