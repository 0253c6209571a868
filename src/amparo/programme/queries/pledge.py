"""What the host country pledged, gave, showed and had accepted; posts against the baseline; its budget by phase."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from amparo.access.actors import Actor
from amparo.core.errors import NotFound
from amparo.programme import relations
from amparo.programme.models import BudgetPhase, Compact, Contribution, Entry, Evidence, HeadCount, Organisation, Party
from amparo.programme.queries import evidence, verdicts
from amparo.programme.queries.beside import Beside, Rates
from amparo.programme.queries.ledger import sees_all
from amparo.programme.queries.verdicts import Standing
from amparo.programme.rules import gone
from amparo.programme.rules_commitments import PHASES, phase_warnings

ZERO = Decimal(0)
Quarter = tuple[int, int]  # year, quarter


@dataclass(frozen=True, slots=True)
class Sum:
    """One stage of the pledge in the host's currency and, at the rate of each day, in the donor's; None: nobody knows.

    rows     how many contributions (or promises) it sums
    lacking  how many of them have no rate for their day: then the other currency is not known
    """

    code: str
    amount: Decimal | None
    currency: str
    beside: Decimal | None
    beside_currency: str
    rows: int
    lacking: int


@dataclass(frozen=True, slots=True)
class Gift:
    """A contribution: in soles and in dollars, its evidence, and the other side's word. `reversed`: taken back in the ledger."""

    row: Contribution
    value: Decimal | None
    beside: Beside | None
    evidence: Sequence[Evidence]
    standing: Standing
    attach: bool
    reversed: bool


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts of one function (or, with "", of all) of an entity in a quarter; None: not known. `change` is against the baseline."""

    function: str
    posts: int | None
    change: int | None
    recorded: bool = True


@dataclass(frozen=True, slots=True)
class EntityPosts:
    """The head-count of an entity: its baseline, and for each quarter the functions in the order of `functions`, then all."""

    entity: Organisation
    functions: Sequence[str]
    since: Quarter | None
    baseline: Sequence[Posts]
    quarters: Sequence[tuple[Quarter, Sequence[Posts]]]

    @property
    def rows(self) -> list[tuple[str, Posts, list[tuple[Quarter, Posts]]]]:
        """By function, the last one all together: the baseline and each quarter."""
        names = [*self.functions, ""]
        return [
            (name, self.baseline[n], [(when, posts[n]) for when, posts in self.quarters]) for n, name in enumerate(names)
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a year's budget: its sum over lines and regions, the share of the largest phase in hundredths, its last day."""

    code: str
    amount: Decimal | None
    share: str
    on: date | None


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """The budget of an entity in a year, by phase, each line as last known; what exceeds the phase before."""

    entity: Organisation
    year: int
    currency: str
    phases: Sequence[Phase]
    warnings: Sequence[tuple[str, str, str]]  # line, phase, phase before


@dataclass(frozen=True, slots=True)
class Pledge:
    """The whole page. `whole`: the actor sees all contributions; who does not, is told so."""

    sums: Sequence[Sum]
    gifts: Sequence[Gift]
    posts: Sequence[EntityPosts]
    budgets: Sequence[BudgetYear]
    whole: bool
    host: bool


def overview(actor: Actor, compact: Compact, today: date) -> Pledge:
    """Pledged, delivered, evidenced, accepted; posts; budget (ten queries)."""
    rates = Rates(compact.host_currency, compact.currency, today)
    party = relations.party_of(actor, compact)
    gifts = _gifts(actor, compact, rates, party)
    return Pledge(
        _sums(actor, compact, rates, gifts), gifts, posts(actor, compact), budgets(actor, compact), sees_all(actor, compact),
        party is not None and party.side == "host",
    )  # fmt: skip


def gifts(actor: Actor, compact: Compact, today: date) -> Sequence[Gift]:
    """All contributions in sight, the last first (five queries)."""
    return _gifts(actor, compact, Rates(compact.host_currency, compact.currency, today), relations.party_of(actor, compact))


def posts(actor: Actor, compact: Compact) -> list[EntityPosts]:
    """The head-counts of every entity, by name (one query)."""
    found: dict[Organisation, list[HeadCount]] = defaultdict(list)
    rows = HeadCount.objects.visible_to(actor).filter(compact=compact).select_related("entity")
    for row in rows.order_by("year", "quarter", "function"):
        found[row.entity].append(row)
    return [_entity(entity, found[entity]) for entity in sorted(found, key=lambda one: one.short_name)]


