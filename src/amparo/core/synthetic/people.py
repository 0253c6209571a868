"""A seeded stream of people who do not exist.

Documents and telephones come from ranges chosen not to be taken for real ones: identity numbers from 99 000 000 to
99 999 999 (above all that we know to be in use; not checked with RENIEC; their check digits are right), and telephone
numbers that start with 100, where we know of no Peruvian number. Addresses are invented streets in real districts.
"""

import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import accumulate, islice
from typing import NamedTuple

from amparo.core.synthetic.words import given_names, listed, surnames

# How many names of each origin there are, and which share of the people bear them.
ORIGINS = {"spanish": (4_000, 60), "quechua": (1_020, 24), "aymara": (440, 8), "amazonian": (640, 8)}
GIVEN_NAMES = 930
FIRST_DOCUMENT = 99_000_000
DOCUMENTS = 1_000_000
FIRST_PHONE = 100_000_000
ADULTS_AND_CHILDREN = (date(1950, 1, 1), date(2025, 12, 31))
CHILDREN = (date(2009, 1, 1), date(2019, 12, 31))

# INEI code, name and weight of the districts where they live: cities, kept coarse.
DISTRICTS = (
    ("150101", "Lima", 60),
    ("150132", "San Juan de Lurigancho", 90),
    ("150135", "San Martin de Porres", 60),
    ("150103", "Ate", 55),
    ("150110", "Comas", 50),
    ("150142", "Villa El Salvador", 40),
    ("070101", "Callao", 40),
    ("080101", "Cusco", 40),
    ("080108", "Wanchaq", 20),
    ("080104", "San Jerónimo", 15),
    ("080105", "San Sebastián", 20),
    ("080901", "Santa Ana", 10),
    ("080601", "Sicuani", 12),
    ("160101", "Iquitos", 40),
    ("160113", "San Juan Bautista", 25),
    ("160112", "Belén", 20),
    ("160108", "Punchana", 20),
    ("160201", "Yurimaguas", 15),
    ("160301", "Nauta", 8),
    ("170101", "Tambopata", 30),
    ("170102", "Inambari", 10),
    ("170103", "Las Piedras", 6),
    ("170104", "Laberinto", 6),
    ("170201", "Manu", 3),
    ("170204", "Huepetuhe", 5),
    ("210101", "Puno", 25),
    ("211101", "Juliaca", 40),
    ("210401", "Juli", 6),
    ("210501", "Ilave", 8),
    ("210801", "Ayaviri", 6),
    ("210602", "Cojata", 2),
    ("040101", "Arequipa", 25),
    ("040104", "Cerro Colorado", 20),
    ("200101", "Piura", 25),
    ("200601", "Sullana", 15),
    ("130101", "Trujillo", 30),
    ("140101", "Chiclayo", 25),
    ("250101", "Calleria", 20),
    ("220901", "Tarapoto", 15),
    ("100101", "Huánuco", 12),
    ("120101", "Huancayo", 18),
    ("050101", "Ayacucho", 15),
    ("030101", "Abancay", 10),
    ("230101", "Tacna", 15),
    ("240101", "Tumbes", 10),
)
STREETS = (
    *("Jr. Los Geranios", "Jr. Las Orquídeas", "Av. El Sol Naciente", "Ca. Las Retamas", "Psje. Los Tucanes"),
    *("Jr. La Quinua", "Av. Los Cóndores", "Ca. El Huayruro", "Jr. Río Tranquilo", "Psje. Las Vicuñas"),
    *("AA.HH. Nuevo Amanecer", "AA.HH. Flor de Cantuta", "Comunidad Cielo Azul", "Asoc. Los Chasquis", "Ca. El Aguajal"),
)

_BATCH = 2_048
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_CHECK_DIGITS = "65432110987"
_STEP = 7_919  # prime to DOCUMENTS, so that no number comes twice in a million
_NO_SECOND_SURNAME, _ONE_GIVEN, _THREE_GIVEN = 0.02, 0.33, 0.97
_SAME_ORIGIN = 0.65
_COMPOSED = 0.25


class FullName(NamedTuple):
    """Given names, first and second surname; the second is "" for who has one only."""

    given: str
    first: str
    second: str

    def __str__(self) -> str:
        return " ".join(part for part in self if part)


class SyntheticPerson(NamedTuple):
    """One who does not exist. `dni` has 8 figures, `check` its check digit; `ubigeo` is INEI's."""

    number: int
    name: FullName
    sex: str
    birth: date
    dni: str
    check: str
    phone: str
    address: str
    ubigeo: str
    origin: str


