"""The alert: now, who, review, sent. Everything typed travels with the page, so nothing is kept before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amparo.access.gate import needs
from amparo.access.verbs import Verb
from amparo.cases import actions as act
from amparo.cases import labels, rules
from amparo.cases.forms.alert import AddedChildForm, ChildForm, NowForm
from amparo.cases.queries import events
from amparo.cases.views.acts import submit
from amparo.cases.views.flow import actor_of, look_at_event
from amparo.core.dates import describe
from amparo.core.errors import Invalid
from amparo.core.places import index
from amparo.desk import drafts
from amparo.ui.components import Fact, Kind, Link, Step
from amparo.ui.forms import action_initial, add_errors, spoken

SLUG = "alert"
CHANNELS = {
    "hotline": "line_1818",
    "police": "police_station",
    "prosecutor": "prosecutor",
    "health": "health",
    "school": "school",
}
CHANNELS |= {"demuna": "demuna", "cem": "cem", "labour": "sunafil", "migration": "migration", "consulate": "consulate"}
WHERE = {"police": "station", "health": "hospital", "upe": "upe", "centre": "centre"}


@dataclass
class Typed:
    """The forms of an alert, as sent or fresh."""

    now: NowForm
    children: list[ChildForm]

    @property
    def carried(self) -> Sequence[Any]:
        """All forms, for the hidden fields of the pages where they are not asked."""
        return [self.now, *self.children]


@needs(Verb.RAISE_ALERT)
def alert_new(request: HttpRequest) -> HttpResponse:
    """An alert in short steps. `step` says which button was pressed; without it the first page is shown."""
    typed = _fresh(request) if request.method == "GET" else _sent(request)
    pressed = request.POST.get("step", "")
    if request.method == "GET" or pressed == "now" or not typed.now.is_valid():
        return _page(request, "now", typed)
    if pressed in ("add", "who") or pressed.startswith("drop"):
        return _page(request, "who", _changed(request, typed, pressed))
    if not all([child.is_valid() for child in typed.children]):
        return _page(request, "who", typed)
    return _send(request, typed) if pressed == "send" else _page(request, "review", typed)


@needs(Verb.RAISE_ALERT)
@require_GET
def event(request: HttpRequest, code: str) -> HttpResponse:
    """An event of the own unit: who got it, its children, one more."""
    row = look_at_event(request, code)
    found = events.children(actor_of(request), row)
    received = {one.unit_id: one for child in found for one in child.received}
    page = {
        "event": row, "children": found, "received": list(received.values()), "sent": "enviado" in request.GET,
        "place": _place(row.place), "channel": labels.label("alert_channel", row.channel),
    }  # fmt: skip
    return render(request, "cases/event.html", page)


@needs(Verb.RAISE_ALERT)
def child_add(request: HttpRequest, code: str) -> HttpResponse:
    """One more child of an event of the own unit."""
    actor = actor_of(request)
    row = look_at_event(request, code)
    form = AddedChildForm(request.POST or None, initial=action_initial(seen=row.version, **_first(actor.role)))
    return submit(
        request, form, lambda data: act.add_child(id=data["id"], seen=data["seen"], event=row.pk, child=form.facts(), by=actor),
        to=reverse("event", args=[code]), said=_("Se abrió otro expediente y ya llegó a las mismas unidades."),
        template="cases/child_add.html", title=_("Añadir otra niña, niño o adolescente"), button=_("Enviar"),
        back=Link(row.code, reverse("event", args=[code])), child=form,
    )  # fmt: skip


def _fresh(request: HttpRequest) -> Typed:
    role = actor_of(request).role
    first = action_initial(seen=0, children=1, happened=_("hoy"), channel=CHANNELS.get(role, ""))
    now = drafts.restore(request, NowForm, SLUG, initial=first)
    if not now.restored_at:  # type: ignore[attr-defined]
        return Typed(now, [ChildForm(prefix="c0", initial=_first(role))])
    count = str(now.initial.get("children", 1))
    number = min(rules.MOST_CHILDREN_AN_ALERT, int(count)) if count.isdigit() else 1
    children = [drafts.restore(request, ChildForm, SLUG, prefix=f"c{n}", initial=_first(role)) for n in range(number)]
    return Typed(now, children)


def _sent(request: HttpRequest) -> Typed:
    now = NowForm(request.POST)
    count = request.POST.get("children", "1")
    number = max(1, min(rules.MOST_CHILDREN_AN_ALERT, int(count))) if count.isdigit() else 1
    return Typed(now, [_child(request, n) for n in range(number)])


def _child(request: HttpRequest, number: int) -> ChildForm:
    """What was sent of a child; a child whose page was not shown yet has its first values."""
    prefix = f"c{number}"
    if any(name.startswith(f"{prefix}-") for name in request.POST):
        return ChildForm(request.POST, prefix=prefix)
    return ChildForm(prefix=prefix, initial=_first(actor_of(request).role))


def _first(role: str) -> dict[str, str]:
    return {"age_source": "declared", "language": "unknown", "nationality": "PE", "whereabouts": WHERE.get(role, "unknown")}


def _changed(request: HttpRequest, typed: Typed, pressed: str) -> Typed:
    """One child more, or one fewer; what was typed about the others stays as it is."""
    data = request.POST.copy()
    count = len(typed.children)
    if pressed == "add":
        count = min(rules.MOST_CHILDREN_AN_ALERT, count + 1)
    elif pressed.startswith("drop") and pressed[4:].isdigit() and count > 1:
        _close_gap(data, int(pressed[4:]), count)
        count -= 1
    data["children"] = str(count)
    first = _first(actor_of(request).role)
    return Typed(NowForm(data), [ChildForm(prefix=f"c{n}", initial={**first, **_spoken(data, n)}) for n in range(count)])


def _spoken(data: Any, number: int) -> dict[str, Any]:
    """What was typed about a child, unchecked: adding another is no moment for errors."""
    if not any(name.startswith(f"c{number}-") for name in data):
        return {}
    return {bound.name: bound.data for bound in ChildForm(data, prefix=f"c{number}")}


def _close_gap(data: Any, gone: int, count: int) -> None:
    for name in [name for name in data if name.startswith(f"c{gone}-")]:
        del data[name]
    for number in range(gone + 1, count):
        for name in [name for name in data if name.startswith(f"c{number}-")]:
            data.setlist(f"c{number - 1}-{name.split('-', 1)[1]}", data.getlist(name))
            del data[name]


def _send(request: HttpRequest, typed: Typed) -> HttpResponse:
    actor, data = actor_of(request), typed.now.cleaned_data
    try:
        facts = tuple(child.facts() for child in typed.children)
        row = act.raise_alert(id=data["id"], seen=data["seen"], event=typed.now.facts(), children=facts, by=actor)
    except Invalid as problem:
        add_errors(typed.now, problem.messages)
        return _page(request, "now", typed)
    drafts.drop(actor, SLUG)
    return redirect(f"{reverse('event', args=[row.code])}?enviado=1")


def _page(request: HttpRequest, here: str, typed: Typed) -> HttpResponse:
    names = {"now": _("Ahora"), "who": _("Quién"), "review": _("Revisar")}
    order = list(names)
    states: list[Kind] = ["done" if n < order.index(here) else "now" if order[n] == here else "wait" for n in range(len(order))]
    page: dict[str, Any] = {
        "typed": typed, "form": typed.now, "here": here, "draft_url": drafts.url_of(SLUG),
        "steps": [Step(names[step], state) for step, state in zip(order, states, strict=True)],
        "danger": _value(typed.now, "danger") == "yes",
        "restored_at": getattr(typed.now, "restored_at", None),
    }  # fmt: skip
    if here == "review":
        page["facts"] = _facts(typed)
        page["told"] = [_told(child) for child in typed.children]
    return render(
        request, f"cases/alert_{here}.html", page, status=400 if request.method == "POST" and _wrong(typed, here) else 200
    )


def _wrong(typed: Typed, here: str) -> bool:
    return bool(typed.now.errors) if here == "now" else any(child.is_bound and child.errors for child in typed.children)


def _value(form: Any, name: str) -> str:
    return str(form[name].value() or "")


def _facts(typed: Typed) -> list[Fact]:
    now = typed.now
    return [
        Fact(_("¿Hay peligro ahora?"), spoken(now["danger"]), "late" if _value(now, "danger") == "yes" else ""),
        Fact(_("Por dónde llegó"), spoken(now["channel"])),
        Fact(_("Cuándo"), describe(now.cleaned_data["happened"], get_language() or "es")),
        Fact(_("Dónde"), _place(now.cleaned_data["place"])),
    ]


def _told(child: ChildForm) -> tuple[str, list[Fact]]:
    data = child.cleaned_data
    named = any(data[name] for name in ChildForm.NAMES)
    presumed = rules.minor(data["age"], data["age_source"], data["age_doubt"]) == "presumed"
    facts = [Fact(str(child[name].label), spoken(child[name])) for name in ("language", "nationality", "whereabouts")]
    facts.append(Fact(_("Nombre"), _("Anotado; va a la bóveda y no se muestra") if named else _("No lo dijo todavía")))
    who = labels.who(data["age"], data["sex"])
    return (f"{who} · {_('se presume menor de edad')}" if presumed else who), facts


def _place(code: str) -> str:
    known = index()
    return known.full_name(known.by_code[code]) if code in known.by_code else _("No se sabe todavía")
