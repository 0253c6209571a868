"""Tasks, notices, running clocks, drafts and the progress of long work. No words about a child, except sealed in drafts.

`scope`, `hidden` and `exempt` of every row are kept by the database (migration 0002): the units named on the row, those
above them and 0; and the exclusions of the subject.
"""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from amparo.access.actors import Actor
from amparo.access.models import Unit
from amparo.access.scoped import Scoped, ScopedManager, ScopedQuerySet
from amparo.core.models import ClockRule, RuleKind, RuleUnit
from amparo.core.sealed import SealedField
from amparo.core.versions import Versioned
from amparo.desk.states import LIVE
from amparo.desk.subjects import Subject


class PersonalQuerySet(ScopedQuerySet):
    """Rows that may also be addressed to one person, whichever unit she works in."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows of the actor's units and those addressed to the person, less those hidden."""
        hidden = Q(hidden__overlap=list(actor.identity)) & ~Q(exempt__overlap=list(actor.identity))
        mine = Q(user_id=actor.user_id) if actor.user_id > 0 else Q()
        return self.filter(Q(scope__overlap=list(actor.scope)) | mine).exclude(hidden)

    def addressed_to(self, actor: Actor) -> Self:
        """Of these, the rows for the actor's own unit or person (not those for units below)."""
        return self.filter(Q(unit_id=actor.unit_id) | Q(user_id=actor.user_id))


class PersonalManager(ScopedManager.from_queryset(PersonalQuerySet)):  # type: ignore[misc]
    """Refuses to begin a query where nobody acts, as the manager it comes from."""


class About(models.Model):
    """What a row is about. `target_id` is what inside the subject is acted on, where that is not the subject itself."""

    subject_type = models.SlugField(max_length=30, blank=True)
    subject_id = models.UUIDField(null=True)
    subject_code = models.CharField(max_length=24, blank=True)
    target_id = models.UUIDField(null=True)

    class Meta:
        abstract = True

    @property
    def subject(self) -> Subject:
        """Type, id and code together."""
        return Subject(self.subject_type, self.subject_id, self.subject_code)


class RunningClock(About, Scoped, Versioned):
    """A term that runs for a unit. The version of the rule is fixed at the start; a later correction does not move it.

    `unit` owes, `asked_by` waits. `due_at` is empty while suspended, and where no source or unit gives an amount.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    rule = models.ForeignKey(ClockRule, models.PROTECT, related_name="+")
    rule_code = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    state = models.SlugField(max_length=12, default="running")
    met_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    amount = models.PositiveSmallIntegerField(null=True)
    amount_unit = models.CharField(max_length=12, choices=RuleUnit)
    basis = models.CharField(max_length=7, choices=RuleKind)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule_code", "subject_type", "subject_id", "target_id", "unit"],
                condition=Q(state__in=LIVE),
                nulls_distinct=False,
                name="clock_runs_once",
            ),
            models.CheckConstraint(condition=Q(state__in=[*LIVE, "met", "cancelled"]), name="clock_state"),
            models.CheckConstraint(condition=~Q(state="suspended") | Q(due_at=None), name="suspended_clock_has_no_end"),
            models.CheckConstraint(condition=Q(state="met", met_at__isnull=False) | ~Q(state="met"), name="met_clock_says_when"),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="clock_subject"),  # the clocks of a file
            models.Index(fields=["due_at"], condition=Q(state="running", escalated_at=None), name="clock_sweep"),  # the sweep
            models.Index(fields=["asked_by", "due_at"], condition=Q(state__in=LIVE), name="clock_waited_for"),  # we wait
        ]


class ClockSuspension(Scoped):
    """A time in which a clock stood still; `until` is empty while it still does. Its walls are those of the clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    clock = models.ForeignKey(RunningClock, models.CASCADE, related_name="suspensions")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="suspension_in_order"),
            models.UniqueConstraint(fields=["clock"], condition=Q(until=None), name="suspended_once"),
        ]


class Task(About, Scoped, Versioned):
    """Something a unit has to do. The sentence is made from the kind (`desk.kinds`): a task holds no words of anybody.

    `meant_for` is the unit whose task it is where nobody works there: `unit`, above it, stands in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    meant_for = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    role = models.SlugField(max_length=40, blank=True)
    kind = models.SlugField(max_length=40)
    state = models.SlugField(max_length=12, default="open")
    due_at = models.DateTimeField(null=True)
    clock = models.ForeignKey(RunningClock, models.PROTECT, null=True, related_name="tasks")
    weight = models.PositiveSmallIntegerField(default=0)
    given_by = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "subject_type", "subject_id", "target_id", "clock"],
                condition=Q(state="open"),
                nulls_distinct=False,
                name="task_given_once",
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "done", "withdrawn"]), name="task_state"),
            models.CheckConstraint(condition=Q(state="open", done_at=None) | ~Q(state="open"), name="open_task_is_not_done"),
        ]
        indexes = [
            models.Index(fields=["unit", "due_at"], condition=Q(state="open"), name="task_of_unit"),  # my work, the menu's count
            models.Index(fields=["subject_type", "subject_id"], name="task_subject"),  # closing the tasks of a file
            models.Index(fields=["clock"], condition=Q(state="open"), name="task_of_clock"),  # a met clock closes its tasks
            models.Index(
                fields=["meant_for"], condition=Q(meant_for__isnull=False, state="open"), name="task_meant_for"
            ),  # my work, of a unit that has people again
        ]


class Notice(About, Scoped, Versioned):
    """News for a unit or for one person: somebody answered, a term passed below you, your second factor was reset."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    kind = models.SlugField(max_length=40)
    about_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    read_by = models.CharField(max_length=40, blank=True)

    objects = PersonalManager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit=None, user__isnull=False) | Q(unit__isnull=False, user=None), name="notice_of_unit_or_person"
            )
        ]
        indexes = [
            models.Index(fields=["unit", "-at"], name="notice_unit"),  # the inbox of a unit
            models.Index(fields=["user", "-at"], condition=Q(user__isnull=False), name="notice_user"),  # the inbox of a person
            models.Index(fields=["subject_type", "subject_id"], name="notice_subject"),  # exclusions refresh by subject
        ]


class Draft(About, Scoped, Versioned):
    """What a person typed and did not send, sealed under a key of its own on the shelf. Only the own ones are reachable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.SlugField(max_length=60)
    key = models.UUIDField()
    content = SealedField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = PersonalManager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "form", "subject_id"], nulls_distinct=False, name="draft_once"),
        ]


class Job(About, Scoped, Versioned):
    """Long work that can be left: how far it is, and what came of it (`subject`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.SlugField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.SlugField(max_length=12, default="waiting")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.SlugField(max_length=40, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = PersonalManager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["waiting", "running", "done", "failed", "cancelled"]), name="job_state")
        ]
        indexes = [models.Index(fields=["user", "-asked_at"], name="job_of_user")]  # my long work
