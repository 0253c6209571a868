"""People who do not exist, and what happens to their names."""

import random
import time
from collections import Counter
from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.pe import cui

from amparo.core import gazetteer
from amparo.core.synthetic import Dirt, FullName, SyntheticPerson, dirty, people
from amparo.core.synthetic.people import CHILDREN, DISTRICTS, FIRST_DOCUMENT, ORIGINS, check_digit


@pytest.fixture(scope="module")
def crowd() -> list[SyntheticPerson]:
    return list(people(7, 60_000))


def test_the_same_seed_gives_the_same_people(crowd: list[SyntheticPerson]) -> None:
    assert list(people(7, 3_000)) == crowd[:3_000]
    assert list(islice(people(8, 10), 10)) != crowd[:10]


def test_documents_are_right_unique_and_clearly_synthetic(crowd: list[SyntheticPerson]) -> None:
    assert len({person.dni for person in crowd}) == len(crowd)
    for person in crowd[:500]:
        assert int(person.dni) >= FIRST_DOCUMENT and len(person.dni) == 8
        assert person.check == check_digit(person.dni) == cui.calc_check_digits(person.dni)[0]
        assert person.phone.startswith("100") and len(person.phone) == 9


def test_names_are_many_and_unequal(crowd: list[SyntheticPerson]) -> None:
    surnames = Counter(person.name.first for person in crowd) + Counter(person.name.second for person in crowd)
    del surnames[""]
    assert len(surnames) > 5_000  # of about 6,000, which a million people all use
    assert surnames.most_common(1)[0][1] / (2 * len(crowd)) < 0.04
    given_names = {word for person in crowd for word in person.name.given.split()}
    assert len(given_names) > 1_800
    origins = Counter(person.origin for person in crowd)
    for origin, (_, share) in ORIGINS.items():
        assert abs(origins[origin] / len(crowd) - share / 100) < 0.01
    assert {"Quispe", "Mamani", "Ahuanari", "García"} <= set(surnames)


def test_some_have_one_surname_and_some_one_given_name(crowd: list[SyntheticPerson]) -> None:
    assert 0.01 < sum(not person.name.second for person in crowd) / len(crowd) < 0.03
    assert 0.25 < sum(" " not in person.name.given for person in crowd) / len(crowd) < 0.45


def test_children_are_born_when_asked() -> None:
    births = [person.birth for person in people(3, 2_000, born=CHILDREN, share_female=0.8)]
    assert min(births) >= CHILDREN[0] and max(births) <= CHILDREN[1]
    assert min(births) < date(2010, 1, 1)


def test_districts_exist() -> None:
    names = {row.ubigeo: row.name for row in gazetteer.rows()}
    assert all(names.get(code) == name for code, name, _ in DISTRICTS)


def test_a_million_would_take_less_than_a_minute() -> None:
    start = time.perf_counter()
    assert sum(1 for _ in people(1, 50_000)) == 50_000
    assert time.perf_counter() - start < 3


@given(st.integers(0, 2**32), st.sampled_from(list(Dirt)))
def test_damage_always_shows_and_can_be_repeated(seed: int, kind: Dirt) -> None:
    name = next(people(seed % 50, 1)).name
    damaged = dirty(name, random.Random(seed), kind)
    assert damaged != name
    assert damaged == dirty(name, random.Random(seed), kind)
    assert damaged.first and damaged.given


def test_each_kind_does_what_it_says() -> None:
    name, rng = FullName("Rosa Elena", "Quispe", "Mamani"), random.Random(1)
    assert dirty(name, rng, Dirt.SWAPPED) == FullName("Rosa Elena", "Mamani", "Quispe")
    assert dirty(name, rng, Dirt.NO_SECOND) == FullName("Rosa Elena", "Quispe", "")
    assert dirty(name, rng, Dirt.DROPPED_GIVEN).given in {"Rosa", "Elena"}
    assert dirty(name, rng, Dirt.ABBREVIATED).given == "Rsa. Elena"
    heard = {str(dirty(FullName("Víctor", "Huamán", "Cebállos"), rng, Dirt.PHONETIC)) for _ in range(400)}
    assert any("Guamán" in text for text in heard)
    assert any("Bíctor" in text for text in heard)
    assert any("Sebállos" in text for text in heard)
    assert any("Cebáyos" in text for text in heard)
