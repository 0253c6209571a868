"""Jobs on the real queue, run as `amparo_app`: ids only, a system actor, rolled back with who asked, progress that shows."""

import uuid

import pytest
from django.db import connection, transaction

from amparo.access import audit
from amparo.access.acting import acting_as, current_actor
from amparo.access.models import AuditLine
from amparo.access.verbs import Verb
from amparo.core.errors import Denied
from amparo.desk import actions, effects, jobs, progress
from amparo.desk.models import Job, Notice, RunningClock
from amparo.desk.subjects import Subject
from tests.cast import assemble

SEEN = []


@jobs.job("t.note", Verb.SEE_COUNTS)
def note(*, thing, by):
    SEEN.append((thing, by.user_code, current_actor() == by, Verb.SEE_COUNTS in by.verbs))


@jobs.job("t.break", attempts=1)
def breaks(*, thing, by):
    raise RuntimeError


@pytest.fixture(autouse=True)
def forget():
    SEEN.clear()


def queued():
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::text FROM procrastinate_jobs WHERE task_name LIKE 't.%%' ORDER BY id")
        return cursor.fetchall()


def test_only_ids_are_ever_queued(db):
    with pytest.raises(TypeError):
        jobs.defer("t.note", thing="Rosa")
    assert queued() == []


def test_what_is_rolled_back_is_not_asked_for(db):
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.defer("t.note", thing=uuid.uuid4())
        raise RuntimeError
    assert queued() == []


def test_the_same_job_waits_once(db):
    thing = uuid.uuid4()
    assert [jobs.defer("t.note", thing=thing) for _again in range(2)] == [True, False]
    assert queued() == [("t.note", f'{{"thing": "{thing}"}}')]


def test_the_worker_runs_it_as_the_bound_role_and_a_system_actor(fresh_database):
    thing = uuid.uuid4()
    jobs.defer("t.note", thing=thing)
    jobs.defer("t.break", thing=thing)
    jobs.run_worker(wait=False)
    assert [(thing, "system.t.note", True, True)] == SEEN
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status::text FROM procrastinate_jobs WHERE task_name LIKE 't.%%'")
        assert cursor.fetchall() == [("t.break", "failed")]  # what went well is not kept


def test_the_periodic_work_is_declared(db):
    assert set(jobs.PERIODIC) >= {"desk.sweep_clocks", "desk.expire_drafts", "desk.write_audit_head"}


def test_the_head_of_the_audit_is_written_by_its_job(fresh_database, settings, tmp_path):
    settings.AMPARO_HEADS_DIR = str(tmp_path)
    cast = assemble()
    with acting_as(cast.admin):
        audit.record(by=cast.admin, verb="work", subject_type="page", subject="x")
    jobs.app.configure_task("desk.write_audit_head").defer(timestamp=0)
    jobs.run_worker(wait=False)
    (file,) = tmp_path.iterdir()
    assert "house/" in file.read_text()


def test_a_person_cannot_run_the_sweep(cast):
    with acting_as(cast.admin), pytest.raises(Denied):
        actions.sweep_clocks(by=cast.admin)


def swept(actor):
    with acting_as(actor):
        return actions.sweep_clocks(by=actor)


def test_overdue_terms_are_told_above_once_and_change_nothing(cast, case, rules, ago, behind):
    sweeper = jobs.system("desk.sweep_clocks", Verb.RUN_JOBS)
    with acting_as(cast.officer):
        effects.start_clock("t_hours", cast.upe.unit_id, case, ago(30))
        effects.start_clock("t_hours", cast.upe.unit_id, Subject("case", uuid.uuid4(), "AMP-ON-TIME"), ago(1))
        effects.start_clock("t_hours", cast.health.unit_id, case, ago(30))  # has no unit above
    before = {clock.pk: (clock.due_at, clock.state, clock.version) for clock in behind(RunningClock)}
    assert [swept(sweeper), swept(sweeper)] == [2, 0]
    assert {clock.pk: (clock.due_at, clock.state, clock.version) for clock in behind(RunningClock)} == before
    (notice,) = behind(Notice)
    assert (notice.unit_id, notice.about_unit_id, notice.subject_code) == (cast.upe_chief.unit_id, cast.upe.unit_id, case.code)
    assert AuditLine.objects.filter(verb="sweep_clocks").count() == 1


def test_progress_shows_to_who_asked_and_ends_in_the_inbox(cast, case):
    key = uuid.uuid4()
    with acting_as(cast.upe):
        actions.ask_job(id=key, seen=0, kind="import", subject=case, total=100, by=cast.upe)
    progress.report(key, 50)
    progress.report(key, 99, 120)
    with acting_as(cast.upe):
        row = Job.objects.visible_to(cast.upe).get()
        assert (row.state, row.done, row.total) == ("running", 99, 120)
    progress.finish(key, message="applied")
    progress.finish(key)  # a second end is none
    with acting_as(cast.upe):
        assert Job.objects.get().state == "done"
        assert Notice.objects.visible_to(cast.upe).filter(kind="job_ended", target_id=key).count() == 1
    for other in (cast.outsider, cast.officer):
        with acting_as(other):
            assert Job.objects.count() == Notice.objects.count() == 0


def test_a_failed_job_may_begin_again(cast, case):
    key = uuid.uuid4()
    with acting_as(cast.upe):
        actions.ask_job(id=key, seen=0, kind="import", subject=case, total=2, by=cast.upe)
    progress.fail(key, message="disk_full")
    progress.report(key, 1)
    progress.finish(key)
    with acting_as(cast.upe):
        assert Job.objects.get().state == "done"


def test_a_killed_worker_leaves_a_job_that_is_taken_up_again(fresh_database):
    assemble()
    thing = uuid.uuid4()
    jobs.defer("t.note", thing=thing)
    with connection.cursor() as cursor:  # a worker took it and died long ago
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id")
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE task_name = 't.note'", [worker])
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
    jobs.app.configure_task("desk.resume_stalled").defer(timestamp=0)
    jobs.run_worker(wait=False)
    assert [entry[0] for entry in SEEN] == [thing]
