"""The links at the top of every page, filled by providers of the apps."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from amparo.access import policy
from amparo.access.acting import current_actor
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.desk import providers, queries
from amparo.desk.providers import NavEntry
from amparo.ui.components import NavItem

HOME = NavEntry(_("Mi trabajo"), "home", Verb.WORK, 0, frozenset({"task_finish", "find"}))

# Pages of the apps below, which cannot register themselves.
OWN = (
    HOME,
    NavEntry(
        _("Novedades"), "inbox", Verb.WORK, 10, frozenset({"notice_read"}), _("Lo que le contaron y lo que le respondieron.")
    ),
    NavEntry(
        _("Instituciones"),
        "institutions",
        Verb.ADMINISTER,
        80,
        frozenset({"unit_changes"}),
        _("Instituciones, unidades y jurisdicciones."),
    ),
    NavEntry(
        _("Personas"), "people", Verb.ADMINISTER, 81, frozenset({"person"}), _("Cuentas y funciones, siempre entre dos personas.")
    ),
    NavEntry(
        _("Cambios de funciones"),
        "role_changes",
        Verb.SEE_ROLE_CHANGES,
        82,
        hint=_("Quién dio qué función, y quién lo confirmó."),
    ),
    NavEntry(_("Registro de accesos"), "audit", Verb.READ_AUDIT, 83, hint=_("Qué se hizo, quién y cuándo.")),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """`nav` for the actor of this request, made only where a page draws it."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.user_id <= 0:
        return {"nav": []}
    return {"nav": SimpleLazyObject(lambda: items(request, actor))}


def items(request: HttpRequest, actor: Actor) -> list[NavItem]:
    """The entries the actor may open, with what is overdue beside the first."""
    if current_actor() != actor:
        return []  # a page of the server's own trouble: nobody acts, nothing is counted
    match = request.resolver_match
    here = (match.url_name if match else "") or ""
    drawn = []
    for entry, url in entries(actor):
        current = here == entry.url_name or here in entry.pages
        count = queries.overdue_count(actor) if entry is HOME else 0
        label = ngettext("vencido", "vencidos", count) if count else ""
        drawn.append(NavItem(str(entry.label), url, current, count, label))
    return drawn


def entries(actor: Actor) -> list[tuple[NavEntry, str]]:
    """The menu of an actor: each entry with its address. One whose page is not installed is left out."""
    found = []
    for entry in providers.NAVIGATION:
        if not policy.can_anywhere(actor, entry.verb):
            continue
        try:
            found.append((entry, reverse(entry.url_name)))
        except NoReverseMatch:
            continue
    return found


def start_links(actor: Actor) -> list[tuple[str, str, str]]:
    """(label, address, hint) of what a role without files can do; for its start page."""
    return [(str(entry.label), url, str(entry.hint)) for entry, url in entries(actor) if entry is not HOME]
