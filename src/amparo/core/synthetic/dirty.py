"""What happens to a name on its way into a register.

Each kind of damage is what clerks, telephones and forms do in Peru: slips of the keyboard, spelling by ear,
surnames in the wrong order, parts left out, abbreviations.
"""

import random
from collections.abc import Callable
from enum import StrEnum

from amparo.core.synthetic.people import FullName


class Dirt(StrEnum):
    """The kinds of damage."""

    ONE_TYPO = "one_typo"
    TWO_TYPOS = "two_typos"
    PHONETIC = "phonetic"
    SWAPPED = "swapped"
    NO_SECOND = "no_second"
    DROPPED_GIVEN = "dropped_given"
    ABBREVIATED = "abbreviated"


_NEIGHBOURS = {
    "a": "sqz", "b": "vgn", "c": "xvd", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok",
    "j": "hku", "k": "jli", "l": "kñp", "m": "nk", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf",
    "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xas", "ñ": "lp",
}  # fmt: skip

# What is heard alike: (written, what somebody else writes). Longer groups first, so that "hua" is not read as "h".
_HEARD: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hua", ("gua", "wa")),
    ("gua", ("hua", "wa")),
    ("wa", ("hua", "gua")),
    ("hue", ("gue", "we")),
    ("que", ("ke", "qe")),
    ("qui", ("ki", "qi")),
    ("cc", ("c", "k")),
    ("ch", ("sh",)),
    ("sh", ("ch", "s")),
    ("ll", ("y", "li")),
    ("ph", ("f",)),
    ("ge", ("je",)),
    ("gi", ("ji",)),
    ("je", ("ge",)),
    ("ji", ("gi",)),
    ("ce", ("se", "ze")),
    ("ci", ("si",)),
    ("ca", ("ka",)),
    ("co", ("ko",)),
    ("ka", ("ca", "qa")),
    ("ku", ("cu",)),
    ("jh", ("j", "y")),
    ("th", ("t",)),
    ("nn", ("n",)),
    ("ss", ("s",)),
    ("ñ", ("ni", "n")),
    ("b", ("v",)),
    ("v", ("b",)),
    ("z", ("s",)),
    ("s", ("z",)),
    ("y", ("ll", "i")),
    ("x", ("j", "cs")),
    ("h", ("",)),
    ("i", ("e",)),
    ("e", ("i",)),
    ("u", ("o",)),
    ("o", ("u",)),
)
_SHORT = {
    "maria": "Ma.", "francisco": "Fco.", "francisca": "Fca.", "jose": "Jse.", "antonio": "Ant.", "juan": "Jn.",
    "manuel": "Ml.", "rosa": "Rsa.", "carmen": "Cmen.", "alejandro": "Alej.", "fernandez": "Fdez.", "gonzales": "Glez.",
    "rodriguez": "Rdguez.", "hernandez": "Hdez.", "martinez": "Mtz.", "sanchez": "Schz.", "guadalupe": "Gpe.",
}  # fmt: skip
_PLAIN = str.maketrans("áéíóúü", "aeiouu")


def dirty(name: FullName, rng: random.Random, kind: Dirt | None = None) -> FullName:
    """The name with one kind of damage (any kind where none is given). Where that kind cannot strike (no second
    surname to swap, one given name to drop) it is a typing slip instead, so the result always differs."""
    damaged = _DAMAGE[kind or rng.choice(list(Dirt))](name, rng)
    return damaged if damaged != name else _slips(1)(name, rng)


def _slips(count: int) -> Callable[[FullName, random.Random], FullName]:
    def damage(name: FullName, rng: random.Random) -> FullName:
        damaged = name
        for _ in range(count):
            damaged = _in_one_part(damaged, rng, _slip)
        return damaged

    return damage


def _slip(word: str, rng: random.Random) -> str:
    """One letter left out, doubled, replaced by its neighbour on the keyboard, or two of them in the wrong order."""
    if len(word) < 3:
        return word + word[-1:]
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    letter, following = word[at], word[at + 1]
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1 or (kind == 2 and letter == following):
        return word[:at] + letter + word[at:]
    if kind == 2:
        return word[:at] + following + letter + word[at + 2 :]
    plain = letter.lower().translate(_PLAIN)
    return word[:at] + rng.choice(_NEIGHBOURS.get(plain, "e")) + word[at + 1 :]


def _by_ear(name: FullName, rng: random.Random) -> FullName:
    return _in_one_part(name, rng, _misheard)


def _misheard(word: str, rng: random.Random) -> str:
    """One group of letters written as it may also be heard."""
    lower = word.lower().translate(_PLAIN)
    places = [(lower.find(group), group, ways) for group, ways in _HEARD if group in lower]
    if not places:
        return _slip(word, rng)
    at, group, ways = places[min(int(rng.random() ** 2 * len(places)), len(places) - 1)]
    heard = rng.choice(ways)
    changed = word[:at] + heard + word[at + len(group) :]
    return changed.capitalize() if word[:1].isupper() else changed


def _in_one_part(name: FullName, rng: random.Random, change: Callable[[str, random.Random], str]) -> FullName:
    """Change one word of the name, each word being as likely as the others."""
    words = [(part, at) for part, text in enumerate(name) for at in range(len(text.split()))]
    part, at = rng.choice(words)
    parts = [text.split() for text in name]
    parts[part][at] = change(parts[part][at], rng)
    return FullName(*(" ".join(words_of_part) for words_of_part in parts))


def _swapped(name: FullName, rng: random.Random) -> FullName:
    return FullName(name.given, name.second, name.first) if name.second else name


def _no_second(name: FullName, rng: random.Random) -> FullName:
    return FullName(name.given, name.first, "")


def _dropped_given(name: FullName, rng: random.Random) -> FullName:
    given = name.given.split()
    if len(given) < 2:
        return name
    given.pop(rng.randrange(len(given)))
    return FullName(" ".join(given), name.first, name.second)


def _abbreviated(name: FullName, rng: random.Random) -> FullName:
    """A customary short form where there is one, else the initial of a second given name or of the second surname."""
    parts = [text.split() for text in name]
    known = [(part, at) for part, words in enumerate(parts) for at, word in enumerate(words) if _plain(word) in _SHORT]
    if known:
        part, at = rng.choice(known)
        parts[part][at] = _SHORT[_plain(parts[part][at])]
    elif len(parts[0]) > 1:
        parts[0][-1] = parts[0][-1][0] + "."
    elif parts[2]:
        parts[2] = [parts[2][0][0] + "."]
    return FullName(*(" ".join(words) for words in parts))


def _plain(word: str) -> str:
    return word.lower().translate(_PLAIN)


_DAMAGE: dict[Dirt, Callable[[FullName, random.Random], FullName]] = {
    Dirt.ONE_TYPO: _slips(1),
    Dirt.TWO_TYPOS: _slips(2),
    Dirt.PHONETIC: _by_ear,
    Dirt.SWAPPED: _swapped,
    Dirt.NO_SECOND: _no_second,
    Dirt.DROPPED_GIVEN: _dropped_given,
    Dirt.ABBREVIATED: _abbreviated,
}
