"""Reading and applying in the worker: only ids are queued; done as the person who asked, while the role is still hers."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.access.models import Membership
from amparo.access.sessions import actor_of
from amparo.access.verbs import Verb
from amparo.core.errors import AmparoError
from amparo.desk import jobs, kinds, progress
from amparo.desk.models import Job
from amparo.desk.subjects import Subject
from amparo.exchange import runs
from amparo.exchange.imports import IMPORTS
from amparo.exchange.models import Batch
from amparo.exchange.money import runs as money

READ, APPLY, UNDO = "exchange.read", "exchange.apply", "exchange.undo"
READ_MONEY, POST_MONEY = "exchange.read_money", "exchange.post_money"
KINDS = {
    READ: kinds.JobKind("exchange_read", _("Leer el registro"), _("Ver el resultado"), "register"),
    APPLY: kinds.JobKind("exchange_apply", _("Crear los expedientes"), _("Ver el resultado"), "register"),
    UNDO: kinds.JobKind(
        "exchange_undo",
        _("Deshacer el registro"),
        _("Ver el resultado"),
        "register",
        messages={"stopped": _("No se deshizo nada: alguien ya trabajó en un expediente, o usted no ve todas las filas.")},
    ),
    READ_MONEY: kinds.JobKind("exchange_read_money", _("Probar el archivo"), _("Ver el resultado")),
    POST_MONEY: kinds.JobKind("exchange_post_money", _("Registrar lo que trae el archivo"), _("Ver el resultado")),
}
WORK = {READ: runs.dry_run, APPLY: runs.apply, UNDO: runs.undo, READ_MONEY: money.dry_run, POST_MONEY: money.apply}


def register_own() -> None:
    """Called once, when the apps are ready."""
    kinds.register(*KINDS.values())
    for name in WORK:
        verb = Verb.IMPORT_MONEY if name in (READ_MONEY, POST_MONEY) else Verb.IMPORT_REGISTER
        jobs.job(name, verb, batches=True)(_worker(name))


def _worker(name: str):  # type: ignore[no-untyped-def]
    def work(*, batch: UUID, job: UUID, by: Actor) -> None:
        with acting_as(by):
            row = Batch.objects.visible_to(by).filter(pk=batch).first()
            actor = _asker(row, job) if row else None
        if row is None or actor is None:
            progress.fail(job, message="not_allowed")
            return
        try:
            WORK[name](actor, batch, lambda done, total: progress.report(job, done, total or None))
        except AmparoError:
            progress.fail(job, message="stopped")
            return
        progress.finish(job, subject=Subject(IMPORTS[row.about].subject, row.pk, row.code))

    work.__name__ = name.rpartition(".")[2]
    return work


def _asker(row: Batch, job: UUID) -> Actor | None:
    """The person who asked for this work, if she still has a role in that unit that may: not always who brought the file in."""
    who = Job.objects.filter(pk=job).values_list("user_id", flat=True).first() or row.user_id
    held = Membership.objects.filter(user_id=who, unit_id=row.unit_id, state="active", user__is_active=True)
    membership = held.select_related("user", "unit", "unit__institution").order_by("since").first()
    return actor_of(membership.user, membership) if membership else None
