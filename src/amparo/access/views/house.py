"""Institutions and units, for administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amparo.access import actions, queries
from amparo.access.forms import InstitutionForm, MoveForm, NameForm, UnitForm
from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.access.views.asked import asked, done
from amparo.ui.components import Link
from amparo.ui.forms import action_initial


@needs(Verb.ADMINISTER)
@require_GET
def institutions(request: HttpRequest) -> HttpResponse:
    """All institutions."""
    return render(request, "access/institutions.html", {"institutions": queries.institutions(request.actor)})


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
        kind, parent = row.kind, above.pk if above else None
        return actions.create_unit(**data, institution=row.pk, parent=parent, kind=kind, by=request.actor)

    if request.method == "POST" and done(form, act):
        return redirect("institution", code)
    page = {"form": form, "title": _("Nueva unidad"), "button": _("Crear unidad")}
    return render(request, "ui/form.html", {**page, "back": Link(code, reverse("institution", args=[code]))})


@needs(Verb.ADMINISTER)
def move_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Hangs a unit below another one."""
    row = queries.unit(request.actor, code)
    form = MoveForm(request.POST or None, unit=row, initial=action_initial(seen=row.version, parent=row.parent_id))

    def act(data):
        parent = data["parent"].pk if data["parent"] else None
        return actions.move_unit(id=data["id"], seen=data["seen"], unit=row.pk, parent=parent, by=request.actor)

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
    actions.retire_unit(unit=row.pk, **asked(request))
    messages.success(request, _("La unidad se cerró."))
    return redirect("institution", row.institution.code)
