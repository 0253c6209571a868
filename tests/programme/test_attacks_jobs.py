"""A pack that two ask for at once, one that is killed half-way, and one that falls for a reason nobody foresaw."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from amparo.access.acting import acting_as
from amparo.core.ids import new_id
from amparo.desk import actions as desk
from amparo.desk import jobs as queue
from amparo.desk.models import Job
from amparo.programme import jobs
from amparo.programme.actions.dialogue import subject_of
from amparo.programme.models import Dialogue, Pack
from amparo.programme.packs import making
from tests.cast import assemble
from tests.house.test_actions import beside
from tests.plugin import ROOT
from tests.programme import dialogues as d
from tests.programme.people import partnership

WORKER = "import django; django.setup(); from amparo.desk import jobs; jobs.run_worker(wait=False)"


def asked(made, row, who="us"):
    """A pack somebody asked for, waiting in the queue."""
    by = getattr(made.cast, who)
    with acting_as(by):
        job = desk.ask_job(id=new_id(), seen=0, kind=jobs.KIND.code, subject=subject_of(row), total=4, by=by)
        queue.defer(jobs.PACK, dialogue=row.pk, user=by.user_id, unit=by.unit_id, job=job.pk)
    return job


def pieces(made, row):
    with acting_as(made.cast.us) as us:
        return sorted(Pack.objects.visible_to(us).filter(dialogue=row).values_list("language", "format"))


def state(made, job):
    with acting_as(made.cast.us):
        return Job.objects.get(pk=job.pk).state


WHOLE = [("en", "docx"), ("en", "pdf"), ("es", "docx"), ("es", "pdf")]


def test_both_sides_ask_at_the_same_moment(fresh_database):
    made = partnership(assemble())
    row = d.prepared(made)

    def make(who):
        actor = getattr(made.cast, who)
        with acting_as(actor):
            seen = Dialogue.objects.visible_to(actor).select_related("compact", "snapshot").get(pk=row.pk)
        return making.make(actor, seen)

    one, other = beside([lambda: make("us"), lambda: make("peru")])
    assert [pack.pk for pack in one] == [pack.pk for pack in other]
    assert pieces(made, row) == WHOLE


def test_killed_half_way_it_goes_on(fresh_database, server):
    made = partnership(assemble())
    row = d.prepared(made)
    job = asked(made, row)
    environment = {**os.environ, "DATABASE_URL": server.app_url(fresh_database)}
    process = subprocess.Popen([sys.executable, "-c", WORKER], env=environment, cwd=ROOT)
    until = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < until:
        if pieces(made, row):
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        time.sleep(0.01)
    assert process.returncode == -signal.SIGKILL and len(pieces(made, row)) < 4
    assert state(made, job) in ("waiting", "running")
    with connection.cursor() as cursor:  # what the next worker finds once the heart of this one stopped
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
    queue.app.configure_task("desk.resume_stalled").defer(timestamp=0)
    queue.run_worker(wait=False)
    assert pieces(made, row) == WHOLE
    assert state(made, job) == "done"


def test_what_falls_says_so_and_may_begin_again(fresh_database, monkeypatch):
    made = partnership(assemble())
    row = d.prepared(made)
    job = asked(made, row)

    def falls(content):
        raise RuntimeError("nobody foresaw it")

    kept = dict(making.MAKERS)
    monkeypatch.setitem(making.MAKERS, "pdf", falls)
    with pytest.raises(RuntimeError):
        queue.app.tasks[jobs.PACK].func(
            dialogue=str(row.pk), user=made.cast.us.user_id, unit=made.cast.us.unit_id, job=str(job.pk)
        )
    assert state(made, job) == "failed"
    monkeypatch.setitem(making.MAKERS, "pdf", kept["pdf"])
    queue.app.tasks[jobs.PACK].func(dialogue=str(row.pk), user=made.cast.us.user_id, unit=made.cast.us.unit_id, job=str(job.pk))
    assert state(made, job) == "done" and pieces(made, row) == WHOLE
