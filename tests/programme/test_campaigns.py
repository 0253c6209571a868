"""Campaigns and community work: direct and indirect reach, each with its method; methods are never added up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.core.errors import Denied, Invalid, NotFound
from amparo.core.ids import new_id
from amparo.programme import actions as act
from amparo.programme.actions.prevention import ReachFacts
from amparo.programme.figures.activities import figures
from amparo.programme.models import Campaign
from amparo.programme.queries import prevention
from amparo.programme.queries.narrow import Narrow
from tests.programme.parts.activities import DAY, attended, campaign, held, official, outreach, planned, training, under

pytestmark = pytest.mark.django_db


def said(problem):
    return " ".join(text for texts in problem.value.messages.values() for text in texts)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ends": DAY - timedelta(1)}, "Termina antes de empezar"),
        ({"kind": "magic"}, "Elija una de las opciones"),
        ({"languages": ("es", "klingon")}, "Elija una de las opciones"),
        ({"regions": ("99",)}, "Elija regiones"),
        ({"materials": "Afiche con ana@example.pe"}, "Aquí no se escribe sobre una persona"),
        ({"objective": new_id()}, "Elija un objetivo"),
        ({"reach": ReachFacts(10)}, "Diga cómo se contó"),
        ({"reach": ReachFacts(10, "head_count", 20)}, "Diga cómo se contó"),
        ({"reach": ReachFacts(10, "guess")}, "Elija una de las opciones"),
        ({"reach": ReachFacts(-1, "head_count")}, "Escriba una cantidad desde 0"),
    ],
)
def test_what_cannot_be_right_is_one_sentence(compact, facts, sentence):
    with pytest.raises(Invalid) as problem:
        campaign(compact, **facts)
    assert sentence in said(problem)


def test_reach_may_be_unknown_and_be_counted_later(compact):
    row = campaign(compact, reach=ReachFacts(), languages=("quechua", "es", "es"), materials="Afiches y cuñas de radio")
    assert (row.reached, row.indirect, row.languages, row.materials) == (
        None,
        None,
        ["es", "quechua"],
        "Afiches y cuñas de radio",
    )
    with acting_as(compact.cast.partner) as by:
        row = act.count_reach(id=new_id(), seen=1, campaign=row.pk, facts=ReachFacts(25, "unknown", 8000, "population"), by=by)
    assert (row.reached, row.reached_how, row.indirect, row.indirect_how) == (25, "unknown", 8000, "population")


def test_reach_is_summed_by_method_and_an_estimate_never_joins_heads(compact):
    campaign(compact, reach=ReachFacts(40, "attendance_list", 9000, "population"))
    campaign(compact, reach=ReachFacts(10, "attendance_list"))
    campaign(compact, reach=ReachFacts(5000, "audience_estimate", 7, "attendance_list"))
    campaign(compact, reach=ReachFacts())
    with acting_as(compact.cast.us) as by:
        rows = prevention.campaigns(by, compact.compact)
    reached, unknown = prevention.reached(rows)
    assert {one.how: (one.campaigns, one.direct, one.indirect, one.heads) for one in reached} == {
        "attendance_list": (3, 50, 7, True), "audience_estimate": (1, 5000, None, False), "population": (1, None, 9000, False),
    }  # fmt: skip
    assert unknown == 1
    assert reached[0].heads


_reach = st.tuples(
    st.none() | st.integers(0, 10**6), st.sampled_from(["attendance_list", "head_count", "population", "audience_estimate", "unknown"]),
    st.none() | st.integers(0, 10**6), st.sampled_from(["attendance_list", "population", "unknown"]),
)  # fmt: skip


@given(st.lists(_reach, max_size=12), st.randoms())
def test_methods_hold_all_that_was_said_and_nothing_twice(told, random):
    rows = [Campaign(reached=a, reached_how=b, indirect=c, indirect_how=d) for a, b, c, d in told]
    reached, unknown = prevention.reached(rows)
    for how in {one.how for one in reached}:
        one = next(found for found in reached if found.how == how)
        assert (one.direct or 0) == sum(a for a, b, _c, _d in told if a is not None and b == how)
        assert (one.indirect or 0) == sum(c for _a, _b, c, d in told if c is not None and d == how)
    assert unknown == sum(a is None and c is None for a, _b, c, _d in told)
    random.shuffle(rows)
    assert prevention.reached(rows) == (reached, unknown)


def test_only_ones_own(compact):
    row = campaign(compact)
    for who, expected in (("us", Denied), ("crtp", Denied), ("other_partner", NotFound), ("subrecipient", NotFound)):
        with acting_as(compact.cast.actors[who]) as by, pytest.raises(expected):
            act.count_reach(id=new_id(), seen=1, campaign=row.pk, facts=ReachFacts(), by=by)


def test_a_commission_works_in_its_own_region_without_an_award(compact):
    assert campaign(compact, "crtp").award_id is None
    with pytest.raises(Invalid) as problem:
        campaign(compact, "crtp", regions=("16",))
    assert "Elija una región de su comisión" in said(problem)
    with pytest.raises(Invalid):
        campaign(compact, "crtp", regions=())
    for who, sees in (("us", 1), ("peru", 1), ("crtp", 1), ("outsider_crtp", 0), ("partner", 0)):
        with acting_as(compact.cast.actors[who]) as by:
            assert len(prevention.campaigns(by, compact.compact)) == sees, who
    with pytest.raises(Denied):
        campaign(compact, "crtp", under=under(compact, "partner"))


def test_campaigns_narrow_by_region_objective_and_period(compact):
    campaign(compact, objective=compact.objectives[0].pk)
    campaign(compact, regions=("16",), starts=date(2026, 5, 1), ends=date(2026, 5, 9))
    with acting_as(compact.cast.us) as by:
        for narrow, found in (
            (Narrow(), 2), (Narrow(region="16"), 1), (Narrow(objective=1), 1), (Narrow(objective=2), 0),
            (Narrow(since=date(2026, 5, 9)), 1), (Narrow(until=date(2026, 4, 1)), 1), (Narrow(since=date(2026, 6, 1)), 0),
        ):  # fmt: skip
            assert len(prevention.campaigns(by, compact.compact, narrow)) == found, narrow


def test_figures_are_the_same_again_and_know_only_what_was_by_then(compact):
    planned(compact)
    attended(row := training(compact), compact, official(1), official(2, institution="mpfn"))
    held(row, compact)
    attended(training(compact), compact, official(3))  # not said to be held yet
    campaign(compact, reach=ReachFacts(40, "attendance_list", 9000, "population"))
    campaign(compact, starts=date(2026, 8, 1), ends=date(2026, 8, 2))
    outreach(compact)
    with acting_as(compact.cast.us) as by:
        first = figures(by, compact.compact, date(2026, 3, 31))
        assert first == figures(by, compact.compact, date(2026, 3, 31))
        later = figures(by, compact.compact, date(2026, 12, 31))
        none = figures(by, compact.compact, date(2026, 1, 1))
    told = {figure.key: figure.value for figure in first}
    assert len(told) == len(first)
    assert (told["activities:trainings:held"], told["activities:trainings:officials"], told["activities:campaigns"]) == (1, 2, 1)
    assert (told["activities:reach:attendance_list:direct"], told["activities:reach:population:indirect"]) == (40, 9000)
    assert told["activities:trainings:gain"] is None
    assert (told["activities:work:due"], told["activities:committed:transport"]) == (0, 3)
    assert {figure.key: figure.value for figure in later}["activities:campaigns"] == 2
    assert {figure.key: figure.value for figure in none}["activities:trainings:officials"] == 0
    assert [figure.key for figure in later][:6] == [figure.key for figure in first][:6]
