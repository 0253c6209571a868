"""How a page of the file turns into an action: find the file as the actor may, fill the form, do it, go on."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.policy import Relation
from amparo.access.verbs import Verb
from amparo.cases.models import Case
from amparo.cases.queries.file import Sheet
from amparo.cases.relations import relations_to
from amparo.cases.views.flow import actor_of, look
from amparo.core.errors import NotFound
from amparo.core.ids import new_id
from amparo.ui import submitting
from amparo.ui.components import Changed, Link
from amparo.ui.forms import spoken, typed


def missing() -> NotFound:
    """The one sentence for what is not there and for what is not theirs."""
    return NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))


def case_for(request: HttpRequest, verb: Verb, group: str, **found: Any) -> Case:
    """The file a form is about; opening it is recorded.

    Raises `NotFound` outside the actor's sight, `Denied` by the matrix.
    """
    actor = actor_of(request)
    case = Case.objects.visible_to(actor).filter(**found).select_related("event").first()
    if case is None:
        raise missing()
    relations = relations_to(actor, case)
    if relations == {Relation.NONE}:
        raise missing()
    policy.check(actor, verb, group=group, relations=relations)
    if policy.can(actor, Verb.OPEN_FILE, group="header", relations=relations):  # who supervises acts and opens nothing
        look(request, case.code)
    return case  # type: ignore[no-any-return]


def to_file(case: Case) -> Link:
    """The way back to the file."""
    return Link(case.code, reverse("case", args=[case.code]))


def submit(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    to: str,
    said: str,
    template: str = "ui/form.html",
    sheet: Sheet | None = None,
    current: Mapping[str, str] | None = None,
    **page: Any,
) -> HttpResponse:
    """Shows the form, or does the act and goes to `to` saying `said`. An `Invalid` stands beside its field; nothing is lost.

    With `sheet`, a `Conflict` shows what was typed beside what is stored now (`current`: field → its words), ready to be sent
    again on the new version.
    """

    def stale() -> HttpResponse | None:
        return both(request, form, sheet=sheet, current=current or {}) if sheet is not None else None

    return submitting.submit(request, form, act, to=to, said=said, template=template, stale=stale, **page)


def both(request: HttpRequest, form: forms.Form, *, sheet: Sheet, current: Mapping[str, str]) -> HttpResponse:
    """Both versions: what the file says now, and what was typed here, which can still be saved on the new version."""
    changed = [
        Changed(str(field.label), current[field.name], spoken(field)) for field in form.visible_fields() if field.name in current
    ]
    sent = form.data.copy()
    sent["id"], sent["seen"] = str(new_id()), str(sheet.case.version)
    form.data = sent
    page = {"form": form, "back": to_file(sheet.case), "changes": changed, "typed": typed(form)}
    return render(request, "409.html", page, status=409)
