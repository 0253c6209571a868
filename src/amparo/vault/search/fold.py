"""From a written name to the sounds of its tokens: spelling variants of Spanish, Quechua and Aymara names fall together.

The rules come from `docs/explanation/vault.md`; vowels are not merged here, the lexicon's distance 1 covers e/i and o/u.
"""

import re
import unicodedata
from functools import lru_cache

PARTICLES = frozenset({"de", "la", "las", "los", "del", "y"})
# Customary in Peruvian and Spanish registers.
ABBREVIATIONS = {
    "ma": "maria", "fco": "francisco", "fca": "francisca", "jse": "jose", "jn": "juan", "ant": "antonio", "alej": "alejandro",
    "ml": "manuel", "mnl": "manuel", "gpe": "guadalupe", "sta": "santa", "sto": "santo", "rdo": "ricardo", "edo": "eduardo",
    "fdez": "fernandez", "fdz": "fernandez", "hdez": "hernandez", "hdz": "hernandez", "glez": "gonzales", "gzlez": "gonzales",
    "rguez": "rodriguez", "rdguez": "rodriguez", "rdz": "rodriguez", "mtz": "martinez", "mtnez": "martinez", "schz": "sanchez",
    "snchez": "sanchez", "gmez": "gomez", "lpez": "lopez", "dguez": "dominguez", "jmnez": "jimenez", "vqz": "vasquez",
}  # fmt: skip
TOKENS_KEPT = 8

_ENYE = "\ue000"  # stands in for ñ while the accents are taken off
_ACCENTS = str.maketrans("áéíóúü", "aeiouu")  # those of Spanish, the quick way
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = "[aeiou]"
# Order matters. Upper case marks a sound that is final: C is the one of «ch», G the hard one of «gato» and «guerra».
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (rf"hu(?={_VOWEL})", "w"),
        (r"gu(?=[ao])", "w"),
        (r"gu(?=[ei])", "G"),
        (r"qu(?=[ei])", "k"),
        (r"ch", "C"),
        (r"sh", "s"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"g(?=[ei])", "j"),
        (r"g", "G"),
        (r"jh|x", "j"),
        (r"ll", "y"),
        (r"c(?=[ei])|z", "s"),
        (r"[cq]", "k"),
        (r"v", "b"),
        (r"h", ""),
        (rf"y(?!{_VOWEL})", "i"),
        (r"(.)\1+", r"\1"),
    )
]


def words(text: str) -> list[str]:
    """The words of a name: lower case, without accents but with ñ, without particles, abbreviations written out."""
    found = [ABBREVIATIONS.get(word, word) for word in _WORD.findall(_plain(text))]
    return [word for word in found if word not in PARTICLES] or found


def _plain(text: str) -> str:
    plain = text.lower().translate(_ACCENTS)
    if plain.isascii() or plain.replace("ñ", "").isascii():
        return plain
    plain = unicodedata.normalize("NFC", plain).lower().replace("ñ", _ENYE)
    plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return plain.replace(_ENYE, "ñ")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The sounds of one word of `words`: «huamán», «guamán» and «wamán» give one. Folding twice changes nothing."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def tokens(text: str) -> list[str]:
    """The folded words of a name, each once, in the order written, at most `TOKENS_KEPT`."""
    return list(dict.fromkeys(sound for sound in map(fold, words(text)) if sound))[:TOKENS_KEPT]
