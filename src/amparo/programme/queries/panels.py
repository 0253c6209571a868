"""Blocks of the page of a compact that other parts fill: how much, how far. A block says one thing and leads to its page.

Each maker takes (actor, compact, day) and gives a `Panel`, or None where there is nothing to say or nobody may read it.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from amparo.access import policy
from amparo.access.actors import Actor
from amparo.access.verbs import Verb
from amparo.core import codelists
from amparo.programme.models import Commitment, Compact, Indicator, MoneyClaim, Result, Target
from amparo.programme.queries import flow
from amparo.programme.queries.flow import Flow
from amparo.programme.rules_agreement import known_by
from amparo.programme.rules_commitments import days_late
from amparo.ui import amounts
from amparo.ui.components import Fact, Link


@dataclass(frozen=True, slots=True)
class Panel:
    """A block: `lead` is its sentence, `facts` its figures with what they are, `link` the page that counts them."""

    anchor: str
    title: str
    lead: str = ""
    facts: Sequence[Fact] = ()
    link: Link | None = None
    late: Sequence[tuple[str, str, int]] = ()  # what somebody must act on: its code, its page, days since it fell due


Maker = Callable[[Actor, Compact, date], Panel | None]


def money_of(actor: Actor, compact: Compact, day: date) -> Flow | None:
    """The sums of both sides by the ledger of that day; None where it holds nothing, or the role may not read it (two queries)."""
    if not policy.can(actor, Verb.SEE_COMPACT, group="money"):
        return None
    found = flow.totals(actor, compact, day)
    return found if found.totals else None


def said_last(actor: Actor, compact: Compact, day: date) -> Panel | None:
    """What was said about the money last, a side: where the ledger says nothing (one query)."""
    if not policy.can(actor, Verb.SEE_COMPACT, group="claims"):
        return None
    last: dict[tuple[str, str], MoneyClaim] = {}
    rows = MoneyClaim.objects.visible_to(actor).filter(compact=compact, cumulative=True).select_related("source")
    for row in sorted(rows, key=lambda row: str(row.said_on or "")):
        if row.said_on is not None and known_by(row.said_on, day):
            last[row.side, row.currency] = row
    names = {"us": _("Estados Unidos"), "host": _("País anfitrión")}
    facts = [
        Fact(names.get(row.side, row.side), said_amount(row), note=row.source.title if row.source else _("Sin fuente"))
        for row in last.values()
    ]
    lead = _("Lo último que se dijo en público.") if facts else _("No se sabe cuánto: nadie lo ha registrado.")
    return Panel("cuanto", _("Cuánto"), lead, facts, link_to(compact, "claims", _("Ver lo que se dijo")))


def promised(actor: Actor, compact: Compact, day: date) -> Panel | None:
    """How many commitments there are of each state (one query)."""
    if not policy.can(actor, Verb.SEE_COMPACT, group="commitments"):
        return None
    rows = list(
        Commitment.objects.visible_to(actor).filter(compact=compact).order_by("code").only("code", "state", "due", "compact")
    )
    counts = Counter(row.state for row in rows)
    board = reverse("commitments", args=[compact.code])
    facts = [
        Fact(label, amounts.whole(counts[state]), link=Link(label, f"{board}?{urlencode({'estado': state})}"))
        for state, label in codelists.choices("commitment_state")
        if counts.get(state)
    ]
    late = [] if compact.state == "closed" else [(row, days_late(row.state, row.due, day)) for row in rows]
    overdue = [(row.code, reverse("commitment", args=[compact.code, row.code]), days) for row, days in late if days]
    lead = "" if facts else _("Nadie ha registrado compromisos. Los propone cualquiera de las dos partes.")
    return Panel(
        "compromisos",
        _("Compromisos de las dos partes"),
        lead,
        facts,
        link_to(compact, "commitments", _("Ver los compromisos")),
        overdue,
    )


def how_far(actor: Actor, compact: Compact, day: date) -> Panel | None:
    """How many indicators there are, how many have a target for this year and a value that somebody validated (one query)."""
    if not policy.can(actor, Verb.SEE_COMPACT, group="indicators"):
        return None
    target = Target.objects.visible_to(actor).filter(indicator=OuterRef("pk"), year=day.year, value__isnull=False)
    value = Result.objects.visible_to(actor).filter(indicator=OuterRef("pk"), state__in=("validated", "published"), ends__lte=day)
    known = (
        Indicator.objects.visible_to(actor)
        .filter(compact=compact, active=True)
        .aggregate(all=Count("pk"), aimed=Count("pk", filter=Exists(target)), valued=Count("pk", filter=Exists(value)))
    )
    labels = {
        "all": _("Indicadores"),
        "aimed": _("Con meta en %(year)d") % {"year": day.year},
        "valued": _("Con un valor validado"),
    }
    page = reverse("indicators", args=[compact.code])
    facts = (
        [Fact(label, amounts.whole(known[name]), link=Link(label, page)) for name, label in labels.items()]
        if known["all"]
        else []
    )
    lead = "" if facts else _("No hay indicadores con metas: no se sabe hasta dónde se llegó.")
    return Panel("hasta-donde", _("Hasta dónde"), lead, facts, link_to(compact, "indicators", _("Ver los indicadores")))


MAKERS: list[Maker] = [how_far, promised]


def panels(actor: Actor, compact: Compact, day: date) -> list[Panel]:
    """The blocks of the page of a compact, in their order."""
    made = (maker(actor, compact, day) for maker in MAKERS)
    return [panel for panel in made if panel is not None]


def said_amount(claim: MoneyClaim) -> str:
    """ "más de US$ 10 000 000" as the claim says it."""
    text = amounts.money(claim.amount, claim.currency)
    words = {"at_least": _("al menos %(sum)s"), "about": _("cerca de %(sum)s"), "at_most": _("hasta %(sum)s")}
    return words[claim.bound] % {"sum": text} if claim.bound in words else text


def link_to(compact: Compact, url_name: str, label: str) -> Link | None:
    """A link to a part of the compact; None where that part has no page."""
    try:
        return Link(label, reverse(url_name, args=[compact.code]))
    except NoReverseMatch:
        return None
