"""Counts for those who open no file: files by moment and overdue terms, small numbers hidden before anybody draws them.

Commissions get numbers from functions of the database (`cases.tallies`) and never a row; supervisors count the rows that
reach them from the units below.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count as HowMany
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from amparo.access.actors import Actor
from amparo.access.roles import ROLES
from amparo.cases.masking import SMALLEST_SHOWN, Count, masked
from amparo.cases.models import Involvement
from amparo.cases.queries import listing
from amparo.cases.queries.places import REGION, regions
from amparo.core import norms
from amparo.core.errors import NotFound
from amparo.desk.models import RunningClock

NATIONAL = "cmnp"  # the one commission that counts the whole country

# what a column of the page counts → states of protection
MOMENTS: Sequence[tuple[str | Promise, tuple[str, ...]]] = (
    (lazy("Por atender"), ("alert", "presumed")),
    (lazy("En protección"), ("protected", "in_plan")),
    (lazy("En reintegración"), ("reintegration", "follow_up")),
    (lazy("Cerrados"), ("closed", "dismissed")),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of counts under its name."""

    name: str
    cells: Sequence[Count]
    total: Count


@dataclass(frozen=True, slots=True)
class Counted:
    """A table of counts that may be shown."""

    columns: Sequence[str]
    lines: Sequence[Line]
    foot: Sequence[Count]
    total: Count

    @property
    def few(self) -> Sequence[Line]:
        """Lines of which nothing may be said but that they hold fewer than eleven; they need no row."""
        return [line for line in self.lines if line.total.small and all(count.small for count in line.cells)]

    @property
    def shown(self) -> Sequence[Line]:
        """The lines that have something to show."""
        few = self.few
        return [line for line in self.lines if line not in few] if len(self.lines) > 1 else self.lines

    @property
    def hides(self) -> bool:
        """Whether anything is hidden."""
        return any(count.value is None for line in self.lines for count in (*line.cells, line.total)) or self.total.value is None


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many terms of a rule are overdue in units of a kind."""

    rule: str
    unit_kind: str
    count: Count


@dataclass(frozen=True, slots=True)
class Board:
    """What the page of counts shows. `whole` says that nothing had to be hidden by rule."""

    files: Counted
    overdue: Sequence[Overdue]
    overdue_total: Count
    masks: bool


def board(actor: Actor) -> Board:
    """The counts for the actor: of his regions, of the country, or of the units below him (two queries)."""
    if listing.supervises(actor):
        return Board(_counted(_of_units(actor), masks=False), *_overdue(_overdue_below(actor), masks=False), masks=False)
    areas = sorted({area[:REGION] for area in actor.ubigeo})
    if not areas and actor.role != NATIONAL:
        raise NotFound(_("Su comisión todavía no tiene región. Avise a quien administra el sistema."))
    return Board(_counted(_of_regions(areas), masks=True), *_overdue(_overdue_in(areas), masks=True), masks=True)


Tally = list[tuple[str, list[int]]]  # name of the line → one number a column


def _of_regions(areas: list[str]) -> Tally:
    """Every region has its line, also where there is nothing: a missing line would say so."""
    found: dict[str, Counter[str]] = {}
    for region, state, files in _rows("SELECT region, state, files FROM cases_tally_files(%s::text[])", areas):
        found.setdefault(region, Counter())[state] += files
    names = [(code, name) for code, name in regions() if not areas or code in areas]
    if not areas:
        names.append(("", _("Región no indicada")))
    return [(name, _by_moment(found.get(code, Counter()))) for code, name in names]


def _of_units(actor: Actor) -> Tally:
    below = Involvement.objects.visible_to(actor).filter(until=None, unit__path__contains=[actor.unit_id])
    rows = (
        below.values_list("unit__name", "case__protection").annotate(files=HowMany("case", distinct=True)).order_by("unit__name")
    )
    found: dict[str, Counter[str]] = {}
    for unit, state, files in rows:
        found.setdefault(unit, Counter())[state] += files
    return [(unit, _by_moment(states)) for unit, states in found.items()]


def _by_moment(found: Counter[str]) -> list[int]:
    return [sum(found[state] for state in states) for _name, states in MOMENTS]


def _counted(tally: Tally, *, masks: bool) -> Counted:
    columns = [str(name) for name, _states in MOMENTS]
    if not tally:
        return Counted(columns, (), (), Count(0))
    table = masked([numbers for _name, numbers in tally], SMALLEST_SHOWN if masks else 0)
    lines = [Line(name, cells, total) for (name, _n), cells, total in zip(tally, table.cells, table.row_totals, strict=True)]
    return Counted(columns, lines, table.column_totals, table.total)


def _overdue_in(areas: list[str]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for rule, kind, overdue in _rows("SELECT rule_code, unit_kind, overdue FROM cases_tally_overdue(%s::text[])", areas):
        found[rule, kind] += overdue
    return found


def _overdue_below(actor: Actor) -> Counter[tuple[str, str]]:
    late = RunningClock.objects.visible_to(actor).filter(
        state="running", due_at__lt=timezone.now(), subject_type="case", unit__path__contains=[actor.unit_id]
    )
    rows = late.values_list("rule_code", "unit__kind").annotate(overdue=HowMany("pk")).order_by()
    return Counter({(rule, kind): overdue for rule, kind, overdue in rows})


def _overdue(found: Counter[tuple[str, str]], *, masks: bool) -> tuple[list[Overdue], Count]:
    if not found:
        return [], Count(0)
    pairs = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    table = masked([[number] for _pair, number in pairs], SMALLEST_SHOWN if masks else 0, least=1)
    lines = [Overdue(_rule(rule), _kind(kind), count) for ((rule, kind), _n), (count,) in zip(pairs, table.cells, strict=True)]
    return sorted(lines, key=lambda line: (-(line.count.value or 0), line.rule)), table.total


def _rule(code: str) -> str:
    try:
        return norms.rule(code, timezone.now()).name
    except NotFound:
        return code


def _kind(code: str) -> str:
    """The name of a kind of unit: that of the role that works there."""
    role = ROLES.get(code)
    return str(role.name) if role else code


def _rows(sql: str, areas: Iterable[str]) -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(areas)])
        return list(cursor.fetchall())
