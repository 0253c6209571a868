"""Long and periodic work, on PostgreSQL. Arguments are ids only; each job acts as a system actor with the verbs it declares.

    @job("exchange.apply", Verb.IMPORT_REGISTER, batches=True)
    def apply(*, batch: UUID, by: Actor) -> None: …

    jobs.defer("exchange.apply", batch=batch.pk)     # in the caller's transaction: rolled back with it

Jobs are declared in modules that `AppConfig.ready` imports, so that the worker knows them.
"""

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate import JobContext, PsycopgConnector
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import AlreadyEnqueued

from amparo.access import heads
from amparo.access.acting import acting_as
from amparo.access.actions.replays import forget_replays
from amparo.access.actors import Actor, system
from amparo.access.verbs import Verb
from amparo.desk import actions, progress

Job = Callable[..., Any]

# One process, one job at a time: the worker stays small. What went well is not kept; what failed is, with its ids.
app = DjangoApp(
    connector=DjangoConnector(alias="default"),
    worker_defaults={"concurrency": 1, "delete_jobs": "successful", "shutdown_graceful_timeout": 20.0},
)
PERIODIC: dict[str, str] = {}


def job(name: str, *verbs: Verb, batches: bool = False, attempts: int = 3) -> Callable[[Job], Job]:
    """Registers a function that takes ids and `by` by keyword.

    It runs in one `acting_as`, or with `batches` opens its own for each batch.

    After an error it is tried again, `attempts` times in all; a job must bear to begin anew.
    """

    def register(function: Job) -> Job:
        app.task(name=name, retry=attempts - 1)(_run(function, name, verbs, batches))
        return function

    return register


def periodic(cron: str, name: str, *verbs: Verb) -> Callable[[Job], Job]:
    """Registers what runs by the clock, as a system actor with these verbs. `cron` as in crontab, UTC."""

    def register(function: Job) -> Job:
        run = _run(function, name, verbs, False)

        def tick(timestamp: int) -> None:
            run()

        PERIODIC[name] = cron
        app.periodic(cron=cron)(app.task(name=name, queueing_lock=name)(tick))
        return function

    return register


def _run(function: Job, name: str, verbs: tuple[Verb, ...], batches: bool) -> Job:
    actor = system(name, *verbs)

    @functools.wraps(function)
    def run(**ids: Any) -> None:
        known = {key: UUID(value) if isinstance(value, str) else value for key, value in ids.items()}
        if batches:
            _in_batches(function, known, actor)
            return
        with acting_as(actor):
            function(**known, by=actor)

    return run


def _in_batches(function: Job, known: dict[str, Any], actor: Actor) -> None:
    """What nobody foresaw ends the work with a sentence, and not with a page that says "running" for ever; it may begin again."""
    try:
        function(**known, by=actor)
    except Exception:
        if "job" in known:
            progress.fail(known["job"], message="stopped")
        raise


def defer(name: str, **ids: UUID | int) -> bool:
    """Asks for a job; False where the very same one waits already.

    Raises `TypeError` for anything but ids: no value ever lies in the queue.
    """
    if any(not isinstance(value, UUID | int) for value in ids.values()):
        raise TypeError("a job takes ids only")
    plain = {key: str(value) if isinstance(value, UUID) else value for key, value in ids.items()}
    same = ":".join([name, *(f"{key}={value}" for key, value in sorted(plain.items()))])
    try:
        with transaction.atomic():
            app.configure_task(name, lock=same, queueing_lock=same).defer(**plain)
    except AlreadyEnqueued:
        return False
    return True


def run_worker(*, wait: bool = True) -> None:
    """Runs jobs until told to stop (with `wait=False`: until none is left), on a pool of at most three connections."""
    connector = PsycopgConnector(kwargs=connector_params("default"), min_size=1, max_size=3)
    with app.replace_connector(connector) as worker:
        worker.run_worker(wait=wait, install_signal_handlers=wait)


@app.periodic(cron="* * * * *")
@app.task(name="desk.resume_stalled", queueing_lock="desk.resume_stalled", pass_context=True)
async def resume_stalled(context: JobContext, timestamp: int) -> None:
    """Puts back what a worker that died was doing."""
    manager = context.app.job_manager
    for stalled in await manager.get_stalled_jobs():
        await manager.retry_job(stalled)


def register_own() -> None:
    """The desk's periodic work."""
    periodic("*/5 * * * *", "desk.sweep_clocks", Verb.RUN_JOBS)(actions.sweep_clocks)
    periodic("17 3 * * *", "desk.expire_drafts", Verb.RUN_JOBS)(actions.expire_drafts)
    periodic("37 3 * * *", "desk.forget_replays", Verb.RUN_JOBS)(forget_replays)
    periodic("50 4 * * *", "desk.write_audit_head", Verb.RUN_JOBS)(write_audit_head)


def write_audit_head(*, by: Actor) -> None:
    """Signs the heads of the audit chains into the file that the auditor carries away."""
    heads.write_daily_head()
