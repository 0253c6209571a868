"""How frequent a token is, in coarse steps, so that no stored key is as frequent as a common name.

A stored key should be on at most CAP of the people. A pair of tokens that is expected more often is spread over n
*homophones*: the person's bucket decides which one her row carries, and a query asks for all of them. Frequencies are relative
to at least `FLOOR` people: in a smaller register a key may be on up to CAP × FLOOR = 10 people, and the share of those is not
small.
"""

import math

CAP = 500e-6
FLOOR = 20_000
STEPS = 4  # bands per doubling
MOST_HOMOPHONES = 64
MOST_BAND = 4 * 11
# A band is corrected when the frequency has outgrown it by this many steps (2 of 4: a factor of 1.4).
DRIFT = 2


def share(count: float, people: float) -> float:
    """The share of people with a token, as frequencies are reckoned: never of fewer than `FLOOR`."""
    return count / max(people, FLOOR)


def band(count: float, people: float) -> int:
    """0 for a token rarer than CAP, else the steps above it, rounded up."""
    above = share(count, people) / CAP
    return min(MOST_BAND, max(1, math.ceil(STEPS * math.log2(above)))) if above > 1 else 0


def ceiling(step: int) -> float:
    """The largest share of people a token of this band has."""
    return float(CAP * 2 ** (step / STEPS))


def homophones(one: int, other: int) -> int:
    """Into how many keys a pair of tokens of these bands is spread: a power of two, 1 to 64."""
    above = ceiling(one) * ceiling(other) / CAP
    return 1 if above <= 1 else min(MOST_HOMOPHONES, 1 << math.ceil(math.log2(above)))


def outgrown(step: int, count: float, people: float) -> bool:
    """Whether a token has become too frequent for its band, so that its people want new keys."""
    return band(count, people) >= step + (DRIFT if step else 1)
