"""The cast: one person of each kind, in two regions, and always an outsider. Synthetic, all of them."""

from dataclasses import dataclass, field

from amparo.access.actors import Actor
from amparo.access.models import Institution, InstitutionName, Membership, Unit, User
from amparo.access.sessions import actor_of
from amparo.core.ids import new_code

# institution → (kind, {unit code: (parent, kind, ubigeo)})
HOUSES: dict[str, tuple[str, dict[str, tuple[str, str, list[str]]]]] = {
    "pnp": ("police", {
        "pnp-hq": ("", "headquarters", []),
        "pnp-cusco": ("pnp-hq", "police", ["08"]),
        "pnp-loreto": ("pnp-hq", "police", ["16"]),
    }),
    "mpfn": ("prosecution", {
        "mpfn-hq": ("", "headquarters", []),
        "fistrap-cusco": ("mpfn-hq", "prosecutor", ["08"]),
        "familia-cusco": ("mpfn-hq", "family_prosecutor", ["08"]),
        "udavit-cusco": ("mpfn-hq", "udavit", ["08"]),
        "fistrap-loreto": ("mpfn-hq", "prosecutor", ["16"]),
    }),
    "mimp": ("upe", {
        "mimp-hq": ("", "headquarters", []),
        "upe-cusco": ("mimp-hq", "upe", ["08"]),
        "upe-loreto": ("mimp-hq", "upe", ["16"]),
    }),
    "inabif": ("centre", {
        "inabif-hq": ("", "headquarters", []),
        "care-sur": ("inabif-hq", "centre", ["08"]),
        "care-norte": ("inabif-hq", "centre", ["16"]),
    }),
    "minsa": ("health", {"salud-cusco": ("", "health", ["08"]), "salud-loreto": ("", "health", ["16"])}),
    "minedu": ("school", {"ugel-cusco": ("", "school", ["08"])}),
    "minjus": ("defence", {"defensa-cusco": ("", "defender", ["08"])}),
    "pj": ("court", {"juzgado-cusco": ("", "court", ["08"])}),
    "linea": ("hotline", {"linea-1818": ("", "hotline", [])}),
    "commission": ("commission", {"crtp-cusco": ("", "crtp", ["08"]), "crtp-loreto": ("", "crtp", ["16"]), "cmnp": ("", "cmnp", [])}),
    "house": ("administration", {"house": ("", "administration", [])}),
    "jtip": ("compact", {"gov-us": ("", "compact_manager", [])}),
    "mininter": ("compact", {"gov-pe": ("", "compact_manager", [])}),
    "partners": ("partner", {
        "ilo": ("", "partner", []), "yanapanakusun": ("", "partner", []), "chs": ("", "subrecipient", []), "idl": ("", "subrecipient", []),
    }),
    "evaluators": ("evaluator", {"evaluation": ("", "evaluator", [])}),
}  # fmt: skip

# name in the cast → (unit, role)
PEOPLE: dict[str, tuple[str, str]] = {
    "hotline": ("linea-1818", "hotline"),
    "officer": ("pnp-cusco", "police"),
    "officer_two": ("pnp-cusco", "police"),
    "police_chief": ("pnp-hq", "police_supervisor"),
    "prosecutor": ("fistrap-cusco", "prosecutor"),
    "family_prosecutor": ("familia-cusco", "family_prosecutor"),
    "udavit": ("udavit-cusco", "udavit"),
    "upe": ("upe-cusco", "upe"),
    "upe_two": ("upe-cusco", "upe"),
    "upe_chief": ("mimp-hq", "upe_supervisor"),
    "centre": ("care-sur", "centre"),
    "health": ("salud-cusco", "health"),
    "school": ("ugel-cusco", "school"),
    "defender": ("defensa-cusco", "defender"),
    "court": ("juzgado-cusco", "court"),
    "crtp": ("crtp-cusco", "crtp"),
    "outsider_crtp": ("crtp-loreto", "crtp"),
    "cmnp": ("cmnp", "cmnp"),
    "us": ("gov-us", "compact_manager"),
    "peru": ("gov-pe", "compact_manager"),
    "partner": ("ilo", "partner"),
    "other_partner": ("yanapanakusun", "partner"),
    "subrecipient": ("chs", "subrecipient"),
    "other_subrecipient": ("idl", "subrecipient"),
    "evaluator": ("evaluation", "evaluator"),
    "admin": ("house", "admin"),
    "admin_two": ("house", "admin"),
    "dpo": ("house", "dpo"),
    "auditor": ("house", "auditor"),
    "outsider": ("upe-loreto", "upe"),
    "outsider_police": ("pnp-loreto", "police"),
    "outsider_health": ("salud-loreto", "health"),
    "outsider_centre": ("care-norte", "centre"),
    "outsider_prosecutor": ("fistrap-loreto", "prosecutor"),
}


@dataclass
class Cast:
    """Actors by name (`cast.officer`), users and units by code."""

    actors: dict[str, Actor] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.__dict__["actors"][name]
        except KeyError:
            raise AttributeError(name) from None


def assemble() -> Cast:
    """Writes the cast into the database of the test, in a handful of statements: thousands of tests begin with it."""
    houses = Institution.objects.bulk_create(Institution(code=code, kind=kind) for code, (kind, _) in HOUSES.items())
    InstitutionName.objects.bulk_create(
        InstitutionName(institution=house, name=house.code.upper(), short_name=house.code.upper()) for house in houses
    )
    cast = Cast(units=found({house.code: house for house in houses}))
    users = User.objects.bulk_create(
        User(code=new_code("USR"), email=f"{name}@example.pe", display_name=name.replace("_", " ")) for name in PEOPLE
    )
    seats = Membership.objects.bulk_create(
        Membership(user=user, unit=cast.units[unit], role=role, state="active")
        for user, (unit, role) in zip(users, PEOPLE.values(), strict=True)
    )
    for name, user, seat in zip(PEOPLE, users, seats, strict=True):
        cast.users[name], cast.actors[name] = user, actor_of(user, seat)
    return cast


def found(houses: dict[str, Institution]) -> dict[str, Unit]:
    """Writes the units, parents first, and reads them again with the path the database gave them."""
    made: dict[str, Unit] = {}
    for top in (True, False):
        level = [
            Unit(code=code, institution=houses[house], parent=made.get(parent), name=code, kind=kind, ubigeo=ubigeo)
            for house, (_, units) in HOUSES.items()
            for code, (parent, kind, ubigeo) in units.items()
            if (not parent) is top
        ]
        made |= {unit.code: unit for unit in Unit.objects.bulk_create(level)}
    return {unit.code: unit for unit in Unit.objects.filter(code__in=made).select_related("institution", "parent")}
