"""Two at one moment: what stands stays one, and who comes second is told so."""

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.core.errors import AmparoError
from amparo.programme.models import HeadCount
from tests.cast import assemble
from tests.house.test_actions_beside import beside
from tests.programme.happenings import WHY, do, last
from tests.programme.parts.pledge import quarter
from tests.programme.people import partnership


def test_two_first_records_and_two_corrections_at_one_moment_leave_one_each(fresh_database):
    made = partnership(assemble())
    facts = quarter(made, posts=(("psychologist", 4),))
    results = beside([lambda: do(made, "peru", "record_head_counts", compact=made.compact.pk, facts=facts)] * 2)
    assert sum(isinstance(result, AmparoError) for result in results) == 1, results
    row = last(HeadCount, made)
    results = beside([lambda: do(made, "peru", "correct_head_count", row, head_count=row.pk, posts=9, reason=WHY)] * 2)
    assert any(isinstance(result, HeadCount) for result in results), results
    with acting_as(system("test")):
        assert HeadCount.objects.count() == 1
        assert HeadCount.every.count() == 2, "the same correction twice keeps one earlier version"
