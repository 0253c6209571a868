"""Unsent forms: where the page saves them, how they come back, and how they go when the form was sent."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.core import keyshelf
from amparo.core.errors import Locked
from amparo.core.sealed import read_sealed
from amparo.desk import effects, queries
from amparo.desk.effects import NOTHING
from amparo.desk.models import Draft
from amparo.desk.subjects import Subject

Form = TypeVar("Form", bound=forms.Form)
LEFT_OUT = frozenset({"id", "seen", "csrfmiddlewaretoken", "password", "code", "next"})


def url_of(form: str, subject: Subject = NOTHING) -> str:
    """The address for `data-draft-url`. `form` is a slug that names the form, `subject` what it is about."""
    if subject.id is None:
        return reverse("draft_save", args=[form])
    return f"{reverse('draft_save', args=[form, subject.id])}?{urlencode({'de': subject.type})}"


def kept_fields(sent: QueryDict) -> dict[str, list[str]]:
    """What of a sent form a draft holds: what the person typed, nothing of the machinery, no secret."""
    return {name: sent.getlist(name) for name in sent if name not in LEFT_OUT and any(sent.getlist(name))}


def restore(request: HttpRequest, form_class: type[Form], slug: str, subject: Subject = NOTHING, **options: Any) -> Form:
    """The form with what the actor typed before, on a fresh `id` and `seen` of the caller.

    `options` go to the form (`initial=action_initial(seen=…)`). `form.restored_at` is the time of the draft, or None.
    Without a master key the form comes empty.
    """
    form = form_class(**options)
    draft = queries.own_draft(request.actor, slug, subject.id)  # type: ignore[attr-defined]
    typed = _open(draft) if draft else {}
    form.restored_at = draft.updated_at if draft and typed else None  # type: ignore[attr-defined]
    sent = QueryDict(mutable=True)
    for name, values in typed.items():
        sent.setlist(name, list(values))
    for name, field in form.fields.items():
        key = form.add_prefix(name)
        if name not in LEFT_OUT and not field.widget.value_omitted_from_data(sent, {}, key) and _typed_of(name, typed):
            form.initial[name] = field.widget.value_from_datadict(sent, {}, key)
    return form


def _typed_of(name: str, typed: Mapping[str, Sequence[str]]) -> bool:
    return any(key == name or key.startswith(f"{name}_") or key.endswith(f"-{name}") for key in typed)


def _open(draft: Draft) -> Mapping[str, Sequence[str]]:
    try:
        found: Mapping[str, Sequence[str]] = json.loads(read_sealed(draft, "content", key=draft.key) or "{}")
    except Locked:
        return {}
    return found


def drop(by: Actor, slug: str, subject: Subject = NOTHING) -> None:
    """An effect of the action the form was for: the draft and its key are destroyed. Harmless where there is none."""
    with acting_as(effects.DESK):
        rows = list(Draft.objects.filter(user_id=by.user_id, form=slug, subject_id=subject.id))
        if rows:
            keyshelf.destroy([row.key for row in rows])
            Draft.objects.filter(pk__in=[row.pk for row in rows]).delete()
