"""The event that brought children to light, the file of each, who has to do with it, and its timeline."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from amparo.access.actors import Actor
from amparo.access.scoped import ScopedManager, ScopedQuerySet
from amparo.cases.models.base import CaseRow, Row
from amparo.core.dates import PartialDateField
from amparo.core.sealed import SealedField


class EventQuerySet(ScopedQuerySet):
    """Events, of which each may have files that one reader sees and another does not."""

    def visible_to(self, actor: Actor) -> Self:
        """The events in the actor's scope, less those of which every file is hidden from him."""
        own = list(actor.identity)
        seen = Exists(Case.objects.visible_to(actor).filter(event=OuterRef("pk")))
        shown = ~Q(hidden__overlap=own) | Q(exempt__overlap=own) | seen
        return self.filter(shown, scope__overlap=list(actor.scope))


class EventManager(ScopedManager.from_queryset(EventQuerySet)):  # type: ignore[misc]
    """Refuses to begin a query where nobody acts, as the manager it comes from."""


class Event(Row):
    """An alert or an operation: one happening in which one or several children were found."""

    code = models.CharField(max_length=20, unique=True)
    kind = models.SlugField(max_length=20)  # alert, operation
    channel = models.SlugField(max_length=40)
    unit = models.ForeignKey("access.Unit", models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    happened = PartialDateField(null=True, blank=True)
    received_at = models.DateTimeField()
    place = models.CharField(max_length=6, blank=True)  # INEI district, province or region; "" is not known
    danger = models.SlugField(max_length=10)  # yes, no, unknown
    register_number = models.CharField(max_length=60, blank=True)

    objects = EventManager()  # type: ignore[misc]


class Case(Row):
    """A child's file: states and categories, never who she is.

    age           completed years at the alert; empty where nobody knows
    minor         presumed | documented | adult: doubt means presumed minor
    protection    state of the protection track (`states.PROTECTION`)
    key           the shelf key that seals this file's free text
    """

    code = models.CharField(max_length=20, unique=True)
    event = models.ForeignKey(Event, models.PROTECT, related_name="cases")
    person = models.OneToOneField("vault.Person", models.PROTECT, null=True, related_name="+")
    key = models.UUIDField()
    unit = models.ForeignKey("access.Unit", models.PROTECT, related_name="+")  # that opened it
    protection = models.SlugField(max_length=20)
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    region = models.CharField(max_length=2, blank=True)
    sex = models.SlugField(max_length=10)
    age = models.PositiveSmallIntegerField(null=True)
    age_source = models.SlugField(max_length=20)
    minor = models.SlugField(max_length=12)
    nationality = models.CharField(max_length=10)
    language = models.SlugField(max_length=20)
    people_of_origin = models.SlugField(max_length=30)
    risk = models.SlugField(max_length=10)
    whereabouts = models.SlugField(max_length=20)
    closed_at = models.DateTimeField(null=True)
    closure_reason = models.SlugField(max_length=40, blank=True)
    earlier = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    current_measure = models.ForeignKey("cases.Measure", models.SET_NULL, null=True, related_name="+")
    current_plan = models.ForeignKey("cases.Plan", models.SET_NULL, null=True, related_name="+")
    current_stay = models.ForeignKey("cases.Stay", models.SET_NULL, null=True, related_name="+")
    batch = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(age=None) | Q(age__lt=100), name="case_age_in_years"),
            models.CheckConstraint(
                condition=Q(protection="closed", closed_at__isnull=False) | (~Q(protection="closed") & Q(closed_at=None)),
                name="case_closed_when_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["-changed_at", "id"], name="case_last_change"),  # the list, newest first
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="case_of_batch"),  # undo of an import
            models.Index(fields=["region", "protection"], name="case_counts"),  # counts of the commissions
        ]


class CaseCode(CaseRow):
    """A coded fact of a file: an act, a means, a purpose, a recruitment channel, with who says so."""

    kind = models.SlugField(max_length=20)  # act, means, purpose, recruitment
    value = models.SlugField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind", "value", "unit"], name="case_code_once")]


class Involvement(Row):
    """What a unit has to do with a file, from when to when. Ended means past: it keeps what it wrote.

    part      alert, protection, penal, family_law, placement, service
    relation  responsible, receiver, sender
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="involvements")
    unit = models.ForeignKey("access.Unit", models.PROTECT, related_name="+")
    part = models.SlugField(max_length=20)
    relation = models.SlugField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    referral = models.ForeignKey("cases.Referral", models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="involvement_in_order"),
            models.UniqueConstraint(
                fields=["case", "unit", "part", "relation"],
                condition=Q(until=None, referral=None),
                name="involvement_once",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(until=None, part="protection", relation="responsible"),
                name="one_unit_protects",
            ),
        ]
        indexes = [models.Index(fields=["unit", "until"], name="involvement_of_unit")]  # the files of a unit


class Milestone(CaseRow):
    """A knot of the timeline. The sentence comes from `kind` and codes; what was written freely is sealed.

    group  field group of the matrix that decides who reads it
    """

    kind = models.SlugField(max_length=40)
    track = models.SlugField(max_length=20)  # protection, status, placement, referral, penal
    group = models.SlugField(max_length=20)
    at = models.DateTimeField()
    happened = PartialDateField(null=True, blank=True)
    codes = ArrayField(models.CharField(max_length=60), default=list)
    note = SealedField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="milestone_of_case")]  # the timeline
