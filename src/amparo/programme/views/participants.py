"""Who takes part in a compact: the list, a unit that joins, one that leaves."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme import actions as act
from amparo.programme import rules
from amparo.programme.forms.participants import ActingForm, JoinForm
from amparo.programme.queries import participants as query
from amparo.programme.views.flow import actor_of, back_to, bound, compact_of, draw
from amparo.ui.forms import ActionForm
from amparo.ui.submitting import submit

KEPT = Verb.KEEP_AGREEMENT


@needs(Verb.SEE_COMPACT)
@require_GET
def participants(request: HttpRequest, code: str) -> HttpResponse:
    """Who takes part, and who did."""
    row = compact_of(request, code, "agreement")
    return draw(request, row, "programme/participants.html", found=query.participants(actor_of(request), row))


@needs(KEPT)
def participant_join(request: HttpRequest, code: str) -> HttpResponse:
    """A unit takes part from now on; for the unit that began the record."""
    row, actor = compact_of(request, code, "agreement", verb=KEPT), actor_of(request)
    if not query.may_seat(actor, row):
        raise NotFound(rules.gone())
    form = bound(JoinForm, request, row.version)

    def do(data: dict[str, Any]) -> object:
        return act.join_compact(id=data["id"], seen=data["seen"], compact=row.pk, **form.seat(), by=actor)

    return submit(
        request, form, do, to=reverse("participants", args=[code]), said=_("Listo. Desde ahora participa y ve lo que le toca."),
        title=_("Agregar a quien participa"), button=_("Agregar"), back=back_to(row, "participants", _("Quiénes participan")),
    )  # fmt: skip


@needs(KEPT)
def participant_leave(request: HttpRequest, code: str, seat: UUID) -> HttpResponse:
    """A unit takes part no longer; asks first."""
    row, actor = compact_of(request, code, "agreement", verb=KEPT), actor_of(request)
    kept = query.seat(actor, row, seat)
    consequences = [
        _("Desde ahora ve solo lo que ella misma escribió."),
        _("Lo que escribió se conserva, y queda anotado hasta cuándo participó."),
    ]
    if open_awards := query.carried_out(actor, kept):
        told = ngettext(
            "Tiene %(n)s adjudicación o subacuerdo abierto.", "Tiene %(n)s adjudicaciones o subacuerdos abiertos.", open_awards
        )
        consequences.insert(0, told % {"n": open_awards})

    def do(data: dict[str, Any]) -> object:
        return act.leave_compact(id=data["id"], seen=data["seen"], participation=seat, by=actor)

    return submit(
        request, bound(ActionForm, request, kept.version), do, to=reverse("participants", args=[code]), said=_("Listo. Ya no participa."),
        template="ui/confirm.html", title=_("Terminar la participación"), lead=kept.member.name, consequences=consequences,
        button=_("Terminar la participación"), back=back_to(row, "participants", _("Quiénes participan")),
    )  # fmt: skip


@needs(KEPT)
def participant_acting(request: HttpRequest, code: str) -> HttpResponse:
    """From now on the people of a unit act for an organisation."""
    row, actor = compact_of(request, code, "agreement", verb=KEPT), actor_of(request)
    form = bound(ActingForm, request)

    def do(data: dict[str, Any]) -> object:
        return act.bind_organisation(id=data["id"], seen=0, organisation=UUID(data["organisation"]), unit=data["unit"], by=actor)

    return submit(
        request, form, do, to=reverse("participants", args=[code]), said=_("Listo. Ahora puede agregarla a la alianza."),
        title=_("Decir qué unidad actúa por una organización"), button=_("Guardar"), back=back_to(row, "participants", _("Quiénes participan")),
    )  # fmt: skip
