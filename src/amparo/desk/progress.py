"""How far long work is. A job says so after each batch it commits; the page of the job reads it."""

from uuid import UUID

from django.db.models import F
from django.utils import timezone

from amparo.access.acting import acting_as
from amparo.core.transitions import move
from amparo.desk import effects, kinds, states
from amparo.desk.models import Job
from amparo.desk.subjects import Subject


def report(job: UUID, done: int, total: int | None = None) -> None:
    """Notes that `done` of `total` pieces are done. Commits with the running batch; an own transaction where there is none."""
    values = {"state": "running", "done": done, "version": F("version") + 1}
    if total is not None:
        values["total"] = total
    with acting_as(effects.DESK):
        Job.objects.filter(pk=job, state__in=("waiting", "running", "failed")).update(**values)


def finish(job: UUID, *, message: str = "", subject: Subject | None = None) -> None:
    """The work is done; the person who asked finds it in the inbox."""
    _end(job, "succeed", message, subject)


def fail(job: UUID, *, message: str = "") -> None:
    """The work stopped. What was committed stays; the same job may begin again."""
    _end(job, "fail", message, None)


def _end(job: UUID, step: str, message: str, subject: Subject | None) -> None:
    with acting_as(effects.DESK):
        row = Job.objects.select_for_update().filter(pk=job).first()
        if row is None or step not in states.JOB[row.state]:
            return
        row.state = move(states.JOB, row.state, step)
        row.message, row.ended_at = message, timezone.now()
        if subject:
            row.subject_type, row.subject_id, row.subject_code = subject.type, subject.id, subject.code
        row.version += 1
        row.save()
        if row.user_id:
            effects.notify(kinds.JOB_ENDED, row.subject, user=row.user_id, target=row.pk)
