"""Residential centres, their beds and who stays in one. The address is sealed and never in a list."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from amparo.cases.models.base import CaseRow
from amparo.core.sealed import SealedField
from amparo.core.versions import Versioned


class Centre(Versioned):
    """A residential centre (CAR) or a specialised one (CARE), as others see it: profile and beds, no address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.OneToOneField("access.Unit", models.PROTECT, related_name="+")
    specialised = models.BooleanField()
    sexes = models.SlugField(max_length=10)  # female, male, any
    age_from = models.PositiveSmallIntegerField(default=0)
    age_to = models.PositiveSmallIntegerField(default=17)
    with_baby = models.BooleanField(default=False)
    key = models.UUIDField(null=True)
    address = SealedField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(age_from__lte=F("age_to")), name="centre_ages_in_order")]


class Bed(models.Model):
    """One place in a centre. Taken out of use, it keeps its past."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    centre = models.ForeignKey(Centre, models.CASCADE, related_name="beds")
    number = models.PositiveSmallIntegerField()
    in_use = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="bed_once")]


class TstzRange(Func):
    """The time a stay takes, open at its end while nobody knows when it ends."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Stay(CaseRow):
    """A bed kept or taken by a child. Two stays never share a bed or a child at one moment: the database refuses it.

    state  reserved, present, away (left without leave), ended, cancelled
    unit   the centre's
    """

    bed = models.ForeignKey(Bed, models.PROTECT, related_name="stays")
    referral = models.ForeignKey("cases.Referral", models.PROTECT, null=True, related_name="+")
    state = models.SlugField(max_length=12)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    away_since = models.DateTimeField(null=True)
    end_reason = models.SlugField(max_length=40, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="no_bed_twice",
                expressions=[
                    (TstzRange("since", "until", RangeBoundary()), RangeOperators.OVERLAPS),
                    ("bed", RangeOperators.EQUAL),
                ],
                condition=~Q(state="cancelled"),
            ),
            ExclusionConstraint(
                name="no_child_in_two_beds",
                expressions=[
                    (TstzRange("since", "until", RangeBoundary()), RangeOperators.OVERLAPS),
                    ("case", RangeOperators.EQUAL),
                ],
                condition=~Q(state="cancelled"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ended", "cancelled"], until__isnull=False)
                | Q(state__in=["reserved", "present", "away"], until=None),
                name="stay_open_until_it_ends",
            ),
        ]
