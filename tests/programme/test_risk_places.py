"""Places of risk: a kind and a district, never an address; by region and level, active or past."""

import pytest

from amparo.access.acting import acting_as
from amparo.core.dates import PartialDate
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.queries import prevention
from tests.programme.parts.activities import risk_place

pytestmark = pytest.mark.django_db


def move(made, row, step, by="partner"):
    with acting_as(made.cast.actors[by]) as actor:
        return act.move_risk_place(id=new_id(), seen=row.version, place=row.pk, step=step, by=actor)


@pytest.mark.parametrize(
    "facts",
    [{"kind": "castle"}, {"level": "extreme"}, {"district": "08"}, {"seen": PartialDate(2099)}, {"words": "Lo atiende 70123456"}],
)
def test_what_cannot_be_right_is_sent_back(compact, facts):
    with pytest.raises(Invalid):
        risk_place(compact, **facts)


def test_a_place_is_past_and_there_again(compact):
    row = risk_place(compact)
    row = move(compact, row, "end")
    assert row.state == "past"
    with pytest.raises(Invalid):
        move(compact, row, "end")
    assert move(compact, row, "return").state == "active"


def test_only_ones_own(compact):
    row = risk_place(compact)
    for who, expected in (("us", Denied), ("crtp", Denied), ("other_partner", NotFound)):
        with pytest.raises(expected):
            move(compact, row, "end", by=who)


def test_the_table_counts_active_ones_by_region_and_level(compact):
    risk_place(compact)
    risk_place(compact, level="low")
    risk_place(compact, level="unknown", district="160101")
    move(compact, risk_place(compact), "end")
    with acting_as(compact.cast.us) as by:
        table = prevention.risk_by_region(prevention.risk_places(by, compact.compact))
    assert [(row.region, list(row.active), row.total, row.past) for row in table] == [
        ("08", [1, 0, 1, 0], 2, 1), ("16", [0, 0, 0, 1], 1, 0),
    ]  # fmt: skip
    with acting_as(compact.cast.crtp) as by:
        assert {row.region for row in prevention.risk_by_region(prevention.risk_places(by, compact.compact))} == {"08"}
