"""The law of snapshots: made again for the same cut-off, every figure is equal, whatever was recorded or corrected since."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.access.acting import acting_as
from amparo.core.errors import AmparoError
from amparo.core.models import Source
from amparo.programme import snapshots
from amparo.programme.models import Dialogue
from tests.programme import dialogues
from tests.programme.happenings import CORRECTIONS, HAPPENINGS, Nothing, on_day
from tests.programme.people import partnership
from tests.programme.test_ledger_laws import undone

pytestmark = pytest.mark.django_db
BEGUN = timezone.localdate() - timedelta(days=60)
DAYS = [BEGUN + timedelta(days=5 + 5 * place) for place in range(10)]

# A fact with what corrects it, told apart so that both often happen; and anything else.
pairs = st.sampled_from(CORRECTIONS).flatmap(lambda pair: st.sampled_from([pair, (pair[0],), (pair[1],)]))
alone = st.sampled_from(sorted(HAPPENINGS)).map(lambda name: (name,))
stories = st.lists(st.tuples(st.one_of(pairs, alone), st.integers(0, 60)), min_size=3, max_size=len(DAYS))


@pytest.fixture
def made(cast):
    """A compact begun sixty days ago."""
    Source.objects.get_or_create(code="test-said", defaults={"title": "Comunicado"})
    with on_day(BEGUN):
        compact = partnership(cast)
        dialogues.planned(compact)
    return compact


def happens(made, name, n, day):
    """Whether it could happen."""
    try:
        with transaction.atomic(), on_day(day):
            HAPPENINGS[name](made, n, day)
    except (AmparoError, Nothing):
        return False
    return True


def figures(made, cut_off, day):
    """All figures of a cut-off, gathered on a day as for the first dialogue."""
    with on_day(day, 1), acting_as(made.cast.us) as us:
        return snapshots.gather(us, Dialogue.objects.visible_to(us).select_related("compact").get(number=1), cut_off)


def undated(found):
    """The figures without the day of which they speak: that of a count is the cut-off itself."""
    return [replace(one, as_of=None) for one in found]


def differing(old, new):
    return [(change.old, change.new) for change in snapshots.changes(old, new)]


@given(stories)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_made_again_for_the_same_cut_off_every_figure_is_equal_whatever_came_later(made, story):
    def check():
        frozen = {}
        for day, (names, n) in zip(DAYS, story, strict=False):
            for name in names:
                happens(made, name, n, day)
            frozen[day] = figures(made, day, day + timedelta(days=1))
        for day, first in frozen.items():
            again = figures(made, day, DAYS[-1] + timedelta(days=9))
            assert differing(first, again) == []
            assert again == first, "footnotes, sources and order too"

    undone(check)


@pytest.mark.parametrize("pair", CORRECTIONS, ids=lambda pair: pair[1])
def test_a_correction_changes_the_figures_of_its_day_and_none_of_the_days_before(made, pair):
    first, second = pair
    before, after = DAYS[3], DAYS[6]
    assert happens(made, first, 5, before)
    frozen = figures(made, before, before + timedelta(days=1))
    assert happens(made, second, 7, after), "it did not happen: the law above would show nothing"
    assert figures(made, before, after + timedelta(days=1)) == frozen
    later = after + timedelta(days=1)
    before_it = figures(made, after - timedelta(days=1), later)
    assert undated(before_it) != undated(figures(made, after, later)), "it is a figure of its day"


@pytest.mark.parametrize(
    "name", sorted({*HAPPENINGS} - {second for _first, second in CORRECTIONS} - {"reopen", "follow", "agree"})
)
def test_what_is_told_late_is_no_figure_of_the_days_before_it_was_told(made, name):
    day = DAYS[6]
    frozen = figures(made, DAYS[5], DAYS[5] + timedelta(days=1))
    assert happens(made, name, 7, day)
    assert figures(made, DAYS[5], day + timedelta(days=1)) == frozen
    assert undated(frozen) != undated(figures(made, day, day + timedelta(days=1))), "it is a figure of the day it was told"


def test_of_days_before_the_compact_was_kept_here_the_record_is_told_as_it_was_first_written(made):
    early = BEGUN - timedelta(days=3)
    assert happens(made, "spend", 20, DAYS[0]) and happens(made, "claim", 20, DAYS[0])  # both of days before it began
    told = figures(made, early, DAYS[1])
    assert any(figure.section == "money" and figure.value for figure in told)
    assert any(figure.section == "claims" for figure in told)
    assert happens(made, "explain", 3, DAYS[4])
    assert figures(made, early, DAYS[5]) == told, "a correction is no part of it"