def budgets(actor: Actor, compact: Compact) -> list[BudgetYear]:
    """The budget of every entity and year, the last year first; each line and phase as of its last day (one query)."""
    found: dict[tuple[Organisation, int, str], list[BudgetPhase]] = defaultdict(list)
    rows = BudgetPhase.objects.visible_to(actor).filter(compact=compact).select_related("entity")
    for row in rows.order_by("on", "created_at"):
        found[row.entity, row.year, row.currency].append(row)
    keys = sorted(found, key=lambda key: (key[0].short_name, -key[1], key[2]))
    return [_budget(entity, year, currency, found[entity, year, currency]) for entity, year, currency in keys]


def quarter_of(actor: Actor, compact: Compact, entity: str, *, when: Quarter) -> Sequence[tuple[HeadCount, Standing]]:
    """The rows of one entity and quarter, with the other side's word (three queries). Raises `NotFound`."""
    rows = HeadCount.objects.visible_to(actor).filter(compact=compact, entity__code=entity, year=when[0], quarter=when[1])
    found = list(rows.select_related("entity", "source", "compact").order_by("function"))
    return _with_words(actor, compact, found, "head_count")  # type: ignore[return-value]


def phases_of(actor: Actor, compact: Compact, entity: str, *, year: int) -> Sequence[tuple[BudgetPhase, Standing]]:
    """Every recorded phase of an entity's year, older days too, the last first (three queries). Raises `NotFound`."""
    rows = BudgetPhase.objects.visible_to(actor).filter(compact=compact, entity__code=entity, year=year)
    found = sorted(
        rows.select_related("entity", "source", "compact"),
        key=lambda row: (row.line, row.regions, PHASES.index(row.phase), -row.on.toordinal()),
    )
    return _with_words(actor, compact, found, "budget_phase")  # type: ignore[return-value]


def last_known(rows: Iterable[BudgetPhase]) -> dict[tuple[str, tuple[str, ...], str], BudgetPhase]:
    """By line, regions and phase, the row of the last day; rows come in the order of their day."""
    return {(row.line, tuple(row.regions), row.phase): row for row in rows}


def _with_words(
    actor: Actor, compact: Compact, rows: Sequence[HeadCount | BudgetPhase], about: str
) -> Sequence[tuple[HeadCount | BudgetPhase, Standing]]:
    if not rows:
        raise NotFound(gone())
    standings = verdicts.standings(actor, rows, about=about, party=relations.party_of(actor, compact))
    return [(row, standings[row.pk]) for row in rows]


def _gifts(actor: Actor, compact: Compact, rates: Rates, party: Party | None) -> list[Gift]:
    rows = Contribution.objects.visible_to(actor).filter(compact=compact)
    found = list(
        rows.select_related("compact", "entity", "objective", "source", "entry__reversed_by").order_by(
            "-ends", "-created_at", "id"
        )
    )
    standings = verdicts.standings(actor, found, about="contribution", party=party)
    proofs = evidence.of(actor, [row.pk for row in found])
    return [_gift(actor, row, rates, party, standings[row.pk], proofs.get(row.pk, ())) for row in found]


def _gift(
    actor: Actor, row: Contribution, rates: Rates, party: Party | None, standing: Standing, proofs: Sequence[Evidence]
) -> Gift:
    host, donor = row.compact.host_currency, row.compact.currency
    value = row.amount if row.currency == host else row.entry.base_amount if row.entry else None
    other = donor if row.currency == host else host
    taken_back = row.entry is not None and getattr(row.entry, "reversed_by", None) is not None
    beside = rates.convert(row.amount, row.currency, into=other, on=row.ends)
    return Gift(
        row, value, beside, proofs, standing, evidence.may_attach(actor, row, about="contribution", party=party), taken_back
    )


