"""Centres and their free places, as whoever looks for a place may know them: profile and numbers, never who is there."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.cases import labels, rules
from amparo.cases.models import Case, Centre
from amparo.core import places
from amparo.ui.components import Beads, Kind

Sign = tuple[Kind, str]
REGION = 2  # figures of a region's code


@dataclass(frozen=True, slots=True)
class Occupancy:
    """How many places a centre has in use, taken, kept for a child; how many requests wait."""

    total: int = 0
    taken: int = 0
    held: int = 0
    waiting: int = 0

    @property
    def free(self) -> int:
        return max(0, self.total - self.taken - self.held)


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a centre suits a child: a word and the reasons. It advises; a person decides."""

    kind: Kind
    word: str
    reasons: Sequence[Sign]
    order: int


@dataclass(frozen=True, slots=True)
class Place:
    """A centre on the board."""

    centre: Centre
    region: str
    beds: Occupancy
    fit: Fit | None = None

    @property
    def beads(self) -> Beads:
        return Beads(self.beds.total, self.beds.taken, self.beds.held)

    @property
    def profile(self) -> str:
        return profile(self.centre)

    @property
    def free_words(self) -> str:
        return ngettext("libre de %(total)s", "libres de %(total)s", self.beds.free) % {"total": self.beds.total}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for on the board: a region, whom it receives, only with a free place."""

    region: str = ""
    sex: str = ""
    age: int | None = None
    free: bool = False


def occupancy() -> dict[UUID, Occupancy]:
    """The numbers of every centre (one query; the database counts, nobody sees a stay)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT centre, total, taken, held, waiting FROM cases_free_beds()")
        return {row[0]: Occupancy(*row[1:]) for row in cursor.fetchall()}


def board(wanted: Wanted, child: Case | None = None) -> list[Place]:
    """The centres that answer what is looked for, what suits the child first, then those with places (two queries)."""
    numbers = occupancy()
    found = []
    for centre in Centre.objects.filter(unit__active=True).select_related("unit"):
        beds = numbers.get(centre.pk, Occupancy())
        if _answers(centre, beds, wanted):
            found.append(Place(centre, region_name(region_of(centre)), beds, fit(centre, beds, child) if child else None))
    return sorted(found, key=lambda place: (place.fit.order if place.fit else 0, -place.beds.free, place.centre.unit.name))


def _answers(centre: Centre, beds: Occupancy, wanted: Wanted) -> bool:
    if wanted.region and not any(area.startswith(wanted.region) for area in centre.unit.ubigeo):
        return False
    if wanted.sex and rules.fits_centre(wanted.age, wanted.sex, centre.sexes, (centre.age_from, centre.age_to)):
        return False
    return beds.free > 0 or not wanted.free


def fit(centre: Centre, beds: Occupancy, child: Case) -> Fit:
    """How a centre suits this child. The place where it happened is said, not judged: near can be near the traffickers."""
    against = rules.fits_centre(child.age, child.sex, centre.sexes, (centre.age_from, centre.age_to)).get("centre", [])
    reasons: list[Sign] = [("no", str(text)) for text in against] or [("done", _("Recibe su edad y su sexo."))]
    if child.age is None:
        reasons.append(("unknown", _("No se sabe su edad todavía.")))
    reasons.append(("done", _("Especializado en trata.")) if centre.specialised else ("warn", _("No es especializado en trata.")))
    if centre.with_baby:
        reasons.append(("done", _("Recibe también con su bebé.")))
    if child.region:
        same = region_of(centre) == child.region
        reasons.append(
            ("warn", _("Está en la región del hecho. Vea si es seguro."))
            if same
            else ("done", _("Está en otra región que el hecho."))
        )
    if beds.waiting:
        waiting = ngettext("%(n)s pedido espera antes.", "%(n)s pedidos esperan antes.", beds.waiting)
        reasons.append(("warn", waiting % {"n": beds.waiting}))
    if against:
        return Fit("no", _("No conviene"), reasons, 3)
    if not beds.free:
        return Fit("warn", _("Sin sitio hoy"), reasons, 2)
    doubts = any(kind == "warn" for kind, _text in reasons)
    return Fit("warn", _("Con reservas"), reasons, 1) if doubts else Fit("done", _("Conviene"), reasons, 0)


def profile(centre: Centre) -> str:
    """Whom a centre receives, in a line."""
    who = {"female": _("Niñas y adolescentes mujeres"), "male": _("Niños y adolescentes hombres")}.get(
        centre.sexes, _("Niñas, niños y adolescentes")
    )
    return _("%(who)s de %(first)s a %(last)s años") % {"who": who, "first": centre.age_from, "last": centre.age_to}


def region_of(centre: Centre) -> str:
    """The code of the region a centre stands in; "" where it is not said."""
    return next((area[:REGION] for area in centre.unit.ubigeo), "")


def region_name(code: str) -> str:
    """The name of a region."""
    place = places.index().by_code.get(code)
    return place.name if place else _("Región no indicada")


def regions() -> list[tuple[str, str]]:
    """Code and name of the regions, by name."""
    found = [(place.ubigeo, place.name) for place in places.index().by_code.values() if len(place.ubigeo) == REGION]
    return sorted(found, key=lambda pair: plain(pair[1]))


def plain(name: str) -> str:
    """A name without accents, to sort it where a reader looks for it."""
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def child_words(child: Case) -> str:
    """Who it is about, on the board: age band, sex, language."""
    words = labels.who(child.age, child.sex)
    if child.language not in ("", "unknown"):
        words = f"{words}, {labels.in_sentence(labels.label('language', child.language))}"
    return words
