"""How a page of the file turns into an action: find the file as the actor may, fill the form, do it, go on."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.policy import Relation
from amparo.access.verbs import Verb
from amparo.cases.models import Case
from amparo.cases.relations import relations_to
from amparo.core.errors import Invalid, NotFound
from amparo.ui.components import Link
from amparo.ui.forms import add_errors


def missing() -> NotFound:
    """The one sentence for what is not there and for what is not theirs."""
    return NotFound(_("La página no existe, cambió de lugar o no es parte de su trabajo."))


def case_for(actor: Actor, verb: Verb, group: str, **found: Any) -> Case:
    """The file a form is about. Raises `NotFound` outside the actor's sight, `Denied` by the matrix."""
    case = Case.objects.visible_to(actor).filter(**found).select_related("event").first()
    if case is None:
        raise missing()
    relations = relations_to(actor, case)
    if relations == {Relation.NONE}:
        raise missing()
    policy.check(actor, verb, group=group, relations=relations)
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
    **page: Any,
) -> HttpResponse:
    """Shows the form, or does the act and goes to `to` saying `said`. An `Invalid` stands beside its field; nothing is lost."""
    request.form = form  # type: ignore[attr-defined]  # a conflict page gives back what was typed
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Invalid as problem:
            add_errors(form, problem.messages)
        else:
            messages.success(request, said)
            return redirect(to)
    return render(request, template, {"form": form, **page})
