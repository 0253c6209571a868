"""The protection measure with its court steps, and the plan with its goals."""

from django.db import models
from django.db.models import Q

from amparo.cases.models.base import CaseRow
from amparo.core.dates import PartialDateField
from amparo.core.sealed import SealedField


class Measure(CaseRow):
    """Provisional protection (desprotección familiar provisional, DL 1297 arts. 50–52; text of 2016, to be verified)."""

    state = models.SlugField(max_length=20)
    resolution_number = models.CharField(max_length=40)
    resolved = PartialDateField()
    opened_at = models.DateTimeField()
    sent_to_court_at = models.DateTimeField(null=True)
    hearing_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    court = models.ForeignKey("access.Unit", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="one_open_measure")]


class Plan(CaseRow):
    """Individual plan: PTI while in protection, PRI for reintegration (DS 009-2019-MIMP)."""

    kind = models.SlugField(max_length=10)  # pti, pri
    state = models.SlugField(max_length=12)  # draft, agreed, replaced
    opinion = models.SlugField(max_length=12)  # agrees, disagrees, not_asked


class Goal(CaseRow):
    """A goal of a plan, in the sector that helps with it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    sector = models.SlugField(max_length=40)
    text = SealedField()
    state = models.SlugField(max_length=12)  # pending, under_way, reached, stopped, unknown
    due = PartialDateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
