"""Words made comparable: no accents, no capitals, nothing but letters, figures and single blanks. ñ stays."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """«N° de  Víctimas» → "n de victimas"."""
    marked = text.casefold().replace("ñ", "\x00")
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", marked) if not unicodedata.combining(letter))
    kept = "".join(letter if letter.isalnum() or letter == "\x00" else " " for letter in plain)
    return " ".join(kept.split()).replace("\x00", "ñ")
