"""The compacts of the demonstration: the real ones, from the files of their public record, kept by Peru's side."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID, uuid5

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.config.demo.houses import REGIONS
from amparo.config.settings import PROJECT
from amparo.programme.actions import join_compact
from amparo.programme.loading import load_compact
from amparo.programme.models import Compact, Organisation, Participation

SAMPLES = PROJECT / "samples"
SEATS = UUID("9c1f7a0e-3f52-5f0e-8d0c-2b7f0c9ad001")
KEEPER = "gobierno-peru"
BOUND = (("peru", KEEPER), ("estados-unidos", "gobierno-eeuu"), ("oit", "socio"))
# who takes part besides the two sides: unit and capacity; the partner as the organisation it is bound to
SEATED = (
    ("socio", "partner"),
    ("evaluacion", "evaluator"),
    ("secretaria-nacional", "observer"),
    *((f"crtp-{region}", "commission") for region in REGIONS),
)


def load(people: Mapping[str, Actor], samples: Path = SAMPLES) -> None:
    """Loads every compact there is a folder of; the one of Peru with everybody who takes part. Again, nothing changes."""
    keeper = people[KEEPER]
    with acting_as(keeper):
        load_compact(keeper, samples / "compact-peru", bind=BOUND)
        _seat(keeper, "peru-2017")
        for folder in sorted(path for path in (samples / "compacts").iterdir() if path.is_dir()):
            load_compact(keeper, folder)


def _seat(keeper: Actor, code: str) -> None:
    compact = Compact.objects.visible_to(keeper).get(code=code)
    organisations = {row.unit.code: row.pk for row in Organisation.objects.filter(unit__isnull=False).select_related("unit")}
    taken = set(Participation.objects.visible_to(keeper).filter(compact=compact).values_list("member__code", "capacity"))
    for unit, capacity in SEATED:
        if (unit, capacity) not in taken:
            compact.refresh_from_db()
            join_compact(
                id=uuid5(SEATS, f"{code}/{unit}"), seen=compact.version, compact=compact.pk, member=unit, capacity=capacity,
                organisation=organisations.get(unit), regions=(), by=keeper,
            )  # fmt: skip
