"""Keyed numbers: what the database stores instead of names. Pure functions of a key and a token.

Every number is a truncated HMAC-SHA256 under a sub-key of the search ring, one set of sub-keys per realm.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from uuid import UUID

from amparo.core import keyring
from amparo.vault.search.bands import homophones

LONG = 5  # from this length on a token may differ in two places
PEOPLE = "#"  # pseudo-token: counts people
Bands = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """The sub-keys of one realm: neighbours, vocabulary, features, buckets."""

    lex: bytes
    seal: bytes
    feature: bytes
    bucket: bytes


def search_keys(realm: str) -> SearchKeys:
    """The search keys of a realm. Raises `Locked` without a search ring."""
    return _derived(keyring.current("search").secret, realm)


@lru_cache(maxsize=32)
def _derived(secret: bytes, realm: str) -> SearchKeys:
    return SearchKeys(*(keyring.derive(secret, f"search|{realm}|{use}") for use in ("lex", "seal", "feature", "bucket")))


def number(key: bytes, text: str, size: int) -> int:
    """The first `size` bytes of HMAC-SHA256, as PostgreSQL keeps them: signed."""
    return int.from_bytes(hmac.digest(key, text.encode(), hashlib.sha256)[:size], "big", signed=True)


def literal(values: Iterable[int | UUID]) -> str:
    """Numbers or ids as PostgreSQL writes an array: a parameter that costs little to send."""
    return "{" + ",".join(map(str, values)) + "}"


def token_id(keys: SearchKeys, token: str) -> int:
    """The row of a token in the lexicon: 8 bytes."""
    return _token_id(keys.lex, token)


@lru_cache(maxsize=32_768)
def _token_id(secret: bytes, token: str) -> int:
    return number(secret, f"={token}", 8)


def variant_numbers(keys: SearchKeys, token: str) -> list[int]:
    """The numbers, of 8 bytes, under which a token is found in spite of a typing fault."""
    return [number(keys.lex, f"-{variant}", 8) for variant in deletions(token)]


def deletions(token: str) -> set[str]:
    """The token with up to one letter left out, two from length 5 on: two tokens at that distance share one (SymSpell)."""
    found = {token}
    edge = {token}
    for _step in range(reach(token)):
        edge = {word[:at] + word[at + 1 :] for word in edge for at in range(len(word)) if len(word) > 1}
        found |= edge
    return found


def reach(token: str) -> int:
    """How many faults are forgiven in a token of this length."""
    return 2 if len(token) >= LONG else 1


def initial(token: str) -> str:
    """Pseudo-token of a first letter."""
    return f"^{token[0]}"


def bucket(keys: SearchKeys, person: UUID) -> int:
    """A number of this person, from which the homophone is chosen."""
    return number(keys.bucket, person.hex, 4) & 0x7FFFFFFF


def pair_key(keys: SearchKeys, one: str, other: str, spread: int, chosen: int) -> int:
    """The key of two tokens on one person, in any order: the homophone `chosen` of `spread`."""
    first, second = (one, other) if one < other else (other, one)
    return number(keys.feature, f"P|{first}|{second}|{spread}|{chosen % spread}", 4)


def initial_key(keys: SearchKeys, letter: str, surname: str, spread: int, chosen: int) -> int:
    """The key of another name's first letter with a surname: the homophone `chosen` of `spread`."""
    return number(keys.feature, f"I|{letter}|{surname}|{spread}|{chosen % spread}", 4)


def single_key(keys: SearchKeys, token: str, *_unused: object) -> int:
    """The key of one rare token."""
    return number(keys.feature, f"U|{token}", 4)


def document_key(keys: SearchKeys, kind: str, value: str) -> int:
    """The key of an identity document."""
    return number(keys.feature, f"D|{kind}|{value}", 4)


@dataclass(frozen=True, slots=True)
class Names:
    """What of a person is indexed: folded tokens of given names, of surnames, and (kind, number) of documents."""

    person: UUID
    given: tuple[str, ...]
    surnames: tuple[str, ...]
    documents: tuple[tuple[str, str], ...] = ()

    def tokens(self) -> tuple[str, ...]:
        """All tokens, each once."""
        return tuple(dict.fromkeys((*self.given, *self.surnames)))

    def counted(self) -> Iterator[str]:
        """What the frequencies count: tokens, their first letters, and the person."""
        yield from self.tokens()
        yield from {initial(token) for token in self.tokens()}
        yield PEOPLE


def features(keys: SearchKeys, names: Names, bands: Bands) -> list[int]:
    """The sorted keys of a person, about twelve. `bands` has every token and first letter of hers."""
    chosen = bucket(keys, names.person)
    made = set(_pairs(keys, names.tokens(), bands, chosen))
    made.update(_initials(keys, names, bands, chosen))
    made.update(single_key(keys, token) for token in names.tokens() if not bands[token] and len(token) > 1)
    made.update(document_key(keys, kind, value) for kind, value in names.documents)
    return sorted(made)


def _pairs(keys: SearchKeys, tokens: Iterable[str], bands: Bands, chosen: int) -> Iterator[int]:
    for one, other in combinations((token for token in tokens if len(token) > 1), 2):
        yield pair_key(keys, one, other, homophones(bands[one], bands[other]), chosen)


def _initials(keys: SearchKeys, names: Names, bands: Bands, chosen: int) -> Iterator[int]:
    for surname in names.surnames:
        if len(surname) > 1:
            for letter in {initial(token) for token in names.tokens() if token != surname}:
                yield initial_key(keys, letter, surname, homophones(bands[letter], bands[surname]), chosen)
