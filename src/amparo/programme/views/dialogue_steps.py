"""What moves a dialogue on: the choice is opened and closed, the figures are frozen, it is held and closed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked
from amparo.core.errors import Invalid
from amparo.programme import actions as act
from amparo.programme.forms import dialogue as ask
from amparo.programme.models import Dialogue, Indicator
from amparo.programme.said import said
from amparo.programme.views.dialogue import room_of, url_of, written
from amparo.programme.views.flow import actor_of, bound


@needs(Verb.HOLD_DIALOGUE)
def choice_open(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Both sides may choose, until the end of a day."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    form = bound(ask.OpenChoiceForm, request, row.version, choose_by=row.choose_by)
    return written(
        request, row, form, title=_("Abrir la elección"), button=_("Abrir"), said=_("La elección está abierta para las dos partes."),
        do=lambda data: act.open_choice(id=data["id"], seen=data["seen"], dialogue=row.pk, choose_by=data["choose_by"], by=actor_of(request)),
    )  # fmt: skip


@needs(Verb.HOLD_DIALOGUE)
def choice_new(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Puts an indicator or a question on the table."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    rows = Indicator.objects.visible_to(actor_of(request)).filter(compact=row.compact, active=True).order_by("code")
    form = bound(
        ask.ChoiceForm, request, row.version, indicators=[(str(one.pk), f"{one.code}. {said(one, 'name')}") for one in rows]
    )
    return written(
        request, row, form, title=_("Proponer para la mesa"), button=_("Proponer"), said=_("La otra parte ya puede responder."),
        do=lambda data: act.propose_choice(id=data["id"], seen=data["seen"], dialogue=row.pk, facts=form.facts(), by=actor_of(request)),
    )  # fmt: skip


@needs(Verb.HOLD_DIALOGUE)
@require_POST
def choice_answer(request: HttpRequest, code: str, number: int, choice: UUID) -> HttpResponse:
    """Agrees to what the other side proposed, declines it, or proposes again what was declined."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    told = request.POST.get("answer", "")
    if told == "again":
        return _pressed(request, row, lambda: act.propose_again(choice=choice, **asked(request)), _("Quedó propuesto otra vez."))
    return _pressed(
        request, row, lambda: act.answer_choice(choice=choice, agree=told == "agree", **asked(request)), _("Quedó respondido.")
    )


@needs(Verb.HOLD_DIALOGUE)
@require_POST
def choice_close(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The choice is complete."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    return _pressed(request, row, lambda: act.close_choice(dialogue=row.pk, **asked(request)), _("La elección quedó cerrada."))


@needs(Verb.HOLD_DIALOGUE)
def freeze(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Freezes the figures at a cut-off."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    form = bound(ask.FreezeForm, request, row.version)
    return written(
        request, row, form, title=_("Congelar las cifras"), button=_("Congelar"), said=_("Las cifras quedaron congeladas."),
        lead=_("Se guardan como están ese día, con su fuente. Ya no cambian para este diálogo."),
        do=lambda data: act.freeze(id=data["id"], seen=data["seen"], dialogue=row.pk, cut_off=data["cut_off"], by=actor_of(request)),
    )  # fmt: skip


@needs(Verb.HOLD_DIALOGUE)
def hold(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The dialogue was held."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    form = bound(ask.HoldForm, request, row.version)
    return written(
        request, row, form, title=_("El diálogo se realizó"), said=_("Quedó como realizado. Ahora lo leen todos los participantes."),
        do=lambda data: act.hold_dialogue(id=data["id"], seen=data["seen"], dialogue=row.pk, held_on=data["held_on"], by=actor_of(request)),
    )  # fmt: skip


@needs(Verb.HOLD_DIALOGUE)
@require_POST
def strike(request: HttpRequest, code: str, number: int, row: UUID) -> HttpResponse:
    """Takes a delegate or a point of the agenda off the table."""
    dialogue = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    return _pressed(
        request, dialogue, lambda: act.strike_from_table(dialogue=dialogue.pk, row=row, **asked(request)), _("Se quitó.")
    )


@needs(Verb.HOLD_DIALOGUE)
@require_POST
def close(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Closes the dialogue."""
    row = room_of(request, code, number, verb=Verb.HOLD_DIALOGUE)
    return _pressed(request, row, lambda: act.close_dialogue(dialogue=row.pk, **asked(request)), _("El diálogo quedó cerrado."))


def _pressed(request: HttpRequest, row: Dialogue, do: Callable[[], object], said: str) -> HttpResponse:
    """One button of the room: back to the room, with what was done or with what is still missing."""
    try:
        with transaction.atomic():
            do()
    except Invalid as missing:
        for sentence in (sentence for sentences in missing.messages.values() for sentence in sentences):
            messages.error(request, sentence)
    else:
        messages.success(request, said)
    return redirect(url_of(row))
