"""Work with schools, transport and lodging: places, people, and how many committed themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.core.errors import Invalid
from amparo.programme.queries import prevention
from tests.programme.parts.activities import outreach

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"sector": "mines"}, "Elija una de las opciones"),
        ({"committed": 6}, "más lugares de los que se visitaron"),
        ({"places": -1, "committed": -1}, "Escriba una cantidad desde 0"),
        ({"people": -3}, "Escriba una cantidad desde 0"),
        ({"district": "0801"}, "Elija un distrito"),
        ({"district": "089999"}, "Elija un distrito"),
        ({"words": "Hablamos con 70123456"}, "Aquí no se escribe sobre una persona"),
    ],
)
def test_what_cannot_be_right_is_one_sentence(compact, facts, sentence):
    with pytest.raises(Invalid) as problem:
        outreach(compact, **facts)
    assert sentence in str(problem.value.messages)


def test_a_visit_has_been(compact):
    with pytest.raises(Invalid):
        outreach(compact, on=timezone.localdate() + timedelta(1))


@pytest.mark.parametrize("sector", ["school", "transport", "lodging"])
def test_a_visit_lies_in_the_region_of_its_district(compact, sector):
    row = outreach(compact, sector=sector, regions=("16",))
    assert row.regions == ["08"]


def test_sectors_sum_and_say_where_nobody_counted(compact):
    outreach(compact)
    outreach(compact, people=None, places=2, committed=2)
    outreach(compact, sector="school", people=None, committed=0)
    with acting_as(compact.cast.peru) as by:
        sectors = prevention.sectors(prevention.outreach(by, compact.compact))
    assert [(one.sector, one.visits, one.places, one.committed, one.people, one.people_unknown) for one in sectors] == [
        ("school", 1, 5, 0, None, 1), ("transport", 2, 7, 5, 30, 1),
    ]  # fmt: skip
