"""The work itself: plan, trainings, campaigns, outreach, what the community sees. It knows no child."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from amparo.core.dates import PartialDateField
from amparo.core.sealed import SealedField
from amparo.programme.models.agreement import Objective
from amparo.programme.models.base import AwardRow, CompactRow, Kept, figure_column, money_column, once


class WorkItem(Kept, AwardRow):
    """A line of the work plan. state: planned, under_way, done, postponed, cancelled."""

    moved_on = True
    code = models.CharField(max_length=20)
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="work_items")
    output_es = models.CharField(max_length=200)
    output_en = models.CharField(max_length=200, blank=True)
    title_es = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    wanted = figure_column()
    done = figure_column()
    counted = models.CharField(max_length=60, blank=True)
    budget = money_column(null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    state = models.SlugField(max_length=10)

    class Meta:
        constraints = [
            once(
                "work_item_once", "compact", "award", "subaward", "code", nulls_distinct=False
            ),  # each partner numbers its own plan, and learns nothing of another's
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="work_item_in_order"),
        ]


class Course(CompactRow):
    """A course that can be given many times."""

    code = models.CharField(max_length=20)
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="courses")
    hours = models.PositiveSmallIntegerField()
    passing = models.DecimalField(max_digits=5, decimal_places=2, default=60)  # of 100, in the last test

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compact", "code"], name="course_once")]


class Training(Kept, AwardRow):
    """A course given once. state: planned, held, cancelled. `regions` holds where."""

    moved_on = True
    code = models.CharField(max_length=24)
    course = models.ForeignKey(Course, models.PROTECT, related_name="trainings")
    work_item = models.ForeignKey(WorkItem, models.PROTECT, null=True, blank=True, related_name="trainings")
    starts = models.DateField()
    ends = models.DateField()
    hours = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=120, blank=True)
    state = models.SlugField(max_length=10)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="training_in_order"),
            once("training_code_once", "code"),
        ]


class Official(CompactRow):
    """A public official who was trained: counted once, by a keyed digest of the document; name and document are sealed.

    `regions` holds the region where the official works; `learned_at`: when an institution that was unknown became known.
    """

    key = models.UUIDField()
    document_mac = models.BinaryField(max_length=32)
    document = SealedField()
    name = SealedField()
    institution = models.SlugField(max_length=40)
    post = models.SlugField(max_length=40)
    sex = models.SlugField(max_length=10)
    learned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compact", "document_mac"], name="official_counted_once")]


class Attendance(Kept, AwardRow):
    """An official in a training: hours, first and last test (of 100), and the code on the certificate."""

    training = models.ForeignKey(Training, models.CASCADE, related_name="attendances")
    official = models.ForeignKey(Official, models.PROTECT, related_name="attendances")
    hours = models.PositiveSmallIntegerField()
    before = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    certificate = models.CharField(max_length=24, null=True, blank=True)

    class Meta:
        constraints = [
            once("official_once_a_training", "training", "official"),
            once("certificate_once", "certificate"),  # also how a code is found
        ]


class Campaign(Kept, AwardRow):
    """A campaign or community work. Direct and indirect reach, each with the way it was counted; empty: nobody knows."""

    moved_on = True
    code = models.CharField(max_length=24)
    kind = models.SlugField(max_length=20)
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="campaigns")
    work_item = models.ForeignKey(WorkItem, models.PROTECT, null=True, blank=True, related_name="campaigns")
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    reached = models.PositiveIntegerField(null=True, blank=True)
    reached_how = models.SlugField(max_length=30, blank=True)
    indirect = models.PositiveIntegerField(null=True, blank=True)
    indirect_how = models.SlugField(max_length=30, blank=True)
    materials = models.CharField(max_length=300, blank=True)
    languages = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="campaign_in_order"),
            once("campaign_code_once", "code"),
        ]


class Outreach(AwardRow):
    """Work with schools, transport or lodging: how many places, how many people, whether they signed to act."""

    sector = models.SlugField(max_length=12)  # school, transport, lodging
    work_item = models.ForeignKey(WorkItem, models.PROTECT, null=True, blank=True, related_name="outreaches")
    on = models.DateField()
    district = models.CharField(max_length=6, blank=True)
    places = models.PositiveIntegerField()
    people = models.PositiveIntegerField(null=True, blank=True)
    committed = models.PositiveIntegerField(default=0)  # places that signed a protocol or code of conduct
    words = models.CharField(max_length=300, blank=True)


class CommunitySignal(AwardRow):
    """What a community watch saw, without anybody in it: kind, district, day. Handed to intake by its address, where the file begins."""

    code = models.CharField(max_length=24, unique=True)
    kind = models.SlugField(max_length=30)
    district = models.CharField(max_length=6)
    seen = PartialDateField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)
    state = models.SlugField(max_length=10)  # noted, handed, dismissed


class RiskPlace(AwardRow):
    """A kind of place where children are recruited or exploited, in a district. Coarse on purpose: no address, no owner."""

    kind = models.SlugField(max_length=30)
    district = models.CharField(max_length=6)
    level = models.SlugField(max_length=10)
    seen = PartialDateField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)
    state = models.SlugField(max_length=10)  # active, past
