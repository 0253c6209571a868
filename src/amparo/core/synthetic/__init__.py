"""Synthetic Peruvian people: for demonstrations, samples, tests and benchmarks. Nobody here exists.

    words     surnames and given names, by origin, and the syllables that compose more of them
    people    the seeded, streaming generator
    dirty     what happens to a name on its way into a register

The fold of the name search is written elsewhere and by other hands: nothing here may be shared with it.
"""

from amparo.core.synthetic.dirty import Dirt, dirty
from amparo.core.synthetic.people import FullName, SyntheticPerson, people

__all__ = ["Dirt", "FullName", "SyntheticPerson", "dirty", "people"]
