"""From the words somebody typed to the keys the database compares: rare groups select, the others only score. Pure.

A group is one reading of the query: a pair of its tokens, a first letter with a token, a rare token alone. Its cost is how
many people its keys are expected to bring. Two rules choose the selecting groups: the cheapest first, and for any one token
that may be wrong there is a group without it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from amparo.vault.search import keys as k
from amparo.vault.search.bands import homophones

MOST_KEYS = 200
MOST_GROUP_KEYS = 80
# People a query may bring, as a share of all, but never less than FEW: above that the answer would be a list of the common.
MOST_SHARE = 0.01
FEW = 2_000
MOST_VARIANTS = (1, 8, 5)  # tokens tried at distance 0, 1, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A token of the lexicon: about how many people have it, its band, and the lowest band rows may still be written with."""

    token: str
    count: float
    band: int = 0
    low: int = 0


@dataclass(frozen=True, slots=True)
class Variant:
    """An entry near a token of the query, so many faults away."""

    entry: Entry
    distance: int


@dataclass(slots=True)
class Group:
    """One reading of the query.

    `needs`: positions of the tokens that must be right for it to find anybody. `guess`: it takes one token for a given name and
    another for a surname, which nobody said.
    """

    needs: frozenset[int]
    guess: bool = False
    cost: float = 0.0
    exact: list[int] = field(default_factory=list)
    fuzzy: list[int] = field(default_factory=list)

    def size(self) -> int:
        """How many keys it asks for."""
        return len(self.exact) + len(self.fuzzy)

    def add(self, distance: int, made: Sequence[int], cost: float) -> None:
        """One more pair of readings, unless the group is full."""
        if self.size() + len(made) <= MOST_GROUP_KEYS:
            (self.fuzzy if distance else self.exact).extend(made)
            self.cost += cost


@dataclass(frozen=True, slots=True)
class Plan:
    """Keys that select people, keys that score 4, keys that score 3. `cost` is the number of people expected."""

    select: tuple[int, ...]
    exact: tuple[int, ...]
    fuzzy: tuple[int, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Ground:
    """What a plan stands on: the realm's keys, readings of each token, entries of first letters, and the number of people."""

    keys: k.SearchKeys
    near: Mapping[str, Sequence[Variant]]
    initials: Mapping[str, Entry]
    people: float


def nearest(found: Sequence[Variant]) -> list[Variant]:
    """The readings of a token that are tried: itself, then the most frequent at one and at two faults."""
    kept: list[Variant] = []
    for distance, most in enumerate(MOST_VARIANTS):
        ring = [variant for variant in found if variant.distance == distance]
        kept += sorted(ring, key=lambda variant: -variant.entry.count)[:most]
    return kept


def plan(tokens: Sequence[str], ground: Ground) -> Plan | None:
    """How to look for these tokens; None when every reading of them is common (say: add another name).

    A name that nobody has gives a plan without keys, not None: whether the vocabulary of the whole country has a word must not
    be told apart from whether anybody is found.
    """
    groups = [group for group in _groups(tokens, ground) if group.size()]
    chosen = _selecting(groups, range(len(tokens)), max(FEW, MOST_SHARE * ground.people))
    if _common(tokens, ground) and not chosen:
        return None
    exact: dict[int, None] = {}
    fuzzy: dict[int, None] = {}
    select: set[int] = set()
    for group in chosen + sorted((group for group in groups if group not in chosen), key=Group.size):
        if group in chosen:
            select.update(group.exact, group.fuzzy)
        elif len(exact) + len(fuzzy) + group.size() > MOST_KEYS:
            continue
        exact.update(dict.fromkeys(group.exact))
        fuzzy.update(dict.fromkeys(group.fuzzy))
    return Plan(tuple(sorted(select)), tuple(exact), tuple(fuzzy), sum(group.cost for group in chosen))


def _common(tokens: Sequence[str], ground: Ground) -> bool:
    return all(any(near.entry.low for near in ground.near[token]) for token in tokens if len(token) > 1)


def _selecting(groups: Sequence[Group], positions: range, budget: float) -> list[Group]:
    chosen: list[Group] = []
    unsafe = set(positions)
    cost, size = 0.0, 0
    for group in sorted(groups, key=lambda group: (group.guess, group.cost, group.size())):
        saved = unsafe - group.needs
        fits = cost + group.cost <= budget and size + group.size() <= MOST_KEYS
        if not unsafe and chosen:
            break
        if not fits or (chosen and not saved and not group.guess):
            continue
        chosen.append(group)
        unsafe -= set() if group.guess else saved
        cost += group.cost
        size += group.size()
    return chosen


def _groups(tokens: Sequence[str], ground: Ground) -> Iterator[Group]:
    long = [at for at, token in enumerate(tokens) if len(token) > 1]
    for one, other in combinations(long, 2):
        group = Group(frozenset((one, other)))
        _fill_pairs(group, (tokens[one], tokens[other]), ground)
        yield group
    for at, token in enumerate(tokens):
        letter = ground.initials.get(k.initial(token))
        for other in long:
            if letter and at != other:
                group = Group(frozenset((other,)), guess=True)
                _fill_initials(group, (letter, tokens[other]), ground)
                yield group
    for at in long:
        group = Group(frozenset((at,)))
        _fill_single(group, tokens[at], ground)
        yield group


def _fill_pairs(group: Group, pair: tuple[str, str], ground: Ground) -> None:
    readings = [
        (one.distance + other.distance, one.entry, other.entry)
        for one in ground.near[pair[0]]
        for other in ground.near[pair[1]]
        if one.entry.token != other.entry.token
    ]
    for distance, one, other in sorted(readings, key=lambda reading: (reading[0], -reading[1].count * reading[2].count)):
        made = [
            k.pair_key(ground.keys, one.token, other.token, spread=spread, chosen=chosen)
            for spread in _spreads(one, other)
            for chosen in range(spread)
        ]
        group.add(distance, made, one.count * other.count / max(ground.people, 1))


def _fill_initials(group: Group, pair: tuple[Entry, str], ground: Ground) -> None:
    letter, token = pair
    for near in ground.near[token]:
        made = [
            k.initial_key(ground.keys, letter.token, near.entry.token, spread=spread, chosen=chosen)
            for spread in _spreads(letter, near.entry)
            for chosen in range(spread)
        ]
        group.add(near.distance + 1, made, letter.count * near.entry.count / max(ground.people, 1))


def _fill_single(group: Group, token: str, ground: Ground) -> None:
    if any(near.entry.low for near in ground.near[token] if near.distance < 2):
        return  # somebody with a common spelling of it has no key for the token alone: this group would look past her
    for near in ground.near[token]:
        if not near.entry.low:
            group.add(near.distance, [k.single_key(ground.keys, near.entry.token)], near.entry.count)


def _spreads(one: Entry, other: Entry) -> list[int]:
    """Every number of homophones rows may have been written with: more than one only while bands are growing."""
    least, most = homophones(one.low, other.low), homophones(one.band, other.band)
    return [1 << power for power in range(least.bit_length() - 1, most.bit_length())]
