"""Acts on a file that take one small form or one click."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amparo.access import policy
from amparo.access.actions import exclude as exclude_from
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.cases import actions as act
from amparo.cases import labels
from amparo.cases.actions.file import subject_of
from amparo.cases.forms.decisions import (
    DismissForm,
    ExcludeForm,
    HandOverForm,
    NoteForm,
    PenalStepForm,
    ProtectorForm,
    StatusForm,
    TriageForm,
)
from amparo.cases.models import Case
from amparo.cases.queries import sight, units
from amparo.cases.queries.file import Sheet
from amparo.cases.views.acts import case_for, missing, submit, to_file
from amparo.cases.views.flow import actor_of, asked, bound, kept, opened_for, sent_before
from amparo.desk import drafts
from amparo.ui.components import Link


@needs(Verb.TRIAGE)
def triage(request: HttpRequest, code: str) -> HttpResponse:
    """How urgent the file is; the child is presumed a victim from here."""
    sheet = opened_for(request, code, (Verb.TRIAGE, "header"))
    form = bound(TriageForm, request, sheet.case.version)
    return submit(
        request, form, lambda data: act.triage(case=sheet.case.pk, by=sheet.actor, **data),
        to=_file(code), said=_("Quedó clasificado. Desde ahora se presume víctima."), sheet=sheet,
        current={"risk": labels.label("risk", sheet.case.risk)},
        title=_("Clasificar el aviso"), button=_("Guardar y seguir"), back=to_file(sheet.case), lead=labels.who(sheet.case.age, sheet.case.sex),
    )  # fmt: skip


@needs(Verb.TRIAGE)
def dismiss(request: HttpRequest, code: str) -> HttpResponse:
    """Ends an alert that belongs elsewhere."""
    sheet = opened_for(request, code, (Verb.TRIAGE, "header"))
    form = bound(DismissForm, request, sheet.case.version)
    return submit(
        request, form, lambda data: act.dismiss(case=sheet.case.pk, by=sheet.actor, **data),
        to=_file(code), said=_("El aviso no sigue. Si algo cambia, se puede reabrir."), sheet=sheet,
        title=_("El aviso no sigue por esta ruta"), button=_("Guardar"), back=to_file(sheet.case),
        lead=_("Lo escrito queda. Los plazos y tareas que corren se retiran. Se puede reabrir."),
    )  # fmt: skip


@needs(Verb.TAKE_CHARGE)
@require_POST
def take_charge(request: HttpRequest, code: str) -> HttpResponse:
    """The reader's unit answers for its part from now on."""
    sheet = opened_for(request, code, (Verb.TAKE_CHARGE, "header"))
    act.take_charge(case=sheet.case.pk, **asked(request))
    messages.success(request, _("Su unidad está a cargo. Quien avisó ya lo sabe."))
    return redirect("case", code)


@needs(Verb.HAND_OVER)
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """Gives the reader's part to another unit of the same work."""
    if sent_before(request):
        return redirect("case_list")
    sheet = opened_for(request, code, (Verb.HAND_OVER, "header"))
    parts = units.own_parts(sheet)
    first = {"part": parts[0]} if len(parts) == 1 else {}
    form = bound(HandOverForm, request, sheet.case.version, parts=parts, units=units.same_kind(sheet), **first)
    return submit(
        request, form, lambda data: act.hand_over(case=sheet.case.pk, by=sheet.actor, **data),
        to=reverse("case_list"), said=_("Entregado. La otra unidad ya lo tiene en su página."), sheet=sheet,
        title=_("Entregar a otra unidad"), button=_("Entregar"), back=to_file(sheet.case),
        lead=_("Sus tareas y plazos pasan a la otra unidad. Su unidad conserva lo que escribió y deja de ver lo demás."),
    )  # fmt: skip


@needs(Verb.NAME_PROTECTOR)
def name_protector(request: HttpRequest, code: str) -> HttpResponse:
    """Which unit protects, where nobody does who sees the file and is at work. It opens no file."""
    actor = actor_of(request)
    if sent_before(request):
        return redirect("home")
    case = _unprotected(request, code)
    choice = sight.protectors(case)
    form = bound(ProtectorForm, request, case.version, units=choice)
    why = _("%(code)s. La unidad que la protegía ya no ve este expediente, o ya no trabaja nadie en ella.")
    if not choice:
        why = _("%(code)s. Ninguna unidad de protección puede recibirlo todavía: pida hoy a la administración que cree una.")
    return submit(
        request, form, lambda data: act.name_protector(case=case.pk, by=actor, **data),
        to=reverse("home"), said=_("La unidad ya lo tiene en su página, con los plazos que corrían."),
        title=_("Quién la protege desde ahora"), button=_("Nombrar"), back=Link(_("Mi trabajo"), reverse("home")),
        lead=why % {"code": code},
    )  # fmt: skip


