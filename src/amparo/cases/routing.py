"""Who gets an alert at once: the unit of each kind whose jurisdiction fits the place best."""

from collections.abc import Iterable

from amparo.access.models import Unit

NATIONAL: tuple[str, ...] = ("",)


def best(units: Iterable[Unit], place: str) -> Unit | None:
    """The unit with the longest jurisdiction that holds `place` (INEI code, may be shorter than a district or empty).

    A unit without jurisdiction is national and comes last. None where nobody is responsible.
    """

    def fit(unit: Unit) -> int:
        return max((len(prefix) for prefix in unit.ubigeo or NATIONAL if place.startswith(prefix)), default=-1)

    return max((unit for unit in units if fit(unit) >= 0), key=lambda unit: (fit(unit), unit.code), default=None)


def receivers(kinds: Iterable[str], place: str, *, without: Iterable[int] = ()) -> dict[str, Unit]:
    """For each unit kind the unit that receives an alert from `place`, none of those the file is hidden from; one query."""
    wanted = list(kinds)
    hidden = set(without)
    units = [unit for unit in Unit.objects.filter(kind__in=wanted, active=True) if not hidden & set(unit.path)]
    found = {kind: best((unit for unit in units if unit.kind == kind), place) for kind in wanted}
    return {kind: unit for kind, unit in found.items() if unit is not None}


# service asked for → kind of unit that gives it
SERVICES: dict[str, str] = {
    "health": "health",
    "mental_health": "health",
    "legal_defence": "defender",
    "school": "school",
    "identity_document": "identity_office",
    "shelter_place": "centre",
    "labour_inspection": "labour",
    "consulate": "consulate",
    "migration": "migration",
    "victim_programme": "udavit",
    "reintegration": "reintegration",
    "family_search": "demuna",
    "social_programme": "demuna",
    "livelihood": "cem",
    "interpreter": "demuna",
}

# service → the term in which it is answered; anything else has the general one
TERMS = {
    "health": "referral_health", "mental_health": "referral_mental_health", "legal_defence": "referral_legal_defence",
    "school": "referral_school", "identity_document": "referral_identity", "shelter_place": "referral_shelter",
    "interpreter": "referral_interpreter", "labour_inspection": "referral_labour", "consulate": "referral_consulate",
}  # fmt: skip


def providers(service: str, place: str) -> list[Unit]:
    """The units that give a service, those of the place first."""
    units = Unit.objects.filter(kind=SERVICES.get(service, ""), active=True)
    return sorted(units, key=lambda unit: (not any(place.startswith(prefix) for prefix in unit.ubigeo or NATIONAL), unit.name))
