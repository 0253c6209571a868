"""All figures of a compact as of a day, from the parts that give any, in one fixed order."""

from collections.abc import Sequence
from datetime import date

from amparo.access.actors import Actor
from amparo.programme.figures import activities, agreement, claims, commitments, dialogue, indicators, money, pledge, practices
from amparo.programme.figures.base import Collector, Frozen
from amparo.programme.models import Compact

# The order in which they are frozen and printed.
SECTIONS = (
    "agreement",
    "territory",
    "money",
    "pledge",
    "indicators",
    "commitments",
    "activities",
    "practices",
    "claims",
    "dialogue",
)

# Each part adds its collector here.
COLLECTORS: tuple[Collector, ...] = (
    agreement.figures,
    money.figures,
    pledge.figures,
    indicators.figures,
    commitments.figures,
    activities.figures,
    practices.figures,
    claims.figures,
    dialogue.figures,
)


def collect(actor: Actor, compact: Compact, cut_off: date, *, collectors: Sequence[Collector] = ()) -> tuple[Frozen, ...]:
    """Every figure once, by section and then in the order its part gave it. `collectors`: others than the registered ones.

    Raises `ValueError` for two figures of one key or one of an unknown section: a fault of the program.
    """
    found = [figure for part in collectors or COLLECTORS for figure in part(actor, compact, cut_off)]
    keys = [figure.key for figure in found]
    if len(set(keys)) != len(keys):
        raise ValueError(f"two figures of one key: {sorted({key for key in keys if keys.count(key) > 1})}")
    if unknown := {figure.section for figure in found} - set(SECTIONS):
        raise ValueError(f"unknown sections: {sorted(unknown)}")
    return tuple(sorted(found, key=lambda figure: SECTIONS.index(figure.section)))
