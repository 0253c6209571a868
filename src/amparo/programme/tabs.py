"""The parts of a compact, as the second line of the menu: those the actor's role may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.programme.models import Compact
from amparo.ui.components import NavItem


@dataclass(frozen=True, slots=True)
class Tab:
    """A part: its name, the address that takes the compact's code, the field group that opens it, its own pages by URL name."""

    label: str | Promise
    url_name: str
    group: str
    prefixes: tuple[str, ...]


TABS: tuple[Tab, ...] = (
    Tab(_("Resumen"), "compact", "agreement", ("compact_objective", "compact_region")),
    Tab(_("Acuerdo"), "agreement", "agreement", ("agreement", "clause", "amendment", "territory", "document", "participa")),
    Tab(_("Dinero"), "money", "money", ("money", "entry", "sf425", "claim", "rate", "period")),
    Tab(_("Socios"), "awards", "money", ("award", "subaward", "solicitation", "partner", "visit", "finding", "safeguarding")),
    Tab(_("Compromisos"), "commitments", "commitments", ("commitment",)),
    Tab(_("Aporte del país"), "pledge", "pledge", ("pledge", "head_count", "contribution", "budget")),
    Tab(_("Actividades"), "activities", "activities", ("activit", "work_item", "course", "training", "campaign", "outreach", "signal", "risk_place")),
    Tab(_("Sostenibilidad"), "practices", "activities", ("practice",)),
    Tab(_("Indicadores"), "indicators", "indicators", ("indicator", "target", "result")),
    Tab(_("Informes"), "reports", "reports", ("report",)),
    Tab(_("Diálogo anual"), "dialogues", "dialogue", ("dialogue", "choice", "pack")),
    Tab(_("Calendario"), "compact_calendar", "agreement", ("compact_calendar",)),
)  # fmt: skip


GROUPS = frozenset({tab.group for tab in TABS} | {"claims"})


def may_see(actor: Actor) -> frozenset[str]:
    """The field groups of the partnership that the actor's role may read: what a page may lead to."""
    return frozenset(group for group in GROUPS if policy.can(actor, Verb.SEE_COMPACT, group=group))


def tabs(actor: Actor, compact: Compact, here: str) -> Sequence[NavItem]:
    """The parts this actor may read, with the one he is in marked (`here`: the URL name of the page)."""
    found = []
    for tab in TABS:
        if policy.can(actor, Verb.SEE_COMPACT, group=tab.group) and (url := _address(tab, compact)):
            found.append(NavItem(str(tab.label), url, current=_is_here(tab, here)))
    return found


def _address(tab: Tab, compact: Compact) -> str:
    try:
        return reverse(tab.url_name, args=[compact.code])
    except NoReverseMatch:
        return ""


def _is_here(tab: Tab, here: str) -> bool:
    if tab.url_name == here:
        return True
    named = {other.url_name for other in TABS}
    return here not in named and any(here.startswith(prefix) for prefix in tab.prefixes)
