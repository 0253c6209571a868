"""Both walls of the desk: rows of another unit, exclusions, personal rows; kept by the database whichever path wrote them."""

import uuid

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from amparo.access.acting import acting_as
from amparo.access.actors import system
from amparo.access.models import Exclusion, Unit
from amparo.access.scoped import Unscoped
from amparo.desk.models import Notice, Task

pytestmark = pytest.mark.system_postgres

CASE = uuid.uuid4()


def given(cast, unit="upe-cusco", **more):
    """A task for a unit, written by somebody of another institution."""
    with acting_as(cast.officer):
        task = Task(unit=cast.units[unit], kind="take_charge", subject_type="case", subject_id=CASE, subject_code="AMP-1", **more)
        task.save(force_insert=True)
    return task


def through_orm(actor):
    with acting_as(actor):
        return list(Task.objects.visible_to(actor).values_list("pk", flat=True))


def past_the_orm(actor):
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM desk_task")
        return [row[0] for row in cursor.fetchall()]


def test_a_task_is_seen_by_its_unit_and_those_above_and_by_nobody_else(cast):
    task = given(cast)
    for look in (through_orm, past_the_orm):
        assert look(cast.upe) == [task.pk]
        assert look(cast.upe_chief) == [task.pk]
        assert look(system("sweep")) == [task.pk]
        for other in (cast.officer, cast.outsider, cast.police_chief, cast.crtp, cast.admin):
            assert look(other) == []


def test_nothing_is_read_where_nobody_acts(cast):
    given(cast)
    with pytest.raises(Unscoped):
        Task.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM desk_task")
        assert cursor.fetchone() == (0,)


def test_the_scope_is_made_by_the_database_whatever_the_program_says(cast):
    task = given(cast, scope=[cast.outsider.unit_id])
    unit, top = cast.units["upe-cusco"].pk, cast.units["mimp-hq"].pk
    with acting_as(cast.upe):
        task.refresh_from_db()
        assert set(task.scope) == {0, unit, top}
        Task.objects.filter(pk=task.pk).update(scope=[cast.outsider.unit_id])
    assert through_orm(cast.outsider) == []
    assert through_orm(cast.upe) == [task.pk]


def test_a_moved_unit_takes_its_tasks_along(cast):
    task = given(cast)
    unit = cast.units["upe-cusco"]
    unit.parent = Unit.objects.create(code="new-top", institution=unit.institution, name="x", kind="headquarters")
    unit.save()
    assert past_the_orm(cast.upe_chief) == []
    assert past_the_orm(cast.upe) == [task.pk]


def test_a_unit_cannot_change_what_was_given_to_another(cast):
    task = given(cast)
    with acting_as(cast.officer):
        assert Task.objects.filter(pk=task.pk).update(state="withdrawn") == 0
    with acting_as(cast.upe), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(unit=cast.units["upe-loreto"])


@pytest.mark.parametrize("before", [True, False])
def test_an_exclusion_hides_tasks_made_before_and_after_it(cast, before):
    def exclude():
        return Exclusion.objects.create(
            subject_type="case", subject_id=CASE, unit=cast.units["upe-cusco"], exempt=[-cast.upe_two.user_id], reason="accused"
        )

    made = exclude() if before else None
    task = given(cast)
    assert before or past_the_orm(cast.upe) == [task.pk]
    made = made or exclude()
    for look in (through_orm, past_the_orm):
        assert look(cast.upe) == []
        assert look(cast.upe_two) == [task.pk]  # let in all the same
        assert look(cast.upe_chief) == [task.pk]  # the unit's subtree only
    made.ended_at = task.created_at
    made.save()
    assert past_the_orm(cast.upe) == [task.pk]


def test_an_excluded_person_is_excluded_alone(cast):
    task = given(cast)
    Exclusion.objects.create(subject_type="case", subject_id=CASE, user=cast.users["upe"], reason="accused")
    assert through_orm(cast.upe) == past_the_orm(cast.upe) == []
    assert past_the_orm(cast.upe_two) == [task.pk]


def test_a_notice_for_a_person_is_hers_alone(cast):
    with acting_as(cast.admin):
        Notice(user=cast.users["upe"], kind="factor_reset").save(force_insert=True)
    for actor, count in ((cast.upe, 1), (cast.upe_two, 0), (cast.upe_chief, 0), (cast.admin, 0)):
        with acting_as(actor), connection.cursor() as cursor:
            assert Notice.objects.visible_to(actor).count() == count
            cursor.execute("SELECT count(*) FROM desk_notice")
            assert cursor.fetchone() == (count,)


def test_a_person_does_not_get_news_of_what_is_hidden_from_her(cast):
    Exclusion.objects.create(subject_type="case", subject_id=CASE, user=cast.users["upe"], reason="accused")
    with acting_as(cast.admin):
        Notice(user=cast.users["upe"], kind="answered", subject_type="case", subject_id=CASE).save(force_insert=True)
    with acting_as(cast.upe), connection.cursor() as cursor:
        assert not Notice.objects.visible_to(cast.upe).exists()
        cursor.execute("SELECT count(*) FROM desk_notice")
        assert cursor.fetchone() == (0,)


def test_every_table_of_the_desk_is_behind_the_wall(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'desk\\_%%' AND relkind = 'r'"
            " AND NOT (relrowsecurity AND relforcerowsecurity)"
        )
        assert cursor.fetchall() == []