class _Urn(NamedTuple):
    """Names with the running sums of their weights: Zipf, flattened at the head as real surnames are."""

    names: list[str]
    sums: list[float]

    def draw(self, rng: random.Random, count: int) -> list[str]:
        return rng.choices(self.names, cum_weights=self.sums, k=count)


def people(
    seed: int, count: int, *, born: tuple[date, date] = ADULTS_AND_CHILDREN, share_female: float = 0.5
) -> Iterator[SyntheticPerson]:
    """`count` people, always the same for the same arguments; the first of them are the same for any count.

    `born` bounds the birth dates; about 10 µs a person; nothing is kept in memory.
    """
    return islice(_stream(seed, born, share_female), count)


def check_digit(dni: str) -> str:
    """The figure printed after the hyphen of an identity number of 8 figures (weights 3 2 7 6 5 4 3 2, modulus 11)."""
    return _CHECK_DIGITS[sum(weight * int(figure) for weight, figure in zip(_WEIGHTS, dni, strict=True)) % 11]


def _stream(seed: int, born: tuple[date, date], share_female: float) -> Iterator[SyntheticPerson]:
    rng = random.Random(f"amparo-people-{seed}")
    number = 0
    while True:
        batch = _batch(rng, number, seed, (born[0].toordinal(), born[1].toordinal() + 1), share_female)
        yield from batch
        number += _BATCH


def _batch(rng: random.Random, start: int, seed: int, born: tuple[int, int], share_female: float) -> Iterator[SyntheticPerson]:
    sexes = ["female" if rng.random() < share_female else "male" for _ in range(_BATCH)]
    names = _names(rng, sexes)
    births = rng.choices(range(*born), k=_BATCH)
    homes = rng.choices(DISTRICTS, cum_weights=_district_sums(), k=_BATCH)
    streets = rng.choices(STREETS, k=_BATCH)
    doors = rng.choices(range(101, 999), k=_BATCH)
    for at in range(_BATCH):
        number = start + at
        name, origin = names[at]
        serial = (number * _STEP + seed * 104_729) % DOCUMENTS
        dni = str(FIRST_DOCUMENT + serial)
        ubigeo, district, _ = homes[at]
        yield SyntheticPerson(
            number=number,
            name=name,
            sex=sexes[at],
            birth=date.fromordinal(births[at]),
            dni=dni,
            check=check_digit(dni),
            phone=str(FIRST_PHONE + serial),
            address=f"{streets[at]} {doors[at]}, {district}",
            ubigeo=ubigeo,
            origin=origin,
        )


def _names(rng: random.Random, sexes: list[str]) -> list[tuple[FullName, str]]:
    origins = rng.choices(list(ORIGINS), [share for _, share in ORIGINS.values()], k=_BATCH)
    others = rng.choices(list(ORIGINS), [share for _, share in ORIGINS.values()], k=_BATCH)
    drawn = {origin: iter(_surname_urn(origin).draw(rng, 2 * _BATCH)) for origin in ORIGINS}
    given = {sex: iter(_given_urn(sex).draw(rng, 3 * _BATCH)) for sex in ("female", "male")}
    found = []
    for sex, origin, other in zip(sexes, origins, others, strict=True):
        first = next(drawn[origin])
        chance, many = rng.random(), rng.random()
        second_origin = origin if chance < _SAME_ORIGIN else other
        second = "" if chance > 1 - _NO_SECOND_SURNAME else next(drawn[second_origin])
        names = list(dict.fromkeys(islice(given[sex], 1 + (many >= _ONE_GIVEN) + (many >= _THREE_GIVEN))))
        found.append((FullName(" ".join(names), first, second), origin))
    return found


def _zipf(names: list[str], listed: int) -> _Urn:
    """Weights by rank; a composed name (after the first `listed`) is much rarer than one of the lists."""
    weights = ((rank + 8) ** -1.05 * (1 if rank < listed else _COMPOSED) for rank in range(len(names)))
    return _Urn(names, list(accumulate(weights)))


@cache
def _surname_urn(origin: str) -> _Urn:
    return _zipf(surnames(origin, ORIGINS[origin][0]), listed("surname", origin))


@cache
def _given_urn(sex: str) -> _Urn:
    return _zipf(given_names(sex, GIVEN_NAMES), listed("given", sex))


@cache
def _district_sums() -> list[int]:
    return list(accumulate(weight for _, _, weight in DISTRICTS))
