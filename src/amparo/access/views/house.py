"""Institutions and units, for administrators. What makes, moves or closes a unit that sees cases waits for a second one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access import actions, queries
from amparo.access.forms import InstitutionForm, MoveForm, NameForm, UnitForm
from amparo.access.gate import needs
from amparo.access.models import UnitChange
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked, done
from amparo.core.errors import NotFound
from amparo.ui.components import Link
from amparo.ui.forms import action_initial


@needs(Verb.ADMINISTER)
@require_GET
def institutions(request: HttpRequest) -> HttpResponse:
    """All institutions."""
    page = {"institutions": queries.institutions(request.actor), "waiting": queries.waiting_count(request.actor)}
    return render(request, "access/institutions.html", page)


@needs(Verb.ADMINISTER)
@require_GET
def institution(request: HttpRequest, code: str) -> HttpResponse:
    """One institution: its names and its units."""
    row = queries.institution(request.actor, code)
    page = {"institution": row, "names": queries.names_of(row), "units": queries.units(request.actor, row)}
    return render(request, "access/institution.html", page)


@needs(Verb.ADMINISTER)
def new_institution(request: HttpRequest) -> HttpResponse:
    """Adds an institution."""
    form = InstitutionForm(request.POST or None, initial=action_initial())
    if request.method == "POST" and done(form, lambda data: actions.create_institution(**data, by=request.actor)):
        return redirect("institution", form.cleaned_data["code"])
    page = {"form": form, "title": _("Nueva institución"), "button": _("Crear institución")}
    return render(request, "ui/form.html", {**page, "back": Link(_("Instituciones"), reverse("institutions"))})


@needs(Verb.ADMINISTER)
def rename_institution(request: HttpRequest, code: str) -> HttpResponse:
    """Gives an institution its new name."""
    row = queries.institution(request.actor, code)
    form = NameForm(request.POST or None, initial=action_initial(seen=row.version))
    if request.method == "POST" and done(
        form, lambda data: actions.rename_institution(institution=row.pk, **data, by=request.actor)
    ):  # fmt: skip
        return redirect("institution", code)
    page = {"form": form, "title": _("Nombre nuevo"), "button": _("Guardar el nombre")}
    page["lead"] = _("El nombre anterior se conserva con sus fechas.")
    return render(request, "ui/form.html", {**page, "back": Link(code, reverse("institution", args=[code]))})


@needs(Verb.ADMINISTER)
def new_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Adds a unit to an institution."""
    row = queries.institution(request.actor, code)
    form = UnitForm(request.POST or None, institution=row, initial=action_initial())

    def act(data):
        above = data.pop("parent")
        parent = above.pk if above else None
        _say(request, actions.propose_unit(**data, institution=row.pk, parent=parent, by=request.actor))

    if request.method == "POST" and done(form, act):
        return redirect("institution", code)
    page = {"form": form, "title": _("Nueva unidad"), "button": _("Crear unidad"), "lead": _two_people()}
    return render(request, "ui/form.html", {**page, "back": Link(code, reverse("institution", args=[code]))})


@needs(Verb.ADMINISTER)
def move_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Hangs a unit below another one."""
    row = queries.unit(request.actor, code)
    form = MoveForm(request.POST or None, unit=row, initial=action_initial(seen=row.version, parent=row.parent_id))

    def act(data):
        parent = data["parent"].pk if data["parent"] else None
        _say(request, actions.propose_move(id=data["id"], seen=data["seen"], unit=row.pk, parent=parent, by=request.actor))

    if request.method == "POST" and done(form, act):
        return redirect("institution", row.institution.code)
    page = {"form": form, "title": _("Mover %(unit)s") % {"unit": row.name}, "button": _("Mover la unidad")}
    page["lead"] = _("Quienes supervisan la unidad anterior dejan de ver sus conteos; los de la nueva empiezan a verlos.")
    return render(
        request, "ui/form.html", {**page, "back": Link(row.institution.code, reverse("institution", args=[row.institution.code]))}
    )


@needs(Verb.ADMINISTER)
@require_POST
def retire_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Closes a unit."""
    row = queries.unit(request.actor, code)
    _say(request, actions.propose_closing(unit=row.pk, **asked(request)))
    return redirect("institution", row.institution.code)


@needs(Verb.ADMINISTER)
@require_GET
def unit_changes(request: HttpRequest) -> HttpResponse:
    """The changes of units that wait for a second administrator."""
    page = {"changes": queries.waiting_changes(request.actor), "me": request.actor.user_id}
    return render(request, "access/unit_changes.html", page)


STEPS = {"confirmar": actions.confirm_unit_change, "rechazar": actions.refuse_unit_change}


@needs(Verb.ADMINISTER)
@require_POST
def decide_unit_change(request: HttpRequest, change: UUID, step: str) -> HttpResponse:
    """Confirms a change of a unit, or turns it down."""
    if step not in STEPS:
        raise NotFound("")
    STEPS[step](change=queries.unit_change(request.actor, change).pk, **asked(request))
    messages.success(request, _("Guardado. La oficial de datos personales lo ve."))
    return redirect("unit_changes")


def _say(request: HttpRequest, change: UnitChange) -> None:
    """Whether it is done, or waits."""
    if change.state == "proposed":
        messages.success(request, _("Quedó propuesto. Entra en vigor cuando lo confirme otra administradora."))
    else:
        messages.success(request, _("Guardado."))


def _two_people() -> str:
    return _(
        "Si la institución ve casos, la confirma una segunda administradora: una unidad nueva recibe los avisos de su lugar."
    )
