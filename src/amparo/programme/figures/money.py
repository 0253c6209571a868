"""The money of both sides as it is frozen: each stage of the flow, and what each award was authorised, with its source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override

from amparo.access.actors import Actor
from amparo.core.dates import PartialDate
from amparo.core.models import Source
from amparo.programme import money_words
from amparo.programme.figures.base import Frozen
from amparo.programme.models import Award, Compact, Line
from amparo.programme.queries import known
from amparo.programme.queries.flow import SIDE_OF, STAGES

Text = str | Promise
LONGEST = 500  # characters of a footnote


@dataclass
class _Sum:
    """What is added up for one figure, and where it was read."""

    value: Decimal = Decimal(0)
    entries: int = 0
    converted: int = 0
    checked: bool = True
    last: date = date.min
    sources: set[str | None] = field(default_factory=set)

    def add(self, row: dict[str, Any], sign: int) -> None:
        """One more group of lines."""
        self.value += sign * row["total"]
        self.entries += row["n"]
        self.converted += row["converted"]
        self.checked = self.checked and row["unchecked"] == 0
        self.last = max(self.last, row["last"])
        self.sources.add(row["entry__source"])


def figures(actor: Actor, compact: Compact, cut_off: date) -> Sequence[Frozen]:
    """Each stage of both sides in the currency of its books, then what each award was authorised, at the end of a day: of
    the entries with a date by then, those that were recorded by then.

    A stage without an entry is a figure that nobody knows (value None), never zero. Soles and dollars stay apart.
    """
    rows = list(_rows(actor, compact, cut_off))
    titles = dict(Source.objects.filter(pk__in={row["entry__source"] for row in rows}).values_list("pk", "title"))
    stages: dict[tuple[str, str, str], _Sum] = {}
    awards: dict[tuple[Any, str], _Sum] = {}
    for row in rows:
        side, stage, sign = SIDE_OF[row["account"]]
        stages.setdefault((side, stage, row["base_currency"]), _Sum()).add(row, sign)
        if stage == "awarded":
            awards.setdefault((row["award"], row["base_currency"]), _Sum()).add(row, sign)
    return [*_stages(compact, stages, titles), *_awards(actor, compact, awards, titles)]


def both(text: Text, **values: object) -> tuple[str, str]:
    """A text in Spanish and in English."""
    found = []
    for language in ("es", "en"):
        with override(language):
            found.append(str(text) % values if values else str(text))
    return found[0], found[1]


def _rows(actor: Actor, compact: Compact, cut_off: date) -> Any:
    lines = Line.objects.visible_to(actor).filter(compact=compact, on__lte=cut_off, account__in=sorted(SIDE_OF))
    return (
        known.by(compact, cut_off)
        .facts(lines)
        .order_by()
        .values("account", "base_currency", "award", "entry__source")
        .annotate(
            total=Sum("value"), n=Count("entry", distinct=True), last=Max("on"),
            converted=Count("entry", distinct=True, filter=Q(entry__rate__isnull=False)),
            unchecked=Count("entry", distinct=True, filter=Q(entry__verified=False)),
        )
        .order_by("account", "base_currency", "award", "entry__source")
    )  # fmt: skip


def _stages(compact: Compact, sums: dict[tuple[str, str, str], _Sum], titles: dict[str, str]) -> Iterable[Frozen]:
    for side, stages in STAGES.items():
        own = compact.currency if side == "us" else compact.host_currency
        for stage in stages:
            found = sorted(base for one, two, base in sums if (one, two) == (side, stage)) or [own]
            for base in found:
                label = both(lazy("%(who)s: %(stage)s"), who=money_words.SIDES[side], stage=money_words.STAGES[stage])
                yield _frozen(f"money:{side}:{stage}:{base}", label, sums.get((side, stage, base)), base, titles)


def _awards(actor: Actor, compact: Compact, sums: dict[tuple[Any, str], _Sum], titles: dict[str, str]) -> Iterable[Frozen]:
    known = {row.pk: row for row in Award.objects.visible_to(actor).filter(compact=compact).select_related("recipient")}
    named = [
        (known[award].number if award in known else "-", known.get(award), base, total) for (award, base), total in sums.items()
    ]
    for number, award, base, total in sorted(named, key=lambda one: (one[0], one[2])):
        none = both(lazy("Adjudicado a receptores que ninguna fuente separa"))
        label = both(lazy("Adjudicado a %(who)s (%(number)s)"), who=award.recipient.short_name, number=number) if award else none
        yield _frozen(f"money:award:{number}:{base}", label, total, base, titles)


def _frozen(key: str, label: tuple[str, str], total: _Sum | None, base: str, titles: dict[str, str]) -> Frozen:
    if total is None:
        return Frozen("money", key, *label, measured_in=base)
    note = both(lazy("Movimientos del libro que suma: %(n)s"), n=total.entries)
    if total.converted:
        more = both(lazy("convertidos, cada uno a su tipo de cambio fechado: %(n)s"), n=total.converted)
        note = (f"{note[0]}; {more[0]}", f"{note[1]}; {more[1]}")
    several = sorted(titles[code] for code in total.sources if code in titles) + ([""] if None in total.sources else [])
    if len(several) > 1:
        unsaid = both(lazy("sin fuente"))
        note = tuple(f"{text}. " + "; ".join(one or unsaid[place] for one in several) for place, text in enumerate(note))  # type: ignore[assignment]
    return Frozen(
        "money", key, *label, value=total.value, measured_in=base, source=next(iter(total.sources)) if len(total.sources) == 1 else None,
        as_of=PartialDate.from_date(total.last), verified=total.checked, footnote_es=note[0][:LONGEST], footnote_en=note[1][:LONGEST],
    )  # fmt: skip
