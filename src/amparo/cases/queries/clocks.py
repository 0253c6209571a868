"""The running clocks of files, as the reader may know them: how long, whose turn, and where the term comes from."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo.access.actors import Actor
from amparo.desk.models import RunningClock
from amparo.desk.states import LIVE
from amparo.ui import moments
from amparo.ui.components import Clock

TEXT_OF_2016 = "dl-1297"


def running(actor: Actor, cases: Iterable[UUID]) -> list[RunningClock]:
    """The live clocks of these files that the actor may know of, the first due first (one query)."""
    return list(
        RunningClock.objects.visible_to(actor)
        .filter(subject_type="case", subject_id__in=list(cases), state__in=LIVE)
        .select_related("rule", "unit")
        .order_by("due_at", "started_at")
    )


def overdue(clock: RunningClock, now: datetime) -> bool:
    """Whether its term has passed."""
    return clock.due_at is not None and clock.due_at < now


def drawn(clock: RunningClock, now: datetime | None = None) -> Clock:
    """A clock as the pages show it."""
    now = now or timezone.now()
    turn = _("Le toca a %(unit)s.") % {"unit": clock.unit.name}
    if clock.due_at is None:
        main = _("En pausa") if clock.state == "suspended" else _("Sin plazo fijado")
        return Clock(name(clock), main, turn, "ok", None, basis(clock))
    detail = f"{moments.moment(clock.due_at, now)}. {turn}"
    return Clock(
        name(clock),
        moments.due(clock.due_at, now),
        detail,
        moments.urgency(clock.due_at, now),
        moments.elapsed(clock.started_at, clock.due_at, now),
        basis(clock),
    )


def name(clock: RunningClock) -> str:
    """What has to be done in that time."""
    english = (get_language() or "es").startswith("en")
    return clock.rule.name_en if english else clock.rule.name_es


def basis(clock: RunningClock) -> str:
    """Where the term comes from, and whether anybody verified it."""
    if clock.basis == "legal":
        if clock.verified:
            return _("de ley")
        return _("de ley · texto de 2016, por verificar") if clock.rule.norm_id == TEXT_OF_2016 else _("de ley · por verificar")
    return _("estándar del servicio") if clock.basis == "service" else _("de la unidad")


def first_of(clocks: Sequence[RunningClock]) -> dict[UUID, RunningClock]:
    """The first due of each file."""
    first: dict[UUID, RunningClock] = {}
    for clock in sorted(clocks, key=lambda one: (one.due_at is None, one.due_at or one.started_at)):
        if clock.subject_id is not None:
            first.setdefault(clock.subject_id, clock)
    return first
