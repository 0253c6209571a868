"""A region of a compact: since when, with which awards, and how much of each kind of work happens there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Value
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.programme.models import (
    Award,
    Campaign,
    CommunitySignal,
    Compact,
    Outreach,
    RiskPlace,
    SubAward,
    Territory,
    Training,
    Visit,
    WorkItem,
)
from amparo.programme.queries.calendar import address

# model, how it is called, the field group that opens it, its page
COUNTED: tuple[tuple[Any, str | Promise, str, str], ...] = (
    (WorkItem, _("Actividades del plan"), "activities", "work_item_list"),
    (Training, _("Capacitaciones"), "activities", "training_list"),
    (Campaign, _("Campañas"), "activities", "campaign_list"),
    (Outreach, _("Escuelas, transporte y hospedaje"), "activities", "outreach_list"),
    (CommunitySignal, _("Señales de la comunidad"), "activities", "signal_list"),
    (RiskPlace, _("Lugares de riesgo"), "activities", "risk_place_list"),
    (Visit, _("Visitas de seguimiento"), "money", "awards"),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of a kind name the region, and the page that lists them."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Region:
    """What the actor may see of a region."""

    periods: Sequence[Territory]
    awards: Sequence[Award | SubAward]
    counts: Sequence[Counted]

    @property
    def subawards(self) -> Sequence[SubAward]:
        """Those of the awards that are under another one."""
        return [row for row in self.awards if isinstance(row, SubAward)]


def region(actor: Actor, compact: Compact, code: str) -> Region:
    """The region with this INEI code (4 queries)."""
    here = {"compact": compact, "regions__contains": [code]}
    periods = Territory.objects.visible_to(actor).filter(**here).select_related("source", "amendment").order_by("since")
    awards: list[Award | SubAward] = []
    if policy.can(actor, Verb.SEE_COMPACT, group="money"):
        awards += Award.objects.visible_to(actor).filter(**here).select_related("recipient", "source").order_by("number")
        awards += SubAward.objects.visible_to(actor).filter(**here).select_related("recipient", "source").order_by("number")
    return Region(list(periods), awards, _counted(actor, compact, here))


def _listed(compact: Compact, url_name: str, code: str) -> str:
    """The page that lists them, narrowed to the region where it can be."""
    page = address(compact, (url_name, [compact.code]))
    return page if url_name == "awards" else f"{page}?{urlencode({'region': code})}"


def _counted(actor: Actor, compact: Compact, here: dict[str, Any]) -> list[Counted]:
    """All counts in one query; kinds of which there is none are left out."""
    wanted = [kind for kind in COUNTED if policy.can(actor, Verb.SEE_COMPACT, group=kind[2])]
    parts = [
        model.objects.visible_to(actor)
        .filter(**here)
        .order_by()
        .annotate(which=Value(place))
        .values("which")
        .annotate(n=Count("pk"))
        for place, (model, *_rest) in enumerate(wanted)
    ]
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    counts = {row["which"]: row["n"] for row in rows}
    return [
        Counted(str(label), counts[place], _listed(compact, url_name, here["regions__contains"][0]))
        for place, (_model, label, _group, url_name) in enumerate(wanted)
        if counts.get(place)
    ]
