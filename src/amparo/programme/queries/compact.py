"""Compacts, as their pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from amparo.access.actors import Actor
from amparo.programme.models import Compact, Objective, PartnerPeriod, StatedFact, Territory
from amparo.programme.queries.agreement import Side, objectives, sides, stated
from amparo.programme.queries.flow import Flow
from amparo.programme.queries.panels import Panel, money_of, panels, said_last
from amparo.programme.queries.terms import Term, term, terms
from amparo.programme.queries.territory import held, partners, territories


@dataclass(frozen=True, slots=True)
class Listed:
    """A compact in the list, with its term; `over`: in force by its state, though its known end has passed."""

    compact: Compact
    term: Term
    over: bool


@dataclass(frozen=True, slots=True)
class OnePage:
    """Who, what, where, until when, with whom, and the blocks of the other parts."""

    sides: Sequence[Side]
    term: Term
    over: bool
    objectives: Sequence[Objective]
    territories: Sequence[Territory]
    partners: Sequence[PartnerPeriod]
    stated: Mapping[str, Sequence[StatedFact]]
    panels: Sequence[Panel]
    money: Flow | None
    said: Panel | None

    @property
    def late(self) -> Sequence[tuple[str, str, int]]:
        """The overdue commitments of both sides: code, page, days."""
        return [one for panel in self.panels for one in panel.late]


def listed(actor: Actor, day: date) -> Sequence[Listed]:
    """The compacts the actor takes part in, those in force first (two queries)."""
    rows = sorted(Compact.objects.visible_to(actor).select_related("source"), key=lambda row: (row.state != "in_force", row.code))
    ends = terms(actor, rows, day)
    return [Listed(row, ends[row.pk], row.state == "in_force" and ends[row.pk].over(day)) for row in rows]


def one_page(actor: Actor, compact: Compact, day: date) -> OnePage:
    """A compact as it stands on that day; a closed one as it stood when its term ended (9 queries)."""
    known = term(actor, compact, day)
    seen_on = min(day, known.ends.earliest()) if compact.state == "closed" and known.ends is not None else day
    money = money_of(actor, compact, day)
    return OnePage(
        sides=sides(actor, compact),
        term=known,
        over=compact.state == "in_force" and known.over(day),
        objectives=objectives(actor, compact),
        territories=held(territories(actor, compact), seen_on),
        partners=partners(actor, compact),
        stated=stated(actor, compact),
        panels=panels(actor, compact, day),
        money=money,
        said=None if money else said_last(actor, compact, day),
    )
