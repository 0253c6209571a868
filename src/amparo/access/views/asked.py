"""What every POST brings: the id made for it and the version seen; and how a form becomes an action."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amparo.core.errors import Invalid
from amparo.ui.forms import add_errors


def asked(request: HttpRequest) -> dict[str, Any]:
    """`id` and `seen` of a one-button form, and `by`. Raises `Invalid`."""
    try:
        return {"id": UUID(request.POST["id"]), "seen": int(request.POST["seen"]), "by": request.actor}  # type: ignore[attr-defined]
    except (KeyError, ValueError) as error:
        raise Invalid(_("La dirección o los datos llegaron incompletos. No se guardó nada.")) from error


def done(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Runs the action with the form's data; an `Invalid` becomes errors beside the fields. Whether it was done."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Invalid as error:
        add_errors(form, error.messages)
        return False
    return True
