"""The pack is made in the worker: only ids are queued; done as the person who asked, while the role is still hers."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from amparo.access.acting import acting_as
from amparo.access.actors import Actor
from amparo.access.models import Membership
from amparo.access.sessions import actor_of
from amparo.access.verbs import Verb
from amparo.core.errors import AmparoError
from amparo.desk import jobs, kinds, progress
from amparo.programme.actions.dialogue import subject_of
from amparo.programme.models import Dialogue
from amparo.programme.packs import making

PACK = "programme.pack"
KIND = kinds.JobKind("programme_pack", _("Hacer el paquete del diálogo"), _("Ver el paquete"), "dialogue_by_id")


def register_own() -> None:
    """Called once, when the apps are ready."""
    kinds.register(KIND)
    jobs.job(PACK, Verb.HOLD_DIALOGUE, batches=True)(make_pack)


def make_pack(*, dialogue: UUID, user: int, unit: int, job: UUID, by: Actor) -> None:
    """Makes the four files of a dialogue and says how far it is."""
    held = Membership.objects.filter(user_id=user, unit_id=unit, state="active", user__is_active=True)
    membership = held.select_related("user", "unit", "unit__institution").order_by("since").first()
    if membership is None:
        progress.fail(job, message="not_allowed")
        return
    actor = actor_of(membership.user, membership)
    with acting_as(actor):
        row = Dialogue.objects.visible_to(actor).filter(pk=dialogue).select_related("compact", "snapshot").first()
    if row is None:
        progress.fail(job, message="not_allowed")
        return
    try:
        making.make(actor, row, say=lambda done, total: progress.report(job, done, total))
    except AmparoError:
        progress.fail(job, message="stopped")
        return
    progress.finish(job, subject=subject_of(row))
