"""From the words somebody typed to the keys the database compares: rare groups select, the others only score. Pure.

A group is one reading of the query: a pair of its tokens, a first letter with a token, a rare token alone. Its cost is how
many people its keys are expected to bring. Two rules choose the selecting groups: the cheapest first, and for any one token
that may be wrong there is a group without it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from amparo.vault.search import keys as k
from amparo.vault.search.bands import homophones

MOST_KEYS = 150
MOST_GROUP_KEYS = 48
# People a query may bring, as a share of all, but never less than FEW: above that the answer would be a list of the common.
MOST_SHARE = 0.01
FEW = 2_000
# Tokens tried at distance 0, 1, 2.
WELL_KNOWN, SELDOM, NEVER_SEEN = (1, 2, 0), (1, 5, 2), (0, 6, 4)
KNOWN_TO = 50


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


@dataclass(frozen=True, slots=True)
class Reading:
    """A pair of tokens (or one alone, `other` empty), how many faults it supposes, and the homophones to ask for."""

    distance: int
    make: Callable[[k.SearchKeys, str, str, int, int], int]
    one: str
    other: str = ""
    spreads: tuple[int, ...] = (1,)

    def size(self) -> int:
        """How many keys it asks for."""
        return sum(self.spreads)

    def keys(self, keys: k.SearchKeys) -> Iterator[int]:
        """The keys, one for each homophone a row may carry."""
        for spread in self.spreads:
            for chosen in range(spread):
                yield self.make(keys, self.one, self.other, spread, chosen)


@dataclass(slots=True)
class Group:
    """One reading of the query's words.

    `needs`: positions of the tokens that must be right for it to find anybody. `guess`: it takes a token for a surname, which
    nobody said.
    """

    needs: frozenset[int]
    guess: bool = False
    cost: float = 0.0
    size: int = 0
    readings: list[Reading] = field(default_factory=list)

    def add(self, reading: Reading, cost: float) -> None:
        """One more pair of readings, unless the group is full. The likeliest comes first and always fits."""
        size = reading.size()
        if not self.readings or self.size + size <= MOST_GROUP_KEYS:
            self.readings.append(reading)
            self.size += size
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
    """The readings of a token that are tried: itself, then the most frequent at one and at two faults.

    A word that many people have is seldom a misspelling of another: then few others are tried, since a wrong word is borne
    anyway by the group without it.
    """
    exact = max((variant.entry.count for variant in found if not variant.distance), default=0.0)
    many = WELL_KNOWN if exact >= KNOWN_TO else SELDOM if exact else NEVER_SEEN
    kept: list[Variant] = []
    for distance, most in enumerate(many):
        ring = [variant for variant in found if variant.distance == distance]
        kept += sorted(ring, key=lambda variant: -variant.entry.count)[:most]
    return kept


def plan(tokens: Sequence[str], ground: Ground) -> Plan | None:
    """How to look for these tokens; None when every reading of them is common (say: add another name).

    A name that nobody has gives a plan without keys, not None: whether the vocabulary of the whole country has a word must not
    be told apart from whether anybody is found.
    """
    groups = [group for group in _groups(tokens, ground) if group.size]
    chosen = _selecting(groups, range(len(tokens)), max(FEW, MOST_SHARE * ground.people))
    if _common(tokens, ground) and not chosen:
        return None
    exact: dict[int, None] = {}
    fuzzy: dict[int, None] = {}
    select: set[int] = set()
    spent = sum(group.size for group in chosen)
    for group in chosen + sorted((group for group in groups if group not in chosen), key=lambda group: group.size):
        if group not in chosen:
            spent += group.size
            if spent > MOST_KEYS:
                break
        for reading in group.readings:
            made = list(reading.keys(ground.keys))
            (fuzzy if reading.distance else exact).update(dict.fromkeys(made))
            if group in chosen:
                select.update(made)
    return Plan(tuple(sorted(select)), tuple(exact), tuple(fuzzy), sum(group.cost for group in chosen))


def _common(tokens: Sequence[str], ground: Ground) -> bool:
    return all(any(near.entry.low for near in ground.near[token]) for token in tokens if len(token) > 1)


def _selecting(groups: Sequence[Group], positions: range, budget: float) -> list[Group]:
    chosen: list[Group] = []
    unsafe = set(positions)
    cost, size = 0.0, 0
    for group in sorted(groups, key=lambda group: (group.guess, group.cost, group.size)):
        saved = unsafe - group.needs
        fits = cost + group.cost <= budget and size + group.size <= MOST_KEYS
        if not unsafe and chosen:
            break
        if not fits or (chosen and not saved and not group.guess):
            continue
        chosen.append(group)
        unsafe -= set() if group.guess else saved
        cost += group.cost
        size += group.size
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
        reading = Reading(distance, k.pair_key, one.token, other.token, _spreads(one.low, other.low, one.band, other.band))
        group.add(reading, one.count * other.count / max(ground.people, 1))


def _fill_initials(group: Group, pair: tuple[Entry, str], ground: Ground) -> None:
    letter, token = pair
    for near in ground.near[token]:
        entry = near.entry
        spreads = _spreads(letter.low, entry.low, letter.band, entry.band)
        reading = Reading(near.distance + 1, k.initial_key, letter.token, entry.token, spreads)
        group.add(reading, letter.count * entry.count / max(ground.people, 1))


def _fill_single(group: Group, token: str, ground: Ground) -> None:
    if any(near.entry.low for near in ground.near[token] if near.distance < 2):
        return  # somebody with a common spelling of it has no key for the token alone: this group would look past her
    for near in ground.near[token]:
        if not near.entry.low:
            group.add(Reading(near.distance, k.single_key, near.entry.token), near.entry.count)


@cache
def _spreads(low: int, other_low: int, band: int, other_band: int) -> tuple[int, ...]:
    """Every number of homophones rows may have been written with: more than one only while bands are growing."""
    least, most = homophones(low, other_low), homophones(band, other_band)
    return tuple(1 << power for power in range(least.bit_length() - 1, most.bit_length()))