def _unprotected(request: HttpRequest, code: str) -> Case:
    """The file, as who supervises or who hid it may know it; for the officer of data, where he was asked."""
    actor = actor_of(request)
    if not policy.can(actor, Verb.NAME_PROTECTOR, group="house"):
        return case_for(request, Verb.NAME_PROTECTOR, "header", code=code)
    case = sight.officers_file(actor, code)
    if case is None:
        raise missing()
    return case


@needs(Verb.NOTE)
def note_new(request: HttpRequest, code: str) -> HttpResponse:
    """A note for the next shift of the own unit."""
    sheet = opened_for(request, code, (Verb.NOTE, "own"))
    form = kept(NoteForm, request, sheet, slug="note")

    def write(data: dict[str, Any]) -> None:
        act.write_note(case=sheet.case.pk, by=sheet.actor, **data)
        drafts.drop(sheet.actor, "note", subject_of(sheet.case))

    return submit(
        request, form, write,
        to=_file(code) + "#cronologia", said=_("Anotado. Lo lee solo su unidad."), sheet=sheet,
        title=_("Anotar"), button=_("Guardar la anotación"), back=to_file(sheet.case), draft_url=drafts.url_of("note", subject_of(sheet.case)),
        lead=_("Es para el siguiente turno de su unidad. La historia de ella no se escribe aquí: la entrevista única la hace la Fiscalía."),
    )  # fmt: skip


@needs(Verb.DECIDE_STATUS)
def status_decide(request: HttpRequest, code: str) -> HttpResponse:
    """What this institution decides; what others decided stands beside it."""
    sheet = opened_for(request, code, (Verb.DECIDE_STATUS, "status"))
    form = bound(StatusForm, request, sheet.case.version)
    return submit(
        request, form, lambda data: act.decide_status(case=sheet.case.pk, by=sheet.actor, **data),
        to=_file(code), said=_("La decisión de su institución quedó escrita junto a las demás."), sheet=sheet,
        template="cases/status_decide.html", decisions=shown(sheet),
        title=_("Decidir la condición de víctima"), button=_("Guardar la decisión"), back=to_file(sheet.case),
        lead=_("Cada institución decide la suya y ninguna borra la de otra. La protección sigue, decida lo que decida."),
    )  # fmt: skip


@needs(Verb.RECORD_PENAL)
def penal_step(request: HttpRequest, code: str) -> HttpResponse:
    """A milestone of the penal route."""
    sheet = opened_for(request, code, (Verb.RECORD_PENAL, "penal"))
    form = bound(PenalStepForm, request, sheet.case.version)
    return submit(
        request, form, lambda data: act.record_penal_step(case=sheet.case.pk, by=sheet.actor, **data),
        to=_file(code), said=_("El hito quedó en la ruta penal."), sheet=sheet,
        title=_("Registrar un hito penal"), button=_("Registrar"), back=to_file(sheet.case),
    )  # fmt: skip


@needs(Verb.EXCLUDE)
def exclude(request: HttpRequest, code: str) -> HttpResponse:
    """Hides the file from a unit or a person: when somebody of the route is involved himself."""
    sheet = opened_for(request, code, (Verb.EXCLUDE, "header"))
    form = bound(ExcludeForm, request, 0, units=units.involved(sheet), people=units.staff(sheet))

    def hide(data: dict[str, Any]) -> None:
        chosen = {"exempt": data.get("exempt") or (), "reason": data["reason"], **form.target()}  # type: ignore[attr-defined]
        exclude_from(id=data["id"], seen=data["seen"], subject_type="case", subject_id=sheet.case.pk, by=sheet.actor, **chosen)

    return submit(
        request, form, hide, to=_file(code), said=_("Desde ahora no ve el expediente ni sabe que existe."), sheet=sheet,
        title=_("Ocultar el expediente"), button=_("Ocultar"), back=to_file(sheet.case),
        lead=_("Para quien deja de verlo, el expediente no existe. Queda anotado quién lo ocultó y por qué."),
    )  # fmt: skip


def shown(sheet: Sheet) -> list[tuple[Any, str, str]]:
    """The decisions that stand, each with its knot and word."""
    return [(d, labels.STATUS_KINDS.get(d.status, "unknown"), labels.label("victim_status", d.status)) for d in sheet.decisions]


def _file(code: str) -> str:
    return reverse("case", args=[code])
