"""The real compact in a test's database, from the same files as everywhere."""

from functools import partial

from amparo.access.acting import acting_as
from amparo.programme.loading import load_compact
from amparo.programme.models import Compact
from tests.plugin import ROOT

SAMPLES = ROOT / "samples"
PERU = SAMPLES / "compact-peru"
OTHERS = sorted(folder for folder in (SAMPLES / "compacts").iterdir() if folder.is_dir())
BOUND = (
    ("peru", "gov-pe"),
    ("estados-unidos", "gov-us"),
    ("oit", "ilo"),
    ("yanapanakusun", "yanapanakusun"),
    ("chs-alternativo", "chs"),
)


def load(cast, folder=PERU, bind=BOUND):
    """Loads a folder as Peru's manager of the cast."""
    with acting_as(cast.peru):
        return load_compact(cast.peru, folder, bind=bind)


def real_compact(cast):
    """The real compact of 2017."""
    load(cast)
    with acting_as(cast.peru):
        return Compact.objects.visible_to(cast.peru).get(code="peru-2017")


others = partial(load, bind=())
