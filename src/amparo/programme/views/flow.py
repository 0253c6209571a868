"""How a page of the partnership begins and ends: the compact is found as the actor may, the page is drawn in its frame."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core.errors import NotFound
from amparo.programme import rules
from amparo.programme.models import Compact
from amparo.programme.said import said
from amparo.programme.tabs import may_see, tabs
from amparo.ui.components import Link
from amparo.ui.forms import ActionForm, action_initial


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def compact_of(request: HttpRequest, code: str, group: str, *, verb: Verb = Verb.SEE_COMPACT) -> Compact:
    """The compact with this code. Raises `NotFound` outside the actor's sight, `Denied` where the matrix has not this group."""
    actor = actor_of(request)
    row: Compact | None = Compact.objects.visible_to(actor).filter(code=code).select_related("source").first()
    if row is None:
        raise NotFound(rules.gone())
    policy.check(actor, verb, group=group)
    return row


def draw(request: HttpRequest, compact: Compact, template: str, **context: Any) -> HttpResponse:
    """A page of a compact, in its frame with the parts above it."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    actor = actor_of(request)
    frame = {"compact": compact, "tabs": tabs(actor, compact, here or ""), "may_see": may_see(actor)}
    return render(request, template, {**frame, **context})


def back_to(compact: Compact, url_name: str, label: str = "") -> Link:
    """The way back to a part of the compact."""
    return Link(label or said(compact, "title"), reverse(url_name, args=[compact.code]))


def bound(form: type[ActionForm], request: HttpRequest, seen: int = 0, **more: Any) -> Any:
    """A form of an action: what was sent, or a fresh one that remembers the version seen.

    Of `more`, the names of fields are first values; the rest are what the form's own maker wants (choices).
    """
    initial = {name: value for name, value in more.items() if name in form.base_fields}
    options = {name: value for name, value in more.items() if name not in form.base_fields}
    return form(request.POST or None, initial=action_initial(seen=seen, **initial), **options)


def writes(request: HttpRequest, form: Any, action: Callable[..., Any], **about: Any) -> Callable[[dict[str, Any]], Any]:
    """What sending a form does: the action writes the form's facts about these rows (`compact=…`), as of the version that was seen."""

    def write(told: dict[str, Any]) -> Any:
        return action(id=told["id"], seen=told["seen"], facts=form.facts(), by=actor_of(request), **about)

    return write
