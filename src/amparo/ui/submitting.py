"""How a form becomes an act: filled, done, gone on. Every app's pages use this one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from amparo.core.errors import Conflict, Invalid
from amparo.ui.forms import add_errors


def submit(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    to: str | Callable[[Any], str],
    said: str,
    template: str = "ui/form.html",
    stale: Callable[[], HttpResponse | None] = lambda: None,
    **page: Any,
) -> HttpResponse:
    """Shows the form, or does the act and goes to `to` (an address, or made from the act's result) saying `said`.

    An `Invalid` stands beside its field; nothing is lost. On a `Conflict`, `stale` may answer with a page of its own.
    """
    request.form = form  # type: ignore[attr-defined]  # a conflict page gives back what was typed
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                done = act(form.cleaned_data)
        except Invalid as problem:
            add_errors(form, problem.messages)
        except Conflict:
            answer = stale()
            if answer is None:
                raise
            return answer
        else:
            messages.success(request, said)
            return redirect(to(done) if callable(to) else to)
    return render(request, template, {"form": form, **page})