def _sums(actor: Actor, compact: Compact, rates: Rates, every: Sequence[Gift]) -> list[Sum]:
    promises = Entry.objects.visible_to(actor).filter(compact=compact, kind="pledge", reversed_by=None)
    promised = [(entry.base_amount, entry.on) for entry in promises]
    standing = [gift for gift in every if not gift.reversed]
    stages = (
        ("pledged", promised),
        ("delivered", [(gift.value, gift.row.ends) for gift in standing]),
        ("evidenced", [(gift.value, gift.row.ends) for gift in standing if gift.evidence]),
        ("accepted", [(gift.value, gift.row.ends) for gift in standing if gift.standing.accepted]),
    )
    return [_sum(code, rows, compact, rates, known=bool(promised if code == "pledged" else standing)) for code, rows in stages]


def _sum(code: str, rows: Sequence[tuple[Decimal | None, date]], compact: Compact, rates: Rates, *, known: bool) -> Sum:
    """The sum in soles, and in dollars at the rate of each row's own day; nothing recorded is not zero but unknown."""
    host, donor = compact.host_currency, compact.currency
    amounts = [amount for amount, _on in rows if amount is not None]
    others = [rates.convert(amount, host, into=donor, on=on) for amount, on in rows if amount is not None]
    lacking = sum(other is None for other in others) + len(rows) - len(amounts)
    beside = sum((other.amount for other in others if other is not None), ZERO)
    return Sum(
        code, sum(amounts, ZERO) if known and len(amounts) == len(rows) else None, host,
        beside if known and not lacking else None, donor, len(rows), lacking,
    )  # fmt: skip


def _entity(entity: Organisation, rows: Sequence[HeadCount]) -> EntityPosts:
    functions = sorted({row.function for row in rows})
    first = {row.function: row for row in rows if row.baseline}
    by_quarter: dict[Quarter, dict[str, HeadCount]] = defaultdict(dict)
    for row in rows:
        by_quarter[row.year, row.quarter][row.function] = row
    since = min(((row.year, row.quarter) for row in first.values()), default=None)
    quarters = [(when, _line(functions, by_quarter[when], first)) for when in sorted(by_quarter) if when != since]
    return EntityPosts(entity, functions, since, _line(functions, first, {}), quarters)


def _line(functions: Sequence[str], here: Mapping[str, HeadCount], first: Mapping[str, HeadCount]) -> list[Posts]:
    """Each function and, last, all together: known only where every recorded part is known."""
    parts = [
        Posts(name, _known(here, name), _less(_known(here, name), _known(first, name)), recorded=name in here)
        for name in functions
    ]  # fmt: skip
    total, before = _total(here), _total(first)
    return [*parts, Posts("", total, _less(total, before) if set(here) == set(first) else None, recorded=bool(here))]


def _known(rows: Mapping[str, HeadCount], name: str) -> int | None:
    return rows[name].posts if name in rows else None


def _total(rows: Mapping[str, HeadCount]) -> int | None:
    numbers = [row.posts for row in rows.values()]
    return None if not numbers or any(number is None for number in numbers) else sum(number or 0 for number in numbers)


def _less(number: int | None, before: int | None) -> int | None:
    return None if number is None or before is None else number - before


def _budget(entity: Organisation, year: int, currency: str, rows: Sequence[BudgetPhase]) -> BudgetYear:
    last = last_known(rows)
    sums: dict[str, Decimal | None] = {}
    days: dict[str, date] = {}
    for phase in PHASES:
        here = [row for (_line, _regions, code), row in last.items() if code == phase]
        known = bool(here) and all(row.amount is not None for row in here)
        sums[phase] = sum((row.amount or ZERO for row in here), ZERO) if known else None
        days |= {phase: max(row.on for row in here)} if here else {}
    top = max((amount for amount in sums.values() if amount), default=ZERO)
    phases = [Phase(code, sums[code], _share(sums[code], top), days.get(code)) for code in PHASES]
    return BudgetYear(entity, year, currency, phases, _warnings(last))


def _warnings(last: Mapping[tuple[str, tuple[str, ...], str], BudgetPhase]) -> list[tuple[str, str, str]]:
    lines = sorted({(line, regions) for line, regions, _phase in last})
    found = []
    for line, regions in lines:
        amounts = {phase: last[line, regions, phase].amount for phase in PHASES if (line, regions, phase) in last}
        found += [(line, phase, before) for phase, before in phase_warnings(amounts)]
    return found


def _share(amount: Decimal | None, top: Decimal) -> str:
    return f"{100 * amount / top:.1f}" if amount and top else "0"
